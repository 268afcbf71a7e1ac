use std::collections::BTreeSet;
use std::fs;

use proptest::prelude::*;
use resvg::usvg::roxmltree::{Document, Node};
use serde_json::{Value, json};

use super::*;
use crate::bundle::{ChartKind, Id};
use crate::dataset::{Dataset, kind};
use crate::drawing::well_set;
use crate::publish::social::tests::{any_words, beside_bundles, bundle_with, typesetter};
use crate::publish::tests::{HOSTILE, NORLAND, poisoned, site_of, value_of};
use crate::site::Subject;
use crate::view::{Element, WIDE, drawings};

/// Every kind of chart in every state.
const REVIEW: &str = include_str!("../../../tests/bundles/review.json");

fn studio(site: Site) -> Studio<'static> {
    Studio {
        place: "",
        site,
        folder: beside_bundles(),
        typesetter: typesetter(site),
        same: None,
        work: Box::leak(Box::default()),
    }
}

/// Calls `check` with every picture of a site in a theme.
fn each(site: Site, theme: Theme, mut check: impl FnMut(Exhibit, &str, &Picture)) {
    let studio = studio(site);
    for embed in Exhibit::all(site) {
        let picture = studio.picture(embed, theme);
        check(embed, &picture.svg, &picture);
    }
}

/// All text of a picture, and of its title and description, without white space.
fn said(svg: &str) -> String {
    let document = Document::parse(svg).unwrap_or_else(|error| panic!("{error}: {svg}"));
    let texts = document.descendants().filter_map(|node| node.text());
    without_space(&texts.collect::<String>())
}

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The lines of text in a picture, without the margins below them.
fn lines(svg: &str) -> Vec<String> {
    let document = Document::parse(svg).expect("XML");
    let is_line = |node: &Node| node.has_tag_name("text") && !node.has_attribute("aria-hidden");
    let words = |node: Node| -> String {
        let texts = node.descendants().filter(|node| node.is_text());
        texts.filter_map(|text| text.text()).collect()
    };
    document.descendants().filter(is_line).map(words).collect()
}

#[test]
fn everything_that_can_be_embedded_has_its_five_files() {
    let site = site_of(NORLAND);
    let folder = tempfile::tempdir().expect("a folder");
    let illustrations = folder.path().join("illustrations");
    fs::create_dir(&illustrations).expect("a folder");
    for file in fs::read_dir(beside_bundles().join("illustrations")).expect("illustrations") {
        let file = file.expect("a file");
        fs::copy(file.path(), illustrations.join(file.file_name())).expect("a copy");
    }
    let images = write(folder.path(), site, None, None, &Work::default())
        .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(images.0.len(), Exhibit::all(site).len());
    let origin = site.bundle.site.origin.as_deref().expect("an origin");
    for embed in Exhibit::all(site) {
        let image = images.of(embed).expect("pictures");
        let text = fs::read_to_string(folder.path().join(&image.json)).expect("JSON");
        let record: Value = serde_json::from_str(&text).expect("JSON");
        for (theme, files) in [("light", &image.light), ("dark", &image.dark)] {
            for (kind, path) in [("svg", &files.svg), ("png", &files.png)] {
                let address = record["images"][theme][kind].as_str();
                assert_eq!(address, Some(format!("{origin}/{path}").as_str()));
            }
            let svg = fs::read_to_string(folder.path().join(&files.svg)).expect("an SVG");
            let document = Document::parse(&svg).expect("XML");
            let root = document.root_element();
            let side = |name| root.attribute(name).and_then(|side| side.parse().ok());
            assert_eq!(
                (side("width"), side("height")),
                (Some(image.width), Some(image.height))
            );
            let png = fs::File::open(folder.path().join(&files.png)).expect("a PNG");
            let png = png::Decoder::new(std::io::BufReader::new(png));
            let info = png.read_info().expect("a PNG");
            let info = info.info();
            assert_eq!((info.width, info.height), image.png_size());
            let is_opaque = matches!(
                info.color_type,
                png::ColorType::Rgb | png::ColorType::Indexed
            );
            assert!(is_opaque && info.trns.is_none(), "nothing shines through");
        }
        let field = |name: &str| record[name].as_str().unwrap_or_default().to_owned();
        assert_eq!(field("title"), image.title);
        assert_eq!(field("alt"), image.alt);
        assert!(
            !image.title.is_empty() && image.alt.len() > 20,
            "{}",
            image.alt
        );
        assert_ne!(image.alt, image.title);
        assert!(!image.alt.contains("table"), "{}", image.alt);
        assert_eq!(field("revision"), *site.bundle.revision);
        assert_eq!(field("published"), site.bundle.published.to_string());
        let page = field("page");
        let path = page.strip_prefix(origin).expect("a whole address");
        let path = path.split('#').next().unwrap_or_default();
        assert_eq!(site.route(path), embed.page(site));
    }
}

