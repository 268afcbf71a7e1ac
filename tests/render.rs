//! Every page of both bundles, rendered natively: its outline, its links, its figures.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use civic_scorecard::bundle::{ChartKind, Id, Kpi, Unit};
use civic_scorecard::dataset::kind;
use civic_scorecard::site::{Exhibit, Route, Site};
use civic_scorecard::text;
use serde_json::{Value, json};
use support::{
    NORLAND, Page, REAL, all_routes, list, number, page, path_of, plain, real_value, render,
    site_of, sites, string, within,
};

/// Runs a check on every page of both sites; a failure names the page.
fn on_every_page(check: impl Fn(Site, Route, &Page)) {
    for (name, site, _) in sites() {
        for route in all_routes(site) {
            println!("{name}, {}", path_of(site, route));
            check(site, route, &page(site, route));
        }
    }
}

// ---- outline ----

#[test]
fn every_page_has_exactly_one_main_heading_and_skips_no_level() {
    on_every_page(|_, _, page| {
        assert_eq!(page.all("h1").len(), 1);
        let mut above = 1;
        for heading in page.all("main :is(h1, h2, h3, h4, h5, h6)") {
            let level: u32 = heading.value().name()[1..].parse().expect("h1 to h6");
            let said = support::text(heading);
            assert!(!said.is_empty(), "an empty heading");
            assert!(level <= above + 1, "h{level} {said:?} follows h{above}");
            above = level;
        }
    });
}

#[test]
fn the_main_heading_is_the_name_of_what_is_shown() {
    on_every_page(|_, route, page| {
        let wanted = match route {
            Route::Initiative(initiative) => initiative.title.to_string(),
            Route::Kpi(kpi) => kpi.title.to_string(),
            _ => return,
        };
        assert_eq!(support::text(page.one("h1")), wanted);
    });
}

#[test]
fn no_id_stands_twice_on_a_page() {
    on_every_page(|_, _, page| {
        let mut seen = BTreeSet::new();
        for id in page.ids() {
            assert!(seen.insert(id), "the id {id:?} stands twice");
        }
    });
}

#[test]
fn every_reference_between_elements_leads_to_one_on_the_page() {
    on_every_page(|_, _, page| {
        let ids = page.ids();
        for attribute in [
            "for",
            "aria-labelledby",
            "aria-describedby",
            "aria-controls",
        ] {
            for element in page.all(&format!("[{attribute}]")) {
                for id in element
                    .attr(attribute)
                    .unwrap_or_default()
                    .split_whitespace()
                {
                    assert!(ids.contains(&id), "{attribute}={id:?} leads nowhere");
                }
            }
        }
    });
}

#[test]
fn every_link_and_button_has_words_and_every_picture_has_an_alternative() {
    on_every_page(|_, _, page| {
        for element in page.all("a, button") {
            assert!(!support::text(element).is_empty(), "{}", element.html());
        }
        for image in page.all("img") {
            assert!(image.attr("alt").is_some(), "{}", image.html());
            let sized = image.attr("width").is_some() && image.attr("height").is_some();
            assert!(sized, "would move what is below it: {}", image.html());
        }
        for drawing in page.all("svg") {
            // What is an image hides what is in it, so a drawing with links is a group.
            let role = if !within(drawing, "a").is_empty() {
                "group"
            } else if !within(drawing, "[tabindex]").is_empty() {
                "graphics-document"
            } else {
                "img"
            };
            let named = drawing.attr("role") == Some(role) && drawing.attr("aria-label").is_some();
            let hidden = drawing.attr("aria-hidden") == Some("true");
            assert!(named || hidden, "{}", drawing.html());
        }
    });
}

#[test]
fn the_navigation_marks_at_most_the_one_page_that_is_shown() {
    on_every_page(|site, route, page| {
        let current = page.all("header [aria-current=page]");
        let hrefs: Vec<_> = current.iter().filter_map(|a| a.attr("href")).collect();
        let wanted = match route {
            Route::Page(_) | Route::Kpis | Route::Sources => vec![site.href(route)],
            Route::Kpi(_) => vec![site.href(Route::Kpis)],
            Route::Initiatives | Route::Initiative(_) | Route::Offline | Route::NotFound => {
                return;
            }
        };
        assert_eq!(hrefs, wanted);
    });
}

#[test]
fn every_page_names_the_owner_the_standing_and_the_revision_of_the_site() {
    on_every_page(|site, _, page| {
        let footer = support::text(page.one("footer"));
        let bundle = site.bundle;
        for words in [
            &*bundle.site.owner,
            &bundle.site.disclaimer.plain_text(),
            &bundle.revision,
        ] {
            assert!(footer.contains(words), "no {words:?} in {footer:?}");
        }
    });
}

