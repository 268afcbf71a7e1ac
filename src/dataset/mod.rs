//! What a chart shows: one list of figures from which its drawing, table, words and
//! downloads are made, so that they cannot differ.

mod csv;
mod figures;
mod file_name;
mod json;
mod kind;
mod kpi;
mod order;
mod plain_text;
mod record;
mod selection;
mod subject;
mod survey;
#[cfg(test)]
mod tests;
mod tone;

pub use csv::csv;
pub use file_name::file_name;
pub use json::json;
pub use kind::kind;
pub use kpi::latest_sources;
pub use plain_text::plain_text;
pub use record::{COLUMNS, source_name};
pub use selection::{GROUPS, Group, SORTS, Selection, Sort, parameter};
pub use subject::Subject;
pub use survey::{compared, difference};
pub use tone::{TONES, tone};

use crate::bundle::{ChartKind, Decimal, Kpi, Line, Period, Qualifier, SourceId, Target, Unit};
use crate::progress::Status;
use crate::text;

/// The most figures that a drawing over time shows. Each has a mark, an area and a tip, in
/// two sizes or three: a page of more is megabytes, and marks of more cover each other.
pub const MAX_POINTS: usize = 400;

/// The most rows that a drawing of rows shows: a picture of more is taller than any screen.
pub const MAX_ROWS: usize = 150;

/// The figures of a chart, as a reader has chosen to see them.
#[derive(Clone, Debug)]
pub struct Dataset {
    /// What they are of.
    pub subject: Subject,
    /// Names them.
    pub title: String,
    /// What they show, as one sentence.
    pub finding: String,
    /// What the drawing looks like, for people who do not see it.
    pub description: String,
    /// The groups that were measured, those switched off too.
    pub series: Vec<DataSeries>,
    /// The figures, in the order chosen.
    pub data: Vec<Datum>,
    /// The year that changes are counted from, where they are.
    pub since: Option<u16>,
    /// The order of the figures.
    pub sort: Sort,
    /// What they stand under.
    pub group: Group,
}

/// A group that was measured.
#[derive(Clone, Debug)]
pub struct DataSeries {
    /// Its id in addresses.
    pub id: &'static str,
    /// Its name.
    pub label: &'static str,
    /// The place of its colour and marker.
    pub colour: usize,
    /// Whether it is shown.
    pub is_shown: bool,
}

/// One figure, or the lack of one.
#[derive(Clone, Debug)]
pub struct Datum {
    /// What was measured.
    pub measure: String,
    /// The KPI that it is of, if of one.
    pub kpi: Option<&'static Kpi>,
    /// The place of its series.
    pub series: usize,
    /// When.
    pub period: Period,
    /// The unit of the figure as published.
    pub unit: &'static Unit,
    /// The figure.
    pub reading: Reading,
    /// Where it was read; `None` where there is nothing to read.
    pub source: Option<&'static SourceId>,
    /// A caveat.
    pub note: Option<&'static Line>,
    /// Where the series stands, with its latest figure.
    pub status: Option<Status<'static>>,
}

/// What stands for a figure.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// The figure as published.
    Published {
        /// The number.
        value: Decimal,
        /// How exact it is.
        qualifier: Qualifier,
    },
    /// Its change since another.
    Change {
        /// Later minus earlier; percentage points for percentages.
        by: Decimal,
        /// The period of the other.
        since: Period,
        /// Whether both figures are exact.
        is_exact: bool,
    },
    /// There is none.
    Missing {
        /// Why.
        reason: String,
    },
}

impl Datum {
    /// The number drawn, in the unit of the chart's axis.
    pub fn value(&self) -> Option<Decimal> {
        match self.reading {
            Reading::Published { value, .. } => Some(value),
            Reading::Change { by, .. } => Some(by),
            Reading::Missing { .. } => None,
        }
    }

    /// Whether it is just this number.
    pub fn is_exact(&self) -> bool {
        match self.reading {
            Reading::Published { qualifier, .. } => qualifier == Qualifier::Exactly,
            Reading::Change { is_exact, .. } => is_exact,
            Reading::Missing { .. } => false,
        }
    }

