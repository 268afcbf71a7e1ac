//! Where the pages of KPIs and initiatives lead on.

use crate::bundle::{Id, Initiative, Kpi};
use crate::progress::statuses;
use crate::site::{Route, Site};
use crate::text::{self, onward};
use crate::view::{Element, element, route_link, status_words};

use super::part::part;

/// The most series of which each has a line of its own.
const MOST: usize = 3;

/// The initiatives that work towards a KPI, if the bundle names any.
pub fn related_initiatives(site: Site, kpi: &Kpi) -> Option<Element> {
    let mut list = None;
    for initiative in &site.bundle.initiatives {
        if initiative.kpis.contains(&kpi.id) {
            let link = route_link(site, Route::Initiative(initiative));
            let item = element("li")
                .with(link.text(&*initiative.title))
                .with(element("p").class("quiet").text(&*initiative.summary));
            list = Some(
                list.unwrap_or_else(|| element("ul").class("related-list"))
                    .with(item),
            );
        }
    }
    let section = || part("section", "initiatives", onward::RELATED_INITIATIVES);
    list.map(|list| section().with(list))
}

/// The KPIs that an initiative works towards, each with its latest figures.
pub fn related_targets(site: Site, initiative: &'static Initiative) -> Option<Element> {
    let mut list = element("ul").class("related-list");
    for id in &initiative.kpis {
        let kpi = site.bundle.kpi(id.as_str());
        list = list.with(target(
            site,
            kpi.expect("every reference leads to an entry"),
        ));
    }
    let section = || part("section", "targets", onward::RELATED_TARGETS);
    (!initiative.kpis.is_empty()).then(|| section().with(list))
}

/// A KPI with the latest figure and the status of each series, or with one sentence for many.
fn target(site: Site, kpi: &'static Kpi) -> Element {
    let link = route_link(site, Route::Kpi(kpi)).text(&*kpi.title);
    let mut item = element("li").with(link);
    if kpi.series.len() > MOST {
        return item.with(element("p").text(&*kpi.latest));
    }
    for series in &kpi.series {
        let status = &statuses(kpi, series, site.bundle.published)[0];
        let mut line = element("p");
        if kpi.series.len() > 1 {
            line = line.text(&*series.label).text(": ");
        }
        if let Some(latest) = status.latest {
            let figure = text::observed(latest.observation, &kpi.unit);
            let when = format!(" {} ", text::as_of_marked(latest));
            line = line.with(element("strong").text(figure)).text(when);
        }
        item = item.with(line.with(status_words(status, &kpi.unit)));
    }
    item
}

/// The links to the entry before and after one, and back to all of them. `entries` has each
/// entry's id, name and route, in order.
pub fn pager(
    site: Site,
    name: &'static str,
    all: (Route, &'static str),
    entries: Vec<(&'static str, Route)>,
    current: Route,
) -> Element {
    let mut list = element("ul");
    let place = entries.iter().position(|(_, route)| *route == current);
    let place = place.expect("it is one of them");
    let neighbour = |place: usize, word: &'static str| {
        let (title, route) = entries.get(place)?;
        let word = element("span").class("quiet").text(word);
        let link = route_link(site, *route);
        Some(element("li").with(link.with(word).text(" ").text(*title)))
    };
    list = list
        .with_some(neighbour(place.wrapping_sub(1), onward::PREVIOUS))
        .with_some(neighbour(place + 1, onward::NEXT));
    let (route, words) = all;
    let back = element("li").with(route_link(site, route).text(words));
    element("nav")
        .class("section pager")
        .set("aria-label", name)
        .with(list.with(back))
}