#[test]
fn rendering_twice_gives_equal_bytes() {
    for (name, site, _) in sites() {
        for route in all_routes(site) {
            let path = path_of(site, route);
            assert!(
                render(site, &path, &[]) == render(site, &path, &[]),
                "{name}, {path}"
            );
        }
    }
}

// ---- links ----

#[test]
fn every_internal_link_leads_to_a_page_or_file_that_exists_and_to_an_element_on_it() {
    for (name, site, _) in sites() {
        let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut links: Vec<(String, String)> = Vec::new();
        for route in all_routes(site) {
            let page = page(site, route);
            let here = path_of(site, route);
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
        assert!(links.len() > 100, "{name} has links");
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
                let file = Path::new(env!("CARGO_MANIFEST_DIR"))
                    .join("public")
                    .join(&path[1..]);
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
        for route in site.routes() {
            let path = site.href(route);
            assert!(reached.contains(&path), "{name}: no link leads to {path}");
        }
    }
}

#[test]
fn links_out_of_the_site_tell_the_other_side_nothing() {
    on_every_page(|_, _, page| {
        for link in page.all("a[href^='https:']") {
            let rel = link.attr("rel").unwrap_or_default();
            assert!(
                rel.contains("noopener") && rel.contains("noreferrer"),
                "{}",
                link.html()
            );
        }
        assert!(page.all("a[target]").is_empty());
    });
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
fn a_site_below_a_path_keeps_every_link_and_picture_below_it() {
    let site = site_of(NORLAND, "/norland/zahlen/");
    for route in all_routes(site) {
        let page = page(site, route);
        for element in page.all("a[href^='/'], img[src]") {
            let target = element
                .attr("href")
                .or(element.attr("src"))
                .unwrap_or_default();
            assert!(
                target.starts_with(site.base),
                "{target} leaves {}",
                site.base
            );
        }
        page.one("h1");
    }
    assert_eq!(site.route("/norland/zahlen/kpis"), Route::Kpis);
    assert_eq!(site.route("/kpis/"), Route::NotFound);
    assert!(matches!(site.route("/norland/zahlen"), Route::Page(_)));
}

#[test]
fn addresses_that_only_look_like_a_page_are_not_found() {
    let site = site_of(REAL, "/");
    for path in [
        "/home/",
        "/kpis/no-such/",
        "/kpis/satisfaction/more/",
        "/initiatives/satisfaction/",
        "/kpis//",
        "/KPIS/",
        "/blueprint/x",
        "kpis/",
        "/../kpis/",
        "/kpis/%00/",
    ] {
        assert_eq!(site.route(path), Route::NotFound, "{path:?}");
        Page::of(render(site, path, &[])).must_say("This page does not exist");
    }
    for path in ["/kpis", "/kpis/", "/kpis/index.html"] {
        assert_eq!(site.route(path), Route::Kpis, "{path:?}");
    }
}

// ---- figures ----

/// The entry of a list that is called `id`.
fn entry<'a>(bundle: &'a Value, key: &str, id: &str) -> &'a Value {
    let found = list(bundle, key).iter().find(|entry| entry["id"] == id);
    found.unwrap_or_else(|| panic!("no {id} in {key}"))
}

fn source_title(bundle: &Value, of: &Value) -> String {
    let source = entry(bundle, "sources", string(of, "source"));
    plain_text(string(source, "title"))
}

fn plain_text(text: &str) -> String {
    support::squeezed(text)
}

#[test]
fn every_observation_of_a_kpi_has_a_row_with_its_figure_or_reason_its_source_and_its_note() {
    for (_, site, bundle) in sites() {
        for kpi in list(&bundle, "kpis") {
            let page = Page::of(render(site, &format!("/kpis/{}/", string(kpi, "id")), &[]));
            let rows: Vec<Vec<String>> = page
                .all(".chart tbody tr")
                .into_iter()
                .map(|row| {
                    within(row, "th, td")
                        .into_iter()
                        .map(support::text)
                        .collect()
                })
                .collect();
            let all = list(kpi, "series");
            for series in all {
                let observations = list(series, "observations");
                let of_series = |row: &&Vec<String>| {
                    all.len() == 1 || row.iter().any(|cell| cell == string(series, "label"))
                };
                let rows: Vec<String> = rows
                    .iter()
                    .filter(of_series)
                    .map(|row| row.join(" "))
                    .collect();
                assert_eq!(
                    rows.len(),
                    observations.len(),
                    "{}",
                    string(series, "label")
                );
                for observation in observations {
                    let mut words = vec![source_title(&bundle, observation)];
                    match &observation["value"] {
                        Value::Null => words.push(plain_text(string(observation, "missing"))),
                        value => {
                            let qualifier = observation["qualifier"].as_str().unwrap_or_default();
                            let figure = number(value);
                            words.push(format!("{qualifier} {figure}").trim().to_owned());
                        }
                    }
                    words.extend(observation["note"].as_str().map(plain));
                    let year = string(observation, "period");
                    if year != "not stated" {
                        let year = year.trim_start_matches("end-").get(..4).unwrap_or_default();
                        words.push(year.to_owned());
                    }
                    assert!(
                        rows.iter().any(|row| words.iter().all(|w| row.contains(w))),
                        "{}: no row has all of {words:?}: {rows:#?}",
                        string(kpi, "id")
                    );
                }
            }
        }
    }
}

