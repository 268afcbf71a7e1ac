//! What holds for any valid bundle.
//!
//! `tests/native/` runs this on the bundles of the tests, `tests/content.rs` on the one that
//! ships. Each crate says by its `sites` which it means, and by its `pictures` where their
//! pictures are.

mod drawings;
mod embeds;
mod figures;
mod groups;
mod hostile;
mod links;
mod onward;
mod outline;
mod sections;
mod stored;

use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use civic_scorecard::site::{Route, Site};

use crate::sites;
use crate::support::{Page, all_routes, page, path_of};

/// A page with the name of its site.
type Shown = (&'static str, Site, Route, Page);

/// Every page of every site, rendered and parsed once for all tests. A parsed page is for one
/// thread at a time.
fn pages() -> MutexGuard<'static, Vec<Shown>> {
    static PAGES: LazyLock<Mutex<Vec<Shown>>> = LazyLock::new(|| {
        let of_site = |(name, site, _)| {
            let routes = all_routes(site).into_iter();
            routes.map(move |route| (name, site, route, page(site, route)))
        };
        Mutex::new(sites().into_iter().flat_map(of_site).collect())
    });
    // A check that failed has changed nothing.
    PAGES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs a check on every page of every site; a failure names the page.
fn on_every_page(check: impl Fn(Site, Route, &Page)) {
    for (name, site, route, page) in &*pages() {
        println!("{name}, {}", path_of(*site, *route));
        check(*site, *route, page);
    }
}
