//! What the test programs share: the bundles of the tests, and every page of a site as HTML.

// Each test program uses a part of this.
#![allow(dead_code)]

pub mod embed;
pub mod generate;
pub mod places;

use civic_scorecard::browser::{Location, Navigator};
use civic_scorecard::content;
use civic_scorecard::dataset::Dataset;
use civic_scorecard::page::{App, outline};
use civic_scorecard::site::{Route, Shell, Site};
use civic_scorecard::view::chart_body;
use leptos::prelude::*;
use scraper::{ElementRef, Html, Selector};
use serde_json::{Value, json};

/// The bundle of a government that does not exist; it has every form that the model knows.
pub const NORLAND: &str = include_str!("../bundles/another-government.json");

/// A bundle of every kind of chart in every state.
pub const REVIEW: &str = include_str!("../bundles/review.json");

/// A bundle with nothing that it could go without.
pub const SMALLEST: &str = include_str!("../bundles/smallest.json");

/// The bundle of Norland, to be changed in memory.
pub fn norland_value() -> Value {
    serde_json::from_str(NORLAND).expect("another-government.json is JSON")
}

/// A site of a valid bundle under `base`, for the life of the test program.
pub fn site_of(json: &str, base: &'static str) -> Site {
    let bundle = content::of(json.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    Site {
        bundle: Box::leak(Box::new(bundle)),
        base,
    }
}

/// The address of a route, and an unknown one for the page that says so.
pub fn path_of(site: Site, route: Route) -> String {
    match route {
        Route::NotFound => format!("{}no/such/page/", site.base),
        known => site.href(known),
    }
}

/// Every route of a site, the page for unknown addresses last.
pub fn all_routes(site: Site) -> Vec<Route> {
    let mut routes = site.routes();
    routes.extend([Route::Offline, Route::NotFound]);
    routes
}

/// A site as its app knows it once it knows all.
pub fn shell_of(site: Site) -> Shell {
    Shell::of(site, outline(site, "", true))
}

/// The app at an address, as HTML.
pub fn render(site: Site, path: &str, query: &[(&str, &str)]) -> String {
    let location = Location {
        path: path.to_owned(),
        query: query
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        fragment: None,
    };
    let owner = Owner::new();
    owner.with(|| {
        let navigator = Navigator::at(location);
        let shell = shell_of(site);
        view! { <App shell=move || shell navigator/> }.to_html()
    })
}

/// The HTML of a chart's body.
pub fn chart_html(site: Site, dataset: &Dataset, is_titled: bool, key: Option<&str>) -> String {
    let mut html = String::new();
    chart_body(site, dataset, is_titled, key).write(&mut html);
    html
}

/// The page of a route, parsed as a browser would.
pub fn page(site: Site, route: Route) -> Page {
    Page::of(render(site, &path_of(site, route), &[]))
}

/// A rendered page.
pub struct Page {
    /// The HTML as it was rendered.
    pub html: String,
    /// The same as a browser understands it.
    pub document: Html,
}

impl Page {
    /// Parses what was rendered.
    pub fn of(html: String) -> Self {
        let document = Html::parse_document(&format!("<!doctype html><body>{html}"));
        Page { html, document }
    }

    /// All elements that a CSS selector finds.
    pub fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        self.document.select(&css(selector)).collect()
    }

    /// The only element that a CSS selector finds.
    pub fn one(&self, selector: &str) -> ElementRef<'_> {
        match self.all(selector)[..] {
            [only] => only,
            ref found => panic!("{} elements match {selector}", found.len()),
        }
    }

    /// The text of the page, with single spaces.
    pub fn text(&self) -> String {
        text(self.document.root_element())
    }

    /// The value of every `id` attribute.
    pub fn ids(&self) -> Vec<&str> {
        self.all("[id]")
            .iter()
            .filter_map(|element| element.attr("id"))
            .collect()
    }

    /// Fails unless the page's text has these words.
    pub fn must_say(&self, words: &str) {
        let text = self.text();
        assert!(
            text.contains(&squeezed(words)),
            "the page does not say {words:?}; it says: {text}"
        );
    }
}

/// A CSS selector.
pub fn css(selector: &str) -> Selector {
    Selector::parse(selector).unwrap_or_else(|error| panic!("{selector}: {error}"))
}

/// All elements within another that a CSS selector finds.
pub fn within<'a>(element: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    element.select(&css(selector)).collect()
}

