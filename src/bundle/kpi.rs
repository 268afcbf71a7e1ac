//! KPIs: what is measured, what was found, and what was aimed at.

use super::decimal::Decimal;
use super::figure::{Observation, Qualifier};
use super::gap::Gap;
use super::id::{AudienceId, FormerId, KpiId, SeriesId, SourceId};
use super::period::Period;
use super::read::{Check, record, words};
use super::source::Citation;
use super::target::Target;
use super::text::{Line, Text};
use super::unit::Unit;

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
        /// How often it is measured.
        cadence: Option<Cadence> = "cadence",
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
        /// Where its figures were looked for in vain, beside the sources of its observations.
        searched: Vec<SourceId> = "searched",
        /// How to draw it; where absent, the shape of the data decides.
        chart: Option<ChartKind> = "chart",
        /// What its chart shows, as one sentence, in place of the generated one.
        finding: Option<Text> = "finding",
        /// What its chart looks like, for people who do not see it, in place of the
        /// generated words.
        description: Option<Text> = "description";
        /// What its latest figures are, as one sentence.
        latest: String,
        /// What its chart says as it is published, in a few sentences.
        told: String,
        /// What is not known of it, if anything is missing.
        gap: Option<Gap>,
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

impl Kpi {
    /// The least and the greatest value that there can be: those of its whole, or else of its
    /// unit.
    pub fn natural_range(&self) -> Option<(f64, f64)> {
        match self.whole {
            Some(whole) => Some((0.0, whole.to_f64())),
            None => {
                let range = self.unit.natural_range();
                range.map(|(low, high)| (low as f64, high as f64))
            }
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
    /// How often something is measured.
    pub enum Cadence {
        /// Every month.
        Monthly = "monthly",
        /// Every quarter.
        Quarterly = "quarterly",
        /// Every half year.
        HalfYearly = "half-yearly",
        /// Every year.
        Yearly = "yearly",
        /// Every other year.
        TwoYearly = "two-yearly",
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
        observations: Vec<Observation> = "observations";
        /// How its statuses are worked out, each step a sentence.
        steps: Vec<String>,
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
        source: Citation = "source",
        /// Why it is not the KPI's figure.
        why: Line = "why",
    }
}
