//! What a chart shows: one list of figures from which its drawing, table, words and
//! downloads are made, so that they cannot differ.
//!
//! It contains only values: `crate::text` makes words from them, for whatever shows them.

mod course;
mod figures;
mod finding;
mod format;
mod kind;
mod kpi;
mod measure;
mod moments;
mod order;
mod reading;
mod selection;
mod survey;
mod table;

pub use course::{Course, Direction, Gaps};
pub use finding::{Difference, Finding, LeftOut, Nothing, Span};
pub use format::Format;
pub use kind::{Layout, kind, layout};
pub use kpi::{latest_sources, series_looks};
pub use measure::Measure;
pub use moments::{Moment, series_of};
pub use reading::{Reading, Reason};
pub use selection::{Group, Panel, Selection, Sort, parameter};
pub use survey::difference;

use crate::bundle::{
    AudienceId, Citation, Decimal, FigureStatus, Id, Interval, Line, Observation, Period,
    Qualifier, SourceId, Target, Unit,
};
use crate::order::sort_by_number;
use crate::progress::{Status, Tone};
use crate::site::Subject;

/// The most figures of a drawing over time that can be pointed at. Each has a hit target and a
/// tip, in two sizes or three: with more, a page would be megabytes.
pub const MAX_POINTS: usize = 400;

/// The most figures that the lines of such a drawing lead through: 15 years of months of twelve
/// groups, and more.
pub const MAX_DRAWN: usize = 2_400;

/// The most rows that a drawing of rows shows: with more it would be much taller than any
/// screen.
pub const MAX_ROWS: usize = 40;

/// The figures of a chart, as a reader has chosen to see them.
#[derive(Clone, Debug)]
pub struct Dataset {
    /// What they are of.
    pub subject: Subject,
    /// What they show.
    pub finding: Finding,
    /// The groups that were measured, including those that are hidden.
    pub series: Vec<DataSeries>,
    /// The figures, in the order chosen, including those of series that are hidden, which tables
    /// and files have: [`Dataset::shown`] has the others.
    pub data: Vec<Datum>,
    /// The year that changes are counted from, where they are.
    pub since: Option<u16>,
    /// The order of the figures.
    pub sort: Sort,
    /// How they are grouped.
    pub group: Group,
}

/// A group that was measured.
#[derive(Clone, Debug)]
pub struct DataSeries {
    /// Its id in addresses.
    pub id: &'static str,
    /// Its name.
    pub label: &'static str,
    /// The index of its look: its colour, its marker and its line.
    pub colour: usize,
    /// Whether it is drawn, and what is said is of it too.
    pub is_shown: bool,
}

/// One figure, or the lack of one.
#[derive(Clone, Debug)]
pub struct Datum {
    /// What was measured.
    pub measure: Measure,
    /// The index of its series.
    pub series: usize,
    /// Whom it serves, of a scorecard's figures; its series is the first of them.
    pub serves: &'static [AudienceId],
    /// When.
    pub period: Period,
    /// The unit of the figure as published.
    pub unit: &'static Unit,
    /// The figure.
    pub reading: Reading,
    /// The observation that it is of; `None` of what has none, such as an insight.
    pub observation: Option<&'static Observation>,
    /// Its source; `None` where there is none.
    pub source: Option<&'static Citation>,
    /// A caveat.
    pub note: Option<&'static Line>,
    /// The status of the series, for the figure that decides it.
    pub status: Option<Status<'static>>,
    /// Its statuses against other targets that this figure decides.
    pub others: Vec<Status<'static>>,
}

impl Datum {
    /// The number drawn, in the unit of the chart's axis.
    pub fn value(&self) -> Option<Decimal> {
        match self.reading {
            Reading::Published { value, .. } => Some(value),
            Reading::Change { by, .. } => Some(by),
            Reading::Missing(_) => None,
        }
    }

    /// Whether it is exactly this number.
    pub fn is_exact(&self) -> bool {
        match self.reading {
            Reading::Published { qualifier, .. } => qualifier == Qualifier::Exactly,
            Reading::Change { is_exact, .. } => is_exact,
            Reading::Missing(_) => false,
        }
    }

    /// What its source says of it besides its value.
    pub fn figure_status(&self) -> Option<FigureStatus> {
        self.observation?.status
    }