    /// The figure in words: "about 55%", "up 13 points on Jul–Aug 2015", "No figure".
    pub fn words(&self) -> String {
        match &self.reading {
            Reading::Published { value, qualifier } => {
                text::qualified(*value, *qualifier, self.unit)
            }
            Reading::Change {
                by,
                since,
                is_exact,
            } => text::changed(*by, *is_exact, *since, self.unit),
            Reading::Missing { .. } => text::words::NO_FIGURE.to_owned(),
        }
    }

    /// The figure as it stands beside its mark: "about 55%", "+13 points".
    pub fn short(&self) -> String {
        match &self.reading {
            Reading::Published { .. } => self.words(),
            Reading::Change { by, is_exact, .. } => text::signed(*by, *is_exact, self.unit),
            Reading::Missing { .. } => text::words::NO_FIGURE.to_owned(),
        }
    }

    /// The target that the figure is held against.
    pub fn target(&self) -> Option<&'static Target> {
        self.status.as_ref()?.target
    }

    /// Where the figure stands against its target, in words.
    pub fn status(&self) -> Option<String> {
        let status = self.status.as_ref()?;
        let mut words = text::status(status, self.unit);
        if let Some(outcome) = text::outcome(status) {
            words.push_str(". ");
            words.push_str(outcome);
        }
        text::capitalise(&mut words);
        Some(words)
    }
}

impl Dataset {
    /// The figures of a series that stand on a dated axis, in order of time.
    pub fn dated(&self, series: usize) -> Vec<&Datum> {
        let of_series = self.data.iter().filter(|datum| datum.series == series);
        let mut dated: Vec<_> = of_series
            .filter(|datum| datum.period.middle().is_some())
            .collect();
        dated.sort_by(|a, b| middle(a).total_cmp(&middle(b)));
        dated
    }

    /// The figures of a series that are drawn, in order of time: those with a date, or the
    /// latest of them where there are more than a drawing holds. One of them at least is a
    /// figure, where the series has one.
    pub fn drawn(&self, series: usize) -> Vec<&Datum> {
        let mut dated = self.dated(series);
        let start = dated.len().saturating_sub(self.most_of_each());
        let latest = dated.iter().rposition(|datum| datum.value().is_some());
        if let Some(latest) = latest.filter(|latest| *latest < start) {
            dated[start] = dated[latest];
        }
        dated.split_off(start)
    }

    /// The most figures of each series that are drawn: all get the same room, and what some do
    /// not need is for the others.
    fn most_of_each(&self) -> usize {
        let mut room = match self.subject {
            Subject::Kpi(kpi) => match kind(kpi) {
                ChartKind::Trend => MAX_POINTS,
                ChartKind::Threshold | ChartKind::Proportion => MAX_ROWS,
                // The first and the latest figure of each series.
                ChartKind::Comparison => return usize::MAX,
            },
            Subject::Insights | Subject::Scorecard => return usize::MAX,
        };
        let mut counts = vec![0; self.series.len()];
        for datum in &self.data {
            counts[datum.series] += usize::from(datum.period.middle().is_some());
        }
        counts.retain(|count| *count > 0);
        counts.sort_unstable();
        for (place, count) in counts.iter().enumerate() {
            let share = room / (counts.len() - place);
            if *count > share {
                return share.max(1);
            }
            room -= count;
        }
        usize::MAX
    }

    fn dated_count(&self) -> usize {
        let dated = self.data.iter();
        dated
            .filter(|datum| datum.period.middle().is_some())
            .count()
    }

    /// What is not drawn, in words; `None` where all is.
    pub fn left_out(&self) -> Option<String> {
        if self.most_of_each() == usize::MAX {
            return None;
        }
        let series = 0..self.series.len();
        let drawn = series.map(|series| self.drawn(series).len()).sum();
        Some(text::drawn_of(drawn, self.dated_count()))
    }

    /// Names a figure: "Citizens, Nov–Dec 2019".
    pub fn name(&self, datum: &Datum) -> String {
        let mut words = String::new();
        if self.has_measures() {
            words.push_str(&datum.measure);
            words.push_str(", ");
        }
        words.push_str(self.series[datum.series].label);
        words.push_str(", ");
        words.push_str(&text::period(datum.period));
        words
    }

    /// What a point says: "Citizens, Nov–Dec 2019: 86%".
    pub fn point(&self, datum: &Datum) -> String {
        let mut words = self.name(datum);
        words.push_str(": ");
        words.push_str(&datum.words());
        if let Reading::Missing { reason } = &datum.reading {
            words.push_str(". ");
            words.push_str(reason);
        } else if let Some(status) = datum.status() {
            words.push_str(". ");
            words.push_str(&status);
        }
        words
    }

