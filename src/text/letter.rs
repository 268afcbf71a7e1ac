//! A letter that asks for missing figures, in plain text.

use crate::bundle::{Bundle, Kpi, Period, Reading, SafeUrl, Source};

use super::few::Few;
use super::values::period;

/// Before the source that sets a target.
pub(super) const SETS: &str = "Target set in";

/// The most characters of another's name or title in a letter. More of them would not be read,
/// and a hostile bundle could make a small file into a very large page.
const LONGEST: usize = 200;

/// What a letter asks for.
#[derive(Default)]
pub(super) struct Wanted {
    /// The targets that it is about, and the series without one.
    pub(super) about: Few<String>,
    /// Whether there is a target among them.
    pub(super) has_target: bool,
    /// How many of them have no result.
    pub(super) undecided: usize,
    /// The periods whose figures are missing.
    pub(super) periods: Few<Period>,
}

/// A letter to whoever has the figures.
pub(super) fn letter(
    bundle: &Bundle,
    kpi: &Kpi,
    promise: &Source,
    wanted: &Wanted,
    read: &[Reading],
) -> String {
    let address = match &promise.href {
        Some(SafeUrl::External(address)) => format!("{address}\n"),
        _ => String::new(),
    };
    let about = match (wanted.about.all(), wanted.has_target) {
        (1, true) => "this target",
        (1, false) => "this figure",
        (_, true) => "these targets",
        (_, false) => "these figures",
    };
    let mut letter = format!(
        "{}\n\nDear Sir or Madam,\n\nI am writing about {about}, published in:\n{}\n{address}\n{}\n",
        short(holder(promise)),
        document(promise),
        &*kpi.title,
    );
    for target in &wanted.about.kept {
        letter += &format!("- {target}\n");
    }
    if let Some(more) = wanted.about.more() {
        letter += &format!("- {more}\n");
    }
    letter += &format!("\nI could not find {}.\n", not_found(wanted));
    for reading in read {
        letter += &sources(bundle, promise, reading);
    }
    letter += &format!(
        "\nCould you please tell me:\n{}\n\nYours faithfully,\n[your name]",
        questions(wanted)
    );
    letter
}

/// What was not found: "its result", "the figure for 2024".
fn not_found(wanted: &Wanted) -> String {
    match wanted.undecided {
        0 => figures(wanted),
        1 if wanted.about.all() == 1 => "its result".to_owned(),
        undecided if undecided == wanted.about.all() => "their results".to_owned(),
        _ => "all of their figures".to_owned(),
    }
}

/// The figures that are asked for: "the figures for 2023 and 2024".
fn figures(wanted: &Wanted) -> String {
    let noun = match is_plural(wanted) {
        true => "figures",
        false => "figure",
    };
    format!("the {noun} for {}", wanted.periods.listed())
}

fn is_plural(wanted: &Wanted) -> bool {
    wanted.about.all() > 1 || wanted.periods.all() > 1
}

fn questions(wanted: &Wanted) -> String {
    let figures = figures(wanted);
    match is_plural(wanted) {
        true => format!(
            "1. What are {figures}?\n2. Which periods do they cover?\n3. How were they measured?\n4. Where are they published, or where will they be?"
        ),
        false => format!(
            "1. What is {figures}?\n2. Which period does it cover?\n3. How was it measured?\n4. Where is it published, or where will it be?"
        ),
    }
}

/// What was read, under its heading, without the source that the letter begins with.
fn sources(bundle: &Bundle, promise: &Source, reading: &Reading) -> String {
    let mut list = String::new();
    for id in &reading.sources {
        if reading.words != SETS || *id != promise.id {
            list += &format!("- {}\n", document(bundle.source(id)));
        }
    }
    if !reading.more.is_empty() {
        list += &format!("- {}\n", reading.more);
    }
    // One that only says that there are more has no sources.
    if list.is_empty() && !reading.sources.is_empty() {
        return list;
    }
    let heading = short(&reading.words);
    match list.is_empty() {
        true => format!("\n{heading}\n"),
        false => format!("\n{heading}:\n{list}"),
    }
}

/// The beginning of a text, if it is longer than belongs into a letter.
fn short(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

/// Who should have the figures that a source promises.
pub fn holder(source: &Source) -> &str {
    match &source.holder {
        Some(holder) => &holder.name,
        None => &source.publisher,
    }
}

/// A source in a letter: "Digital plan, Ministry, 19 Nov 2018".
fn document(source: &Source) -> String {
    format!(
        "“{}”, {}, {}",
        short(&source.title),
        short(&source.publisher),
        period(source.published)
    )
}