    /// How far the true value may be from it, as its source says; of a change nobody does.
    pub fn interval(&self) -> Option<&'static Interval> {
        let interval = self.observation?.interval.as_ref();
        interval.filter(|_| matches!(self.reading, Reading::Published { .. }))
    }

    /// Whether it is a number that was found, and not one that is only expected.
    pub fn is_found(&self) -> bool {
        self.value().is_some() && self.figure_status() != Some(FigureStatus::Forecast)
    }

    /// All statuses that the figure decides, the leading target's first.
    pub fn statuses(&self) -> impl Iterator<Item = &Status<'static>> {
        self.status.iter().chain(&self.others)
    }

    /// The target with which the figure is compared.
    pub fn target(&self) -> Option<&'static Target> {
        self.status.as_ref()?.target
    }

    /// What its status comes down to.
    pub fn tone(&self) -> Tone {
        let status = self.status.as_ref();
        status.map_or(Tone::Undecided, |status| status.verdict.tone())
    }

    /// Whether it is of the series that stands at this place and has this id.
    fn is_of(&self, place: usize, id: &str) -> bool {
        self.series == place || self.serves.iter().any(|served| served.as_str() == id)
    }
}

/// How many figures of a dataset are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// Those that can also be pointed at.
    pub pointed_at: usize,
    /// Those that are.
    pub drawn: usize,
    /// All that have a date.
    pub all: usize,
}

/// The heading of a group of figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Heading {
    /// The name of a group that they serve.
    Series(&'static str),
    /// The tone of their statuses.
    Tone(Tone),
    /// Nothing.
    None,
}

/// Figures under a heading.
pub struct RowGroup<'a> {
    /// The heading.
    pub heading: Heading,
    /// The index of the colour of all of them, if they share one.
    pub colour: Option<usize>,
    /// The figures.
    pub data: Vec<&'a Datum>,
}

impl Dataset {
    /// The figures of the series that are shown.
    pub fn shown(&self) -> impl Iterator<Item = &Datum> {
        let data = self.data.iter();
        data.filter(|datum| self.series[datum.series].is_shown)
    }

    /// The figures of a series that have a place on a time axis, in order of time; none of a
    /// series that is hidden.
    pub fn dated(&self, series: usize) -> Vec<&Datum> {
        let of_series = self.shown().filter(|datum| datum.series == series);
        let mut dated: Vec<_> = of_series
            .filter(|datum| datum.period.middle().is_some())
            .collect();
        sort_by_number(&mut dated, &|datum| middle(datum));
        dated
    }

    /// The figures of a series that are drawn, in order of time: those with a date, or the
    /// latest of them where there are more than a drawing shows. At least one of them is a
    /// figure (not a gap), if the series has one.
    pub fn drawn(&self, series: usize) -> Vec<&Datum> {
        self.latest_of(series, self.most_drawn())
    }

    /// As many of those as a drawing over time can be pointed at.
    pub fn pointed_at(&self, series: usize) -> Vec<&Datum> {
        self.latest_of(series, MAX_POINTS)
    }

    /// The latest dated figures of a series, where all series have `room` together.
    fn latest_of(&self, series: usize, room: usize) -> Vec<&Datum> {
        let mut dated = self.dated(series);
        let start = dated.len().saturating_sub(self.most_of_each(room));
        let latest = dated.iter().rposition(|datum| datum.value().is_some());
        if let Some(latest) = latest.filter(|latest| *latest < start) {
            dated[start] = dated[latest];
        }
        dated.split_off(start)
    }

    /// The most figures that a drawing shows.
    fn most_drawn(&self) -> usize {
        match self.subject {
            Subject::Kpi(kpi) => match layout(kind(kpi)) {
                Layout::Time => MAX_DRAWN,
                Layout::Rows => MAX_ROWS,
                Layout::SeriesRows => usize::MAX,
            },
            Subject::Insights | Subject::Scorecard => usize::MAX,
        }
    }

    /// The most figures of each series that have a place among `room`: all series get the same
    /// share, and what some do not need goes to the others.
    fn most_of_each(&self, mut room: usize) -> usize {
        if room == usize::MAX {
            return room;
        }
        let mut counts = vec![0; self.series.len()];
        for datum in self.shown() {
            counts[datum.series] += usize::from(datum.period.middle().is_some());
        }
        // Those that need less than their share leave the rest of it to the others.
        loop {
            let before = counts.len();
            let share = room / before.max(1);
            counts.retain(|count| {
                let is_enough = *count <= share;
                room -= if is_enough { *count } else { 0 };
                !is_enough
            });
            if counts.is_empty() {
                return usize::MAX;
            }
            if counts.len() == before {
                return share.max(1);
            }
        }
    }