    /// What the tip of a point says, line by line, its figure first.
    pub fn tip(&self, datum: &Datum) -> Vec<String> {
        let mut lines = vec![datum.words()];
        if self.has_measures() {
            lines.push(datum.measure.clone());
        }
        let series = self.series[datum.series].label;
        lines.push(format!("{series}, {}", text::period(datum.period)));
        if let Reading::Missing { reason } = &datum.reading {
            lines.push(reason.clone());
        }
        lines.extend(datum.status());
        lines
    }

    /// What the drawing says, for people who do not see it.
    pub fn label(&self) -> String {
        format!("{}. {} {}", self.title, self.finding, self.description)
    }

    /// Whether the figures are of several measures, which have to be named.
    pub fn has_measures(&self) -> bool {
        !matches!(self.subject, Subject::Kpi(_))
    }

    /// What stands at a value of an axis, in the unit of what it shows.
    pub fn axis_value(&self, value: Decimal, unit: &Unit) -> String {
        match self.since {
            None => text::axis_value(value, unit),
            Some(_) => text::axis_change(value),
        }
    }

    /// The unit of all figures, where it is one.
    pub fn unit(&self) -> Option<&'static Unit> {
        if let Subject::Kpi(kpi) = self.subject {
            return Some(&kpi.unit);
        }
        let first = self.data.first()?.unit;
        self.data
            .iter()
            .all(|datum| datum.unit == first)
            .then_some(first)
    }

    /// Where the figures were read, each source once.
    pub fn sources(&self) -> Vec<&'static SourceId> {
        each_once(self.data.iter().filter_map(|datum| datum.source))
    }

    /// Where the figures were read, and then the targets that they are held against.
    pub fn sources_with_targets(&self) -> Vec<&'static SourceId> {
        let targets: Vec<&'static Target> = match self.subject {
            Subject::Kpi(kpi) => kpi.targets.iter().collect(),
            Subject::Insights | Subject::Scorecard => {
                self.data.iter().filter_map(Datum::target).collect()
            }
        };
        let targets = targets.into_iter().map(|target| &target.source);
        each_once(self.sources().into_iter().chain(targets))
    }

    /// Whether any figure is held against a target.
    pub fn has_targets(&self) -> bool {
        self.data.iter().any(|datum| datum.target().is_some())
    }

    /// The figures under their headings, where they have some: a heading, the place of the
    /// colour that it has, and the figures. The order of headings is that of the groups.
    pub fn groups(&self) -> Vec<(&'static str, Option<usize>, Vec<&Datum>)> {
        let headings: Vec<(&'static str, Option<usize>)> = match self.group {
            Group::Audience => {
                let series = self.series.iter();
                series
                    .map(|series| (series.label, Some(series.colour)))
                    .collect()
            }
            Group::Status => TONES.iter().map(|(_, words)| (*words, None)).collect(),
            Group::None => vec![("", None)],
        };
        let place = |datum: &Datum| match self.group {
            Group::Audience => datum.series,
            Group::Status => {
                let tone = datum.status.as_ref().map(|status| tone(status.verdict));
                let place = TONES.iter().position(|(name, _)| tone == Some(*name));
                place.unwrap_or(TONES.len() - 1)
            }
            Group::None => 0,
        };
        let headings = headings.into_iter().enumerate();
        headings
            .map(|(index, (heading, colour))| {
                let data = self.data.iter();
                let under = data.filter(|datum| place(datum) == index).collect();
                (heading, colour, under)
            })
            .filter(|(_, _, data): &(_, _, Vec<&Datum>)| !data.is_empty())
            .collect()
    }
}

/// The middle of a figure's period in years; before all others where it has none.
fn middle(datum: &Datum) -> f64 {
    datum.period.middle().unwrap_or(f64::NEG_INFINITY)
}

/// Sources without those that came before.
pub fn each_once(all: impl Iterator<Item = &'static SourceId>) -> Vec<&'static SourceId> {
    let mut sources = Vec::new();
    for id in all {
        if !sources.contains(&id) {
            sources.push(id);
        }
    }
    sources
}
