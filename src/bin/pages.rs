//! Builds pages and charts when the reader asks for others than those that arrived. A separate
//! program because a first view needs none of it, and it is most of the code; `public/start.js`
//! loads it when the reader is about to follow a link or to change a chart.

fn main() {}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use std::cell::{Cell, RefCell};

    use civic_scorecard::browser::{self, Element};
    use civic_scorecard::bundle::Bundle;
    use civic_scorecard::dataset::{Dataset, Selection};
    use civic_scorecard::page::{self, build_piece};
    use civic_scorecard::site::{Route, Site, Subject};
    use civic_scorecard::view::{self, HeadingLevel, chart_body};
    use wasm_bindgen::prelude::*;

    thread_local! {
        static SITE: Cell<Option<Site>> = const { Cell::new(None) };
        /// The path of the only page that the content is enough for, if it is not all of it.
        static ONLY: RefCell<Option<String>> = const { RefCell::new(None) };
    }

    fn site() -> Site {
        SITE.get()
            .expect("content is shown before pages of it are built")
    }

    /// Takes the packed bundle that the page shows, now and whenever it shows another. It may be
    /// enough for the page at the path `only` alone.
    #[wasm_bindgen]
    pub fn show(content: &[u8], only: Option<String>) {
        ONLY.set(only);
        SITE.set(Some(Site {
            bundle: Bundle::unpack(content),
            // Lives as long as the page; see `Site`.
            base: Box::leak(browser::base().into_boxed_str()),
        }));
    }

    /// What the app needs to know of the content: the outline, packed.
    #[wasm_bindgen]
    pub fn outline() -> Vec<u8> {
        page::outline(site(), "", true).pack()
    }

    /// The name of the page at `path`, if the site has it and it can be built.
    #[wasm_bindgen]
    pub fn heading(path: &str) -> Option<String> {
        if ONLY.with_borrow(|only| only.as_deref().is_some_and(|only| only != path)) {
            return None;
        }
        let site = site();
        match site.route(path) {
            Route::NotFound => None,
            route => Some(page::heading(site, route)),
        }
    }

    /// Builds what is above the page at `path`.
    #[wasm_bindgen]
    pub fn header(path: &str) -> Element {
        let site = site();
        view::header(site, &site.href(site.route(path))).build()
    }

    /// Builds what is below every page.
    #[wasm_bindgen]
    pub fn footer() -> Element {
        view::footer(site()).build()
    }

    /// Builds the cards of all initiatives, in a section of a page or on a page of their own.
    #[wasm_bindgen]
    pub fn cards(is_in_section: bool) -> Element {
        let level = match is_in_section {
            true => HeadingLevel::H3,
            false => HeadingLevel::H2,
        };
        view::cards(site(), level, None).build()
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
