//! KPIs: what is measured, what was found, and what was aimed at.

use serde::{Serialize, Serializer};

use super::decimal::Decimal;
use super::error::Fault;
use super::id::{AudienceId, FormerId, KpiId, SeriesId, SourceId};
use super::pack::{pack_fields, pack_variants};
use super::period::Period;
use super::read::{Check, Input, Read, record, words};
use super::text::{Line, Text};

record! {
    /// A key performance indicator.
    pub struct Kpi checked by Check::check {
        /// Its id, and its address.
        id: KpiId = "id",
        /// The ids that it had before: old addresses and embeds still lead to it.
        formerly: Vec<FormerId> = "formerly",
        /// Its name.
        title: Text = "title",
        /// What exactly it measures.
        measures: Line = "measures",
        /// The unit of every value and target of it.
        unit: Unit = "unit",
        /// Which direction is better.
        better: Better = "better",
        /// The whole that values count parts of: 20 for "of 20 ministries".
        whole: Option<Decimal> = "whole",
        /// Whom it serves, the most important first.
        audiences: Vec<AudienceId> = "audiences",
        /// What was found, a series for each group that was measured.
        series: Vec<Series> = "series",
        /// What was aimed at, in the order set.
        targets: Vec<Target> = "targets",
        /// Where the way of measuring changed.
        breaks: Vec<Break> = "breaks",
        /// Figures that look like this KPI's and measure something else.
        related: Vec<RelatedFigure> = "related",
        /// Caveats and conflicts.
        notes: Vec<Line> = "notes",
        /// How to draw it; where absent, the shape of the data decides.
        chart: Option<ChartKind> = "chart",
        /// What its chart shows, as one sentence, in place of the generated one.
        finding: Option<Text> = "finding",
        /// What its chart looks like, for people who do not see it, in place of the
        /// generated words.
        description: Option<Text> = "description",
    }
}

words! {
    /// How a KPI is drawn.
    pub enum ChartKind {
        /// Lines over time, against the targets.
        Trend = "trend",
        /// Figures on one line each, against a floor, a ceiling or a number.
        Threshold = "threshold",
        /// A part of a whole: countable marks, or a bar.
        Proportion = "proportion",
        /// The first and the latest figure of each series, side by side.
        Comparison = "comparison",
    }
}

/// The unit of a value.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Unit {
    /// Per cent, 0 to 100: `"%"` in JSON. Differences are percentage points.
    #[serde(serialize_with = "percent_sign")]
    Percent,
    /// Something countable.
    Named(NamedUnit),
}

record! {
    /// A countable unit, in both numbers.
    pub struct NamedUnit {
        /// For exactly one, such as "working day".
        one: Text = "one",
        /// For any other number, such as "working days".
        many: Text = "many",
    }
}

fn percent_sign<S: Serializer>(serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str("%")
}

pack_variants!(Unit { 0 = Percent, 1 = Named(unit) });

impl Read for Unit {
    fn read(input: &Input<'_>) -> Option<Self> {
        if input.is_object() {
            return NamedUnit::read(input).map(Unit::Named);
        }
        match input.text()? {
            "%" => Some(Unit::Percent),
            _ => input.reject(Fault::Malformed {
                expected: "a unit: \"%\", or an object such as {\"one\": \"day\", \"many\": \"days\"}",
            }),
        }
    }
}

words! {
    /// Which direction is better.
    pub enum Better {
        /// More is better.
        Higher = "higher",
        /// Less is better.
        Lower = "lower",
    }
}

words! {
    /// How exact a source says that its figure is.
    #[derive(Default)]
    pub enum Qualifier {
        /// Exactly this number; the default.
        #[default]
        Exactly = "exactly",
        /// Somewhere near it.
        About = "about",
        /// More than it.
        Over = "over",
        /// A little less than it.
        Nearly = "nearly",
    }
}

record! {
    /// The observations of one group.
    pub struct Series {
        /// Its id within the KPI.
        id: SeriesId = "id",
        /// Its name, short enough for the end of a line in a chart.
        label: Text = "label",
        /// The group that was measured; gives the series its colour and marker.
        audience: Option<AudienceId> = "audience",
        /// What was found, in any order.
        observations: Vec<Observation> = "observations",
    }
}

/// What was found for one period.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// When.
    pub period: Period,
    /// What, or why not.
    pub figure: Figure,
    /// Where it was read.
    pub source: SourceId,
    /// A caveat.
    pub note: Option<Line>,
}

/// A figure, or the reason why there is none.
#[derive(Clone, Debug, PartialEq)]
pub enum Figure {
    /// The source gives a number.
    Published {
        /// The number, in the KPI's unit.
        value: Decimal,
        /// How exact it is.
        qualifier: Qualifier,
    },
    /// The source gives none. Never a zero, never bridged by a line.
    NotPublished {
        /// Why, as far as is known.
        reason: Text,
    },
}

record! {
    /// An observation as JSON has it.
    pub struct ObservationFields {
        period: Period = "period",
        value: Option<Decimal> = "value",
        qualifier: Option<Qualifier> = "qualifier",
        missing: Option<Text> = "missing",
        source: SourceId = "source",
        note: Option<Line> = "note",
    }
}

pack_fields!(Observation {
    period,
    figure,
    source,
    note
});
pack_variants!(Figure {
    0 = Published { value, qualifier },
    1 = NotPublished { reason },
});

