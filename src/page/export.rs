//! Exports of a chart, as the address makes the page show it: a program of its own
//! (`src/bin/exporter.rs`), because few visits need it.

use crate::browser::{
    self, ChartElement, Element, Location, Picture, PictureKey, PictureLine, archived_revision,
};
use crate::bundle::Date;
use crate::chart::{width_of, wrap};
use crate::dataset::{Dataset, Format};
use crate::export::{Citation, csv, file_name, json, plain_text, source_names};
use crate::site::{EMBEDS, Exhibit, RevisionHash, Route, Site, Subject, pinned_folder};
use crate::text::{self, words};

use super::selection::selection;

/// Exports a chart in the format of the button that was pressed (`view/chart/controls.rs`), and
/// reports the result. What was used may also be the menu, which then offers what the device can.
pub fn export(site: Site, used: &Element) {
    let Some(chart) = ChartElement::around(used) else {
        return;
    };
    chart.offer_sharing();
    let format = used.get_attribute("data-take").unwrap_or_default();
    let Some(format) = Format::named(&format) else {
        return;
    };
    if let Some(path) = browser::rendered_path() {
        let is_known = |path: &str| site.route(path) != Route::NotFound;
        if !is_known(&browser::here().path) && is_known(&path) {
            browser::keep_page(&path);
        }
    }
    let location = browser::here();
    let Some(subject) = Subject::named(site, &chart.subject) else {
        return;
    };
    let prefix = format!("{}.", chart.key);
    let selection = selection(&location, &prefix);
    let dataset = Dataset::of(site, subject, &selection);
    let pinned = pinned(site, subject, &location, &prefix);
    let page = address(location, &prefix, &chart.key);
    let name = file_name(&dataset, &selection, site.bundle, format.name());
    // As the page shows it: this program has none of the rules by which it is made.
    let finding = chart.texts(".finding").into_iter().next();
    let finding = finding.unwrap_or_default();
    let picture = || picture(&chart, &dataset, &finding, site, &page);
    match format {
        Format::Csv => {
            // With the byte order mark by which spreadsheets recognise UTF-8.
            let content = format!("\u{feff}{}", csv(&dataset, site, &page));
            let file = browser::save(&content.into(), "text/csv;charset=utf-8", &name);
            let hint = file.map_or("", |()| words::OPEN_CSV);
            chart.show_result(&(saved(file, &name) + hint));
        }
        Format::Json => {
            let content = json(&dataset, &finding, site, &page);
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
            let copy = browser::copy_text(&plain_text(&dataset, &finding, site, &page));
            report_copied(chart, copy, words::COPIED_TEXT);
        }
        Format::Cite | Format::Bibtex => {
            let Some(accessed) = Date::parse(&browser::today()) else {
                return;
            };
            let citation = Citation {
                dataset: &dataset,
                site,
                page: &page,
                pinned: pinned.as_deref(),
                accessed,
            };
            let text = match format {
                Format::Cite => citation.plain_text(),
                _ => citation.bibtex(),
            };
            let copy = browser::copy_text(&text);
            let show = move |is_copied| {
                chart.show_result(match is_copied {
                    true => words::COPIED_CITATION,
                    false => words::CITATION_NOT_COPIED,
                });
                chart.show_citation(&text);
            };
            match copy {
                Some(copy) => browser::after(copy, move |done| show(done.is_some())),
                None => show(false),
            }
        }
        Format::Share => {
            if let Some(shared) = browser::share(dataset.subject.title(), &page) {
                browser::after(shared, move |done| {
                    let words = done.map_or(words::NOT_SHARED, |_| words::SHARED);
                    chart.show_result(words);
                });
            }
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

/// The address at which the chart stays as it is shown, if this revision is archived: the build
/// says which one is.
fn pinned(site: Site, subject: Subject, location: &Location, prefix: &str) -> Option<String> {
    let archived = archived_revision()?;
    let (hash, revision) = archived.split_once(' ')?;
    let hash = RevisionHash::parse(hash).filter(|_| revision == &*site.bundle.revision)?;
    let mut pinned = Location::default();
    for part in [
        site.base,
        EMBEDS,
        &pinned_folder(Some(&hash)),
        &Exhibit::Chart(subject).name(),
        "/",
    ] {
        pinned.path.push_str(part);
    }
    for (name, value) in &location.query {
        if let Some(name) = name.strip_prefix(prefix) {
            pinned.query.push((name.to_owned(), value.clone()));
        }
    }
    Some(browser::whole_address(&pinned))
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
fn picture(
    chart: &ChartElement,
    dataset: &Dataset,
    finding: &str,
    site: Site,
    page: &str,
) -> Option<Picture> {
    let drawing = chart.drawing()?;
    let title = dataset.title_with_unit();
    let mut below = chart.texts(".chart-panel .notes p");
    let sources = source_names(site, &dataset.shown_sources());
    below.push(format!("{} {sources}", words::SOURCES_OF_CHART));
    below.push(imprint(site, page));

    let mut lines = Vec::new();
    // These are placed from the top until their number is known.
    let mut above = 0;
    for (words, font) in [(finding, HEADLINE), (&title, SUBTITLE)] {
        above = add(&mut lines, words, drawing.width, font, above + GAP);
    }
    let mut keys = chart.legend();
    above = place_keys(&mut keys, &mut lines, drawing.width, above + GAP);
    above += PAD;
    for line in &mut lines {
        line.y -= above;
    }
    for key in &mut keys {
        key.y -= above;
    }
    let mut bottom = drawing.height;
    for words in below {
        bottom = add(&mut lines, &words, drawing.width, SMALL, bottom + GAP);
    }
    let sides = (-above - PAD, bottom + PAD);
    drawing.picture((&title, &dataset.label(finding)), &lines, &keys, sides, PAD)
}

/// Places the entries of a legend below `y`, one after the other in as many rows as they need,
/// and returns where they end.
fn place_keys(
    keys: &mut [PictureKey],
    lines: &mut Vec<PictureLine>,
    width: i32,
    mut y: i32,
) -> i32 {
    let mut right = 0;
    for key in keys {
        let start = key.width + GAP;
        // Its names may be longer than a row.
        let mut names = wrap(&key.name, f64::from(width - start), f64::from(SUBTITLE));
        let longest = names.iter().map(|name| width_of(name, f64::from(SUBTITLE)));
        let own = start + longest.fold(0.0, f64::max) as i32;
        if right == 0 || right + own > width {
            right = 0;
            y += SUBTITLE + SUBTITLE / 3;
        }
        key.x = right;
        key.y = y - SUBTITLE / 3;
        let x = right + start;
        right += own + PAD;
        for (place, text) in names.drain(..).enumerate() {
            if place > 0 {
                y += SUBTITLE + SUBTITLE / 3;
                right = width;
            }
            lines.push(PictureLine {
                text,
                x,
                y,
                font: SUBTITLE,
                is_bold: false,
            });
        }
    }
    y
}

/// Adds words below `y`, and returns where they end.
fn add(lines: &mut Vec<PictureLine>, words: &str, width: i32, font: i32, mut y: i32) -> i32 {
    for text in wrap(words, f64::from(width), f64::from(font)) {
        y += font + font / 3;
        lines.push(PictureLine {
            text,
            x: 0,
            y,
            font,
            is_bold: font == HEADLINE,
        });
    }
    y
}
