//! Where a series is against the target in force.

use std::cmp::Ordering;

use crate::bundle::{
    Better, Date, Decimal, Figure, FigureStatus, Goal, Kpi, Observation, Period, Qualifier, Series,
    Target,
};
use crate::names::names;
use crate::order::sort_by_number;

/// A series, its latest dated figure, and what its figures mean against its target.
#[derive(Clone, Debug, PartialEq)]
pub struct Status<'a> {
    /// The KPI.
    pub kpi: &'a Kpi,
    /// The series of it.
    pub series: &'a Series,
    /// The latest dated figure; `None` when no dated figure is published.
    pub latest: Option<Latest<'a>>,
    /// Periods after the latest figure for which the sources give none, in order, without those
    /// that were not over when the bundle was published.
    pub missing_since: Vec<&'a Observation>,
    /// The target; `None` when none is in force.
    pub target: Option<&'a Target>,
    /// The figure that the verdict is of, if it is of one. Another one than the latest where that
    /// was measured further from when the target was due.
    pub decisive: Option<Latest<'a>>,
    /// What the decisive figure means against the target.
    pub verdict: Verdict,
}

impl Status<'_> {
    /// The code of the verdict, where there is a target to judge.
    pub fn code(&self) -> Option<&'static str> {
        self.target.and(self.verdict.code())
    }

    /// Whether the decisive figure was measured in the period in which the target was due.
    pub fn is_on_time(&self) -> bool {
        let both = self.decisive.zip(self.target);
        both.is_some_and(|(figure, target)| figure.is_within(target.due))
    }

    /// Whether the verdict is of an earlier figure than the latest.
    pub fn is_of_earlier(&self) -> bool {
        let places = [self.decisive, self.latest].map(|of| of.map(|of| of.observation.period));
        self.decisive.is_some() && places[0] != places[1]
    }
}

/// A published, dated figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Latest<'a> {
    /// Its observation.
    pub observation: &'a Observation,
    /// The number, in the KPI's unit.
    pub value: Decimal,
    /// How exact it is.
    pub qualifier: Qualifier,
}

impl<'a> Latest<'a> {
    /// The figure of an observation, if it has one that was measured: a forecast is none.
    pub fn of(observation: &'a Observation) -> Option<Self> {
        match observation.figure {
            Figure::Published { value, qualifier }
                if observation.status != Some(FigureStatus::Forecast) =>
            {
                Some(Latest {
                    observation,
                    value,
                    qualifier,
                })
            }
            _ => None,
        }
    }

    /// Whether it was measured in the period in which a target is due, or partly.
    pub fn is_within(self, due: Period) -> bool {
        let bounds = self.observation.period.bounds().zip(due.bounds());
        bounds.is_some_and(|((begun, ended), (from, to))| ended > from && begun < to)
    }
}

/// What can be said about a series against its target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// There is no figure.
    NoFigure,
    /// There are figures, but none of them has a date.
    NoDatedFigure,
    /// There are figures, but none from after the target was set.
    NoneSince,
    /// There is a figure, but no target.
    NoTarget,
    /// The target was given up.
    Withdrawn,
    /// The decisive figure's position, and what it means.
    Against(Position, Outcome),
}

/// Where a value is. Distances are positive, in the KPI's unit; for percentages that is
/// percentage points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Position {
    /// Above the goal's upper end, by this much.
    Above(Decimal),
    /// Exactly on the goal's number, or inside its band.
    Within,
    /// Below the goal's lower end, by this much.
    Below(Decimal),
}

impl Position {
    /// Where `value` is against `goal`: above it by `value` - upper end, below it by lower end
    /// - `value`, otherwise within.
    pub fn of(value: Decimal, goal: Goal) -> Self {
        let (low, high) = goal.bounds();
        if value > high {
            Position::Above(value.minus(high))
        } else if value < low {
            Position::Below(low.minus(value))
        } else {
            Position::Within
        }
    }
}

/// The end of a goal that decides whether it is reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// The number there.
    pub value: Decimal,
    /// Whether the goal is reached from here on upwards; otherwise downwards.
    pub is_floor: bool,
}

