//! Builds pages and charts when the reader asks for others than those that arrived. A separate
//! program because a first view needs none of it, and it is most of the code; `public/start.js`
//! loads it when the reader is about to follow a link or to change a chart.

fn main() {}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use std::cell::Cell;

    use civic_scorecard::browser::{self, Element};
    use civic_scorecard::bundle::Bundle;
    use civic_scorecard::dataset::{Dataset, Selection};
    use civic_scorecard::page::build_piece;
    use civic_scorecard::site::{Site, Subject};
    use civic_scorecard::view::chart_body;
    use wasm_bindgen::prelude::*;

    thread_local! {
        static SITE: Cell<Option<Site>> = const { Cell::new(None) };
    }

    fn site() -> Site {
        SITE.get()
            .expect("content is shown before pages of it are built")
    }

    /// Takes the packed bundle that the page shows, now and whenever it shows another.
    #[wasm_bindgen]
    pub fn show(content: &[u8]) {
        SITE.set(Some(Site {
            bundle: Bundle::unpack(content),
            // Lives as long as the page; see `Site`.
            base: Box::leak(browser::base().into_boxed_str()),
        }));
    }

    /// Builds the piece at `place`, counted from 0, of the page at `path`.
    #[wasm_bindgen]
    pub fn piece(path: &str, place: usize) -> Element {
        let site = site();
        build_piece(site, site.route(path), place).build()
    }

    /// Builds the body of a chart of a page: `subject` is what it is of, `key` its name in
    /// addresses, `query` the reader's choices; `is_titled` says whether the heading above names
    /// what is measured. Returns nothing if the content has no such chart.
    #[wasm_bindgen]
    pub fn chart(subject: &str, key: &str, query: &str, is_titled: bool) -> Option<Element> {
        let site = site();
        let subject = Subject::named(site, subject)?;
        let dataset = Dataset::of(site, subject, &Selection::read(browser::query(query)));
        Some(chart_body(site, &dataset, is_titled, Some(key)).build())
    }
}
