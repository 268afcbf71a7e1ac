//! What is being shown, and the addresses of its parts.

mod exhibit;
mod outline;
mod revision;
mod subject;

pub use exhibit::{EMBEDS, Exhibit, Kind, SHARES};
pub use outline::{
    Address, CardOutline, Choice, GridOutline, GridSection, Outline, PageOutline, Shell,
    current_mark,
};
pub use revision::{PINNED, RevisionHash, pinned_folder};
pub use subject::Subject;

use crate::bundle::{
    Bundle, HOME, Id, Initiative, Kpi, Page, SafeUrl, Section, SitePath, SourceId,
};

/// A bundle and the address that it is served under. Views copy it freely.
///
/// The bundle is borrowed for the life of the program: a browser shows one, and the build
/// renders one. In return, no view counts references or clones text.
#[derive(Clone, Copy)]
pub struct Site {
    /// The content.
    pub bundle: &'static Bundle,
    /// The path that the site is served under; starts and ends with a slash.
    pub base: &'static str,
}

/// What an address shows.
#[derive(Clone, Copy, Debug)]
pub enum Route {
    /// `/` or `/<id>/`: a page of typed sections.
    Page(&'static Page),
    /// `/initiatives/`: the card grid by itself.
    Initiatives,
    /// `/initiatives/<id>/`
    Initiative(&'static Initiative),
    /// `/kpis/`: every KPI.
    Kpis,
    /// `/kpis/<id>/`
    Kpi(&'static Kpi),
    /// `/sources/`: every source and where it is used.
    Sources,
    /// `/gaps/`: every missing figure.
    Gaps,
    /// `/glossary/`: what terms mean, and how to read the figures.
    Glossary,
    /// `/offline/`: what the service worker shows for a page that it has not cached.
    Offline,
    /// Any other address.
    NotFound,
}

impl Route {
    /// The route's path below the base, without a slash at its start.
    pub fn path(&self) -> String {
        match self {
            Route::Page(page) if page.id.as_str() == HOME => String::new(),
            Route::Page(page) => format!("{}/", page.id.as_str()),
            Route::Initiatives => "initiatives/".to_owned(),
            Route::Initiative(initiative) => format!("initiatives/{}/", initiative.id.as_str()),
            Route::Kpis => "kpis/".to_owned(),
            Route::Kpi(kpi) => format!("kpis/{}/", kpi.id.as_str()),
            Route::Sources => "sources/".to_owned(),
            Route::Gaps => "gaps/".to_owned(),
            Route::Glossary => "glossary/".to_owned(),
            Route::Offline => "offline/".to_owned(),
            Route::NotFound => "404.html".to_owned(),
        }
    }
}

/// The one or two names that a path below the base consists of; the first is empty for the first
/// page. `None` for a path that no page of a site has.
fn parts_of<'p>(base: &str, path: &'p str) -> Option<(&'p str, Option<&'p str>)> {
    let Some(path) = path.strip_prefix(base) else {
        // "/scorecard" is the home of a site under "/scorecard/".
        return (base.strip_suffix('/') == Some(path)).then_some(("", None));
    };
    let path = path.strip_suffix("index.html").unwrap_or(path);
    let mut parts = path.strip_suffix('/').unwrap_or(path).split('/');
    let found = (parts.next().unwrap_or_default(), parts.next());
    parts.next().is_none().then_some(found)
}

/// Routes are equal when their addresses are.
impl PartialEq for Route {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Route::Page(one), Route::Page(another)) => one.id == another.id,
            (Route::Initiative(one), Route::Initiative(another)) => one.id == another.id,
            (Route::Kpi(one), Route::Kpi(another)) => one.id == another.id,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}

impl Site {
    /// What a path of this site shows. A slash at its end may be missing.
    pub fn route(&self, path: &str) -> Route {
        let bundle = self.bundle;
        let found = match parts_of(self.base, path) {
            Some(("", None)) => bundle.page(HOME).map(Route::Page),
            Some(("initiatives", None)) => Some(Route::Initiatives),
            Some(("initiatives", Some(id))) => bundle.initiative(id).map(Route::Initiative),
            Some(("kpis", None)) => Some(Route::Kpis),
            Some(("kpis", Some(id))) => bundle.kpi(id).map(Route::Kpi),
            Some(("sources", None)) => Some(Route::Sources),
            Some(("gaps", None)) => Some(Route::Gaps),
            Some(("glossary", None)) => Some(Route::Glossary),
            Some(("offline", None)) => Some(Route::Offline),
            Some((id, None)) if id != HOME => bundle.page(id).map(Route::Page),
            _ => None,
        };
        found.unwrap_or(Route::NotFound)
    }

    /// The first page.
    pub fn home(&self) -> Route {
        self.bundle.page(HOME).map_or(Route::NotFound, Route::Page)
    }

    /// The first page with a section for which `is_it` holds, else the first page.
    fn page_with(&self, is_it: impl Fn(&'static Section) -> bool) -> Route {
        let mut pages = self.bundle.pages.iter();
        let page = pages.find(|page: &&'static Page| page.sections.iter().any(&is_it));
        page.map_or(self.home(), Route::Page)
    }

    /// The former addresses of routes below the base, each with its route.
    pub fn former_paths(&self) -> Vec<(String, Route)> {
        let bundle = self.bundle;
        let initiatives = bundle.initiatives.iter().flat_map(|initiative| {
            let ids = initiative.formerly.iter();
            ids.map(move |id| {
                let path = format!("initiatives/{}/", id.as_str());
                (path, Route::Initiative(initiative))
            })
        });
        let kpis = bundle.kpis.iter().flat_map(|kpi| {
            let ids = kpi.formerly.iter();
            ids.map(move |id| (format!("kpis/{}/", id.as_str()), Route::Kpi(kpi)))
        });
        initiatives.chain(kpis).collect()
    }

    /// Every address that readers can visit, in the order of a table of contents.
    pub fn routes(&self) -> Vec<Route> {
        let bundle = self.bundle;
        let mut routes = vec![self.home(), Route::Kpis];
        routes.extend(bundle.kpis.iter().map(Route::Kpi));
        routes.push(Route::Initiatives);
        routes.extend(bundle.initiatives.iter().map(Route::Initiative));
        let others = bundle.pages.iter().filter(|page| page.id.as_str() != HOME);
        routes.extend(others.map(Route::Page));
        routes.extend([Route::Sources, Route::Gaps, Route::Glossary]);
        routes
    }

    /// The address of a route, for a link.
    pub fn href(&self, route: Route) -> String {
        format!("{}{}", self.base, route.path())
    }

    /// The address of a link of the bundle.
    pub fn link(&self, url: &SafeUrl) -> String {
        match url {
            SafeUrl::Internal(path) => self.under_base(path),
            SafeUrl::External(url) | SafeUrl::Fragment(url) => url.clone(),
        }
    }

    /// The address of a picture.
    pub fn file(&self, path: &SitePath) -> String {
        self.under_base(path.as_str())
    }

    fn under_base(&self, path: &str) -> String {
        format!("{}{}", self.base, path.trim_start_matches('/'))
    }

    /// The address of a source's entry on the page of sources.
    pub fn source_href(&self, id: &SourceId) -> String {
        format!("{}#{}", self.href(Route::Sources), id.as_str())
    }
}
