//! What other sites show: each embed says what the bundle's JSON says of it.

use civic_scorecard::bundle::Id;
use civic_scorecard::exhibit::{self, Edition, FrameHeights};

use civic_scorecard::progress::status;
use civic_scorecard::site::{Exhibit, Site, Subject};
use civic_scorecard::view::{HeadingLevel, element};
use serde_json::Value;

use crate::sites;
use crate::support::embed::{drawn, entry, live, sections, shown};
use crate::support::{list, number, plain as words, scaled, squeezed, string, text};

#[test]
fn everything_that_can_be_embedded_is_found_by_its_name_and_has_an_address_of_its_own() {
    for (name, site, bundle) in sites() {
        let all = Exhibit::all(site);
        let count = |key: &str| list(bundle, key).len();
        let of_kind = |kind: &str| {
            all.iter()
                .filter(|embed| embed.kind().name() == kind)
                .count()
        };
        assert_eq!(of_kind("card"), count("initiatives"), "{name}");
        assert_eq!(of_kind("insight"), count("insights"), "{name}");
        assert_eq!(of_kind("figure"), count("kpis"), "{name}");
        assert_eq!(of_kind("kpi"), count("kpis"), "{name}");
        for kind in ["multiples", "wheel"] {
            let sections = sections(bundle, kind).len();
            assert_eq!(of_kind(kind), sections, "{name}");
        }
        let mut paths: Vec<String> = all.iter().map(Exhibit::path).collect();
        for embed in &all {
            assert_eq!(
                Exhibit::named(site, embed.kind().name(), embed.id()),
                Some(*embed)
            );
            assert_eq!(
                embed.path(),
                format!("embed/{}/{}/", embed.kind().name(), embed.id())
            );
        }
        paths.sort();
        paths.dedup();
        assert_eq!(paths.len(), all.len(), "{name}");
    }
    let (_, site, _) = sites()[0];
    for (kind, id) in [
        ("kpi", "nothing"),
        ("kpi", ""),
        ("chart", "wheel"),
        ("page", "home"),
    ] {
        assert_eq!(Exhibit::named(site, kind, id), None, "{kind}/{id}");
    }
}

#[test]
fn every_embed_says_what_it_is_from_when_and_from_where() {
    for (name, site, bundle) in sites() {
        let published = civic_scorecard::text::date(site.bundle.published);
        for embed in Exhibit::all(site) {
            let page = live(site, embed);
            let place = format!("{name}: {}", embed.name());
            let foot = text(page.one(".embed-foot"));
            assert!(foot.contains(&published), "{place}: {foot}");
            assert!(
                foot.contains(string(&bundle["site"], "name")),
                "{place}: {foot}"
            );
            // A source by its title, or the way to all of them.
            let titles = list(bundle, "sources").iter();
            let titles: Vec<&str> = titles.map(|source| string(source, "title")).collect();
            let said = page.text();
            let has_source = match embed {
                Exhibit::Card(initiative) => !initiative.facts.is_empty(),
                Exhibit::Figure(kpi) => kpi.series.iter().any(|series| {
                    let status = status(kpi, series, site.bundle.published);
                    status.latest.is_some() || status.target.is_some()
                }),
                Exhibit::Chart(Subject::Kpi(kpi)) => {
                    let is_measured = kpi.series.iter().any(|s| !s.observations.is_empty());
                    is_measured || !kpi.targets.is_empty()
                }
                Exhibit::Multiples(multiples) => !multiples.kpis.is_empty(),
                Exhibit::Wheel(wheel) => wheel.source.is_some(),
                _ => true,
            };
            let all = page.all(".embed-foot a[href='/sources/']");
            let is_sourced = matches!(embed, Exhibit::Multiples(_) | Exhibit::Results)
                && !all.is_empty()
                || titles.iter().any(|title| said.contains(&squeezed(title)));
            assert!(is_sourced || !has_source, "{place} names no source: {said}");
        }
    }
}

#[test]
fn a_chart_shows_every_figure_of_its_kpi() {
    for (name, site, bundle) in sites() {
        for kpi in &site.bundle.kpis {
            let page = live(site, Exhibit::Chart(Subject::Kpi(kpi)));
            let raw = entry(bundle, "kpis", kpi.id.as_str());
            // Without figures there is no table.
            let tables = page.all(".table-panel table").into_iter();
            let table = tables.map(text).collect::<String>();
            for series in list(raw, "series") {
                for observation in list(series, "observations") {
                    if let Some(value) = observation.get("value").filter(|v| !v.is_null()) {
                        let (number, _) = scaled(value, &raw["unit"]);
                        let place = format!("{name}: {}", kpi.id.as_str());
                        assert!(table.contains(&number), "{place}: no {number} in {table}");
                    }
                }
            }
            page.must_say(&kpi.title);
        }
    }
}

#[test]
fn a_card_and_an_insight_say_their_words() {
    for (_, site, bundle) in sites() {
        for embed in Exhibit::all(site) {
            let page = live(site, embed);
            match embed {
                Exhibit::Card(_) => {
                    let raw = entry(bundle, "initiatives", embed.id());
                    page.must_say(string(raw, "title"));
                    page.must_say(string(raw, "summary"));
                }
                Exhibit::Insight(_) => {
                    let raw = entry(bundle, "insights", embed.id());
                    page.must_say(&words(string(raw, "statement")));
                    page.must_say(&number(&raw["value"]));
                }
                _ => {}
            }
        }
    }
}

