//! Takes charts along: saves them as files, copies them, prints them. A separate program because
//! few visits need it; `public/start.js` loads it when somebody opens the menu of a chart.

fn main() {}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use std::cell::Cell;

    use civic_scorecard::browser::{self, Element};
    use civic_scorecard::bundle::Bundle;
    use civic_scorecard::page::export;
    use civic_scorecard::site::Site;
    use wasm_bindgen::prelude::*;

    thread_local! {
        static SITE: Cell<Option<Site>> = const { Cell::new(None) };
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

    /// Exports a chart, as one of its buttons asks, which is what was used of its menu. Call it
    /// while the click is handled: browsers allow copying only then.
    #[wasm_bindgen]
    pub fn take(used: &Element) {
        if let Some(site) = SITE.get() {
            export(site, used);
        }
    }
}