impl Edge {
    /// The low end of a floor and the high end of a ceiling, whichever direction is better. A
    /// number and a band are reached from the worse side, because doing better than the goal is
    /// not a miss: their low end where higher is better, otherwise their high end.
    pub fn of(goal: Goal, better: Better) -> Self {
        let (low, high) = goal.bounds();
        let is_floor = match (goal, better) {
            (Goal::AtLeast(_), _) | (Goal::Number(_) | Goal::Band { .. }, Better::Higher) => true,
            (Goal::AtMost(_), _) | (Goal::Number(_) | Goal::Band { .. }, Better::Lower) => false,
        };
        let value = if is_floor { low } else { high };
        Edge { value, is_floor }
    }
}

names! {
    /// What a figure means for a target, by whether it reaches the goal and by when it was
    /// measured.
    pub enum Outcome {
        /// It reaches the goal, and was measured in the period in which the target was due, or no
        /// due date is stated.
        Met = "met",
        /// It reached the goal before the target was due, and none was found from when it was.
        MetBefore = "met-before",
        /// It reaches the goal, and the target is not due yet.
        MetEarly = "met-early",
        /// It reaches the goal, and was measured after the target was due: it cannot show
        /// whether that was in time.
        MetLate = "met-late",
        /// It does not reach the goal, and was measured at the end of that period or after.
        NotMet = "not-met",
        /// It did not reach the goal before that, and none was found from then.
        NotMetBefore = "not-met-before",
        /// It does not reach the goal, and the target is not due yet, or no due date is stated.
        NotYet = "not-yet",
        /// It is too near the number that decides for how exact it is.
        Unclear = "too-close",
    }
}

impl Verdict {
    /// Its code in files and style sheets: an outcome's name, or one of two others. `None` where
    /// there is no target.
    pub fn code(self) -> Option<&'static str> {
        match self {
            Verdict::NoFigure | Verdict::NoDatedFigure | Verdict::NoneSince => Some("no-figure"),
            Verdict::NoTarget => None,
            Verdict::Withdrawn => Some("withdrawn"),
            Verdict::Against(_, outcome) => Some(outcome.name()),
        }
    }
}

/// The targets for a series that count when a bundle is published: those that nothing has
/// superseded yet. Those that were withdrawn come after the others. The last one due leads, of
/// several the one for this series alone, and of those the one set last.
fn targets_in_force<'a>(kpi: &'a Kpi, series: &Series, published: Date) -> Vec<&'a Target> {
    let is_for = |target: &&Target| {
        !is_superseded(target, published)
            && target.series.as_ref().is_none_or(|id| *id == series.id)
    };
    let mut targets: Vec<&Target> = Vec::new();
    // There are few, and sorting takes more code than this.
    for target in kpi.targets.iter().filter(is_for) {
        let place = targets
            .iter()
            .position(|other| leads(target, other, published));
        targets.insert(place.unwrap_or(targets.len()), target);
    }
    targets
}

/// The target that was in force for a series in the middle of a period; of several the one that
/// is due last, and of those the one set last. `series` is its place.
pub fn target_at(kpi: &Kpi, series: usize, period: Period) -> Option<&Target> {
    let start = |period: Period| period.bounds().map(|(start, _)| start);
    let at = period.middle()?;
    let mut leading: Option<&Target> = None;
    for target in &kpi.targets {
        let is_own = target.series.as_ref();
        let is_in_force = is_own.is_none_or(|id| *id == kpi.series[series].id)
            && start(target.set).is_some_and(|set| set <= at)
            && target.superseded.and_then(start).is_none_or(|end| at < end);
        let key = |of: &Target| (start(of.due), start(of.set));
        if is_in_force && leading.is_none_or(|other| key(target) >= key(other)) {
            leading = Some(target);
        }
    }
    leading
}

/// Whether a period had begun when a bundle was published. One that is not stated had.
fn has_begun(period: Period, published: Date) -> bool {
    let bounds = period.bounds();
    bounds.is_none_or(|(from, _)| from < published.end())
}

/// Whether a period was over when a bundle was published. One that is not stated may not be.
pub(super) fn has_ended(period: Period, published: Date) -> bool {
    let bounds = period.bounds();
    bounds.is_some_and(|(_, to)| to <= published.end())
}

/// Whether another target had replaced a target when the bundle was published.
pub fn is_superseded(target: &Target, published: Date) -> bool {
    target.superseded.is_some_and(|at| has_begun(at, published))
}