#[test]
fn a_section_that_is_a_drawing_says_its_heading_and_what_to_know_first() {
    for (name, site, bundle) in sites() {
        for kind in ["multiples", "wheel"] {
            for raw in sections(bundle, kind) {
                let embed = Exhibit::named(site, kind, string(raw, "id")).expect(kind);
                let page = live(site, embed);
                let heading = text(page.one("h1"));
                assert_eq!(heading, squeezed(string(raw, "heading")), "{name}");
                for block in raw
                    .get("intro")
                    .and_then(Value::as_array)
                    .into_iter()
                    .flatten()
                {
                    if let Some(paragraph) = block.as_str() {
                        page.must_say(&words(paragraph));
                    }
                }
                let place = embed.place(site);
                let fragment = format!("#{}", string(raw, "id"));
                assert!(place.ends_with(&fragment), "{name}: {place}");
            }
        }
        for raw in sections(bundle, "wheel") {
            let embed = Exhibit::named(site, "wheel", string(raw, "id")).expect("a wheel");
            let page = live(site, embed);
            for ring in list(raw, "rings") {
                page.must_say(string(ring, "label"));
                for part in list(ring, "items") {
                    page.must_say(string(part, "title"));
                }
            }
            // Its parts lead to their entries, and not to another window.
            for link in page.all("svg a") {
                assert_eq!(link.attr("target"), Some("_self"));
                page.one(link.attr("href").expect("an address"));
            }
        }
        for raw in sections(bundle, "multiples") {
            let embed = Exhibit::named(site, "multiples", string(raw, "id")).expect("charts");
            let page = live(site, embed);
            for id in list(raw, "kpis") {
                let kpi = entry(bundle, "kpis", id.as_str().expect("an id"));
                page.must_say(string(kpi, "title"));
            }
            if list(raw, "kpis").is_empty() {
                continue;
            }
            // Not "on its page": its page leaves them to those of its KPIs.
            let foot = text(page.one(".embed-foot"));
            let sources = page.all(".embed-foot a").into_iter();
            let sources =
                sources.filter(|link| link.attr("href").expect("one").starts_with("/sources/"));
            assert!(sources.count() > 0, "{name}: {foot}");
        }
    }
}

#[test]
fn a_pinned_embed_says_its_revision_and_whether_there_is_a_newer_one() {
    for (_, site, _) in sites() {
        for embed in Exhibit::all(site) {
            let foot = |edition| {
                let page = shown(site, embed, &[], edition);
                text(page.one(".embed-foot"))
            };
            let revision = &*site.bundle.revision;
            let newest = foot(Edition::Pinned { is_newest: true });
            assert!(
                newest.contains(revision) && !newest.contains("newer"),
                "{newest}"
            );
            let older = shown(site, embed, &[], Edition::Pinned { is_newest: false });
            assert!(text(older.one(".embed-foot")).contains(revision));
            let address = format!("/{}", embed.path());
            older.one(&format!(".embed-foot a[href=\"{address}\"]"));
            assert!(!foot(Edition::Live).contains("inned"));
        }
    }
}

#[test]
fn drawn_into_another_site_every_address_is_whole() {
    let base = "https://scorecard.example/a/";
    for (_, site, _) in sites() {
        let site = Site { base, ..site };
        for embed in Exhibit::all(site) {
            let page = live(site, embed);
            for element in page.all("[href], [src]") {
                let address = element.attr("href").or(element.attr("src")).expect("one");
                let is_whole = ["https://", "mailto:", "tel:"]
                    .iter()
                    .any(|scheme| address.starts_with(scheme));
                // `lead` of embed/runtime.js follows it.
                let is_within = address
                    .strip_prefix('#')
                    .is_some_and(|id| page.ids().contains(&id));
                assert!(is_whole || is_within, "{}: {address}", embed.name());
            }
        }
    }
}

#[test]
fn every_embed_has_one_first_heading_of_the_level_that_its_place_has() {
    for (name, site, _) in sites() {
        for embed in Exhibit::all(site) {
            for (name_of_element, level, tag) in [
                ("main", HeadingLevel::H1, "h1"),
                ("div", HeadingLevel::H3, "h3"),
            ] {
                let page = drawn(
                    site,
                    (element(name_of_element), level),
                    embed,
                    &[],
                    Edition::Live,
                );
                let headings = page.all("h1, h2, h3, h4");
                let first = headings.first().expect("a heading");
                assert_eq!(first.value().name(), tag, "{name}: {}", embed.name());
                assert!(!text(*first).is_empty());
            }
        }
    }
}

#[test]
fn every_embed_has_a_title() {
    for (name, site, _) in sites() {
        for embed in Exhibit::all(site) {
            let title = exhibit::title(site, embed);
            assert!(!title.trim().is_empty(), "{name}: {}", embed.name());
        }
    }
}

#[test]
fn a_frame_of_fixed_height_has_room_on_a_screen() {
    for (name, site, _) in sites() {
        for embed in Exhibit::all(site) {
            let FrameHeights { narrow, wide } = FrameHeights::of(site, embed);
            for height in [narrow, wide] {
                let is_fit = (200..=900).contains(&height);
                assert!(is_fit, "{name}, {}: {height}", embed.name());
            }
        }
    }
}
