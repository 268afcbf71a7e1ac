//! Components in a real browser: what a reader does, and what then stands on the page.
#![cfg(target_arch = "wasm32")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use civic_scorecard::browser::{Location, Navigator, folded};
use civic_scorecard::bundle::{
    Bundle, BundleError, Decimal, Fault, Id, Kpi, Qualifier, Series, Violation,
};
use civic_scorecard::dataset::Subject;
use civic_scorecard::load::LoadError;
use civic_scorecard::progress::status;
use civic_scorecard::site::Site;
use civic_scorecard::view::{
    CardGrid, HeadingLevel, Notice, NoticeBar, big_figure, chart_figure, static_view, status_words,
};
use js_sys::{Array, Function, Promise, Reflect};
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, Event, HtmlElement};

wasm_bindgen_test_configure!(run_in_browser);

const REAL: &str = include_str!("../public/bundle/en.json");
const NORLAND: &str = include_str!("bundles/another-government.json");

fn site_of(json: &str) -> Site {
    let bundle = Bundle::parse(json).expect("a valid bundle");
    Site {
        bundle: Box::leak(Box::new(bundle)),
        base: "/",
    }
}

fn kpi(site: Site, id: &str) -> &'static Kpi {
    site.bundle.kpi(id).expect("the KPI")
}