#[test]
fn a_picture_says_its_title_its_words_its_sources_and_where_it_is_from() {
    for json in [NORLAND, REVIEW] {
        let site = site_of(json);
        each(site, Theme::Light, |embed, svg, _| {
            let says = describe(site, embed);
            let said = said(svg);
            let has = |words: &str| {
                assert!(said.contains(&without_space(words)), "{words:?} in {said}");
            };
            has(&says.caption);
            has(&says.alt);
            has(&crate::text::revision(site.bundle));
            has(&site.bundle.site.name);
            for id in says.sources.iter().take(5) {
                has(&source_name(site, id));
            }
            if site.bundle.site.origin.is_some() {
                has(&page(site, embed));
            }
            let document = Document::parse(svg).expect("XML");
            let root = document.root_element();
            assert_eq!(root.attribute("role"), Some("img"));
            let labels = root.attribute("aria-labelledby").unwrap_or_default();
            let named: Vec<&str> = labels
                .split(' ')
                .filter_map(|id| {
                    let mut all = document.descendants();
                    all.find(|node| node.attribute("id") == Some(id))?.text()
                })
                .collect();
            assert_eq!(named, [says.caption.trim(), says.alt.trim()]);
        });
    }
}

#[test]
fn figures_are_those_of_the_dataset() {
    for json in [NORLAND, REVIEW] {
        let site = site_of(json);
        each(site, Theme::Light, |embed, svg, _| {
            let Exhibit::Chart(subject) = embed else {
                return;
            };
            let drawn = match subject {
                Subject::Kpi(kpi) => Some(kind(kpi)),
                Subject::Insights | Subject::Scorecard => None,
            };
            let dataset = Dataset::published(site, subject);
            let said = without_space(&lines(svg).concat());
            let mut published = 0;
            for place in 0..dataset.series.len() {
                let mut figures = dataset.dated(place);
                figures.retain(|datum| datum.value().is_some());
                published += figures.len();
                match drawn {
                    // The others are marks.
                    Some(ChartKind::Trend) => figures = figures.pop().into_iter().collect(),
                    Some(ChartKind::Comparison) if figures.len() > 2 => {
                        figures.drain(1..figures.len() - 1);
                    }
                    _ => {}
                }
                for datum in figures {
                    // What is counted has its unit behind the whole: "20 of 20 ministries".
                    let is_counted = drawn == Some(ChartKind::Proportion);
                    let figure = match datum.value() {
                        Some(value) if is_counted => value.to_string(),
                        _ => datum.short(),
                    };
                    let has = said.contains(&without_space(&figure));
                    assert!(has, "{}: {figure} in {said}", embed.name());
                }
            }
            if drawn == Some(ChartKind::Trend) && published > 0 {
                let document = Document::parse(svg).expect("XML");
                let is_mark = |node: &Node| {
                    // Not a key of the legend, which stands at its own origin.
                    let transform = node.attribute("transform").unwrap_or_default();
                    node.has_tag_name("path")
                        && !transform.is_empty()
                        && !transform.starts_with("translate(0 0)")
                };
                let marks = document.descendants().filter(is_mark).count();
                // Where marks would touch, only the latest figure has one, and a line the others.
                let is_crowded = published >= 12 && marks == 1;
                assert!(
                    marks == published || is_crowded,
                    "{}: {marks}",
                    embed.name()
                );
                // What is missing has none.
                let mut others = document.descendants();
                let has_other = others.any(|node| node.has_tag_name("circle"));
                assert!(!has_other, "{}", embed.name());
            }
        });
    }
}

/// Calls `check` with each element of a drawing that a picture has.
fn each_element(element: &Element, check: &mut impl FnMut(&Element)) {
    if element.classes().any(|class| class == "points") {
        return;
    }
    check(element);
    element
        .elements()
        .for_each(|child| each_element(child, check));
}

#[test]
fn all_that_the_sheets_say_of_a_drawing_is_on_its_elements() {
    let mut classes = BTreeSet::new();
    for json in [NORLAND, REVIEW] {
        let site = site_of(json);
        let subjects = site.bundle.kpis.iter().map(Subject::Kpi);
        for subject in subjects.chain([Subject::Insights]) {
            let panel = drawings(
                site,
                &Dataset::published(site, subject),
                &[(exhibit::CHART_PICTURE_SIZE, WIDE)],
                None,
            );
            for part in panel.elements().filter(|part| {
                let is_drawn = |class| matches!(class, "drawings" | "legend");
                part.classes().any(is_drawn)
            }) {
                let drawn = part.elements().filter(|child| child.name() != "ol");
                drawn.for_each(|child| {
                    each_element(child, &mut |element| {
                        classes.extend(element.classes().map(str::to_owned));
                    });
                });
            }
        }
        for theme in [Theme::Light, Theme::Dark] {
            each(site, theme, |embed, svg, _| {
                for left in [
                    "var(",
                    " class=",
                    "<style",
                    "@media",
                    "currentColor",
                    " style=",
                ] {
                    assert!(!svg.contains(left), "{left} in {}: {svg}", embed.name());
                }
            });
        }
    }
    assert!(classes.len() > 15, "{classes:?}");
    let unknown: Vec<_> = classes
        .iter()
        .filter(|class| !picture::knows(class) && *class != WIDE)
        .collect();
    assert!(unknown.is_empty(), "no sheet speaks of {unknown:?}");
}

