//! Figures: what was found for a period, and how far it can be relied on.

use serde::{Serialize, Serializer};

use super::decimal::Decimal;
use super::error::Fault;
use super::pack::{pack_fields, pack_variants};
use super::period::Period;
use super::read::{Input, Read, record, words};
use super::source::Citation;
use super::text::{Line, Text};

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

words! {
    /// What a statistics office says of a figure besides its value.
    pub enum FigureStatus {
        /// A first result, which will be revised.
        Provisional = "provisional",
        /// Worked out from other figures and not measured.
        Estimated = "estimated",
        /// Replaces a former value, as was foreseen.
        Revised = "revised",
        /// Replaces a former value, which was wrong.
        Corrected = "corrected",
        /// Of a time to come. It is never the latest figure, and decides nothing.
        Forecast = "forecast",
        /// There is a figure, and it is withheld, for a reason that the observation gives.
        Suppressed = "suppressed",
    }
}

record! {
    /// The value that a revised or corrected figure had before.
    pub struct Former {
        /// The value.
        value: Decimal = "value",
        /// When it was replaced.
        until: Period = "until",
    }
}

record! {
    /// How far the true value may be from the figure.
    pub struct Interval {
        /// The lower end, not above the figure.
        low: Decimal = "low",
        /// The upper end, not below the figure.
        high: Decimal = "high",
        /// How sure that is, in per cent, such as 95.
        level: Decimal = "level",
    }
}

/// What was found for one period.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// When.
    pub period: Period,
    /// What, or why not.
    pub figure: Figure,
    /// What its source says of the figure besides its value.
    pub status: Option<FigureStatus>,
    /// The value that it had before it was revised or corrected.
    pub former: Option<Former>,
    /// How far the true value may be from the figure.
    pub interval: Option<Interval>,
    /// Where it was read.
    pub source: Citation,
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

const STATUS: &str = "a figure as its status allows: \"suppressed\" goes with \"missing\", any other \
status with \"value\", \"former\" with \"revised\" or \"corrected\", and \"interval\" with \"value\"";

const INTERVAL: &str = "an interval around the figure: \"low\" is not above the value, \"high\" not \
below it, and the two differ";

const LEVEL: &str = "a level of confidence: more than 0 and less than 100 per cent, such as 95";

record! {
    /// An observation as JSON has it.
    pub struct ObservationFields {
        /// When it was measured; each period may stand once in a series.
        period: Period = "period",
        /// The figure, in the KPI's unit.
        value: Option<Decimal> = "value",
        /// How exact the source says the figure is; exactly, if it does not say.
        qualifier: Option<Qualifier> = "qualifier",
        /// In place of a figure, why there is none. It is drawn as a gap, never as zero.
        missing: Option<Text> = "missing",
        /// What the source says of the figure besides its value; `suppressed` goes with
        /// `missing`.
        status: Option<FigureStatus> = "status",
        /// The value that it had before it was revised or corrected.
        former: Option<Former> = "former",
        /// How far the true value may be from the figure.
        interval: Option<Interval> = "interval",
        /// Where it was read.
        source: Citation = "source",
        /// A caveat.
        note: Option<Line> = "note",
    }
}

pack_fields!(Observation {
    period,
    figure,
    status,
    former,
    interval,
    source,
    note,
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
        let fits = match (&figure, fields.status) {
            (Figure::Published { .. }, Some(FigureStatus::Suppressed)) => false,
            (Figure::NotPublished { .. }, status) => {
                let is_plain = fields.former.is_none() && fields.interval.is_none();
                is_plain && matches!(status, None | Some(FigureStatus::Suppressed))
            }
            (_, Some(FigureStatus::Revised | FigureStatus::Corrected)) => true,
            _ => fields.former.is_none(),
        };
        if !fits {
            return input.reject(Fault::Malformed { expected: STATUS });
        }
        if let (Some(interval), Figure::Published { value, .. }) = (&fields.interval, &figure) {
            let level = Decimal::whole(0)..Decimal::whole(100);
            if interval.low > *value || *value > interval.high || interval.low == interval.high {
                input.add("/interval", None, Fault::Malformed { expected: INTERVAL });
            } else if !level.contains(&interval.level) || interval.level == level.start {
                let value = Some(interval.level.to_json());
                input.add(
                    "/interval/level",
                    value,
                    Fault::Malformed { expected: LEVEL },
                );
            }
        }
        Some(Observation {
            period: fields.period,
            figure,
            status: fields.status,
            former: fields.former,
            interval: fields.interval,
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
            status: self.status,
            former: self.former.clone(),
            interval: self.interval.clone(),
            source: self.source.clone(),
            note: self.note.clone(),
        }
        .serialize(serializer)
    }
}
