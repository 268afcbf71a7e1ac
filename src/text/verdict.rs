//! What is said of a figure against its target, and of how many targets were reached.

use crate::bundle::{Decimal, Goal, Period, Qualifier, Unit};
use crate::progress::{Latest, Outcome, Position, Standing, Status, Tally, Tone, Verdict, pace};

use super::values::{
    capitalise, distance, distance_how, figure, goal_noun, in_period, period, the_period, withdrawn,
};
use super::words;

/// Follows that a target was reached which may have been due at any time.
pub(super) const NO_DUE_DATE: &str = "; no due date given";

/// The status of a series in words: "6 points above the target range", "no figure found".
pub fn status(status: &Status<'_>, unit: &Unit) -> String {
    match (status.verdict, status.target) {
        (Verdict::NoFigure, _) | (Verdict::Against(..), None) => words::NO_FIGURE_FOUND.to_owned(),
        (Verdict::NoDatedFigure, _) => words::NO_DATED_FIGURE.to_owned(),
        (Verdict::NoneSince, _) => words::NO_FIGURE_SINCE.to_owned(),
        (Verdict::NoTarget, _) => "no target set".to_owned(),
        (Verdict::Withdrawn, target) => withdrawn(target),
        (Verdict::Against(position, _), Some(target)) => {
            let the = ["the ", goal_noun(target.goal)].concat();
            let figure = status.decisive.map(|of| (of.value, of.qualifier));
            place(position, figure, target.goal, unit, &the)
        }
    }
}

/// Where a figure is against a goal that is called `the`: "6 points above the target range",
/// "within it".
pub(super) fn place(
    position: Position,
    figure: Option<(Decimal, Qualifier)>,
    goal: Goal,
    unit: &Unit,
    the: &str,
) -> String {
    let away = |by, is_above| {
        let how = figure.map_or("", |(_, how)| distance_how(how, is_above));
        [how, &distance(by, unit)].concat()
    };
    match position {
        Position::Above(by) => format!("{} above {the}", away(by, true)),
        Position::Below(by) => format!("{} below {the}", away(by, false)),
        Position::Within => format!("{} {the}", within_how(figure, goal)),
    }
}

/// The status of a series, capitalised: "6 points above the target range".
pub fn status_sentence(status: &Status<'_>, unit: &Unit) -> String {
    let mut words = self::status(status, unit);
    if let Some(earlier) = status.decisive.filter(|_| status.is_of_earlier()) {
        let found = figure(&earlier.observation.figure, unit);
        words = format!("{found} {}, {words}", as_of(earlier));
    }
    capitalise(&mut words);
    words
}

/// Where a figure is that is on a goal's number or in its range: "equal to the target".
pub(super) fn within(figure: Option<(Decimal, Qualifier)>, goal: Goal) -> String {
    format!("{} the {}", within_how(figure, goal), goal_noun(goal))
}

/// How it is there. At an edge that depends on how exact the figure is.
fn within_how(figure: Option<(Decimal, Qualifier)>, goal: Goal) -> &'static str {
    let (low, high) = goal.bounds();
    match figure {
        Some((value, Qualifier::Over)) if value == high => "just above",
        Some((value, Qualifier::Nearly)) if value == low => "just below",
        _ if low != high => "within",
        Some((_, Qualifier::About)) => "about equal to",
        _ => "equal to",
    }
}

/// Whether the target was reached, and when that was measured: "Reached in 2023"; `None` where
/// that cannot be said.
pub fn outcome(status: &Status<'_>) -> Option<String> {
    let Verdict::Against(_, outcome) = status.verdict else {
        return None;
    };
    let (figure, due) = (status.decisive?, status.target?.due);
    let at = in_period(figure.observation.period);
    let is_on_time = status.is_on_time();
    let then = || {
        let words = the_period(due);
        match due {
            Period::EndOf(_) => words,
            _ if is_on_time => ["the end of ", &words].concat(),
            _ => words,
        }
    };
    Some(match outcome {
        Outcome::Met if due == Period::NotStated => format!("Reached{at}{NO_DUE_DATE}"),
        Outcome::Met => format!("Reached{at}"),
        Outcome::MetBefore => format!("Reached{at}; no result found for {}", then()),
        Outcome::MetEarly => format!("Reached early,{at}"),
        Outcome::MetLate => format!("Reached, but measured{at}, after the deadline"),
        Outcome::NotMet if is_on_time => format!("Missed{at}"),
        Outcome::NotMet => format!("Missed; measured{at}, after the deadline"),
        Outcome::NotMetBefore => format!("Not reached{at}; no result found for {}", then()),
        Outcome::NotYet => {
            let pace = match pace(status).map(|pace| pace.standing) {
                None => "",
                Some(Standing::Ahead(_)) => ", ahead of the pace needed",
                Some(Standing::On) => ", at the pace needed",
                Some(Standing::Behind(_)) => ", behind the pace needed",
            };
            let measured = period(figure.observation.period);
            let due = match due {
                Period::NotStated => String::new(),
                due => ["; due ", &period(due)].concat(),
            };
            format!("Not reached yet ({measured}){pace}{due}")
        }
        Outcome::Unclear => format!("Too close to call{at}"),
    })
}