/// The relative luminance of a colour such as `#15202b` (WCAG 2).
fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value = u8::from_str_radix(&colour[at..at + 2], 16).expect("a colour");
        let value = f64::from(value) / 255.0;
        if value <= 0.040_45 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn text_stands_out_in_both_themes_which_differ_in_colours_alone() {
    let site = site_of(NORLAND);
    let studio = studio(site);
    for embed in Exhibit::all(site) {
        let [light, dark] = [Theme::Light, Theme::Dark].map(|theme| {
            let svg = studio.picture(embed, theme).svg;
            let document = Document::parse(&svg).expect("XML");
            for text in document
                .descendants()
                .filter(|node| node.has_tag_name("text"))
            {
                let fill = text.attribute("fill").expect("a colour");
                // The middle of a wheel is painted.
                let ground = match fill == theme.token("on-accent") {
                    true => "accent",
                    false => "paper",
                };
                let contrast = contrast(fill, theme.token(ground));
                let is_margin = text.has_attribute("aria-hidden");
                assert!(is_margin || contrast >= 4.5, "{fill}: {contrast} in {svg}");
            }
            assert!(svg.contains(theme.token("paper")) && svg.contains(theme.token("ink")));
            svg
        });
        assert_ne!(light, dark);
        assert_eq!(lines(&light), lines(&dark));
        assert!(!dark.contains(Theme::Light.token("ink")), "{dark}");
    }
}

#[test]
fn every_picture_is_well_set() {
    for json in [NORLAND, REVIEW] {
        let site = site_of(json);
        each(site, Theme::Light, |_, svg, picture| {
            let size = (picture::WIDTH as f32, picture.height as f32);
            well_set::is_well_set(svg, size, typesetter(site));
        });
    }
}

#[test]
fn hostile_text_stays_text() {
    const NAMES: [&str; 14] = [
        "svg",
        "title",
        "desc",
        "rect",
        "text",
        "tspan",
        "g",
        "line",
        "path",
        "polyline",
        "circle",
        "defs",
        "clipPath",
        "linearGradient",
    ];
    let site = site_of(&poisoned(NORLAND));
    each(site, Theme::Light, |embed, svg, _| {
        let document = Document::parse(svg).unwrap_or_else(|error| panic!("{error}: {svg}"));
        for node in document.descendants().filter(Node::is_element) {
            assert!(NAMES.contains(&node.tag_name().name()), "{node:?}");
            for attribute in node.attributes() {
                let is_safe = !attribute.name().starts_with("on") && attribute.name() != "href";
                assert!(is_safe, "{attribute:?}");
            }
        }
        assert!(
            said(svg).contains(&without_space(HOSTILE)),
            "{}",
            embed.name()
        );
        let says = describe(site, embed);
        let image = Image {
            title: says.caption.clone(),
            alt: says.alt.clone(),
            width: 1,
            height: 1,
            json: String::new(),
            light: paths(&embed.name(), Theme::Light),
            dark: paths(&embed.name(), Theme::Dark),
        };
        let record: Value = serde_json::from_str(&json(site, embed, &image, &says)).expect("JSON");
        assert_eq!(record["title"], says.caption);
    });
}

#[test]
fn the_same_bundle_gives_the_same_bytes() {
    let site = site_of(NORLAND);
    let content = serde_json::to_string(site.bundle).expect("JSON");
    let other = Typesetter::new(&content);
    let again = Studio {
        typesetter: &other,
        ..studio(site_of(NORLAND))
    };
    each(site, Theme::Dark, |embed, svg, picture| {
        let same = again.picture(embed, Theme::Dark);
        assert_eq!(same.svg, svg);
        if embed.id() == "zufriedenheit" {
            let (a, b) = (png(picture, typesetter(site)), png(&same, &other));
            assert!(a.expect("a PNG") == b.expect("a PNG"));
        }
    });
}

#[test]
fn a_site_without_an_origin_names_paths() {
    let site = site_of(REVIEW);
    let kpi = Exhibit::Chart(Subject::Kpi(&site.bundle.kpis[0]));
    assert_eq!(
        page(site, kpi),
        format!("/kpis/{}/", site.bundle.kpis[0].id.as_str())
    );
    assert!(
        !studio(site)
            .picture(kpi, Theme::Light)
            .svg
            .contains("/kpis/")
    );
}