/// Whether a target had been given up when the bundle was published.
pub fn is_withdrawn(target: &Target, published: Date) -> bool {
    let withdrawn = target.withdrawn.as_ref();
    withdrawn.is_some_and(|withdrawn| has_begun(withdrawn.at, published))
}

/// Whether a target comes before another: by whether it is pursued, by when they are due, whom they are for and when they
/// were set; and by their goals, so that their order in the file decides nothing.
fn leads(target: &Target, other: &Target, published: Date) -> bool {
    let key = |of: &Target| {
        let due = of.due.bounds().map_or(f64::NEG_INFINITY, |(_, to)| to);
        let set = of.set.bounds().map_or(f64::NEG_INFINITY, |(_, to)| to);
        let is_own = f64::from(u8::from(of.series.is_some()));
        let is_pursued = f64::from(u8::from(!is_withdrawn(of, published)));
        [is_pursued, due, is_own, set, of.goal.bounds().0.to_f64()]
    };
    key(target) > key(other)
}

/// Where a series of `kpi` is against each target in force, the leading one first; without one,
/// what there is of figures.
pub fn statuses<'a>(kpi: &'a Kpi, series: &'a Series, published: Date) -> Vec<Status<'a>> {
    let targets = targets_in_force(kpi, series, published);
    if targets.is_empty() {
        return vec![status_of(kpi, series, None, published)];
    }
    let targets = targets.into_iter();
    targets
        .map(|target| status_of(kpi, series, Some(target), published))
        .collect()
}

/// Where a series of `kpi` is against the leading target.
pub fn status<'a>(kpi: &'a Kpi, series: &'a Series, published: Date) -> Status<'a> {
    let leading = targets_in_force(kpi, series, published).into_iter().next();
    status_of(kpi, series, leading, published)
}

/// Where a series of `kpi` is against a target, as of the day when the bundle was published.
///
/// The latest figure is the published one whose period has the latest middle. One without a
/// date is never the latest, because nothing shows that it is, nor is a forecast.
///
/// The verdict is of the decisive figure. Once the target is due, that is the figure measured
/// nearest to the end of the period in which it was due; until then, the latest. A figure from
/// when the target was set or before is where it begins, and decides nothing.
fn status_of<'a>(
    kpi: &'a Kpi,
    series: &'a Series,
    target: Option<&'a Target>,
    published: Date,
) -> Status<'a> {
    let mut dated: Vec<&Observation> = series.observations.iter().collect();
    dated.retain(|observation| observation.period.middle().is_some());
    sort_by_number(&mut dated, &|of| of.period.middle().unwrap_or_default());

    let mut figures = Vec::new();
    let mut missing_since = Vec::new();
    for observation in dated {
        match Latest::of(observation) {
            Some(figure) => {
                figures.push(figure);
                missing_since.clear();
            }
            None if matches!(observation.figure, Figure::NotPublished { .. })
                && has_ended(observation.period, published) =>
            {
                missing_since.push(observation);
            }
            None => {}
        }
    }
    let latest = figures.last().copied();
    let pursued = target.filter(|target| !is_withdrawn(target, published));
    let decisive = pursued.and_then(|target| decisive(&figures, target, published));
    let verdict = match (latest, target, decisive) {
        (_, Some(_), _) if pursued.is_none() => Verdict::Withdrawn,
        (None, ..) if is_published(series) => Verdict::NoDatedFigure,
        (None, ..) => Verdict::NoFigure,
        (Some(_), None, _) => Verdict::NoTarget,
        (Some(_), Some(_), None) => Verdict::NoneSince,
        (Some(_), Some(target), Some((figure, when))) => Verdict::Against(
            Position::of(figure.value, target.goal),
            outcome(figure, target.goal, kpi.better, when),
        ),
    };
    Status {
        kpi,
        series,
        latest,
        missing_since,
        target,
        decisive: decisive.map(|(figure, _)| figure),
        verdict,
    }
}

/// When a figure was measured, seen from when its target is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    /// No due date is stated.
    NotStated,
    /// The target is not due yet.
    Ahead,
    /// Before it was due.
    Before,
    /// In the period in which it was due, and before the end of that.
    Within,
    /// At the end of that period.
    Due,
    /// After it was due.
    After,
}

