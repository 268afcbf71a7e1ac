use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::chart::width_of;
use crate::drawing::{Style, token, well_set};
use crate::progress::{Verdict, status};
use crate::publish::files::fingerprint;
use crate::publish::tests::{NORLAND, site_of, value_of};
use crate::text::Quantity;
use raster::Picture;

/// The folder of the tests' bundles, with the icon and the pictures of their sites.
pub fn beside_bundles() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bundles"))
}

/// Two typesetters for all tests, because finding fonts takes long: with our font only, and
/// with the machine's fonts.
pub fn typesetter(site: Site) -> &'static Typesetter {
    static OURS: OnceLock<Typesetter> = OnceLock::new();
    static ALL: OnceLock<Typesetter> = OnceLock::new();
    let content = serde_json::to_string(site.bundle).expect("JSON");
    if Typesetter::covers(&content) {
        OURS.get_or_init(|| Typesetter::new(""))
    } else {
        ALL.get_or_init(|| Typesetter::new("\u{ffff}"))
    }
}

/// Nothing leaves the picture, and no two texts overlap.
#[track_caller]
fn is_well_set(picture: &Picture, typesetter: &Typesetter) {
    let size = (WIDTH as f32, HEIGHT as f32);
    well_set::is_well_set(&picture.svg, size, typesetter);
    for (_, area) in &picture.inlays {
        assert!(
            area.x >= 0.0 && area.right() <= f64::from(WIDTH),
            "{area:?}"
        );
    }
}

fn each_picture(site: Site, mut check: impl FnMut(Route, &Picture, &Typesetter)) {
    let typesetter = typesetter(site);
    let studio = Studio {
        site,
        folder: beside_bundles(),
        typesetter,
    };
    for route in site.routes() {
        check(route, &studio.picture(route), typesetter);
    }
}

/// The text of each picture in one line.
fn said(picture: &Picture, typesetter: &Typesetter) -> String {
    let texts = well_set::texts(&picture.svg, typesetter).into_iter();
    let plain = texts.filter(|text| !text.in_chart);
    plain.map(|text| text.words).collect::<Vec<_>>().join(" ")
}

#[test]
fn every_picture_of_the_site_is_well_set_and_names_the_site() {
    let site = site_of(NORLAND);
    each_picture(site, |_, picture, typesetter| {
        is_well_set(picture, typesetter);
        let said = said(picture, typesetter);
        assert!(said.contains(&*site.bundle.site.name), "{said}");
        assert!(said.contains("zielbuch.norland.example:8443"), "{said}");
    });
}

#[test]
fn a_kpi_s_picture_says_its_title_figures_dates_status_and_source() {
    let site = site_of(NORLAND);
    each_picture(site, |route, picture, typesetter| {
        let Route::Kpi(kpi) = route else { return };
        let said = said(picture, typesetter);
        assert!(said.contains(&*kpi.title), "{said}");
        let mut statuses = kpi
            .series
            .iter()
            .map(|series| status(kpi, series, site.bundle.published));
        let is_read = statuses.any(|status| status.latest.is_some() || status.target.is_some());
        assert_eq!(said.contains("Source:"), is_read, "{said}");
        for series in &kpi.series {
            let status = status(kpi, series, site.bundle.published);
            match status.latest {
                Some(latest) => {
                    let number = Quantity::of(latest.value, &kpi.unit).number;
                    assert!(said.contains(&number), "{number} in {said}");
                    // Its outcome may have the date in it: "Not reached yet (2024)".
                    let when = crate::text::period(latest.observation.period);
                    assert!(said.contains(&when), "{when} in {said}");
                    let mark = latest.observation.status.map_or("", |mark| mark.name());
                    assert!(said.contains(mark), "{mark} in {said}");
                }
                None if status.verdict == Verdict::NoDatedFigure => {
                    assert!(said.contains("No dated figure found"), "{said}");
                }
                None => assert!(said.contains("No figure found"), "{said}"),
            }
            let outcome = crate::text::outcome(&status).unwrap_or_default();
            for words in outcome.split_whitespace() {
                assert!(said.contains(words), "{words} in {said}");
            }
        }
    });
}

