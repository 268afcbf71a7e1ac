//! Where the links of every page lead, and what the other side learns.

use std::collections::{BTreeMap, BTreeSet};

use civic_scorecard::bundle::Section;
use civic_scorecard::site::{Address, Exhibit, Route};

use super::{on_every_page, pages};
use crate::support::{
    Page, all_routes, links_are_safe, page, path_of, render, shell_of, shown_cards,
};
use crate::{pictures, sites};

#[test]
fn every_internal_link_leads_to_a_page_or_file_that_exists_and_to_an_element_on_it() {
    for (name, site, _) in sites() {
        let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut links: Vec<(String, String)> = Vec::new();
        for (_, _, route, page) in pages().iter().filter(|(of, ..)| *of == name) {
            let here = path_of(site, *route);
            for element in page.all("a[href], img[src]") {
                let target = element
                    .attr("href")
                    .or(element.attr("src"))
                    .unwrap_or_default();
                if target.starts_with('/') {
                    links.push((here.clone(), target.to_owned()));
                } else if target.starts_with('#') {
                    links.push((here.clone(), format!("{here}{target}")));
                }
            }
            let of_page = page.ids().into_iter().map(str::to_owned).collect();
            ids.insert(here, of_page);
        }
        assert!(!links.is_empty(), "{name} has links");
        for (from, to) in links {
            let (address, fragment) = match to.split_once('#') {
                Some((address, fragment)) => (address, Some(fragment)),
                None => (to.as_str(), None),
            };
            let path = address.split('?').next().unwrap_or_default();
            // Pages that only the build writes, one for each thing that can be embedded.
            if let Some(name) = path.strip_prefix("/share/") {
                let (kind, id) = name.split_once('/').unwrap_or_default();
                let embed = Exhibit::named(site, kind, id.trim_end_matches('/'));
                let embed = embed.unwrap_or_else(|| panic!("{name}: {from} links to {to}"));
                assert_eq!(path, format!("/{}", embed.share_path()));
                continue;
            }
            let route = site.route(path);
            let is_same_page = path == from;
            if route == Route::NotFound && !is_same_page {
                let file = pictures().join(&path[1..]);
                assert!(
                    file.is_file(),
                    "{name}: {from} links to {to}, which does not exist"
                );
                continue;
            }
            // The address is the page's own, so that no host has to redirect.
            let there = if is_same_page {
                from.clone()
            } else {
                site.href(route)
            };
            assert_eq!(path, there, "{name}: {from} links to {to}");
            if let Some(fragment) = fragment {
                assert!(
                    ids[&there].contains(fragment),
                    "{name}: {from} links to {to}, where nothing is called {fragment:?}"
                );
            }
        }
    }
}

#[test]
fn a_label_of_an_initiative_leads_to_the_grid_with_that_initiative_in_it() {
    for (_, site, _) in sites() {
        for initiative in &site.bundle.initiatives {
            let page = page(site, Route::Initiative(initiative));
            let labels = page.all("main a[href*='?']");
            assert_eq!(
                labels.len(),
                initiative.audiences.len() + initiative.themes.len()
            );
            for label in labels {
                let href = label.attr("href").unwrap_or_default();
                let (path, query) = href.split_once('?').expect("a query");
                let pair = query.split_once('=').expect("one parameter");
                let grid = Page::of(render(site, path, &[pair]));
                let title = initiative.title.to_string();
                assert!(shown_cards(&grid).contains(&title), "{href} hides {title}");
            }
        }
    }
}

#[test]
fn every_route_is_reached_by_links_from_the_home_page() {
    for (name, site, _) in sites() {
        let mut reached = BTreeSet::new();
        let mut waiting = vec![site.base.to_owned()];
        while let Some(path) = waiting.pop() {
            if !reached.insert(path.clone()) {
                continue;
            }
            for link in Page::of(render(site, &path, &[])).all("a[href^='/']") {
                let href = link.attr("href").unwrap_or_default();
                let path = href.split(['?', '#']).next().unwrap_or_default();
                if site.route(path) != Route::NotFound {
                    waiting.push(path.to_owned());
                }
            }
        }
        let sections = site.bundle.pages.iter().flat_map(|page| &page.sections);
        let has_grid = sections
            .into_iter()
            .any(|section| matches!(section, Section::Initiatives(_)));
        for route in site.routes() {
            // Without a grid of cards, the bundle shows its initiatives to nobody.
            if !has_grid && matches!(route, Route::Initiatives | Route::Initiative(_)) {
                continue;
            }
            // Where nothing is missing, only addresses that were given out lead there.
            if route == Route::Gaps && site.bundle.missing.is_empty() {
                continue;
            }
            let path = site.href(route);
            assert!(reached.contains(&path), "{name}: no link leads to {path}");
        }
    }
}

#[test]
fn a_page_asks_no_other_host_for_anything() {
    on_every_page(|_, _, page| {
        assert!(
            page.all("script, iframe, link, style, object, embed")
                .is_empty()
        );
        for element in page.all("[src], [srcset], [style]") {
            let src = element.attr("src").unwrap_or_default();
            assert!(
                src.starts_with('/') && !src.starts_with("//"),
                "{}",
                element.html()
            );
        }
    });
}

#[test]
fn every_link_of_every_page_is_safe_and_tells_nothing() {
    on_every_page(|site, _, page| links_are_safe(site, page));
}

#[test]
fn what_the_app_knows_of_addresses_agrees_with_the_content() {
    for (name, site, _) in sites() {
        let shell = shell_of(site);
        for route in all_routes(site) {
            let path = path_of(site, route);
            let address = shell.address(&path);
            let is_known = address != Address::NotFound;
            assert_eq!(is_known, route != Route::NotFound, "{name}: {path}");
            if is_known {
                assert_eq!(shell.path_of(&address), path, "{name}");
                assert_eq!(shell.address(path.trim_end_matches('/')), address, "{name}");
                let file = format!("{path}index.html");
                assert_eq!(shell.address(&file), address, "{name}");
            }
        }
        for path in [
            "embed/",
            "home/",
            "kpis/a/b/",
            "initiatives/a/b/",
            "a/b/",
            "x.html",
        ] {
            let path = format!("{}{path}", site.base);
            assert_eq!(shell.address(&path), Address::NotFound, "{name}: {path}");
        }
        assert_eq!(shell.address("elsewhere/"), Address::NotFound, "{name}");
    }
}