impl Read for Observation {
    fn read(input: &Input<'_>) -> Option<Self> {
        let fields = ObservationFields::read(input)?;
        let figure = match (fields.value, fields.qualifier, fields.missing) {
            (Some(value), qualifier, None) => Figure::Published {
                value,
                qualifier: qualifier.unwrap_or_default(),
            },
            (None, None, Some(reason)) => Figure::NotPublished { reason },
            _ => {
                return input.reject(Fault::NotExactlyOne {
                    of: &["value (with or without qualifier)", "missing"],
                });
            }
        };
        Some(Observation {
            period: fields.period,
            figure,
            source: fields.source,
            note: fields.note,
        })
    }
}

impl Serialize for Observation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (value, qualifier, missing) = match &self.figure {
            Figure::Published { value, qualifier } => (Some(*value), Some(*qualifier), None),
            Figure::NotPublished { reason } => (None, None, Some(reason.clone())),
        };
        ObservationFields {
            period: self.period,
            value,
            qualifier,
            missing,
            source: self.source.clone(),
            note: self.note.clone(),
        }
        .serialize(serializer)
    }
}

record! {
    /// Something aimed at.
    pub struct Target {
        /// What.
        goal: Goal = "goal",
        /// The series that it is for; all of them when absent.
        series: Option<SeriesId> = "series",
        /// When it was set.
        set: Period = "set",
        /// By when it should be reached.
        due: Period = "due",
        /// When another target replaced it.
        superseded: Option<Period> = "superseded",
        /// Where it was read.
        source: SourceId = "source",
        /// A caveat.
        note: Option<Line> = "note",
    }
}

/// What a target demands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Goal {
    /// This number: `{"number": 100}`.
    Number(Decimal),
    /// This or more: `{"atLeast": 70}`.
    AtLeast(Decimal),
    /// This or less: `{"atMost": 7}`.
    AtMost(Decimal),
    /// Between the two, both included: `{"from": 75, "to": 80}`.
    Band {
        /// The lower end.
        from: Decimal,
        /// The upper end, above the lower.
        to: Decimal,
    },
}

impl Goal {
    /// Each number that the goal names, with its field in JSON.
    pub fn fields(self) -> Vec<(&'static str, Decimal)> {
        match self {
            Goal::Number(value) => vec![("number", value)],
            Goal::AtLeast(value) => vec![("atLeast", value)],
            Goal::AtMost(value) => vec![("atMost", value)],
            Goal::Band { from, to } => vec![("from", from), ("to", to)],
        }
    }

    /// The least and the greatest number that the goal names.
    pub fn bounds(self) -> (Decimal, Decimal) {
        match self {
            Goal::Number(value) | Goal::AtLeast(value) | Goal::AtMost(value) => (value, value),
            Goal::Band { from, to } => (from, to),
        }
    }
}

record! {
    /// A goal as JSON has it.
    #[derive(Default)]
    pub struct GoalFields {
        #[serde(skip_serializing_if = "Option::is_none")]
        number: Option<Decimal> = "number",
        #[serde(skip_serializing_if = "Option::is_none")]
        at_least: Option<Decimal> = "atLeast",
        #[serde(skip_serializing_if = "Option::is_none")]
        at_most: Option<Decimal> = "atMost",
        #[serde(skip_serializing_if = "Option::is_none")]
        from: Option<Decimal> = "from",
        #[serde(skip_serializing_if = "Option::is_none")]
        to: Option<Decimal> = "to",
    }
}

pack_variants!(Goal {
    0 = Number(value),
    1 = AtLeast(value),
    2 = AtMost(value),
    3 = Band { from, to },
});

impl Read for Goal {
    fn read(input: &Input<'_>) -> Option<Self> {
        let fields = GoalFields::read(input)?;
        match (
            fields.number,
            fields.at_least,
            fields.at_most,
            fields.from,
            fields.to,
        ) {
            (Some(value), None, None, None, None) => Some(Goal::Number(value)),
            (None, Some(value), None, None, None) => Some(Goal::AtLeast(value)),
            (None, None, Some(value), None, None) => Some(Goal::AtMost(value)),
            (None, None, None, Some(from), Some(to)) if from < to => Some(Goal::Band { from, to }),
            (None, None, None, Some(_), Some(_)) => input.reject(Fault::BandUpsideDown),
            _ => input.reject(Fault::NotExactlyOne {
                of: &["number", "atLeast", "atMost", "from with to"],
            }),
        }
    }
}

impl Serialize for Goal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let none = GoalFields::default();
        match *self {
            Goal::Number(value) => GoalFields {
                number: Some(value),
                ..none
            },
            Goal::AtLeast(value) => GoalFields {
                at_least: Some(value),
                ..none
            },
            Goal::AtMost(value) => GoalFields {
                at_most: Some(value),
                ..none
            },
            Goal::Band { from, to } => GoalFields {
                from: Some(from),
                to: Some(to),
                ..none
            },
        }
        .serialize(serializer)
    }
}

record! {
    /// A change in the way of measuring: figures on both sides are not quite comparable.
    pub struct Break {
        /// The first period measured in the new way.
        at: Period = "at",
        /// What changed.
        reason: Line = "reason",
    }
}

record! {
    /// A published figure that looks like a KPI's but measures something else. It is shown
    /// beside the KPI, and never drawn on its axis.
    pub struct RelatedFigure {
        /// The figure.
        value: Decimal = "value",
        /// How exact it is.
        qualifier: Option<Qualifier> = "qualifier",
        /// Its unit.
        unit: Unit = "unit",
        /// What it says, as a sentence that continues from the figure.
        statement: Line = "statement",
        /// When it was measured.
        period: Period = "period",
        /// Where it was read.
        source: SourceId = "source",
        /// Why it is not the KPI's figure.
        why: Line = "why",
    }
}