#[test]
fn only_a_figure_has_a_bar() {
    let (mut with, mut without) = (0, 0);
    let site = site_of(NORLAND);
    each_picture(site, |route, picture, _| {
        let Route::Kpi(kpi) = route else { return };
        let latest = |series| status(kpi, series, site.bundle.published).latest;
        if kpi.series.iter().all(|series| latest(series).is_none()) {
            // Neither a bar nor the room of one: the target stands alone on its axis.
            let room = format!("fill=\"{}\"", token("tint"));
            assert!(!picture.svg.contains(&room), "{}", &*kpi.title);
            without += 1;
        } else {
            with += 1;
        }
    });
    assert!(with > 0 && without > 0);
}

#[test]
fn pictures_show_the_trend_where_figures_change_and_illustrations_where_there_are_some() {
    each_picture(site_of(NORLAND), |route, picture, _| {
        let has_trend = picture.svg.contains("id=\"chart\"");
        match route {
            Route::Kpi(kpi) => {
                let id = crate::bundle::Id::as_str(&kpi.id);
                // One figure, one without a date, two gaps, nothing.
                let unchanging = [
                    "gemeinden-am-netz",
                    "schwimmbaeder",
                    "fernwaerme",
                    "ungemessen",
                ];
                assert_eq!(has_trend, !unchanging.contains(&id), "{id}");
            }
            Route::Initiative(initiative) => {
                let illustrations = usize::from(initiative.image.is_some());
                assert_eq!(
                    picture.inlays.len(),
                    1 + illustrations,
                    "the mark, and that"
                );
            }
            _ => assert!(!has_trend),
        }
    });
}

#[test]
fn words_of_charts_take_no_more_room_than_is_kept_for_them() {
    let site = site_of(NORLAND);
    let typesetter = typesetter(site);
    let mut count = 0;
    for kpi in &site.bundle.kpis {
        let Some(placed) = chart::placed_trend(site, kpi, 520.0, 340.0) else {
            continue;
        };
        // That such room is free of lines, marks and edges is a property of all trends.
        let series = placed.series.iter().filter_map(|of| of.label.as_ref());
        let bands = placed.bands.iter().filter_map(|of| of.label.as_ref());
        let breaks = placed.breaks.iter().filter_map(|of| of.label.as_ref());
        let spans = placed.spans.iter().flat_map(|of| &of.label);
        for label in series.chain(bands).chain(breaks).chain(spans) {
            let drawn = typesetter.width(&label.text, Style::strong(chart::FONT));
            let kept = width_of(&label.text, chart::FONT);
            // Bold fours are a hundredth wider than what is kept for a digit.
            assert!(drawn <= kept + 1.0, "{:?}: {drawn} of {kept}", label.text);
            count += 1;
        }
    }
    assert!(count > 5, "{count}");
}

