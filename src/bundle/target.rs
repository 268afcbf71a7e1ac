//! Targets: what was aimed at, by when, and what became of that.

use serde::{Serialize, Serializer};

use super::decimal::Decimal;
use super::error::Fault;
use super::id::{SeriesId, SourceId};
use super::pack::{pack_fields, pack_variants};
use super::period::Period;
use super::read::{Input, Read, record};
use super::source::Citation;
use super::text::Line;

/// Something aimed at.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// What.
    pub goal: Goal,
    /// How the goal follows from the baseline, if it was set so. The goal is then a number.
    pub relative: Option<Relative>,
    /// Where the way to the goal begins, if the source says so.
    pub baseline: Option<Baseline>,
    /// The series that it is for; all of them when absent.
    pub series: Option<SeriesId>,
    /// When it was set.
    pub set: Period,
    /// By when it should be reached.
    pub due: Period,
    /// When another target replaced it.
    pub superseded: Option<Period>,
    /// When it was given up, and why.
    pub withdrawn: Option<Withdrawal>,
    /// Where it was read.
    pub source: Citation,
    /// A caveat.
    pub note: Option<Line>,
}

impl Target {
    /// The sources of the target, of its baseline and of its withdrawal.
    pub fn sources(&self) -> Vec<&SourceId> {
        let mut sources = vec![&self.source.id];
        if let Some(baseline) = &self.baseline {
            sources.push(&baseline.source.id);
        }
        if let Some(Withdrawal {
            source: Some(source),
            ..
        }) = &self.withdrawn
        {
            sources.push(&source.id);
        }
        sources
    }
}

record! {
    /// A target as JSON has it.
    pub struct TargetFields {
        /// What it demands.
        goal: Aim = "goal",
        /// Where the way to the goal begins, if the source says so; a goal of `times` or
        /// `percentChange` needs it.
        baseline: Option<Baseline> = "baseline",
        /// The series that it is for; all of them if absent.
        series: Option<SeriesId> = "series",
        /// When it was set.
        set: Period = "set",
        /// By when it should be reached.
        due: Period = "due",
        /// When another target replaced it.
        superseded: Option<Period> = "superseded",
        /// When it was given up, and why.
        withdrawn: Option<Withdrawal> = "withdrawn",
        /// Where it was read.
        source: Citation = "source",
        /// A caveat.
        note: Option<Line> = "note",
    }
}

record! {
    /// The figure from which a target starts.
    pub struct Baseline {
        /// Its value, in the KPI's unit.
        value: Decimal = "value",
        /// When it was measured.
        period: Period = "period",
        /// Where it was read.
        source: Citation = "source",
    }
}

record! {
    /// That a target was given up.
    pub struct Withdrawal {
        /// When.
        at: Period = "at",
        /// Why, as far as is known.
        reason: Line = "reason",
        /// Where that was read.
        source: Option<Citation> = "source",
    }
}

/// A goal that is given by what it should be of the baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Relative {
    /// So many times the baseline: `{"times": 2}`.
    Times(Decimal),
    /// So many per cent more than the baseline, or less: `{"percentChange": -50}`.
    PercentChange(Decimal),
}

impl Relative {
    /// The goal in numbers: `baseline` x times, or `baseline` x (100 + per cent) / 100, rounded
    /// to six digits after the point. `None` where it would have more than 15 digits.
    fn of(self, baseline: Decimal) -> Option<Decimal> {
        match self {
            Relative::Times(times) => baseline.times(times, 0),
            Relative::PercentChange(by) => {
                let percent = by.minus(Decimal::whole(-100));
                baseline.times(percent, 2)
            }
        }
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
        /// This number.
        #[serde(skip_serializing_if = "Option::is_none")]
        number: Option<Decimal> = "number",
        /// This or more.
        #[serde(skip_serializing_if = "Option::is_none")]
        at_least: Option<Decimal> = "atLeast",
        /// This or less.
        #[serde(skip_serializing_if = "Option::is_none")]
        at_most: Option<Decimal> = "atMost",
        /// The lower end of a range; `to` is the upper one. Both are included.
        #[serde(skip_serializing_if = "Option::is_none")]
        from: Option<Decimal> = "from",
        /// The upper end of a range, above `from`.
        #[serde(skip_serializing_if = "Option::is_none")]
        to: Option<Decimal> = "to",
        /// So many times the baseline: 2 for “double”.
        #[serde(skip_serializing_if = "Option::is_none")]
        times: Option<Decimal> = "times",
        /// So many per cent more than the baseline, or less: -50 for “half”.
        #[serde(skip_serializing_if = "Option::is_none")]
        percent_change: Option<Decimal> = "percentChange",
    }
}