    fn dated_count(&self) -> usize {
        let shown = self.shown();
        shown
            .filter(|datum| datum.period.middle().is_some())
            .count()
    }

    /// How many figures are drawn and can be pointed at; `None` where all can.
    pub fn left_out(&self) -> Option<Drawn> {
        let room = self.most_drawn();
        let pointed_at = if room == MAX_DRAWN { MAX_POINTS } else { room };
        if self.most_of_each(pointed_at) == usize::MAX {
            return None;
        }
        let count = |room| -> usize {
            let series = 0..self.series.len();
            series
                .map(|series| self.latest_of(series, room).len())
                .sum()
        };
        Some(Drawn {
            pointed_at: count(pointed_at),
            drawn: count(room),
            all: self.dated_count(),
        })
    }

    /// What distinguishes a figure from others of its KPI, if there are others.
    pub fn distinguishing_label(&self, datum: &Datum) -> Option<&'static str> {
        let kpi = datum.measure.kpi?;
        let label = self.series[datum.series].label;
        let has_others = kpi.series.len() > 1;
        datum.measure.series.or(has_others.then_some(label))
    }

    /// The series that a figure is of: one, but for figures of a scorecard that serve several
    /// groups.
    pub fn series_of(&self, datum: &Datum) -> impl Iterator<Item = &DataSeries> {
        let series = self.series.iter().enumerate();
        series
            .filter(|(place, series)| datum.is_of(*place, series.id))
            .map(|(_, series)| series)
    }

    /// Whether the figures are of several measures, so that each has to be named.
    pub fn has_measures(&self) -> bool {
        !matches!(self.subject, Subject::Kpi(_))
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

    /// The sources of the figures, each once.
    pub fn sources(&self) -> Vec<&'static SourceId> {
        let sources = self.data.iter().filter_map(|datum| datum.source);
        each_once(&mut sources.map(|citation| &citation.id))
    }

    /// The sources of the figures that are shown, each once.
    pub fn shown_sources(&self) -> Vec<&'static SourceId> {
        let sources = self.shown().filter_map(|datum| datum.source);
        each_once(&mut sources.map(|citation| &citation.id))
    }

    /// The sources of the figures, then of the targets with which they are compared.
    pub fn sources_with_targets(&self) -> Vec<&'static SourceId> {
        let mut sources = self.sources();
        if let Subject::Kpi(kpi) = self.subject {
            for target in &kpi.targets {
                sources.extend(target.sources());
            }
        } else {
            for datum in &self.data {
                if let Some(target) = datum.target() {
                    sources.extend(target.sources());
                }
            }
        }
        each_once(&mut sources.into_iter())
    }

    /// Whether any figure is compared with a target.
    pub fn has_targets(&self) -> bool {
        self.data.iter().any(|datum| datum.target().is_some())
    }

    /// The figures under their headings, in the order of the groups. A figure that serves
    /// several groups is under each of them.
    pub fn groups(&self) -> Vec<RowGroup<'_>> {
        let headings: Vec<(Heading, Option<usize>)> = match self.group {
            Group::Audience => {
                let series = self.series.iter();
                series
                    .map(|series| (Heading::Series(series.label), Some(series.colour)))
                    .collect()
            }
            Group::Status => {
                let tones = Tone::ALL.iter();
                tones.map(|tone| (Heading::Tone(*tone), None)).collect()
            }
            Group::None => vec![(Heading::None, None)],
        };
        let headings = headings.into_iter().enumerate();
        let groups = headings.map(|(place, (heading, colour))| {
            let is_under = |datum: &&Datum| match heading {
                Heading::Series(_) => datum.is_of(place, self.series[place].id),
                Heading::Tone(tone) => datum.tone() == tone,
                Heading::None => true,
            };
            RowGroup {
                heading,
                colour,
                data: self.data.iter().filter(is_under).collect(),
            }
        });
        groups.filter(|group| !group.data.is_empty()).collect()
    }
}

/// The middle of a figure's period in years; without a date, a value before all others.
fn middle(datum: &Datum) -> f64 {
    datum.period.middle().unwrap_or(f64::NEG_INFINITY)
}

/// Sources without repetitions.
pub fn each_once(all: &mut dyn Iterator<Item = &'static SourceId>) -> Vec<&'static SourceId> {
    let mut sources = Vec::new();
    for id in all {
        if !sources.contains(&id) {
            sources.push(id);
        }
    }
    sources
}