/// Norland with so many initiatives.
fn with_initiatives(count: usize) -> Site {
    let mut bundle = value_of(NORLAND);
    let initiatives = bundle["initiatives"].as_array_mut().expect("a list");
    let mut another = initiatives[0].clone();
    another.as_object_mut().expect("one").remove("formerly");
    for number in initiatives.len()..count {
        another["id"] = format!("number-{number}").into();
        initiatives.push(another.clone());
    }
    site_of(&bundle.to_string())
}

#[test]
fn the_cards_of_very_many_initiatives_have_no_pictures() {
    let without = |count: usize| {
        let site = with_initiatives(count);
        let images = Images::planned(site);
        let mut exhibits = Exhibit::all(site);
        let all = exhibits.len();
        exhibits.retain(|exhibit| images.of(*exhibit).is_none());
        let kinds = exhibits.iter().map(Exhibit::kind);
        assert!(kinds.into_iter().all(|kind| kind == Kind::Card));
        (all, exhibits.len())
    };
    let few = site_of(NORLAND);
    let others = Exhibit::all(few).len() - few.bundle.initiatives.len();
    assert_eq!(without(MOST - others), (MOST, 0));
    let too_many = MOST - others + 1;
    assert_eq!(without(too_many), (MOST + 1, too_many));
}

#[test]
fn a_very_high_picture_has_one_pixel_for_each_of_css() {
    assert_eq!(scale(1), 2);
    assert_eq!(scale(8_192), 2);
    assert_eq!(scale(8_193), 1);
}

#[test]
fn pictures_of_the_same_revision_are_copied() {
    let site = site_of(NORLAND);
    let folder = tempfile::tempdir().expect("a folder");
    let work = Work::default();
    let latest = write(folder.path(), site, None, None, &work).expect("written");
    let embed = Exhibit::Results;
    let image = latest.of(embed).expect("one");
    folder::write(folder.path(), &image.dark.png, "a mark").expect("written");
    let hash = RevisionHash::parse("0123456789abcdef").expect("a hash");
    let pinned = write(folder.path(), site, Some(&hash), Some(&latest), &work).expect("written");
    let copy = pinned.of(embed).expect("one");
    assert_ne!(copy.dark, image.dark);
    assert_eq!((copy.width, copy.height), (image.width, image.height));
    for (from, to) in [(&image.dark, &copy.dark), (&image.light, &copy.light)] {
        for (from, to) in [(&from.svg, &to.svg), (&from.png, &to.png)] {
            let read = |path| folder::read(folder.path(), path).expect("a file");
            assert!(read(from) == read(to), "{to}");
        }
    }
}

#[test]
fn two_pictures_never_have_one_address() {
    let mut bundle = value_of(NORLAND);
    let mut second = bundle["initiatives"][0].clone();
    second["id"] = json!(format!(
        "{}-dark",
        second["id"].as_str().unwrap_or_default()
    ));
    bundle["initiatives"]
        .as_array_mut()
        .expect("a list")
        .push(second);
    let folder = tempfile::tempdir().expect("a folder");
    let failed = write(
        folder.path(),
        site_of(&bundle.to_string()),
        None,
        None,
        &Work::default(),
    );
    assert!(matches!(failed, Err(PublishError::SamePicture(path)) if path.ends_with("-dark.svg")));
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 4,
        max_shrink_iters: 64,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_words_and_figures_are_well_set_and_whole(
        words in any_words(),
        unit in prop_oneof![Just(json!("%")), any_words().prop_map(|w| json!({"one": w, "many": w}))],
        values in proptest::collection::vec(
            proptest::collection::vec(proptest::option::weighted(0.8, 0..=100_i32), 0..8), 1..5),
        large in any::<bool>(),
    ) {
        let factor = if large && unit != "%" { 9_999_999_999.0 } else { 1.0 };
        let values: Vec<Vec<Option<f64>>> = values
            .into_iter()
            .map(|values| values.into_iter().map(|v| v.map(|v| f64::from(v) * factor)).collect())
            .collect();
        let site = site_of(&bundle_with(&words, &unit, &values, &json!({"from": 70, "to": 80}), "2023"));
        let set = typesetter(site);
        each(site, Theme::Light, |embed, svg, picture| {
            let lines = lines(svg).concat();
            let title = describe(site, embed).caption;
            // Where XML does not allow a character, another stands for it.
            let title = without_space(&title).replace('\u{ffff}', "\u{fffd}");
            assert!(without_space(&lines).contains(&title), "{title:?} in {lines:?}");
            well_set::is_well_set(svg, (picture::WIDTH as f32, picture.height as f32), set);
        });
    }
}