/// A goal as a target has it: in numbers, or by its baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Aim {
    /// In numbers.
    Fixed(Goal),
    /// By its baseline.
    Relative(Relative),
}

pack_fields!(Target {
    goal,
    relative,
    baseline,
    series,
    set,
    due,
    superseded,
    withdrawn,
    source,
    note,
});
pack_variants!(Goal {
    0 = Number(value),
    1 = AtLeast(value),
    2 = AtMost(value),
    3 = Band { from, to },
});
pack_variants!(Relative {
    0 = Times(by),
    1 = PercentChange(by),
});
pack_variants!(Aim {
    0 = Fixed(goal),
    1 = Relative(relative),
});

impl Read for Aim {
    fn read(input: &Input<'_>) -> Option<Self> {
        let fields = GoalFields::read(input)?;
        let fixed = [
            fields.number.map(Goal::Number),
            fields.at_least.map(Goal::AtLeast),
            fields.at_most.map(Goal::AtMost),
        ];
        let fixed = fixed.into_iter().flatten().map(Aim::Fixed);
        let relative = [
            fields.times.map(Relative::Times),
            fields.percent_change.map(Relative::PercentChange),
        ];
        let relative = relative.into_iter().flatten().map(Aim::Relative);
        let aims: Vec<Aim> = fixed.chain(relative).collect();
        match (&aims[..], fields.from, fields.to) {
            ([aim], None, None) => Some(*aim),
            ([], Some(from), Some(to)) if from < to => Some(Aim::Fixed(Goal::Band { from, to })),
            ([], Some(_), Some(_)) => input.reject(Fault::BandUpsideDown),
            _ => input.reject(Fault::NotExactlyOne {
                of: &[
                    "number",
                    "atLeast",
                    "atMost",
                    "from with to",
                    "times",
                    "percentChange",
                ],
            }),
        }
    }
}

impl Serialize for Aim {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = GoalFields::default();
        match *self {
            Aim::Fixed(Goal::Number(value)) => fields.number = Some(value),
            Aim::Fixed(Goal::AtLeast(value)) => fields.at_least = Some(value),
            Aim::Fixed(Goal::AtMost(value)) => fields.at_most = Some(value),
            Aim::Fixed(Goal::Band { from, to }) => {
                fields.from = Some(from);
                fields.to = Some(to);
            }
            Aim::Relative(Relative::Times(by)) => fields.times = Some(by),
            Aim::Relative(Relative::PercentChange(by)) => fields.percent_change = Some(by),
        }
        fields.serialize(serializer)
    }
}

impl Read for Target {
    fn read(input: &Input<'_>) -> Option<Self> {
        let fields = TargetFields::read(input)?;
        let (goal, relative) = match (fields.goal, &fields.baseline) {
            (Aim::Fixed(goal), _) => (goal, None),
            (Aim::Relative(relative), Some(baseline)) => {
                let Some(value) = relative.of(baseline.value) else {
                    return input.reject(Fault::Malformed {
                        expected: "a goal of at most 15 digits",
                    });
                };
                (Goal::Number(value), Some(relative))
            }
            (Aim::Relative(_), None) => {
                input.add("/baseline", None, Fault::NoBaseline);
                return None;
            }
        };
        Some(Target {
            goal,
            relative,
            baseline: fields.baseline,
            series: fields.series,
            set: fields.set,
            due: fields.due,
            superseded: fields.superseded,
            withdrawn: fields.withdrawn,
            source: fields.source,
            note: fields.note,
        })
    }
}

impl Serialize for Target {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let relative = self.relative.map(Aim::Relative);
        TargetFields {
            goal: relative.unwrap_or(Aim::Fixed(self.goal)),
            baseline: self.baseline.clone(),
            series: self.series.clone(),
            set: self.set,
            due: self.due,
            superseded: self.superseded,
            withdrawn: self.withdrawn.clone(),
            source: self.source.clone(),
            note: self.note.clone(),
        }
        .serialize(serializer)
    }
}
