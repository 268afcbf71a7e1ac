//! How a status is worked out, in sentences: every number that the site computes, with the
//! numbers that it is computed from.

use std::cmp::Ordering;

use crate::bundle::{
    Better, Date, Decimal, Figure, Goal, Kpi, Observation, Period, Qualifier, Relative, Target,
    Unit,
};
use crate::progress::{
    self, Age, Comparability, Edge, Latest, Outcome, Pace, Position, Progress, Standing, Start,
    Status, Verdict,
};

use super::values::{
    capitalise, date, distance, distance_how, figure, goal, goal_noun, in_period, period,
    qualified, quantity, range, target_by, the_period, withdrawn,
};

/// How the statuses of a series were worked out, each step a sentence: against each target, the
/// leading one first. `published` is the date of the bundle, as of which the figure's age is
/// given.
pub fn arithmetic(statuses: &[Status<'_>], published: Date) -> Vec<String> {
    let mut sentences = Vec::new();
    let Some(Status { kpi, series, .. }) = statuses.first() else {
        return sentences;
    };
    for status in statuses {
        match status.latest {
            Some(latest) => {
                against_target(&mut sentences, latest, status, published);
                sentences.extend(way(status));
                sentences.extend(progress::pace(status).map(|of| pace(&of, status)));
            }
            None => sentences.push(nothing_to_compare(status, &kpi.unit)),
        }
    }
    if let Some(latest) = statuses.first().and_then(|status| status.latest) {
        let found = figure(&latest.observation.figure, &kpi.unit);
        if let Some(previous) = progress::previous(series, latest) {
            let earlier = previous.observation;
            let words = changed(
                kpi,
                earlier,
                latest.observation,
                &with_period(earlier, &kpi.unit),
            );
            sentences.extend(words.map(|words| format!("{found} is {words}.")));
        }
        sentences.extend(age(latest, published));
    }
    for sentence in &mut sentences {
        capitalise(sentence);
    }
    sentences
}

/// What the figures mean against one target.
fn against_target(
    sentences: &mut Vec<String>,
    latest: Latest<'_>,
    status: &Status<'_>,
    published: Date,
) {
    let kpi = status.kpi;
    let found = figure(&latest.observation.figure, &kpi.unit);
    match (status.verdict, status.target) {
        (Verdict::Against(position, outcome), Some(target)) => {
            let decisive = status.decisive.unwrap_or(latest);
            if status.is_of_earlier() {
                sentences.push(format!(
                    "The figure for {} decides, because it was measured nearest to when the target was due ({}).",
                    the_period(decisive.observation.period),
                    period(target.due)
                ));
            }
            sentences.extend(relative(target, &kpi.unit));
            sentences.push(against(decisive, position, target.goal, &kpi.unit));
            sentences.push(what_meets(target.goal, kpi.better, &kpi.unit));
            sentences.extend(when(decisive, outcome, target, published, &kpi.unit));
        }
        (Verdict::Withdrawn, Some(target)) => sentences.push(format!(
            "The target, {}, was {}",
            target_by(target, &kpi.unit),
            withdrawn(Some(target))
        )),
        (Verdict::NoneSince, Some(target)) => sentences.push(format!(
            "{found} is from when the target was set ({}) or before, so it is the starting point. We found no figure since then.",
            period(target.set)
        )),
        _ => sentences.push(format!(
            "No target is in force, so there is nothing to compare {found} with."
        )),
    }
}

/// What follows from when the decisive figure was measured, or from how exact it is.
fn when(
    figure: Latest<'_>,
    outcome: Outcome,
    target: &Target,
    published: Date,
    unit: &Unit,
) -> Option<String> {
    let at = in_period(figure.observation.period);
    let due = period(target.due);
    let is_on_time = figure.is_within(target.due);
    Some(match outcome {
        Outcome::Met | Outcome::NotYet if target.due == Period::NotStated => {
            "No due date is given for the target.".to_owned()
        }
        Outcome::Met => return None,
        Outcome::NotMet if is_on_time => return None,
        Outcome::NotMetBefore if is_on_time => format!(
            "It was measured{at}, before the end of the period in which the target was due ({due}). We found no figure for the end of it, so we do not know the final result."
        ),
        Outcome::MetBefore | Outcome::NotMetBefore => format!(
            "It was measured{at}, before the target was due ({due}). We found no figure from when it was due, so we do not know the final result."
        ),
        Outcome::MetLate => format!(
            "It was measured{at}, after the target was due ({due}), so it cannot show whether the target was reached in time."
        ),
        Outcome::NotMet => format!(
            "It was measured{at}, after the target was due ({due}). We found no figure from when it was due."
        ),
        Outcome::MetEarly | Outcome::NotYet => format!(
            "When we published ({}), the target was not due yet ({due}).",
            date(published)
        ),
        Outcome::Unclear if let Some(interval) = &figure.observation.interval => format!(
            "Its {}% interval, {}, lies on both sides of that, so we cannot say whether the target was reached.",
            interval.level,
            range(interval.low, interval.high, unit)
        ),
        Outcome::Unclear => format!(
            "{} may be a little more or a little less than {}, so we cannot say whether the target was reached.",
            self::figure(&figure.observation.figure, unit),
            quantity(figure.value, unit)
        ),
    })
}

/// Why a series without a dated figure has no status.
fn nothing_to_compare(status: &Status<'_>, unit: &Unit) -> String {
    let found = match status.verdict {
        Verdict::NoDatedFigure => "We found no dated figure",
        _ => "We found no figure",
    };
    match status.target {
        Some(target) => format!(
            "{found} to compare with the target, {}.",
            target_by(target, unit)
        ),
        None => format!("{found}, and no target is in force."),
    }
}

/// "86% is 6 points above the top of the target range, 75–80%."
fn against(latest: Latest<'_>, position: Position, of: Goal, unit: &Unit) -> String {
    let (low, high) = of.bounds();
    let how = latest.qualifier;
    let away = |by, is_above| format!("{}{}", distance_how(how, is_above), distance(by, unit));
    let (low_end, high_end) = match of {
        Goal::Band { .. } => ("bottom of the ", "top of the "),
        _ => ("", ""),
    };
    let on = match how {
        Qualifier::Exactly => "equals",
        Qualifier::About => "is about equal to",
        Qualifier::Over => "is more than",
        Qualifier::Nearly => "is just below",
    };
    let place = match position {
        Position::Above(by) => format!("is {} above the {high_end}", away(by, true)),
        Position::Below(by) => format!("is {} below the {low_end}", away(by, false)),
        Position::Within if latest.value == low => format!("{on} the {low_end}"),
        Position::Within if latest.value == high => format!("{on} the {high_end}"),
        Position::Within => format!(
            "is {} above the bottom and {} below the top of the ",
            away(latest.value.minus(low), true),
            away(high.minus(latest.value), false)
        ),
    };
    // What a minimum and a maximum are for, their names have said.
    let end = match of {
        Goal::AtLeast(end) | Goal::AtMost(end) => quantity(end, unit),
        _ => goal(of, unit),
    };
    format!(
        "{} {place}{}, {end}.",
        figure(&latest.observation.figure, unit),
        goal_noun(of),
    )
}

/// "75% or more reaches the target, because higher is better."
fn what_meets(of: Goal, better: Better, unit: &Unit) -> String {
    let edge = Edge::of(of, better);
    // For a minimum and a maximum, their names have said so.
    let because = match (of, better) {
        (Goal::AtLeast(_) | Goal::AtMost(_), _) => "",
        (_, Better::Higher) => ", because higher is better",
        (_, Better::Lower) => ", because lower is better",
    };
    // Shares end at 0 and 100, so there is nothing beyond.
    let end = |(low, high)| Decimal::whole(if edge.is_floor { high } else { low });
    let is_extreme = unit.natural_range().map(end) == Some(edge.value);
    if is_extreme {
        return format!("Only {} reaches the target.", quantity(edge.value, unit));
    }
    let side = match edge.is_floor {
        true => Goal::AtLeast(edge.value),
        false => Goal::AtMost(edge.value),
    };
    format!("{} reaches the target{because}.", goal(side, unit))
}

/// How a goal follows from its baseline, if it was set so: "2 times 1,200 (2020) is 2,400."
pub fn relative(target: &Target, unit: &Unit) -> Option<String> {
    let baseline = target.baseline.as_ref()?;
    let from = start_words(Start::stated(baseline), unit);
    let goal = quantity(target.goal.bounds().0, unit);
    Some(match target.relative? {
        Relative::Times(times) => format!("{times} times {from} is {goal}."),
        Relative::PercentChange(by) => {
            let how = if by < Decimal::whole(0) {
                "less"
            } else {
                "more"
            };
            format!("{}% {how} than {from} is {goal}.", by.abs())
        }
    })
}

/// How much of the distance to the target a series has covered, in a sentence, or why that
/// cannot be said.
fn way(status: &Status<'_>) -> Option<String> {
    let (target, figure) = status.target.zip(status.decisive.or(status.latest))?;
    let unit = &status.kpi.unit;
    let set = period(target.set);
    let why_not = match progress::progress(status)? {
        _ if status.verdict == Verdict::Withdrawn => return None,
        Progress::NoBaseline if target.set.last_day().is_none() => {
            "it is not known when the target was set".to_owned()
        }
        Progress::NoBaseline => {
            format!("we found no dated figure from when the target was set ({set}) or before")
        }
        // What the figure means has said so.
        Progress::NoneSince => return None,
        Progress::Broken(at) => format!(
            "the method changed{}, after the last figure from before the target",
            in_period(at)
        ),
        Progress::NoneLeft(baseline) => format!(
            "when the target was set ({set}), {} had already reached it",
            start_words(baseline, unit)
        ),
        Progress::Covered {
            baseline,
            covered,
            whole,
            percent,
        } => {
            let is_exact = [baseline.qualifier, figure.qualifier] == [Qualifier::Exactly; 2];
            let about = if is_exact { "" } else { "about " };
            let moved = distance(covered.abs(), unit);
            let zero = Decimal::whole(0);
            let is_up = covered > zero;
            let verb = if is_up { "risen" } else { "fallen" };
            let since = if covered == zero {
                "not changed".to_owned()
            } else if is_up == (whole > zero) {
                let share = percent.map(|percent| share(percent, covered, whole, about));
                format!("{verb} {about}{moved}{}", share.unwrap_or_default())
            } else {
                format!("{verb} {about}{moved}, the wrong way")
            };
            let which = match baseline.observation {
                Some(_) => format!("When the target was set ({set}), the latest figure was"),
                None => "The target’s baseline is".to_owned(),
            };
            return Some(format!(
                "{which} {}, {} from the target. The figure has since {since}.",
                start_words(baseline, unit),
                distance(whole.abs(), unit),
            ));
        }
    };
    Some(format!("We cannot say how far along this is: {why_not}."))
}

/// How fast the figures move, and how fast they would have to: "A straight line from 50%
/// (2018) to the target is at 62.5% in 2023; 58% is 4.5 points behind it."
fn pace(pace: &Pace<'_>, status: &Status<'_>) -> String {
    let unit = &status.kpi.unit;
    let Some(figure) = status.decisive else {
        return String::new();
    };
    let found = self::figure(&figure.observation.figure, unit);
    let standing = match pace.standing {
        Standing::Ahead(by) => format!("{} ahead of it", distance(by, unit)),
        Standing::On if pace.expected == figure.value => "on it".to_owned(),
        Standing::On => "on it, given how exact it is".to_owned(),
        Standing::Behind(by) => format!("{} behind it", distance(by, unit)),
    };
    let a_year = |by: Decimal| {
        let direction = match by.cmp(&Decimal::whole(0)) {
            Ordering::Greater => "up ",
            Ordering::Less => "down ",
            Ordering::Equal => "",
        };
        format!("{direction}{} a year", distance(by.abs(), unit))
    };
    format!(
        "A straight line from {} to the target is at {}{}; {found} is {standing}. So far: {}. Needed from then on: {}.",
        start_words(pace.baseline, unit),
        quantity(pace.expected, unit),
        in_period(figure.observation.period),
        a_year(pace.so_far),
        a_year(pace.needed),
    )
}

/// A share of the way in per cent, as words that follow how far it is. Rounding never turns it
/// into "all" or "none". Who went further has all of it behind, and no share of it.
fn share(percent: Decimal, covered: Decimal, whole: Decimal, about: &str) -> String {
    if covered == whole {
        format!(", {about}all of the way")
    } else if covered.abs() > whole.abs() {
        String::new()
    } else if percent == Decimal::whole(0) {
        ", less than 0.1% of the way".to_owned()
    } else if percent == Decimal::whole(100) {
        ", nearly all of the way".to_owned()
    } else {
        format!(", {about}{percent}% of the way")
    }
}

/// Where the way to a target begins, with its date: "72.5% (Oct–Nov 2017)".
fn start_words(start: Start<'_>, unit: &Unit) -> String {
    let found = qualified(start.value, start.qualifier, unit);
    format!("{found} ({})", period(start.period))
}

/// A figure with its date: "72.5% (Oct–Nov 2017)".
fn with_period(observation: &Observation, unit: &Unit) -> String {
    let found = figure(&observation.figure, unit);
    format!("{found} ({})", period(observation.period))
}

/// How a figure changed, as words that follow it: "up 8 points on Oct–Dec 2018", "down 4 days
/// (20%) on the end of 2019", or that the two cannot be compared and why. `None` unless both are published
/// and dated.
pub fn change(kpi: &Kpi, earlier: &Observation, later: &Observation) -> Option<String> {
    changed(kpi, earlier, later, &the_period(earlier.period))
}

/// Like [`change`], with words for the earlier figure.
fn changed(
    kpi: &Kpi,
    earlier: &Observation,
    later: &Observation,
    earlier_name: &str,
) -> Option<String> {
    let change = progress::change(kpi, earlier, later)?;
    if let Some(why) = comparability(change.comparability) {
        return Some(format!("not comparable with {earlier_name}: {why}"));
    }
    let about = about([&earlier.figure, &later.figure]);
    let zero = Decimal::whole(0);
    // A share that was rounded to zero would deny the change.
    let percent = change
        .percent
        .map(Decimal::abs)
        .filter(|share| *share > zero);
    let percent = percent.map_or(String::new(), |share| format!(" ({share}%)"));
    let size = distance(change.by.abs(), &kpi.unit);
    Some(match change.by.cmp(&zero) {
        Ordering::Greater => format!("up {about}{size}{percent} on {earlier_name}"),
        Ordering::Less => format!("down {about}{size}{percent} on {earlier_name}"),
        Ordering::Equal => format!("unchanged from {earlier_name}"),
    })
}

/// The word before a number computed from these figures: "about " unless all are exact.
fn about(figures: [&Figure; 2]) -> &'static str {
    let is_exact = |figure: &Figure| {
        let exactly = Qualifier::Exactly;
        matches!(figure, Figure::Published { qualifier, .. } if *qualifier == exactly)
    };
    if figures.into_iter().all(is_exact) {
        ""
    } else {
        "about "
    }
}