#[test]
fn a_figure_is_never_shown_where_none_is_published() {
    for (_, site, _) in sites() {
        for kpi in &site.bundle.kpis {
            let page = page(site, Route::Kpi(kpi));
            let missing = kpi
                .series
                .iter()
                .flat_map(|series| &series.observations)
                .filter(|o| {
                    matches!(
                        o.figure,
                        civic_scorecard::bundle::Figure::NotPublished { .. }
                    )
                });
            let said = page
                .all("tbody td.numeric")
                .into_iter()
                .filter(|cell| support::text(*cell) == text::words::NO_FIGURE);
            assert_eq!(said.count(), missing.count());
        }
    }
}

#[test]
fn every_target_of_a_kpi_stands_in_its_table_with_source_and_note() {
    for (_, site, bundle) in sites() {
        for kpi in list(&bundle, "kpis") {
            let page = Page::of(render(site, &format!("/kpis/{}/", string(kpi, "id")), &[]));
            let rows: Vec<String> = page
                .all("tr")
                .into_iter()
                .map(|row| support::text(row))
                .collect();
            for target in list(kpi, "targets") {
                let mut words = vec![source_title(&bundle, target)];
                for end in target["goal"].as_object().expect("a goal").values() {
                    words.push(number(end));
                }
                words.extend(target["note"].as_str().map(plain));
                if target["goal"].get("atLeast").is_some() {
                    words.push("at least".to_owned());
                }
                if target["goal"].get("atMost").is_some() {
                    words.push("at most".to_owned());
                }
                if target.get("superseded").is_some() {
                    words.push("Superseded".to_owned());
                }
                assert!(
                    rows.iter().any(|row| words.iter().all(|w| row.contains(w))),
                    "{}: no row has all of {words:?}",
                    string(kpi, "id")
                );
            }
        }
    }
}

#[test]
fn every_note_break_and_similar_figure_of_a_kpi_stands_on_its_page() {
    for (_, site, bundle) in sites() {
        for kpi in list(&bundle, "kpis") {
            let page = Page::of(render(site, &format!("/kpis/{}/", string(kpi, "id")), &[]));
            page.must_say(&plain(string(kpi, "measures")));
            for note in list(kpi, "notes") {
                page.must_say(&plain(note.as_str().expect("a note")));
            }
            for broken in list(kpi, "breaks") {
                page.must_say(&plain(string(broken, "reason")));
            }
            for related in list(kpi, "related") {
                page.must_say(&number(&related["value"]));
                page.must_say(&plain(string(related, "statement")));
                page.must_say(&plain(string(related, "why")));
                page.must_say(&source_title(&bundle, related));
            }
            for audience in list(kpi, "audiences") {
                let id = audience.as_str().expect("an id");
                page.must_say(string(entry(&bundle, "audiences", id), "label"));
            }
        }
    }
}

#[test]
fn a_series_with_a_published_figure_is_not_said_to_have_none() {
    for (name, site, _) in sites() {
        for kpi in &site.bundle.kpis {
            let page = page(site, Route::Kpi(kpi));
            let tiles = page.all(".tiles > li");
            assert_eq!(tiles.len(), kpi.series.len());
            for (series, tile) in kpi.series.iter().zip(tiles) {
                let is_published = series.observations.iter().any(|observation| {
                    matches!(
                        observation.figure,
                        civic_scorecard::bundle::Figure::Published { .. }
                    )
                });
                let said = support::text(tile);
                assert_eq!(
                    said.to_lowercase().contains("no figure published"),
                    !is_published,
                    "{name}, {}, {}: {said}",
                    kpi.id.as_str(),
                    series.id.as_str()
                );
            }
        }
    }
}

