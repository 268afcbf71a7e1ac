//! Draws embeds into other sites' pages and into frames. A separate program because it needs
//! neither routes nor state, and is smaller without them (`embed/runtime.js` loads it).

fn main() {}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use std::cell::RefCell;

    use civic_scorecard::browser;
    use civic_scorecard::bundle::Bundle;
    use civic_scorecard::content;
    use civic_scorecard::exhibit::{self, ChartOptions, Edition, missing_embed};
    use civic_scorecard::site::{Exhibit, Site};
    use civic_scorecard::text;
    use civic_scorecard::view::{HeadingLevel, element};
    use wasm_bindgen::prelude::*;

    thread_local! {
        /// The revisions that were opened; scripts hold their indices.
        static SITES: RefCell<Vec<Site>> = const { RefCell::new(Vec::new()) };
    }

    fn add(bundle: &'static Bundle, base: String) -> usize {
        // Live as long as the page; see `Site`.
        let site = Site {
            bundle,
            base: Box::leak(base.into_boxed_str()),
        };
        SITES.with_borrow_mut(|sites| {
            sites.push(site);
            sites.len() - 1
        })
    }

    fn site(number: usize) -> Site {
        SITES.with_borrow(|sites| sites[number])
    }

    /// Opens a packed bundle of the same build, for a site whose root has the address `base`.
    /// Returns the number by which the other functions know the revision.
    #[wasm_bindgen]
    pub fn open(content: &[u8], base: String) -> usize {
        add(Bundle::unpack(content), base)
    }

    /// Opens the reader's result for a bundle's text.
    ///
    /// # Errors
    /// What is wrong with the text.
    #[wasm_bindgen]
    pub fn open_read(read: &[u8], base: String) -> Result<usize, String> {
        let bundle = content::unpack(read).map_err(|error| error.to_string())?;
        Ok(add(bundle, base))
    }

    /// The name of a revision and the day on which it was published, on two lines.
    #[wasm_bindgen]
    pub fn revision(number: usize) -> String {
        let bundle = site(number).bundle;
        let mut lines = bundle.revision.to_string();
        lines.push('\n');
        lines.push_str(&bundle.published.to_string());
        lines
    }

    /// Draws an exhibit of a revision in place of the content of `root`, as the query of an
    /// address asks, and returns the title of its page. If there is no such embed, draws a box
    /// that says so and returns no title. `edition` is 0 for the latest revision, 1 for a
    /// pinned one that is also the latest, 2 for one that is not.
    ///
    /// # Errors
    /// Not every element was placed: the page has changed the browser's built-ins.
    #[wasm_bindgen]
    pub fn draw(
        root: browser::Node,
        number: usize,
        kind: &str,
        id: &str,
        query: &str,
        edition: u8,
    ) -> Result<Option<String>, String> {
        let site = site(number);
        let edition = match edition {
            0 => Edition::Live,
            1 => Edition::Pinned { is_newest: true },
            _ => Edition::Pinned { is_newest: false },
        };
        // In a frame it has the document to itself.
        let level = match browser::is_in_document(&root) {
            true => HeadingLevel::H1,
            false => HeadingLevel::H3,
        };
        let shown = Exhibit::named(site, kind, id);
        let page = element("div");
        let drawn = match shown {
            Some(exhibit) => {
                let options = ChartOptions::read(browser::query(query));
                exhibit::embed(page, site, exhibit, &options, edition, level)
            }
            None => missing_embed(page, site, level),
        };
        // Without the element around them.
        let elements = drawn.size() - 1;
        let drawn = drawn.build_by(&browser::document_of(&root));
        browser::replace_children(&root, &drawn);
        let found = browser::elements_in(&root);
        if found != elements {
            return Err(format!(
                "{kind}/{id}: {found} of {elements} elements were drawn"
            ));
        }
        let Some(exhibit) = shown else {
            return Ok(None);
        };
        let title = exhibit::title(site, exhibit);
        browser::name_region(&root, &title);
        Ok(Some(text::document_title(&title, &site.bundle.site.name)))
    }

    /// Makes the charts below a document or a shadow root react to keys and pointer. Call it
    /// once for each.
    #[wasm_bindgen]
    pub fn listen(root: browser::Node) {
        // Nothing is announced at the ends: an embed has no live region of its own.
        browser::follow_points(root, |_| {});
    }
}
