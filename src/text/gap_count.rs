//! How many figures are missing. Worked out when a bundle is read.

use crate::bundle::Bundle;
use crate::progress::{Missing, Status, Tally, Verdict, is_due, missing, statuses};

/// How many statuses lack what.
#[derive(Default)]
struct Counts {
    /// Any figure.
    none: usize,
    /// One with a date.
    dated: usize,
    /// One from after the target was set.
    since: usize,
    /// The one from when the target was due.
    when_due: usize,
    /// Later ones.
    later: usize,
    /// Later ones, where there is no target.
    without_target: usize,
    /// Nothing: there is no figure, and the target is not due yet.
    not_due: usize,
    /// Nothing: the figure is withheld.
    withheld: usize,
}

impl Counts {
    fn add(&mut self, status: &Status<'_>, what: Option<Missing>, is_due: bool) {
        let has_target = status.target.is_some();
        let count = match (what, status.verdict) {
            (Some(Missing::Any), Verdict::NoDatedFigure) => &mut self.dated,
            (Some(Missing::Any), Verdict::NoneSince) => &mut self.since,
            (Some(Missing::Any), _) => &mut self.none,
            (Some(Missing::WhenDue), _) => &mut self.when_due,
            // The home page counts these among those without a figure.
            (_, Verdict::NoFigure) if has_target && is_due => &mut self.withheld,
            (_, Verdict::NoFigure) if has_target => &mut self.not_due,
            (Some(Missing::Later), _) if has_target => &mut self.later,
            (Some(Missing::Later), _) => &mut self.without_target,
            (None, _) => return,
        };
        *count += 1;
    }
}

/// How many figures are missing of how many, in sentences; empty if none is.
pub fn missing_figures(bundle: &Bundle) -> String {
    let mut tally = Tally::default();
    let mut counts = Counts::default();
    for kpi in &bundle.kpis {
        for series in &kpi.series {
            for status in statuses(kpi, series, bundle.published) {
                tally.add(&status);
                let what = missing(&status, bundle.published);
                counts.add(&status, what, is_due(&status, bundle.published));
            }
        }
    }
    let mut said: Vec<String> = Vec::new();
    for (count, what) in [
        (counts.none, "we found no figure"),
        (counts.dated, "we found only undated figures"),
        (
            counts.since,
            "we found only figures from before the target was set",
        ),
        (
            counts.when_due,
            "we found only figures from before or after the due date",
        ),
        (counts.later, "the latest figures are missing"),
    ] {
        if count > 0 {
            let which = match said.is_empty() {
                true => of_targets(count, tally.all()),
                false => format!("For {count} more"),
            };
            said.push(format!("{which}, {what}."));
        }
    }
    if counts.without_target > 0 {
        let which = some(counts.without_target, "measure");
        said.push(format!(
            "For {which} without a target, the latest figures are missing."
        ));
    }
    // By themselves, these are nothing that is missing.
    if said.is_empty() {
        return String::new();
    }
    if counts.not_due > 0 {
        let which = some(counts.not_due, "other target");
        let [has, is] = match counts.not_due {
            1 => ["has", "is"],
            _ => ["have", "are"],
        };
        said.push(format!("{which} {has} no figure but {is} not due yet."));
    }
    if counts.withheld > 0 {
        let which = some(counts.withheld, "other target");
        said.push(format!("For {which}, figures are withheld."));
    }
    said.join(" ")
}

/// So many of something: "1 measure", "2 measures".
fn some(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

/// Names some targets of all: "For 2 of 7 targets", "For all 7 targets".
fn of_targets(count: usize, all: usize) -> String {
    match all {
        1 => "For the one target".to_owned(),
        2 if count == all => "For both targets".to_owned(),
        _ if count == all => format!("For all {all} targets"),
        _ => format!("For {count} of {all} targets"),
    }
}
