//! Taking a chart along: what leaves the page is what the address makes it show.

use leptos::prelude::*;

use crate::browser::{self, ChartElement, Location, Navigator, Picture, PictureLine};
use crate::chart::wrap;
use crate::dataset::{Dataset, Subject, csv, file_name, json, plain_text, source_name};
use crate::site::Site;
use crate::text::{self, words};

use super::selection::selection;

/// Takes a chart along in the way that a button names (`view/chart/controls.rs`), and says
/// how it went.
pub(super) fn export(
    site: Site,
    navigator: Navigator,
    chart: ChartElement,
    format: &str,
    announcement: RwSignal<String>,
) {
    let location = untrack(|| navigator.location());
    let Some(subject) = Subject::named(site, &chart.subject) else {
        return;
    };
    let prefix = format!("{}.", chart.key);
    let selection = selection(&location, &prefix);
    let dataset = Dataset::of(site, subject, &selection);
    let page = address(location, &prefix, &chart.key);
    if format == "print" {
        chart.print(&imprint(site, &page));
        return;
    }
    let mut picture = None;
    let content = match format {
        // With the mark by which spreadsheets know UTF-8.
        "csv" => format!("\u{feff}{}", csv(&dataset, site, &page)),
        "json" => json(&dataset, site, &page),
        "link" => page,
        "text" => plain_text(&dataset, site, &page),
        _ => {
            let Some(drawn) = self::picture(&chart, &dataset, site, &page) else {
                return say(&chart, announcement, words::NO_DRAWING);
            };
            picture.insert(drawn).svg.clone()
        }
    };
    let (kind, copied) = match format {
        "csv" => ("text/csv;charset=utf-8", ""),
        "json" => ("application/json", ""),
        "svg" => ("image/svg+xml", ""),
        "link" => ("", words::COPIED_LINK),
        "text" => ("", words::COPIED_TEXT),
        "image" => ("", words::COPIED_IMAGE),
        _ => ("image/png", ""),
    };
    let saved = |done: Option<()>, name: &str| match done {
        Some(()) => text::saved(name),
        None => words::NOT_SAVED.to_owned(),
    };
    let name = file_name(&dataset, &selection, site.bundle, format);
    let promise = match (format, picture) {
        ("png", Some(picture)) => Some(picture.png()),
        ("image", Some(picture)) => browser::copy_picture(&picture),
        ("link" | "text", _) => browser::copy_text(&content),
        _ => {
            let mut words = saved(browser::save(&content.into(), kind, &name), &name);
            if format == "csv" {
                words.push_str(words::OPEN_CSV);
            }
            return say(&chart, announcement, &words);
        }
    };
    let Some(promise) = promise else {
        return say(&chart, announcement, words::NO_CLIPBOARD);
    };
    browser::after(promise, move |brought| {
        let words = match brought {
            Some(_) if !copied.is_empty() => copied.to_owned(),
            None if !copied.is_empty() => words::NOT_COPIED.to_owned(),
            file => saved(
                file.and_then(|file| browser::save(&file, kind, &name)),
                &name,
            ),
        };
        say(&chart, announcement, &words);
    });
}

/// Says how it went: beside the buttons, and to assistive technology.
fn say(chart: &ChartElement, announcement: RwSignal<String>, words: &str) {
    chart.say(words);
    announcement.set(words.to_owned());
}

/// The address of a chart as it is shown, without what other charts of the page show.
fn address(mut location: Location, prefix: &str, key: &str) -> String {
    location.query.retain(|(name, _)| name.starts_with(prefix));
    location.fragment = Some(key.to_owned());
    browser::whole_address(&location)
}

fn imprint(site: Site, page: &str) -> String {
    format!("{}. {page}", text::revision(site.bundle))
}

/// The room around a picture's drawing and words.
const PAD: i32 = 20;

/// The room between paragraphs.
const GAP: i32 = 5;

/// The sizes of a picture's fonts.
const TITLE: i32 = 18;
const FINDING: i32 = 14;
const SMALL: i32 = 12;

/// The drawing with the words around it: title and finding above, what has to be known to
/// read it, sources and revision below.
fn picture(chart: &ChartElement, dataset: &Dataset, site: Site, page: &str) -> Option<Picture> {
    let drawing = chart.drawing()?;
    let title = text::chart_title(&dataset.title, dataset.unit());
    let mut below = chart.texts(".chart-panel .notes p");
    let mut sources = words::SOURCES_OF_CHART.to_owned();
    for id in dataset.sources() {
        sources.push_str(if sources.ends_with(':') { " " } else { "; " });
        sources.push_str(&source_name(site, id));
    }
    below.push(sources);
    below.push(imprint(site, page));

    let mut lines = Vec::new();
    // These count from the top until it is known how many they are.
    let mut above = 0;
    let legend = chart.legend();
    let head = [
        (&title, TITLE),
        (&dataset.finding, FINDING),
        (&legend, FINDING),
    ];
    for (words, font) in head {
        above = add(&mut lines, words, drawing.width, font, above + GAP);
    }
    above += PAD;
    for line in &mut lines {
        line.y -= above;
    }
    let mut bottom = drawing.height;
    for words in below {
        bottom = add(&mut lines, &words, drawing.width, SMALL, bottom + GAP);
    }
    let sides = (-above - PAD, bottom + PAD);
    drawing.picture((&title, &dataset.label()), &lines, sides, PAD)
}

/// Adds words below `y`, and gives where they end.
fn add(lines: &mut Vec<PictureLine>, words: &str, width: i32, font: i32, mut y: i32) -> i32 {
    for text in wrap(words, f64::from(width), f64::from(font)) {
        y += font + font / 3;
        lines.push(PictureLine {
            text,
            y,
            font,
            is_bold: font == TITLE,
        });
    }
    y
}
