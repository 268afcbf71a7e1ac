//! The name of a route's page, and what it is about.

use crate::bundle::{HOME, Id};
use crate::site::{Route, Site};
use crate::text::{titles, words};

/// The name of a route's page: its title, and what is announced on arrival.
pub fn heading(site: Site, route: Route) -> String {
    match route {
        Route::Page(page) if page.id.as_str() == HOME => site.bundle.site.name.to_string(),
        Route::Page(page) => page.title.to_string(),
        Route::Initiatives => words::INITIATIVES.to_owned(),
        Route::Initiative(initiative) => initiative.title.to_string(),
        Route::Kpis => words::KPIS.to_owned(),
        Route::Kpi(kpi) => kpi.title.to_string(),
        Route::Sources => words::SOURCES.to_owned(),
        Route::Gaps => titles::GAPS.to_owned(),
        Route::Glossary => titles::GLOSSARY.to_owned(),
        Route::Offline => words::NOT_CACHED.to_owned(),
        Route::NotFound => words::NOT_FOUND.to_owned(),
    }
}

/// What a route's page is about, for search engines and previews.
pub fn description(site: Site, route: Route) -> String {
    match route {
        Route::Page(page) => page.description.to_string(),
        Route::Initiatives => words::INITIATIVES_LEAD.to_owned(),
        Route::Initiative(initiative) => initiative.summary.to_string(),
        Route::Kpis => words::KPIS_LEAD.to_owned(),
        Route::Kpi(kpi) => kpi.measures.plain_text(),
        Route::Sources => words::SOURCES_LEAD.to_owned(),
        Route::Gaps => titles::GAPS_LEAD.to_owned(),
        Route::Glossary => titles::GLOSSARY_LEAD.to_owned(),
        Route::Offline | Route::NotFound => site.bundle.site.description.to_string(),
    }
}