#[test]
fn the_page_of_a_kpi_says_how_each_status_is_worked_out_and_no_other_page_does() {
    on_every_page(|site, route, page| {
        let found = page.all("main .tile details");
        let Route::Kpi(kpi) = route else {
            assert!(found.is_empty());
            return;
        };
        assert_eq!(found.len(), kpi.series.len());
        for (series, details) in kpi.series.iter().zip(found) {
            let summary = within(details, "summary")
                .first()
                .map(|it| support::text(*it));
            assert_eq!(summary.as_deref(), Some(text::words::WORKED_OUT));
            let status = civic_scorecard::progress::status(kpi, series);
            let wanted = text::arithmetic(kpi, series, &status, site.bundle.published);
            let steps = within(details, "li");
            let said: Vec<String> = steps.into_iter().map(support::text).collect();
            let wanted: Vec<String> = wanted
                .iter()
                .map(|words| support::squeezed(words))
                .collect();
            assert_eq!(said, wanted);
        }
    });
}

#[test]
fn the_page_of_all_targets_has_every_kpi_even_one_that_nobody_measures() {
    for (name, site, _) in sites() {
        let page = page(site, Route::Kpis);
        for kpi in &site.bundle.kpis {
            let href = site.href(Route::Kpi(kpi));
            assert!(
                !page.all(&format!("main a[href='{href}']")).is_empty(),
                "{name}: {} is missing",
                kpi.id.as_str()
            );
        }
    }
}

#[test]
fn a_chart_draws_each_dated_figure_and_each_dated_gap() {
    for (_, site, _) in sites() {
        for kpi in &site.bundle.kpis {
            let page = page(site, Route::Kpi(kpi));
            let (figures, gaps) = dated(kpi);
            let drawings = page.all(".chart svg.drawing");
            for drawing in drawings {
                // Every figure can be reached, and every gap too.
                let points = within(drawing, ".point").len();
                assert_eq!(points, figures + gaps, "{}", kpi.id.as_str());
                if kind(kpi) == ChartKind::Trend {
                    assert_eq!(within(drawing, ".gap").len(), gaps, "{}", kpi.id.as_str());
                }
                if kind(kpi) != ChartKind::Proportion {
                    assert_eq!(
                        within(drawing, ".mark").len(),
                        figures,
                        "{}",
                        kpi.id.as_str()
                    );
                }
            }
        }
    }
}

/// How many dated figures and dated gaps a KPI has.
fn dated(kpi: &Kpi) -> (usize, usize) {
    let all = kpi.series.iter().flat_map(|series| &series.observations);
    let dated: Vec<_> = all
        .filter(|o| o.period != civic_scorecard::bundle::Period::NotStated)
        .collect();
    let figures = dated
        .iter()
        .filter(|o| matches!(o.figure, civic_scorecard::bundle::Figure::Published { .. }))
        .count();
    (figures, dated.len() - figures)
}

#[test]
fn no_line_of_a_chart_crosses_a_gap() {
    let mut bundle = real_value();
    bundle["kpis"][0]["series"] = json!([{
        "id": "a", "label": "A",
        "observations": [
            { "period": "2011", "value": 10, "source": "zdnet" },
            { "period": "2012", "value": 20, "source": "zdnet" },
            { "period": "2013", "missing": "Lost.", "source": "zdnet" },
            { "period": "2014", "value": 30, "source": "zdnet" },
            { "period": "2015", "missing": "Lost.", "source": "zdnet" },
            { "period": "2016", "value": 40, "source": "zdnet" },
            { "period": "2017", "value": 50, "source": "zdnet" },
            { "period": "2018", "value": 60, "source": "zdnet" }
        ]
    }]);
    bundle["pages"] = json!([{ "id": "home", "label": "x", "title": "x", "description": "x" }]);
    let site = site_of(&bundle.to_string(), "/");
    let page = page(site, Route::Kpi(&site.bundle.kpis[0]));
    for drawing in page.all(".chart svg.drawing") {
        let lengths: Vec<usize> = within(drawing, "polyline")
            .iter()
            .map(|line| line.attr("points").unwrap_or_default().split(' ').count())
            .collect();
        assert_eq!(lengths, [2, 3]);
    }
}