fn series(kpi: &'static Kpi, id: &str) -> &'static Series {
    let found = kpi.series.iter().find(|series| series.id.as_str() == id);
    found.expect("the series")
}

/// A place in the document for one test, with a view in it.
struct Host {
    element: HtmlElement,
    _mounted: Box<dyn std::any::Any>,
}

impl Host {
    fn of<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> Host {
        let document = web_sys::window().and_then(|window| window.document());
        let document = document.expect("a document");
        let element: HtmlElement = document
            .create_element("div")
            .expect("an element")
            .unchecked_into();
        let root = document.document_element().expect("a root");
        root.append_child(&element).expect("a place");
        let mounted = mount_to(element.clone(), view);
        Host {
            element,
            _mounted: Box::new(mounted),
        }
    }

    fn all(&self, selector: &str) -> Vec<Element> {
        let find: Function = Reflect::get(&self.element, &"querySelectorAll".into())
            .expect("a method")
            .unchecked_into();
        let found = find
            .call1(&self.element, &selector.into())
            .expect("a valid selector");
        Array::from(&found)
            .iter()
            .map(JsCast::unchecked_into)
            .collect()
    }

    fn one(&self, selector: &str) -> Element {
        let mut found = self.all(selector);
        assert_eq!(found.len(), 1, "{selector}");
        found.remove(0)
    }

    fn text(&self, selector: &str) -> String {
        squeezed(&self.one(selector).text_content().unwrap_or_default())
    }

    /// Types into a field, as a reader does.
    async fn enter(&self, selector: &str, value: &str) {
        let field = self.one(selector);
        Reflect::set(&field, &"value".into(), &value.into()).expect("a value");
        send(&field, "input");
        rendered().await;
    }

    async fn click(&self, selector: &str) {
        self.one(selector).unchecked_into::<HtmlElement>().click();
        rendered().await;
    }

    /// The titles of the cards that can be seen.
    fn cards(&self) -> Vec<String> {
        self.all(".cards > li")
            .into_iter()
            .filter(|card| !card.has_attribute("hidden"))
            .map(|card| {
                let heading = card.query_selector("h2, h3").ok().flatten();
                squeezed(&heading.and_then(|h| h.text_content()).unwrap_or_default())
            })
            .collect()
    }

    fn is_hidden(&self, selector: &str) -> bool {
        self.one(selector).has_attribute("hidden")
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.element.remove();
    }
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn send(target: &Element, kind: &str) {
    let bubbles = Function::new_with_args("kind", "return new Event(kind, { bubbles: true })");
    let event: Event = bubbles
        .call1(&JsValue::NULL, &kind.into())
        .expect("an event")
        .unchecked_into();
    target.dispatch_event(&event).expect("it is sent");
}

/// Waits until what changed has been rendered.
async fn rendered() {
    let promise = Promise::new(&mut |resolve, _| {
        let window = web_sys::window().expect("a window");
        let _ = window.set_timeout_with_callback(&resolve);
    });
    JsFuture::from(promise).await.expect("time passes");
}

fn property(element: &Element, name: &str) -> JsValue {
    Reflect::get(element, &name.into()).expect("a property")
}

// ---- the card grid ----

fn grid(query: &[(&str, &str)]) -> Host {
    let site = site_of(REAL);
    let query = query
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    Host::of(move || {
        let navigator = Navigator::at(Location {
            path: "/initiatives/".into(),
            query,
            fragment: None,
        });
        view! { <CardGrid site navigator heading_level=HeadingLevel::H2/> }
    })
}

/// The titles of the initiatives that fit, in the bundle's order.
fn titles(fits: impl Fn(&civic_scorecard::bundle::Initiative) -> bool) -> Vec<String> {
    let site = site_of(REAL);
    let fitting = site.bundle.initiatives.iter().filter(|i| fits(i));
    fitting.map(|i| i.title.to_string()).collect()
}

fn is_for(initiative: &civic_scorecard::bundle::Initiative, audience: &str) -> bool {
    initiative
        .audiences
        .iter()
        .any(|id| id.as_str() == audience)
}

fn has_theme(initiative: &civic_scorecard::bundle::Initiative, theme: &str) -> bool {
    initiative.themes.iter().any(|id| id.as_str() == theme)
}

const SEARCH: &str = "input[type=search]";
const STATUS: &str = "form [role=status]";

#[wasm_bindgen_test]
async fn every_card_is_shown_at_first() {
    let host = grid(&[]);
    assert_eq!(host.cards(), titles(|_| true));
    assert!(host.is_hidden(".empty"));
    assert!(host.is_hidden("form button"));
}

#[wasm_bindgen_test]
async fn typing_into_the_search_hides_the_other_cards_and_says_how_many_are_left() {
    let host = grid(&[]);
    let all = titles(|_| true).len();
    host.enter(SEARCH, "Tech Kaki").await;
    assert_eq!(host.cards(), ["Citizen Engagement and Co-creation"]);
    assert_eq!(host.text(STATUS), format!("1 of {all} initiatives"));
    assert!(!host.is_hidden("form button"));
    host.enter(SEARCH, "").await;
    assert_eq!(host.cards().len(), all);
    assert_eq!(host.text(STATUS), format!("All {all} initiatives"));
}

/// Texts and what somebody types for them; the native tests read the same file.
const SEARCHES: &str = include_str!("bundles/searches.json");

#[wasm_bindgen_test]
fn a_search_compares_words_as_people_type_them() {
    let searches: serde_json::Value = serde_json::from_str(SEARCHES).expect("JSON");
    for search in searches.as_array().expect("a list") {
        let [text, query] = ["text", "query"].map(|key| search[key].as_str().expect("a text"));
        let text = folded(text);
        let is_found = folded(query)
            .split_whitespace()
            .all(|word| text.contains(word));
        assert_eq!(search["finds"], is_found, "{query:?} in {text:?}");
    }
}

#[wasm_bindgen_test]
async fn choosing_an_audience_and_a_theme_leaves_what_has_both() {
    let host = grid(&[]);
    host.click("input[name=for][value=public-officers]").await;
    assert_eq!(host.cards(), titles(|i| is_for(i, "public-officers")));
    host.click("input[name=theme][value=shared-platforms]")
        .await;
    let both = titles(|i| is_for(i, "public-officers") && has_theme(i, "shared-platforms"));
    assert!(!both.is_empty());
    assert_eq!(host.cards(), both);
    host.click("input[name=for][value='']").await;
    assert_eq!(host.cards(), titles(|i| has_theme(i, "shared-platforms")));
}

#[wasm_bindgen_test]
async fn an_empty_result_says_so_and_its_button_brings_every_card_back() {
    let host = grid(&[]);
    host.click("input[name=for][value=public-officers]").await;
    host.enter(SEARCH, "zzz <b>nothing</b>").await;
    assert_eq!(host.cards(), Vec::<String>::new());
    assert!(!host.is_hidden(".empty"));
    assert!(host.text(".empty").contains("zzz <b>nothing</b>"));
    assert!(host.all(".empty b").is_empty());
    assert!(host.text(STATUS).starts_with("0 of"));
    host.click("form button").await;
    assert_eq!(host.cards(), titles(|_| true));
    assert!(host.is_hidden(".empty"));
    assert_eq!(property(&host.one(SEARCH), "value"), "");
    let any = host.one("input[name=for][value='']");
    assert_eq!(property(&any, "checked"), true);
}

#[wasm_bindgen_test]
async fn search_and_filters_begin_with_what_the_address_says() {
    let host = grid(&[("q", "digital"), ("for", "businesses")]);
    rendered().await;
    assert_eq!(property(&host.one(SEARCH), "value"), "digital");
    let chosen = host.one("input[name=for][value=businesses]");
    assert_eq!(property(&chosen, "checked"), true);
    assert!(host.cards().len() < titles(|_| true).len());
}

#[wasm_bindgen_test]
async fn search_and_filters_stand_in_the_address_and_add_no_history() {
    let window = web_sys::window().expect("a window");
    let history = window.history().expect("a history");
    let before = history.length().expect("a length");
    let host = grid(&[]);
    host.enter(SEARCH, "a b&c").await;
    host.click("input[name=theme][value=smart-city]").await;
    let location = Reflect::get(&window, &"location".into()).expect("a location");
    let search = Reflect::get(&location, &"search".into()).expect("a query");
    let search = search.as_string().unwrap_or_default();
    assert!(search.contains("theme=smart-city"), "{search}");
    assert!(
        search.contains("q=a") && search.contains("%26c"),
        "{search}"
    );
    assert_eq!(history.length().expect("a length"), before);
}

#[wasm_bindgen_test]
async fn enter_in_the_search_does_not_leave_the_page() {
    let host = grid(&[]);
    let form = host.one("form");
    let submit = Function::new_with_args(
        "form",
        "const event = new Event('submit', { bubbles: true, cancelable: true });
         form.dispatchEvent(event); return event.defaultPrevented;",
    );
    let prevented = submit.call1(&JsValue::NULL, &form).expect("it is sent");
    assert_eq!(prevented, true);
}

// ---- failures ----

fn failures() -> Vec<(LoadError, &'static str, bool)> {
    let duplicate = Violation {
        pointer: "/kpis/0/id".into(),
        value: Some("\"<b>X</b>\"".into()),
        fault: Fault::DuplicateId,
    };
    let invalid = BundleError::Invalid([duplicate].into_iter().collect());
    let reason = "EOF while parsing".to_owned();
    vec![
        (
            LoadError::Unreachable { online: false },
            "no connection",
            true,
        ),
        (
            LoadError::Unreachable { online: true },
            "connection broke",
            true,
        ),
        (LoadError::Interrupted, "connection broke", true),
        (LoadError::Status(404), "not where it should be", true),
        (LoadError::Status(500), "server could not", true),
        (LoadError::Status(503), "server could not", true),
        (LoadError::Status(403), "server could not", false),
        (
            LoadError::from(BundleError::NotJson { reason }),
            "incomplete or damaged",
            true,
        ),
        (
            LoadError::from(BundleError::NewerSchema { found: 9 }),
            "newer than this page",
            false,
        ),
        (
            LoadError::from(BundleError::TooLarge { bytes: 9_999_999 }),
            "publisher",
            false,
        ),
        (LoadError::from(invalid), "publisher", false),
    ]
}

/// A notice in the bar, and how often its retry was asked for.
fn notice(shown: Notice) -> (Host, Arc<AtomicUsize>) {
    let calls = Arc::new(AtomicUsize::new(0));
    let counter = StoredValue::new(Arc::clone(&calls));
    let notice = RwSignal::new(Some(shown));
    let retry = move || {
        counter.with_value(|calls| calls.fetch_add(1, Ordering::Relaxed));
    };
    (Host::of(move || view! { <NoticeBar notice retry/> }), calls)
}

#[wasm_bindgen_test]
async fn each_failure_says_a_plain_sentence_and_offers_to_retry_only_where_that_may_help() {
    for (error, words, may_retry) in failures() {
        let (host, calls) = notice(Notice::Failed(error.clone(), 1));
        let sentence = host.text(".notice > p");
        assert!(sentence.contains(words), "{error:?}: {sentence}");
        // Besides the one that closes the notice.
        let buttons = host.all("button").len();
        assert_eq!(buttons, 1 + usize::from(may_retry), "{error:?}");
        if may_retry {
            host.click("button:first-child").await;
            assert_eq!(calls.load(Ordering::Relaxed), 1, "{error:?}");
        }
        // What only a publisher needs is there, and folded away.
        assert_eq!(property(&host.one("details"), "open"), false);
        assert_eq!(host.text("pre"), squeezed(&error.to_string()));
        assert!(host.all("pre b").is_empty());
        assert!(!sentence.contains("/kpis/0"), "{sentence}");
    }
}

#[wasm_bindgen_test]
async fn a_failure_that_comes_again_says_how_often() {
    let (host, _) = notice(Notice::Failed(LoadError::Interrupted, 3));
    assert!(host.text(".notice").contains("3 times"));
}

#[wasm_bindgen_test]
async fn a_failure_that_reloading_cures_does_not_blame_the_publisher() {
    let error = LoadError::from(BundleError::NewerSchema { found: 2 });
    let (host, _) = notice(Notice::Failed(error, 1));
    assert!(host.text(".notice").contains("Reload the page"));
}

#[wasm_bindgen_test]
async fn content_that_may_not_be_the_latest_says_of_when_it_is() {
    let site = site_of(REAL);
    let revision = format!("revision {}", &*site.bundle.revision);
    let error = LoadError::from(BundleError::TooLarge { bytes: 5_000_000 });
    for shown in [
        Notice::Offline(site),
        Notice::Updated(site),
        Notice::Unchecked(site, LoadError::Status(500)),
        Notice::Unchecked(site, error),
    ] {
        let (host, _) = notice(shown);
        assert!(
            host.text(".notice").contains(&revision),
            "{}",
            host.text(".notice")
        );
    }
}

#[wasm_bindgen_test]
async fn a_notice_can_be_closed() {
    let (host, _) = notice(Notice::Offline(site_of(REAL)));
    host.click("button").await;
    assert!(host.all(".notice").is_empty());
}

// ---- figures ----

/// A chart of a KPI as the bundle publishes it.
fn chart(site: Site, id: &'static str) -> Host {
    let subject = Subject::Kpi(kpi(site, id));
    Host::of(move || static_view(move || chart_figure(site, subject, "figures")))
}

#[wasm_bindgen_test]
async fn a_trend_draws_a_mark_for_each_dated_figure_and_a_ring_for_each_dated_gap() {
    // By hand from en.json: satisfaction has 8 dated figures for citizens and 7 for
    // businesses, and 4 and 5 periods without; the two without a date are not drawn.
    let host = chart(site_of(REAL), "satisfaction");
    for width in ["wide", "narrow"] {
        let count = |class: &str| host.all(&format!("svg.{width} {class}")).len();
        assert_eq!(count(".mark"), 8 + 7, "{width}");
        assert_eq!(count(".gap"), 4 + 5, "{width}");
        assert_eq!(count(".point"), 8 + 7 + 4 + 5, "{width}");
        assert_eq!(count(".band"), 1, "{width}");
        assert_eq!(count(".break"), 1, "{width}");
    }
}

#[wasm_bindgen_test]
async fn points_say_their_period_and_figure() {
    let host = chart(site_of(NORLAND), "haushaltssaldo");
    let names: Vec<String> = host
        .all("svg.wide .point")
        .into_iter()
        .filter_map(|point| point.get_attribute("aria-label"))
        .collect();
    let starts = [
        "Staat, Jan–Mar 2030: \u{2212}1,234.5 Millionen Kronen",
        "Staat, Apr–Jun 2030: about \u{2212}7 Millionen Kronen",
        "Staat, Jul–Sep 2030: No figure",
        "Staat, Oct–Dec 2030: 0 Millionen Kronen",
        "Staat, Jan–Mar 2031: \u{2212}45.25 Millionen Kronen",
    ];
    assert_eq!(names.len(), starts.len());
    for (name, start) in names.iter().zip(starts) {
        assert!(name.starts_with(start), "{name}");
    }
}

#[wasm_bindgen_test]
async fn a_chart_without_a_dated_figure_draws_no_mark() {
    let site = site_of(NORLAND);
    for id in ["fernwaerme", "schwimmbaeder", "ungemessen"] {
        let host = chart(site, id);
        assert!(host.all(".drawing .mark, .drawing .bar").is_empty(), "{id}");
        assert!(!host.all("figcaption .finding").is_empty(), "{id}");
    }
}

#[wasm_bindgen_test]
async fn a_status_is_said_in_words_and_its_shape_is_hidden() {
    let real = site_of(REAL);
    let norland = site_of(NORLAND);
    for (site, kpi_id, series_id, words) in [
        (
            real,
            "satisfaction",
            "citizens",
            "6 points above the band. Target met",
        ),
        (
            real,
            "satisfaction",
            "businesses",
            "Within the band. Target met",
        ),
        (
            real,
            "e-payment-options",
            "services",
            "2 points below the target. Target not met",
        ),
        (
            real,
            "officers-data-trained",
            "officers",
            "At the target. Target met",
        ),
        (real, "digital-literacy", "officers", "No figure published"),
        (real, "ai-plans", "ministries", "No target set"),
        (
            norland,
            "haushaltssaldo",
            "staat",
            "45.25 Millionen Kronen below the floor. Target not met",
        ),
        (
            norland,
            "bearbeitungsdauer",
            "gemeinden",
            "Within the band. Target met",
        ),
        (
            norland,
            "bearbeitungsdauer",
            "konsulate",
            "19 Tage above the ceiling. Target not met",
        ),
    ] {
        let kpi = kpi(site, kpi_id);
        let status = status(kpi, series(kpi, series_id));
        let host = Host::of(move || static_view(move || status_words(&status, &kpi.unit)));
        assert_eq!(host.text(".status"), words, "{kpi_id}, {series_id}");
        let hidden = host.one("svg").get_attribute("aria-hidden");
        assert_eq!(hidden.as_deref(), Some("true"));
    }
}

#[wasm_bindgen_test]
async fn a_big_figure_reads_as_one_with_its_qualifier_and_unit() {
    let days = &kpi(site_of(REAL), "data-sharing-time").unit;
    let percent = &kpi(site_of(REAL), "satisfaction").unit;
    let half = Decimal::from_f64(72.5).expect("a decimal");
    for (value, unit, qualifier, words) in [
        (half, percent, Qualifier::Exactly, "72.5%"),
        (Decimal::whole(55), percent, Qualifier::About, "about 55%"),
        (
            Decimal::whole(1),
            days,
            Qualifier::Over,
            "over 1 working day",
        ),
        (
            Decimal::whole(-7),
            days,
            Qualifier::Nearly,
            "nearly \u{2212}7 working days",
        ),
        (
            Decimal::whole(20_000),
            days,
            Qualifier::Exactly,
            "20,000 working days",
        ),
    ] {
        let host = Host::of(move || static_view(move || big_figure(value, unit, qualifier)));
        assert_eq!(host.text(".big-figure"), words);
    }
}