#[test]
fn files_are_small_pngs_named_after_their_pages_and_content() {
    let site = site_of(NORLAND);
    let folder = std::env::temp_dir().join(format!("social-images-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    fs::copy(beside_bundles().join("icon.svg"), folder.join("icon.svg")).expect("the icon");
    let images = write(&folder, site, &Work::default()).expect("pictures");
    for route in site.routes() {
        let image = images.get(route).expect("each route has one");
        let png = fs::read(folder.join(&image.file)).expect("its file");
        assert!(png.len() < 60_000, "{} has {} bytes", image.file, png.len());
        let info = png::Decoder::new(std::io::Cursor::new(&png));
        let info = info.read_info().expect("a PNG");
        assert_eq!((info.info().width, info.info().height), (WIDTH, HEIGHT));
        let hash = fingerprint([png.as_slice()]);
        let page = match route.path().trim_end_matches('/').replace('/', "-") {
            home if home.is_empty() => "home".to_owned(),
            page => page,
        };
        assert_eq!(image.file, format!("social/{page}-{hash}.png"));
        assert!(image.alt.len() > 20, "{}", image.alt);
    }
    let again = write(&folder, site, &Work::default()).expect("pictures");
    assert_eq!(again.0, images.0, "the same bytes again, so the same names");
    fs::remove_dir_all(&folder).expect("the folder is ours");
}

#[test]
fn a_site_without_an_origin_has_no_pictures() {
    let mut bundle = value_of(NORLAND);
    bundle["site"]["origin"].take();
    let images = write(
        Path::new("/nowhere"),
        site_of(&bundle.to_string()),
        &Work::default(),
    )
    .expect("nothing to do");
    assert!(images.get(Route::Kpis).is_none());
}

/// A bundle of one KPI and one initiative with these words and figures.
pub fn bundle_with(
    words: &str,
    unit: &Value,
    values: &[Vec<Option<f64>>],
    goal: &Value,
    due: &str,
) -> String {
    let series: Vec<Value> = values
        .iter()
        .enumerate()
        .map(|(index, values)| {
            let observations: Vec<Value> = values
                .iter()
                .enumerate()
                .map(|(year, value)| match value {
                    Some(value) => json!({"period": format!("{}", 2012 + year), "value": value,
                        "qualifier": "nearly", "source": "s"}),
                    None => json!({"period": format!("{}", 2012 + year), "missing": words,
                        "source": "s"}),
                })
                .collect();
            json!({"id": format!("s{index}"), "label": words, "observations": observations})
        })
        .collect();
    json!({
        "schemaVersion": 1, "revision": "1", "published": "2031-01-31", "locale": "en",
        "site": {"name": words, "description": words, "owner": words, "official": false,
            "disclaimer": "d", "contact": {"label": "c", "href": "/"},
            "origin": "https://a-rather-long-name-of-a-host.in-a-long-domain.example"},
        "audiences": [{"id": "a", "label": words}],
        "pages": [{"id": "home", "label": words, "title": words, "description": words,
            "sections": [{"kind": "hero", "id": "top", "heading": words, "lead": "l",
                "figures": [{"kpi": "k", "series": "s0", "statement": "s"}],
                "image": {"src": "/illustrations/leuchtturm.svg", "alt": "a"}}]},
            {"id": "other", "label": words, "title": words, "description": words}],
        "initiatives": [{"id": "i", "title": words, "summary": words, "audiences": ["a"],
            "image": {"src": "/illustrations/feld.svg", "alt": "a"},
            "link": {"label": "l", "href": "/"}}],
        "kpis": [{"id": "k", "title": words, "measures": "m", "unit": unit, "better": "higher",
            "audiences": ["a"], "series": series,
            "targets": [{"goal": goal, "set": "2011", "due": due, "source": "s"}]}],
        "sources": [{"id": "s", "title": words, "publisher": words, "published": "2031"}],
    })
    .to_string()
}

/// Words of several scripts, some without spaces, as long as a bundle allows or short.
pub fn any_words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[A-Za-zÄéß]{1,12}",
        1 => "[A-Z]{30,60}",
        1 => Just("<&\"'>".to_owned()),
        1 => "[0-9]{1,3}%",
        1 => Just("語文日本語のとても長い題名".to_owned()),
        1 => Just("العربية".to_owned()),
        1 => Just("👩‍👧🏽e\u{301}\u{ffff}".to_owned()),
    ];
    proptest::collection::vec(word, 1..40).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 8,
        max_shrink_iters: 64,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_words_and_figures_are_well_set(
        words in any_words(),
        unit in prop_oneof![Just(json!("%")), any_words().prop_map(|w| json!({"one": w, "many": w}))],
        values in proptest::collection::vec(
            proptest::collection::vec(proptest::option::weighted(0.8, 0..=100_i32), 0..8), 1..5),
        large in any::<bool>(),
        due in prop_oneof![Just("2013"), Just("2023")],
    ) {
        let factor = if large && unit != "%" { 9_999_999_999.0 } else { 1.0 };
        let values: Vec<Vec<Option<f64>>> = values
            .into_iter()
            .map(|values| values.into_iter().map(|v| v.map(|v| f64::from(v) * factor)).collect())
            .collect();
        let json = bundle_with(&words, &unit, &values, &json!({"from": 70, "to": 80}), due);
        let site = site_of(&json);
        each_picture(site, |route, picture, typesetter| {
            is_well_set(picture, typesetter);
            if matches!(route, Route::Kpi(_)) {
                assert!(raster::png(picture, typesetter).is_ok());
            }
        });
    }
}