#[test]
fn everything_that_a_chart_draws_lies_within_its_drawing() {
    on_every_page(|_, _, page| {
        for drawing in page.all(".chart svg.drawing") {
            let size: Vec<f64> = drawing
                .attr("viewBox")
                .unwrap_or_default()
                .split(' ')
                .map(|number| number.parse().expect("a number"))
                .collect();
            let [0.0, 0.0, width, height] = size[..] else {
                panic!("a view box from the corner on: {size:?}");
            };
            // The tip of a low drawing stands below it.
            let height = height.max(12.0 * 14.0);
            let mut points: Vec<(f64, f64)> = Vec::new();
            let attr = |element: scraper::ElementRef<'_>, name: &str| -> f64 {
                let value = element.attr(name).unwrap_or("0");
                value.parse().unwrap_or_else(|_| panic!("{name}={value:?}"))
            };
            for line in within(drawing, "line") {
                points.push((attr(line, "x1"), attr(line, "y1")));
                points.push((attr(line, "x2"), attr(line, "y2")));
            }
            // What a pointer crosses on its way to a tip is not seen.
            for rect in within(drawing, "rect:not(.bridge)") {
                let (x, y) = (attr(rect, "x"), attr(rect, "y"));
                points.push((x, y));
                points.push((x + attr(rect, "width"), y + attr(rect, "height") - 2.0));
            }
            for label in within(drawing, "text") {
                points.push((attr(label, "x"), attr(label, "y")));
            }
            for gap in within(drawing, "circle") {
                points.push((attr(gap, "cx"), attr(gap, "cy")));
            }
            for mark in within(drawing, ".mark") {
                let transform = mark.attr("transform").unwrap_or_default();
                let inner = transform.trim_start_matches("translate(");
                let (x, y) = inner
                    .split(')')
                    .next()
                    .and_then(|pair| pair.split_once(' '))
                    .expect("a translation");
                points.push((x.parse().expect("x"), y.parse().expect("y")));
            }
            for (x, y) in points {
                assert!(
                    (0.0..=width).contains(&x) && (0.0..=height).contains(&y),
                    "{x}, {y} lies outside {width} by {height}"
                );
            }
        }
    });
}

#[test]
fn bars_that_stand_side_by_side_are_as_long_as_their_figures_say() {
    for (name, site, _) in sites() {
        let home = page(site, site.route("/"));
        for row in home.all(".comparison .row") {
            let bars: Vec<(f64, f64)> = within(row, ".bar")
                .into_iter()
                .map(|bar| {
                    let said = support::text(within(bar, ".number")[0]);
                    let figure: String = said
                        .chars()
                        .filter(|c| c.is_ascii_digit() || *c == '.')
                        .collect();
                    let length = within(bar, "rect.value")[0]
                        .attr("width")
                        .unwrap_or_default();
                    (
                        figure.parse().expect("a figure"),
                        length.parse().expect("a length"),
                    )
                })
                .collect();
            for pair in bars.windows(2) {
                let [(a, a_length), (b, b_length)] = pair else {
                    unreachable!("windows of two");
                };
                assert!(
                    (a * b_length - b * a_length).abs() < 1.0,
                    "{name}: {}: {bars:?}",
                    support::text(row)
                );
            }
        }
    }
}

#[test]
fn no_page_shows_a_number_that_is_none() {
    on_every_page(|_, _, page| {
        for word in page.html.split(|c: char| !c.is_alphanumeric()) {
            assert!(!matches!(
                word,
                "NaN" | "inf" | "Infinity" | "undefined" | "None" | "Some"
            ));
        }
    });
}

#[test]
fn figures_of_very_different_size_are_compared_without_a_wrong_number() {
    // Both are allowed, and differ by more digits than a `Decimal` has.
    let mut bundle = real_value();
    let index = list(&bundle, "kpis")
        .iter()
        .position(|kpi| kpi["id"] == "data-sharing-time");
    let index = index.expect("a KPI in a named unit");
    for (first, second) in [
        (json!(-0.00001), json!(-476_615_574_678_490_i64)),
        (json!(-0.00001), json!(476_615_574_678_490_i64)),
    ] {
        bundle["kpis"][index]["series"][0]["observations"] = json!([
            { "period": "1990", "value": first, "source": "zdnet" },
            { "period": "1991", "value": second, "source": "zdnet" }
        ]);
        let site = site_of(&bundle.to_string(), "/");
        let page = page(site, Route::Kpi(&site.bundle.kpis[index]));
        let finding = support::text(page.one(".finding"));
        assert!(finding.contains("476,615,574,678,490"), "{finding}");
        // What an `i64` that ran over would show.
        assert!(!finding.contains("92,233,720"), "{finding}");
    }
}

// ---- hostile text ----

const HOSTILE: &str =
    "</title></style><script>alert(\"1\")</script><img src=x onerror='alert(2)'>&amp;&'\"";

