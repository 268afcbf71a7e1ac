//! Where the pages of KPIs and initiatives lead on, and what their tables have.

use civic_scorecard::bundle::Id;
use civic_scorecard::site::{Route, Site};
use scraper::ElementRef;

use super::on_every_page;
use crate::sites;
use crate::support::{Page, page, text, within};

/// The addresses of the links to pages in the elements of a selector.
fn links(page: &Page, selector: &str) -> Vec<String> {
    let links = page.all(&format!("{selector} a[href^='/']")).into_iter();
    links
        .filter_map(|link| link.attr("href").map(str::to_owned))
        .collect()
}

#[test]
fn an_initiative_and_the_kpis_that_it_names_lead_to_each_other() {
    for (name, site, _) in sites() {
        for initiative in &site.bundle.initiatives {
            let page = page(site, Route::Initiative(initiative));
            let wanted = initiative.kpis.iter().map(|id| {
                let kpi = site.bundle.kpi(id.as_str()).expect("a KPI");
                site.href(Route::Kpi(kpi))
            });
            let found = links(&page, "section[aria-labelledby=targets]");
            assert_eq!(found, wanted.collect::<Vec<_>>(), "{name}");
        }
        for kpi in &site.bundle.kpis {
            let page = page(site, Route::Kpi(kpi));
            let initiatives = site.bundle.initiatives.iter();
            let named = initiatives.filter(|initiative| initiative.kpis.contains(&kpi.id));
            let wanted = named.map(|initiative| site.href(Route::Initiative(initiative)));
            let found = links(&page, "section[aria-labelledby=initiatives]");
            assert_eq!(found, wanted.collect::<Vec<_>>(), "{name}");
        }
    }
}

/// Each page of a list leads to the one before, the one after, and all of them.
fn lead_on(site: Site, routes: &[Route], all: Route) {
    for (place, route) in routes.iter().enumerate() {
        let before = place.checked_sub(1).map(|place| routes[place]);
        let after = routes.get(place + 1).copied();
        let wanted = before.into_iter().chain(after).chain([all]);
        let wanted: Vec<String> = wanted.map(|route| site.href(route)).collect();
        assert_eq!(links(&page(site, *route), "nav.pager"), wanted);
    }
}

#[test]
fn pages_of_kpis_and_initiatives_lead_to_those_before_and_after() {
    for (_, site, _) in sites() {
        let bundle = site.bundle;
        let kpis: Vec<Route> = bundle.kpis.iter().map(Route::Kpi).collect();
        lead_on(site, &kpis, Route::Kpis);
        let initiatives = bundle.initiatives.iter().map(Route::Initiative);
        lead_on(site, &initiatives.collect::<Vec<_>>(), Route::Initiatives);
    }
}

#[test]
fn every_table_has_a_name_and_rows_and_each_cell_of_a_list_says_what_it_is() {
    on_every_page(|_, _, page| {
        for table in page.all("table") {
            let caption = within(table, "caption");
            assert!(!text(caption[0]).is_empty());
            assert!(!within(table, "tbody tr").is_empty(), "a head without rows");
        }
        for table in page.all(".stacks table") {
            let heads: Vec<String> = within(table, "thead th").into_iter().map(text).collect();
            for row in within(table, "tbody tr") {
                let label = |cell: ElementRef<'_>| cell.attr("data-label").map(str::to_owned);
                let labels = within(row, "tr > *").into_iter().filter_map(label);
                assert_eq!(labels.collect::<Vec<_>>(), heads);
            }
        }
    });
}

#[test]
fn a_table_of_targets_has_no_empty_column() {
    for (name, site, _) in sites() {
        for kpi in &site.bundle.kpis {
            let page = page(site, Route::Kpi(kpi));
            for table in page.all("section[aria-labelledby=targets] table") {
                let columns = within(table, "thead th").len();
                for column in 1..=columns {
                    let cells = within(table, &format!("tbody tr > :nth-child({column})"));
                    let is_empty = cells.into_iter().all(|cell| text(cell).is_empty());
                    assert!(!is_empty, "{name}: {}, column {column}", &*kpi.title);
                }
            }
        }
    }
}