/// Why two figures cannot be compared, as the end of a sentence; empty if they can.
pub fn comparability(found: Comparability) -> Option<String> {
    Some(match found {
        Comparability::Comparable => return None,
        Comparability::OtherUnit => "they are in different units".to_owned(),
        Comparability::OtherMeasure => "they measure different things".to_owned(),
        Comparability::Undated => "one of them is undated".to_owned(),
        Comparability::BrokenAt(at) => {
            format!("the method changed{}", in_period(at))
        }
    })
}

/// How old a figure was when the site's content was published. One of a whole year may have been
/// measured at any time in it.
fn age(latest: Latest<'_>, published: Date) -> Option<String> {
    let when = date(published);
    let period = latest.observation.period;
    let is_year = matches!(
        period,
        Period::On(Date { month: None, .. }) | Period::Financial(_)
    );
    Some(match progress::age(period, published)? {
        Age::Months(0) if is_year => return None,
        Age::NotOver => {
            format!("This figure is for a period that was not over when we published ({when}).")
        }
        Age::Months(0) => {
            format!("This figure was less than a month old when we published ({when}).")
        }
        Age::Months(months) => {
            let least = if is_year { "at least " } else { "" };
            format!(
                "This figure was {least}{} old when we published ({when}).",
                duration(months)
            )
        }
    })
}

/// Months as people say them: "6 years 11 months", "1 year", "3 months".
fn duration(months: u32) -> String {
    let count = |count: u32, unit: &str| match count {
        0 => None,
        1 => Some(format!("1 {unit}")),
        _ => Some(format!("{count} {unit}s")),
    };
    let parts = [count(months / 12, "year"), count(months % 12, "month")];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" ")
}

#[cfg(test)]
#[path = "arithmetic_tests.rs"]
mod tests;