/// Puts hostile text into every field that takes free text.
fn poison(key: &str, value: &mut Value) {
    match value {
        Value::String(text) => {
            let is_free = matches!(
                key,
                "name"
                    | "description"
                    | "owner"
                    | "disclaimer"
                    | "label"
                    | "title"
                    | "summary"
                    | "text"
                    | "heading"
                    | "lead"
                    | "statement"
                    | "alt"
                    | "note"
                    | "notes"
                    | "measures"
                    | "missing"
                    | "reason"
                    | "why"
                    | "publisher"
                    | "locator"
                    | "mark"
                    | "one"
                    | "many"
                    | "intro"
                    | "centre"
                    | "for"
                    | "body"
                    | "list"
            );
            if is_free {
                HOSTILE.clone_into(text);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| poison(key, item)),
        Value::Object(map) => map.iter_mut().for_each(|(key, value)| poison(key, value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn hostile_text_is_shown_as_text_on_every_page() {
    for mut bundle in [real_value(), support::norland_value()] {
        poison("", &mut bundle);
        let site = site_of(&bundle.to_string(), "/");
        for route in all_routes(site) {
            let page = page(site, route);
            assert!(page.all("script, style").is_empty(), "{route:?}");
            assert!(page.all("title").iter().all(|title| {
                // The tips of a chart's marks, never a document's title.
                title
                    .parent()
                    .is_some_and(|parent| !parent.value().is_document())
            }));
            for element in page.all("*") {
                for (name, _) in element.value().attrs() {
                    assert!(!name.starts_with("on"), "{route:?}: {}", element.html());
                    assert!(
                        name.chars()
                            .all(|c| c.is_ascii_alphanumeric() || "-_:".contains(c))
                    );
                }
            }
            assert!(page.all("img[src=x]").is_empty(), "{route:?}");
            assert_eq!(support::text(page.one(".brand")), HOSTILE);
            if let Route::Kpi(_) | Route::Initiative(_) = route {
                assert_eq!(support::text(page.one("h1")), HOSTILE);
            }
            for image in page.all("main img") {
                assert_eq!(image.attr("alt"), Some(HOSTILE));
            }
        }
    }
}

#[test]
fn a_hostile_search_is_shown_as_text() {
    let site = site_of(REAL, "/");
    let page = Page::of(render(site, "/initiatives/", &[("q", HOSTILE)]));
    assert!(page.all("main script, img[src=x]").is_empty());
    page.must_say(HOSTILE);
}

// ---- names that the site uses itself ----

#[test]
fn names_that_a_bundle_gives_never_meet_those_of_the_frame() {
    // Each is a valid id, and an id that some element of the site has already.
    let names = [
        "site-content",
        "site-app",
        "site-failure",
        "site-notice",
        "site-start",
        "site-search",
        "content",
        "figures",
        "notes",
    ];
    for name in names {
        let mut bundle = support::norland_value();
        bundle["pages"][0]["sections"][1]["id"] = json!(name);
        bundle["sources"][0]["id"] = json!(name);
        let text = bundle
            .to_string()
            .replace("\"fahrplan-2030\"", &format!("\"{name}\""));
        let Ok(parsed) = civic_scorecard::bundle::Bundle::parse(&text) else {
            // Refusing the name is as good.
            continue;
        };
        let site = Site {
            bundle: Box::leak(Box::new(parsed)),
            base: "/",
        };
        for path in ["/", "/sources/"] {
            let page = Page::of(render(site, path, &[]));
            // The document around the app has these.
            let frame = ["site-app", "site-failure", "site-notice", "site-start"];
            let ids = page.ids().into_iter().chain(frame);
            let count = ids.filter(|id| *id == name).count();
            assert!(count <= 1, "{path} has {count} elements called {name:?}");
        }
    }
}

#[test]
fn sections_insights_and_their_headings_never_share_an_id() {
    let mut bundle = support::norland_value();
    bundle["pages"][0]["sections"][1]["id"] = json!("warten-betriebe");
    bundle["pages"][0]["sections"][3]["id"] = json!("zahlen-heading");
    let Ok(parsed) = civic_scorecard::bundle::Bundle::parse(&bundle.to_string()) else {
        return;
    };
    let site = Site {
        bundle: Box::leak(Box::new(parsed)),
        base: "/",
    };
    let page = Page::of(render(site, "/", &[]));
    let mut seen = BTreeSet::new();
    for id in page.ids() {
        assert!(seen.insert(id), "the id {id:?} stands twice");
    }
}

#[test]
fn a_page_with_the_same_kind_of_section_twice_gives_no_id_twice() {
    for kind in ["initiatives", "insights", "scorecard", "goals", "wheel"] {
        let mut bundle = support::norland_value();
        let sections = bundle["pages"][0]["sections"]
            .as_array_mut()
            .expect("sections");
        for id in ["noch-eins", "noch-zwei"] {
            let mut section = json!({ "kind": kind, "id": id, "heading": "Noch einmal" });
            if kind == "wheel" {
                section["centre"] = json!("Mitte");
                section["rings"] = json!([{ "label": "Wer", "items": [{ "title": "Alle" }] }]);
            }
            sections.push(section);
        }
        let Ok(parsed) = civic_scorecard::bundle::Bundle::parse(&bundle.to_string()) else {
            continue;
        };
        let site = Site {
            bundle: Box::leak(Box::new(parsed)),
            base: "/",
        };
        let page = Page::of(render(site, "/", &[]));
        let mut seen = BTreeSet::new();
        for id in page.ids() {
            assert!(seen.insert(id), "{kind} twice: the id {id:?} stands twice");
        }
    }
}

// ---- the wheel ----

#[test]
fn drawing_and_list_of_a_wheel_have_equal_parts() {
    for (name, site, json) in sites() {
        let wheels = list(&json, "pages")
            .iter()
            .flat_map(|page| list(page, "sections").iter().map(move |s| (page, s)))
            .filter(|(_, section)| section["kind"] == "wheel");
        let mut count = 0;
        for (of, wheel) in wheels {
            count += 1;
            let id = string(of, "id");
            let shown = site.bundle.page(id).expect("the page is in the bundle");
            let page = page(site, Route::Page(shown));
            let figure = page.one(&format!("#{} figure", string(wheel, "id")));
            let parts: Vec<(String, String)> = list(wheel, "rings")
                .iter()
                .flat_map(|ring| list(ring, "items").iter().map(move |item| (ring, item)))
                .zip(1..)
                .map(|((ring, item), number)| {
                    let part = format!("{number} {}", string(item, "title"));
                    (format!("{}: {part}", string(ring, "label")), part)
                })
                .collect();
            let entries = within(figure, "ol ol > li");
            assert_eq!(entries.len(), parts.len(), "{name}");
            for (entry, (_, part)) in entries.iter().zip(&parts) {
                let said = ["span", "strong"].map(|inner| support::text(within(*entry, inner)[0]));
                assert_eq!(said.join(" "), *part);
            }
            for drawing in within(figure, "svg") {
                let links = within(drawing, "a");
                assert_eq!(links.len(), parts.len(), "{name}");
                for ((link, entry), (label, part)) in links.iter().zip(&entries).zip(&parts) {
                    let fragment = format!("#{}", entry.attr("id").expect("an id"));
                    assert_eq!(link.attr("href"), Some(&*fragment));
                    assert_eq!(link.attr("aria-label"), Some(&**label));
                    assert_eq!(link.attr("class"), entry.attr("class"));
                    // The number always, the title whole or not at all.
                    let said = support::text(*link);
                    let number = part.split(' ').next().expect("a number");
                    assert!(said == *part || said == number, "{said:?} of {part:?}");
                }
            }
        }
        assert!(count > 0, "{name} has a wheel");
    }
}

#[test]
fn the_parts_of_a_wheel_say_whom_they_are_for() {
    let site = site_of(REAL, "/");
    let blueprint = site.bundle.page("blueprint").expect("the blueprint");
    let page = page(site, Route::Page(blueprint));
    for (number, whom, words) in [
        (1, "first", None),
        (4, "for-1 for-2", Some("For: Citizens, Businesses")),
        (9, "for-3", Some("For: Public officers")),
        (10, "for-all", None),
    ] {
        let entry = page.one(&format!("#site-part-framework-{number}"));
        let class = entry.attr("class").unwrap_or_default();
        let wanted = format!("part n{number} {whom}");
        assert!(class.starts_with(&wanted), "{class} is not {wanted}");
        let said = support::text(entry);
        match words {
            Some(words) => assert!(said.ends_with(words), "{said}"),
            None => assert!(!said.contains("For:"), "{said}"),
        }
    }
}

#[test]
fn the_titles_of_the_wheel_that_ships_stand_in_the_wide_drawing() {
    let site = site_of(REAL, "/");
    let blueprint = site.bundle.page("blueprint").expect("the blueprint");
    let page = page(site, Route::Page(blueprint));
    for link in page.all("figure.wheel svg.wide a") {
        assert!(within(link, "text").len() > 1, "{}", link.html());
    }
    assert!(!page.all("figure.wheel svg.narrow text.centre").is_empty());
}

// ---- the card grid ----

/// The titles of the cards that are not hidden.
fn shown_cards(page: &Page) -> Vec<String> {
    page.all(".cards > li:not([hidden])")
        .into_iter()
        .map(|card| support::text(within(card, "h2, h3")[0]))
        .collect()
}

fn grid(query: &[(&str, &str)]) -> Page {
    Page::of(render(site_of(REAL, "/"), "/initiatives/", query))
}

/// The titles of the initiatives that fit, from the JSON.
fn titles(fits: impl Fn(&Value) -> bool) -> Vec<String> {
    let bundle = real_value();
    let fitting = list(&bundle, "initiatives").iter().filter(|i| fits(i));
    fitting.map(|i| string(i, "title").to_owned()).collect()
}

fn has(initiative: &Value, key: &str, id: &str) -> bool {
    list(initiative, key).iter().any(|value| value == id)
}

fn status_of(page: &Page) -> String {
    support::text(page.one("form [role=status]"))
}

#[test]
fn without_a_query_every_card_is_shown() {
    let page = grid(&[]);
    let all = titles(|_| true);
    assert_eq!(shown_cards(&page), all);
    assert!(status_of(&page).contains(&format!("All {}", all.len())));
    assert!(page.one(".empty").attr("hidden").is_some());
    assert!(page.one("form button").attr("hidden").is_some());
}

#[test]
fn the_address_hides_the_cards_of_other_audiences_and_themes() {
    let for_officers = titles(|i| has(i, "audiences", "public-officers"));
    let all = titles(|_| true).len();
    assert!((1..all).contains(&for_officers.len()));
    let page = grid(&[("for", "public-officers")]);
    assert_eq!(shown_cards(&page), for_officers);
    assert!(status_of(&page).contains(&format!("{} of {all}", for_officers.len())));
    assert!(page.one("form button").attr("hidden").is_none());
    // Hidden, not absent: every card is in the HTML.
    assert_eq!(page.all(".cards > li").len(), all);

    let both =
        titles(|i| has(i, "audiences", "public-officers") && has(i, "themes", "shared-platforms"));
    let page = grid(&[("for", "public-officers"), ("theme", "shared-platforms")]);
    assert_eq!(shown_cards(&page), both);
}

#[test]
fn the_address_hides_the_cards_without_the_words_searched_for_in_any_order_and_case() {
    let wanted = titles(|i| string(i, "id") == "digital-identity");
    for words in [
        "Digital Identity",
        "identity DIGITAL",
        "  digital   identity ",
    ] {
        let shown = shown_cards(&grid(&[("q", words)]));
        assert!(shown.contains(&wanted[0]), "{words:?} shows {shown:?}");
        assert!(shown.len() < titles(|_| true).len());
    }
    // A word of a fact, and the label of a theme, find their initiative too.
    assert_eq!(
        shown_cards(&grid(&[("q", "tech kaki")])),
        titles(|i| string(i, "id") == "citizen-engagement-and-co-creation")
    );
    assert_eq!(
        shown_cards(&grid(&[("q", "smart city"), ("theme", "smart-city")])),
        titles(|i| has(i, "themes", "smart-city"))
    );
}

/// Texts and what somebody types for them; the tests in browsers read the same file.
const SEARCHES: &str = include_str!("bundles/searches.json");

#[test]
fn a_search_finds_words_as_people_type_them() {
    let searches: Value = serde_json::from_str(SEARCHES).expect("JSON");
    for search in searches.as_array().expect("a list") {
        let mut bundle = real_value();
        let title = string(search, "text");
        bundle["initiatives"][0]["title"] = search["text"].clone();
        let site = site_of(&bundle.to_string(), "/");
        let query = string(search, "query");
        let page = Page::of(render(site, "/initiatives/", &[("q", query)]));
        let is_found = page.one(".cards > li:first-child").attr("hidden").is_none();
        assert_eq!(search["finds"], is_found, "{query:?} in {title:?}");
    }
}

#[test]
fn a_search_of_spaces_hides_nothing() {
    assert_eq!(shown_cards(&grid(&[("q", "   ")])), titles(|_| true));
}

#[test]
fn a_filter_that_leaves_nothing_says_so_and_how_to_get_out() {
    for query in [
        vec![("q", "zzz-nothing")],
        vec![("for", "martians")],
        vec![("theme", "no-theme"), ("for", "citizens")],
    ] {
        let page = grid(&query);
        assert_eq!(shown_cards(&page), Vec::<String>::new(), "{query:?}");
        let empty = page.one(".empty");
        assert!(empty.attr("hidden").is_none());
        assert!(support::text(empty).contains("show all"), "{query:?}");
        assert!(status_of(&page).starts_with("0 of"));
        assert!(page.one("form button").attr("hidden").is_none());
    }
    grid(&[("q", "zzz-nothing")]).must_say("zzz-nothing");
}

#[test]
fn the_home_page_keeps_the_same_state_in_its_address() {
    let site = site_of(REAL, "/");
    let page = Page::of(render(site, "/", &[("for", "public-officers")]));
    assert_eq!(
        shown_cards(&page),
        titles(|i| has(i, "audiences", "public-officers"))
    );
}

// ---- words ----

#[test]
fn a_unit_is_singular_only_for_one() {
    let site = site_of(NORLAND, "/");
    let kpi = site.bundle.kpi("bearbeitungsdauer").expect("the KPI");
    assert!(matches!(kpi.unit, Unit::Named(_)));
    let page = page(site, Route::Kpi(kpi));
    let cells: Vec<String> = page
        .all("td.numeric")
        .into_iter()
        .map(|cell| support::text(cell))
        .collect();
    for wanted in ["1 Tag", "21 Tage", "over 18.5 Tage", "nearly 40 Tage"] {
        assert!(
            cells.iter().any(|cell| cell == wanted),
            "{wanted} is not in {cells:?}"
        );
    }
}
