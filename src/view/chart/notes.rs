//! What stands beside drawings: what they have no room to say, what their marks mean, why figures
//! are missing.

use crate::bundle::{Id, Kpi, Period, SeriesId, Target};
use crate::chart::{Label, Tick, Trend};
use crate::dataset::{Dataset, Datum, Reading, Reason};
use crate::text::{self, words};

use super::super::element::{Element, element};
use super::legend::series_legend;

/// Notes that a reader needs to understand a drawing.
pub fn note_lines(lines: Vec<String>) -> Element {
    add_notes(element("div").class("notes"), lines)
}

/// Adds notes to others.
pub fn add_notes(mut notes: Element, lines: Vec<String>) -> Element {
    for line in lines {
        notes = notes.with(element("p").text(line));
    }
    notes
}

/// A note of what a target is that a drawing does not name, with the mark that it has there.
pub fn target_note(target: &Target, words: String) -> Element {
    let (low, high) = target.goal.bounds();
    let (class, top, height) = match low == high {
        true => ("target", "4.5", "3"),
        false => ("band", "1", "10"),
    };
    let mark = element("rect").class(class).set("x", "1").set("y", top);
    let mark = mark.set("width", "22").set("height", height);
    let key = element("svg").class("key").set("viewBox", "0 0 24 12");
    let key = key.set("aria-hidden", "true").with(mark);
    element("p").with(key).text(words)
}

/// Adds what is special about marks.
pub fn note_marks(data: &[&Datum], is_over_time: bool, has_areas: bool, notes: &mut Vec<String>) {
    let mut published = data.to_vec();
    published.retain(|datum| datum.value().is_some());
    let words = text::mark_legend(&published, is_over_time, has_areas);
    if !words.is_empty() {
        notes.push(words);
    }
}

/// What drawings of values over time have no room to say, and what is beside them says.
#[derive(Default)]
pub struct Unsaid {
    /// Which line is of which series.
    names: bool,
    /// What some target is.
    targets: bool,
    /// Why a span is hatched.
    spans: bool,
    /// Where the way of measuring changed.
    breaks: bool,
}

impl Unsaid {
    /// Adds what a drawing does not say.
    pub fn add(&mut self, placed: &Trend) {
        self.names |= !placed.is_named;
        self.targets |= placed.bands.iter().any(|band| band.label.is_none());
        self.spans |= placed.spans.iter().any(|span| span.label.is_empty());
        let is_short = |label: &Label| label.text.len() < 3;
        let mut breaks = placed.breaks.iter();
        self.breaks |= breaks.any(|of| of.label.as_ref().is_none_or(is_short));
    }

    /// The legend that drawings need.
    pub fn legend(&self, dataset: &Dataset) -> Option<Element> {
        let shown = dataset.series.iter().filter(|series| series.is_shown);
        (self.names && shown.count() > 1).then(|| series_legend(dataset))
    }

    /// What the targets are that drawings do not name.
    pub fn targets<'a>(&self, kpi: &'a Kpi, dataset: &Dataset) -> Vec<(&'a Target, String)> {
        let mut targets = Vec::new();
        for target in kpi.targets.iter().filter(|_| self.targets) {
            let mut set = text::target_set(target.set);
            let is_of = |id: &SeriesId| dataset.series.iter().find(|of| of.id == id.as_str());
            if let Some(series) = target.series.as_ref().and_then(is_of) {
                set = format!("{}: {set}", series.label);
            }
            let words = format!("{set}: {}", text::target_by(target, &kpi.unit));
            targets.push((target, words));
        }
        targets
    }

    /// What hatching means, where drawings do not say it.
    pub fn hatching(&self) -> Option<String> {
        self.spans.then(|| words::HATCHED.to_owned())
    }

    /// The notes of breaks that drawings need.
    pub fn breaks(&self, kpi: &Kpi) -> Vec<String> {
        let breaks = kpi.breaks.iter().enumerate().filter(|_| self.breaks);
        let number = |place| (kpi.breaks.len() > 1).then_some(place + 1);
        breaks
            .map(|(place, broken)| text::break_before(broken.at, number(place)))
            .collect()
    }
}

/// Says that the value axis does not hold zero, where it does not.
pub fn axis_note(axis: &str, ticks: &[Tick]) -> Option<String> {
    let (start, end) = (ticks.first()?, ticks.last()?);
    if start.value <= 0.0 && end.value >= 0.0 {
        return None;
    }
    Some(text::axis_without_zero(axis))
}

/// The most periods without a figure that the notes name, besides the first of each reason; the
/// drawing shows where all are, and the table has each.
const MAX_GAPS: usize = 6;

/// Each reason why figures are missing from the drawing, with its series and periods, once.
pub fn gap_reasons(dataset: &Dataset) -> Vec<String> {
    // With the moment at which each was last so.
    let mut reasons: Vec<(Reason, Vec<usize>, Period, Period, usize)> = Vec::new();
    let moments = dataset.moments(Dataset::drawn, None);
    for (at, moment) in moments.iter().enumerate() {
        let mut of_moment: Vec<(Reason, Vec<usize>, Period, Period)> = Vec::new();
        for datum in &moment.data {
            let Reading::Missing(reason) = datum.reading else {
                continue;
            };
            let known = of_moment.iter_mut().find(|(known, ..)| *known == reason);
            let Some((_, series, _, last)) = known else {
                of_moment.push((reason, vec![datum.series], datum.period, datum.period));
                continue;
            };
            *last = datum.period;
            if !series.contains(&datum.series) {
                series.push(datum.series);
                series.sort_unstable();
            }
        }
        for (reason, series, first, last) in of_moment {
            let mut before = reasons.iter_mut();
            let before = before.find(|(known, of, _, _, until)| {
                *known == reason && *of == series && until + 1 == at
            });
            if let Some((_, _, _, end, until)) = before {
                (*end, *until) = (last, at);
                continue;
            }
            let is_known = reasons.iter().any(|(known, ..)| *known == reason);
            if !is_known || reasons.len() < MAX_GAPS {
                reasons.push((reason, series, first, last, at));
            }
        }
    }
    let reasons = reasons.into_iter();
    reasons
        .map(|(reason, series, first, last, _)| {
            let mut names = String::new();
            for place in series {
                names.push_str(if names.is_empty() { "" } else { ", " });
                names.push_str(dataset.series[place].label);
            }
            text::gap(&names, first, last, reason)
        })
        .collect()
}