/// An aside on how many of `count` targets were judged by figures from before or after they were due:
/// ", 4 of them on figures from before or after the deadline".
fn off_time(count: usize, before: usize, after: usize) -> String {
    let when = match (before, after) {
        (0, 0) => return String::new(),
        (_, 0) => "before",
        (0, _) => "after",
        _ => "before or after",
    };
    let some = before + after;
    let which = match count {
        1 => String::new(),
        _ if some == count => "each ".to_owned(),
        _ => format!("{some} of them "),
    };
    let figures = if some == 1 || some == count {
        "a figure"
    } else {
        "figures"
    };
    format!(", {which}on {figures} from {when} the deadline")
}

/// How many of the targets without a result fell short on an earlier figure.
fn fell_short(tally: Tally) -> String {
    let count = tally.fell_short;
    let which = match count {
        0 => return String::new(),
        _ if count < tally.undecided => count.to_string(),
        1 => "it".to_owned(),
        _ => "all".to_owned(),
    };
    let figures = match count {
        1 => "an earlier figure",
        _ => "earlier figures",
    };
    format!("; {which} fell short on {figures}")
}

/// How many targets were reached, how many were missed, and what is known of the others.
pub fn tally(tally: Tally) -> String {
    let all = tally.all();
    let none = tally.undecided;
    let result = if tally.without_figure == none {
        "figure"
    } else {
        "result"
    };
    let short = fell_short(tally);
    if none == all {
        return match all {
            0 => "No targets.".to_owned(),
            1 => format!("We found no {result} for the target{short}."),
            _ => format!("We found no {result} for any of the {all} targets{short}."),
        };
    }
    let was = |count: usize| if count == 1 { " was" } else { " were" };
    let reached = off_time(tally.met, tally.met_before, tally.met_late);
    let missed = off_time(tally.missed, 0, tally.missed_late);
    let mut parts: Vec<(usize, &str, &str, &str)> = Vec::new();
    for (count, verb, what, when) in [
        (tally.met, was(tally.met), " reached", &*reached),
        (tally.missed, was(tally.missed), " missed", &*missed),
        (tally.open, "", " may still be reached", ""),
        (tally.close, was(tally.close), " too close to call", ""),
        (tally.withdrawn, was(tally.withdrawn), " withdrawn", ""),
    ] {
        if count == all {
            return match all {
                1 => format!("The target{verb}{what}{when}."),
                _ => format!("All {all} targets{verb}{what}{when}."),
            };
        }
        if count > 0 {
            parts.push((count, verb, what, when));
        }
    }
    // That none was reached is news once some could have been.
    if tally.met == 0 && tally.missed > 0 {
        parts.insert(0, (0, " was", " reached", ""));
    }
    let mut words = format!("Of {all} targets");
    let last = parts.len() - 1;
    let mut is_aside = false;
    for (place, (count, verb, what, when)) in parts.into_iter().enumerate() {
        let is_last = place > 0 && place == last;
        // A comma also ends an aside.
        if !is_last || is_aside {
            words.push(',');
        }
        words.push_str(if is_last { " and " } else { " " });
        is_aside = !when.is_empty();
        match count {
            0 => words.push_str("none"),
            _ => words.push_str(&count.to_string()),
        }
        words.push_str(verb);
        words.push_str(what);
        words.push_str(when);
    }
    words.push('.');
    if none > 0 {
        words.push_str(&format!(" For {none} we found no {result}{short}."));
    }
    words
}

/// The word for a tone.
pub fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Missed => "Missed",
        Tone::Open => "Not reached yet",
        Tone::Met => "Reached",
        Tone::Undecided => "No result found",
        Tone::Withdrawn => "Withdrawn",
    }
}

/// When a figure was measured, as words that follow it: "in Nov–Dec 2019", "at the end of 2023".
pub fn as_of(latest: Latest<'_>) -> String {
    in_period(latest.observation.period).trim_start().to_owned()
}

#[cfg(test)]
#[path = "verdict_tests.rs"]
mod tests;
