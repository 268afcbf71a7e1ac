//! What a publisher is warned of: a site that is right, and poorer than it may have to be.

use std::fmt;

use super::error::{place, printable};
use super::language::with_other_region;
use super::rule::Rule;
use super::{Better, Bundle, Goal, Kpi};

/// A warning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// What it warns of.
    pub rule: Rule,
    /// Where: a JSON Pointer, or the path of a published file.
    pub place: String,
    /// What is found there, why it may be wrong, and what to do.
    pub words: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (place, words) = (place(&self.place), printable(&self.words));
        write!(f, "warning: {place}: {words} ({})", self.rule.name())
    }
}

impl Bundle {
    /// What the publisher of the bundle should look at again.
    pub fn warnings(&self) -> Vec<Warning> {
        let kpis = self.kpis.iter().enumerate();
        let better = kpis.filter_map(|(index, kpi)| better(index, kpi));
        region(&self.locale).into_iter().chain(better).collect()
    }
}

/// A region that is written otherwise.
fn region(tag: &str) -> Option<Warning> {
    let better = with_other_region(tag)?;
    Some(Warning {
        rule: Rule::ReplacedRegion,
        place: "/locale".to_owned(),
        words: format!("\"{tag}\" has a region that is written otherwise; write \"{better}\""),
    })
}

/// A goal that demands more where less is better, or less where more is.
fn better(index: usize, kpi: &Kpi) -> Option<Warning> {
    let mut goals = kpi.targets.iter().map(|target| target.goal).enumerate();
    let (target, goal) = goals.find(|(_, goal)| {
        matches!(
            (kpi.better, goal),
            (Better::Lower, Goal::AtLeast(_)) | (Better::Higher, Goal::AtMost(_))
        )
    })?;
    let demand = goal.fields().first()?.0;
    let (own, other) = (
        kpi.better.name(),
        match kpi.better {
            Better::Lower => "higher",
            Better::Higher => "lower",
        },
    );
    Some(Warning {
        rule: Rule::BetterAgainstGoal,
        place: format!("/kpis/{index}/better"),
        words: format!(
            "\"{own}\" is better, and the goal of target {} is \"{demand}\": a \
             figure beyond it counts as reached and as worse; write \"{other}\", or another goal, \
             unless that is meant",
            target + 1
        ),
    })
}
