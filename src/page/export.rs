//! Exports of a chart, as the address makes the page show it: a program of its own
//! (`src/bin/exporter.rs`), because few visits need it.

use crate::browser::{self, ChartElement, Element, Location, Picture, PictureLine};
use crate::chart::wrap;
use crate::dataset::{Dataset, Format};
use crate::export::{csv, file_name, json, plain_text, source_name};
use crate::site::{Site, Subject};
use crate::text::{self, words};

use super::selection::selection;

/// Exports a chart in the format of a button that was pressed (`view/chart/controls.rs`), and
/// reports the result.
pub fn export(site: Site, button: &Element) {
    let format = button.get_attribute("data-take").unwrap_or_default();
    let found = ChartElement::around(button).zip(Format::named(&format));
    let Some((chart, format)) = found else { return };
    if let Some(path) = browser::rendered_path() {
        browser::keep_page(site, &path);
    }
    let location = browser::here();
    let Some(subject) = Subject::named(site, &chart.subject) else {
        return;
    };
    let prefix = format!("{}.", chart.key);
    let selection = selection(&location, &prefix);
    let dataset = Dataset::of(site, subject, &selection);
    let page = address(location, &prefix, &chart.key);
    let name = file_name(&dataset, &selection, site.bundle, format.name());
    let picture = || picture(&chart, &dataset, site, &page);
    match format {
        Format::Csv => {
            // With the byte order mark by which spreadsheets recognise UTF-8.
            let content = format!("\u{feff}{}", csv(&dataset, site, &page));
            let file = browser::save(&content.into(), "text/csv;charset=utf-8", &name);
            let hint = file.map_or("", |()| words::OPEN_CSV);
            chart.show_result(&(saved(file, &name) + hint));
        }
        Format::Json => {
            let content = json(&dataset, site, &page);
            let file = browser::save(&content.into(), "application/json", &name);
            chart.show_result(&saved(file, &name));
        }
        Format::Svg => {
            let words = picture().map_or(words::NO_DRAWING.to_owned(), |picture| {
                let file = browser::save(&picture.svg.into(), "image/svg+xml", &name);
                saved(file, &name)
            });
            chart.show_result(&words);
        }
        Format::Png => match picture() {
            Some(picture) => browser::after(picture.png(), move |pixels| {
                let file = pixels.and_then(|pixels| browser::save(&pixels, "image/png", &name));
                chart.show_result(&saved(file, &name));
            }),
            None => chart.show_result(words::NO_DRAWING),
        },
        Format::Image => match picture() {
            Some(picture) => {
                let copy = browser::copy_picture(&picture);
                report_copied(chart, copy, words::COPIED_IMAGE);
            }
            None => chart.show_result(words::NO_DRAWING),
        },
        Format::Link => {
            let copy = browser::copy_text(&page);
            report_copied(chart, copy, words::COPIED_LINK);
        }
        Format::Text => {
            let copy = browser::copy_text(&plain_text(&dataset, site, &page));
            report_copied(chart, copy, words::COPIED_TEXT);
        }
        // The heading that says what is measured is not printed.
        Format::Print => {
            let title = dataset.title_with_unit();
            chart.print(&format!("{title}. {}", imprint(site, &page)));
        }
    }
}

/// Says whether a file was saved.
fn saved(file: Option<()>, name: &str) -> String {
    file.map_or(words::NOT_SAVED.to_owned(), |()| text::saved(name))
}

/// Says `copied` when the copy succeeds, or else that it failed; `copy` is `None` if there is
/// no clipboard.
fn report_copied(chart: ChartElement, copy: Option<browser::Promise>, copied: &'static str) {
    let Some(copy) = copy else {
        return chart.show_result(words::NO_CLIPBOARD);
    };
    browser::after(copy, move |done| {
        let words = done.map_or(words::NOT_COPIED, |_| copied);
        chart.show_result(words);
    });
}

/// The address of a chart as it is shown, without the choices for other charts.
fn address(mut location: Location, prefix: &str, key: &str) -> String {
    location.query.retain(|(name, _)| name.starts_with(prefix));
    location.fragment = Some(key.to_owned());
    browser::whole_address(&location)
}

fn imprint(site: Site, page: &str) -> String {
    format!("{}. {page}", text::revision(site.bundle))
}

/// The margin around a picture's drawing and words.
const PAD: i32 = 20;

/// The space between paragraphs.
const GAP: i32 = 5;

/// The sizes of a picture's fonts.
const HEADLINE: i32 = 18;
const SUBTITLE: i32 = 14;
const SMALL: i32 = 12;

/// The drawing with the words around it: finding and title above; notes, sources and revision
/// below.
fn picture(chart: &ChartElement, dataset: &Dataset, site: Site, page: &str) -> Option<Picture> {
    let drawing = chart.drawing()?;
    let title = dataset.title_with_unit();
    let mut below = chart.texts(".chart-panel .notes p");
    let mut sources = words::SOURCES_OF_CHART.to_owned();
    for (place, id) in dataset.sources().into_iter().enumerate() {
        sources.push_str(if place == 0 { " " } else { "; " });
        sources.push_str(&source_name(site, id));
    }
    below.push(sources);
    below.push(imprint(site, page));

    let mut lines = Vec::new();
    // These are placed from the top until their number is known.
    let mut above = 0;
    let legend = chart.legend();
    let head = [
        (&dataset.finding(), HEADLINE),
        (&title, SUBTITLE),
        (&legend, SUBTITLE),
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

/// Adds words below `y`, and returns where they end.
fn add(lines: &mut Vec<PictureLine>, words: &str, width: i32, font: i32, mut y: i32) -> i32 {
    for text in wrap(words, f64::from(width), f64::from(font)) {
        y += font + font / 3;
        lines.push(PictureLine {
            text,
            y,
            font,
            is_bold: font == HEADLINE,
        });
    }
    y
}