/// The figure that decides about a target, and when it was measured. `figures` are in order of
/// time.
fn decisive<'a>(
    figures: &[Latest<'a>],
    target: &Target,
    published: Date,
) -> Option<(Latest<'a>, When)> {
    let set = target.set.last_day();
    let is_since = |figure: &&Latest<'_>| {
        let last_day = figure.observation.period.last_day();
        set.is_none() || last_day > set
    };
    let figures = figures.iter().filter(is_since);
    let latest = |when| figures.clone().next_back().map(|figure| (*figure, when));
    let Some((from, to)) = target.due.bounds() else {
        return latest(When::NotStated);
    };
    if to > published.end() {
        return latest(When::Ahead);
    }
    let away = figures.filter_map(|figure| {
        let period = figure.observation.period;
        let (begun, ended) = period.bounds()?;
        Some(if begun >= to {
            (begun - to, figure, When::After)
        } else if period.last_day() >= target.due.last_day() {
            (-1.0, figure, When::Due)
        } else if ended > from {
            (to - ended, figure, When::Within)
        } else {
            (to - ended, figure, When::Before)
        })
    });
    // Of several that are as near, one from before the target was due comes first, and of those
    // from when it was due the last.
    let nearest = away.reduce(|nearest, next| match next.0.total_cmp(&nearest.0) {
        Ordering::Less => next,
        Ordering::Equal if next.2 == nearest.2 => next,
        Ordering::Equal | Ordering::Greater => nearest,
    });
    nearest.map(|(_, figure, when)| (*figure, when))
}

fn is_published(series: &Series) -> bool {
    let mut figures = series.observations.iter().filter_map(Latest::of);
    figures.next().is_some()
}

/// The latest of the published, dated figures of `series` for which `is_wanted`: the one
/// whose period has the latest middle.
pub(super) fn latest_where<'a>(
    series: &'a Series,
    is_wanted: &dyn Fn(Period) -> bool,
) -> Option<Latest<'a>> {
    let mut found: Option<(f64, Latest<'a>)> = None;
    for observation in &series.observations {
        if let Some(latest) = Latest::of(observation)
            && let Some(middle) = observation.period.middle()
            && is_wanted(observation.period)
            && found.is_none_or(|(before, _)| before <= middle)
        {
            found = Some((middle, latest));
        }
    }
    Some(found?.1)
}

/// The published figure before `latest`: of those of `series` whose period has an earlier
/// middle, the one with the latest.
pub fn previous<'a>(series: &'a Series, latest: Latest<'_>) -> Option<Latest<'a>> {
    let at = latest.observation.period.middle();
    latest_where(series, &|period| period.middle() < at)
}

/// What a figure means: it reaches the goal at its deciding edge or beyond. On the edge it
/// depends on how exact the figure is, and within its interval on both sides nothing is sure.
fn outcome(figure: Latest<'_>, goal: Goal, better: Better, when: When) -> Outcome {
    let edge = Edge::of(goal, better);
    let value = figure.value;
    if let Some(interval) = &figure.observation.interval {
        // Where one end reaches the goal and the other does not.
        let reaches = |end: Decimal| end == edge.value || (end > edge.value) == edge.is_floor;
        if reaches(interval.low) != reaches(interval.high) {
            return Outcome::Unclear;
        }
    }
    let is_met = if value == edge.value {
        match (figure.qualifier, edge.is_floor) {
            (Qualifier::Exactly, _) | (Qualifier::Over, true) | (Qualifier::Nearly, false) => true,
            (Qualifier::Over, false) | (Qualifier::Nearly, true) => false,
            (Qualifier::About, _) => return Outcome::Unclear,
        }
    } else {
        (value > edge.value) == edge.is_floor
    };
    match (is_met, when) {
        (true, When::NotStated | When::Within | When::Due) => Outcome::Met,
        (true, When::Before) => Outcome::MetBefore,
        (true, When::Ahead) => Outcome::MetEarly,
        (true, When::After) => Outcome::MetLate,
        (false, When::Due | When::After) => Outcome::NotMet,
        (false, When::Before | When::Within) => Outcome::NotMetBefore,
        // A due date that is not stated may lie ahead.
        (false, When::NotStated | When::Ahead) => Outcome::NotYet,
    }
}

#[cfg(test)]
#[path = "status_tests.rs"]
mod tests;