/// The text of an element, with single spaces.
pub fn text(element: ElementRef<'_>) -> String {
    squeezed(&element.text().collect::<String>())
}

/// The words with one space between each.
pub fn squeezed(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of rich text, read from its markup as the bundle has it.
pub fn plain(markup: &str) -> String {
    let mut out = String::new();
    let mut rest = markup.chars().peekable();
    let mut in_link = false;
    while let Some(c) = rest.next() {
        match c {
            '\\' => out.extend(rest.next()),
            '*' => {}
            '[' => in_link = true,
            ']' if in_link => {
                in_link = false;
                for skipped in rest.by_ref() {
                    if skipped == ')' {
                        break;
                    }
                }
            }
            other => out.push(other),
        }
    }
    squeezed(&out)
}

/// A number as people read it: thousands apart, the true minus sign.
pub fn number(value: &Value) -> String {
    let written = value.to_string();
    let (sign, digits) = match written.strip_prefix('-') {
        Some(digits) => ("\u{2212}", digits),
        None => ("", written.as_str()),
    };
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, format!(".{fraction}")),
        None => (digits, String::new()),
    };
    let mut groups = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            groups.push(',');
        }
        groups.push(digit);
    }
    format!("{sign}{groups}{fraction}")
}

/// A number as its unit's scale makes it, and the word that follows it: below a million in
/// full.
pub fn scaled(value: &Value, unit: &Value) -> (String, &'static str) {
    let Some(scale) = unit.get("scale").and_then(Value::as_str) else {
        return (number(value), "");
    };
    let power = match scale {
        "thousands" => 3,
        "millions" => 6,
        "billions" => 9,
        other => panic!("{other}"),
    };
    let whole = value.as_f64().expect("a number") * 10_f64.powi(power);
    let words = [(1e12, " trillion"), (1e9, " billion"), (1e6, " million")];
    match words.into_iter().find(|(least, _)| whole.abs() >= *least) {
        // Its own zeros stay where nothing is moved.
        Some((least, word)) if least == 10_f64.powi(power) => (number(value), word),
        Some((least, word)) => (number(&rounded(whole / least)), word),
        None => (number(&rounded(whole)), ""),
    }
}

/// A difference of decimals, without what binary fractions add to it.
pub fn rounded(value: f64) -> Value {
    let value = (value * 1e6).round() / 1e6;
    if value.fract() == 0.0 {
        json!(value as i64)
    } else {
        json!(value)
    }
}

/// A list of the JSON.
pub fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    match value.get(key) {
        None => &[],
        Some(Value::Array(items)) => items,
        Some(other) => panic!("{key} is no list: {other}"),
    }
}

/// A text of the JSON.
pub fn string<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key]
        .as_str()
        .unwrap_or_else(|| panic!("{key} is no text in {value}"))
}

/// Fails unless each link of a page is safe and, if it leads out, tells nothing.
#[track_caller]
pub fn links_are_safe(site: Site, page: &Page) {
    let others = page.all("area, base, iframe, object, embed, [formaction], [background]");
    let others: Vec<String> = others.iter().map(|other| other.html()).collect();
    assert!(
        others.is_empty(),
        "leads or loads from elsewhere: {others:?}"
    );
    for link in page.all("a") {
        let html = link.html();
        let href = link.attr("href").unwrap_or_else(|| panic!("{html}"));
        let leads_out = ["https://", "mailto:", "tel:"]
            .iter()
            .any(|scheme| href.starts_with(scheme));
        if leads_out {
            let rel: Vec<&str> = link.attr("rel").unwrap_or_default().split(' ').collect();
            assert_eq!(rel, ["external", "noopener", "noreferrer"], "{html}");
        } else {
            let within = href.starts_with(site.base) && !href.starts_with("//");
            assert!(within || href.starts_with('#'), "{html}");
            assert_eq!(link.attr("rel"), None, "{html}");
        }
        // Links open where the reader is.
        assert_eq!(link.attr("target"), None, "{html}");
        assert_eq!(link.attr("ping"), None, "{html}");
    }
}

/// The titles of the cards that are not hidden.
pub fn shown_cards(page: &Page) -> Vec<String> {
    page.all(".cards > li:not([hidden])")
        .into_iter()
        .map(|card| text(within(card, "h2, h3")[0]))
        .collect()
}

/// The months as people say them.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
