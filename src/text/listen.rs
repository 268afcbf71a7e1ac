//! A chart as people hear it: its name, its description, and what it shows in a few sentences.

use crate::bundle::{ChartKind, Kpi, Period};
use crate::dataset::{
    Course, Dataset, Datum, Direction, Finding, Gaps, Layout, Reading, kind, layout,
};
use crate::progress::{Status, Verdict};
use crate::site::Subject;

use super::charts::signed;
use super::differences::{difference, of_differences, on};
use super::figures::reason;
use super::finding::{EACH, first_result};
use super::onward::from_to;
use super::values::{capitalise, in_period, the_period};
use super::words;

/// The most sentences of a chart: people who listen cannot look back at the first.
const MOST: usize = 4;

impl Dataset {
    /// The name of the drawing by its kind, with how much is drawn: "Line chart, 2 series, 24
    /// figures".
    pub fn chart_name(&self) -> String {
        let is_shown = |place: &usize| self.series[*place].is_shown;
        let shown: Vec<usize> = (0..self.series.len()).filter(is_shown).collect();
        let figures = match self.subject {
            Subject::Kpi(kpi) => {
                let counts = shown.iter().map(|place| match layout(kind(kpi)) {
                    // Its first and its latest.
                    Layout::SeriesRows => {
                        let dated = self.dated(*place);
                        let found = dated.iter().filter(|datum| datum.is_found());
                        found.count().min(2)
                    }
                    Layout::Time | Layout::Rows => count(&self.drawn(*place)),
                });
                counts.sum()
            }
            Subject::Insights | Subject::Scorecard => count(&self.data.iter().collect::<Vec<_>>()),
        };
        let mut name = self.kind_name().to_owned();
        // The rows of a scorecard are of no series.
        if !matches!(self.subject, Subject::Scorecard) {
            name.push_str(&format!(", {} series", shown.len()));
        }
        let ending = if figures == 1 { "" } else { "s" };
        name.push_str(&format!(", {figures} figure{ending}"));
        name
    }

    /// The usual name of such a drawing. A bar needs an end that its unit or its whole gives, and
    /// changes have none.
    fn kind_name(&self) -> &'static str {
        let Subject::Kpi(kpi) = self.subject else {
            return match self.subject {
                Subject::Scorecard => "Bar chart",
                _ => "Dot plot",
            };
        };
        match kind(kpi) {
            ChartKind::Trend => "Line chart",
            ChartKind::Threshold | ChartKind::Proportion
                if self.since.is_none() && kpi.natural_range().is_some() =>
            {
                "Bar chart"
            }
            ChartKind::Threshold | ChartKind::Proportion | ChartKind::Comparison => "Dot plot",
        }
    }

    /// What the drawing looks like, and the keys that lead through it.
    pub fn described(&self) -> String {
        let mut words = self.appearance().to_owned();
        finish(&mut words);
        words.push(' ');
        words.push_str(words::CHART_KEYS);
        words
    }

    /// What the figures shown say, in at most four sentences: where each series begins and ends,
    /// which way it goes, its highest and its lowest figure, and what is missing. Whether figures
    /// rise is said as [`Direction`] has it, and only of those that may be compared.
    pub fn listen(&self) -> Vec<String> {
        let mut told = match (self.subject, &self.finding) {
            (Subject::Kpi(kpi), _) => self.listen_to(kpi),
            (_, Finding::Differences(rows)) if !rows.is_empty() => {
                let mut told = vec![of_differences(rows)];
                let unit = rows[0].1.unit;
                if rows.len() > 1 && rows.iter().all(|(_, row)| row.unit == unit) {
                    let (mut least, mut most) = (&rows[0], &rows[0]);
                    for row in rows {
                        if row.1.by < least.1.by {
                            least = row;
                        }
                        if row.1.by > most.1.by {
                            most = row;
                        }
                    }
                    for (row, which) in [(most, "greatest"), (least, "least")] {
                        let mut size = difference(&row.1);
                        if row.1.higher.is_none() {
                            size.make_ascii_lowercase();
                        }
                        let on = on(&[row.0], 1);
                        told.push(format!("the {which} difference is{on}: {size}"));
                    }
                }
                told
            }
            _ => vec![self.finding()],
        };
        if let Subject::Insights = self.subject {
            told.extend(self.incomplete());
        }
        for sentence in &mut told {
            finish(sentence);
        }
        told
    }

    /// The measures for which a group that is shown has no figure.
    fn incomplete(&self) -> Option<String> {
        let rows = self.rows();
        let shown = self.series.iter().filter(|series| series.is_shown).count();
        let without = rows.iter().filter(|row| row.len() < shown);
        let without: Vec<_> = without.map(|row| row[0].measure).collect();
        match without.len() {
            0 => None,
            count if count == rows.len() => {
                Some("no measure has a figure for every group".to_owned())
            }
            _ => Some(["not every group has a figure", &on(&without, rows.len())].concat()),
        }
    }

    fn listen_to(&self, kpi: &Kpi) -> Vec<String> {
        let is_shown = |place: &usize| self.series[*place].is_shown;
        let shown: Vec<usize> = (0..self.series.len()).filter(is_shown).collect();
        let is_over_time = layout(kind(kpi)) != Layout::Rows;
        let mut told = Vec::new();
        if shown.len() > EACH {
            told = self.listen_to_many(&shown, is_over_time);
        } else {
            let mut broken_at = None;
            for place in &shown {
                let mut clauses = match is_over_time {
                    true => self.told_of_course(*place, &mut broken_at),
                    false => self.told_of_result(*place),
                };
                if clauses.is_empty() {
                    continue;
                }
                if self.series.len() > 1 {
                    clauses[0] = [self.series[*place].label, ": ", &clauses[0]].concat();
                }
                if shown.len() > 1 {
                    clauses = vec![clauses.join("; ")];
                }
                told.append(&mut clauses);
            }
        }
        let [of_all, of_some] = self.gaps();
        let room = MOST - told.len();
        let gaps = [
            (of_all, "no figure for "),
            (of_some, "not every group has a figure for "),
        ];
        let gaps = gaps
            .into_iter()
            .filter_map(|(gaps, what)| Some(told_of_gaps(gaps?, what)));
        told.extend(gaps.take(room));
        if told.is_empty() {
            told.push(match self.finding {
                Finding::Nothing(_) => self.finding(),
                _ => words::NO_FIGURE_FOUND.to_owned(),
            });
        }
        told
    }

    /// Where a series begins and ends, which way it goes, and its highest and lowest figure,
    /// where those are no ends. `broken_at` is the change of method that was told before.
    fn told_of_course(&self, place: usize, broken_at: &mut Option<Period>) -> Vec<String> {
        let Some(course) = self.course(place) else {
            return Vec::new();
        };
        let noun = match self.since {
            None => "figure".to_owned(),
            Some(year) => format!("change since {year}"),
        };
        let first = told_of(course.first);
        let mut clauses = vec![match ends(&course) {
            1 => format!("the one {noun} shown is {first}"),
            _ => format!(
                "the first {noun} is {first}, the latest {}",
                told_of(course.latest)
            ),
        }];
        let since = match course.broken_at {
            None => String::new(),
            Some(at) if *broken_at == Some(at) => "since then, ".to_owned(),
            Some(at) => format!("since the method changed{}, ", in_period(at)),
        };
        let is_broken = course.broken_at.is_some();
        if is_broken {
            *broken_at = course.broken_at;
        }
        let way = match course.direction {
            None if is_broken => "there is one figure",
            None => return clauses,
            Some(of) => goes(of, course.count),
        };
        let is_one = course.direction.is_none();
        let mut way = [&*since, if is_one { "" } else { "the figures " }, way].concat();
        match course.direction {
            Some(Direction::Rising | Direction::Falling) if is_broken => {
                way.push_str(", from ");
                way.push_str(&told_of(course.start));
            }
            Some(Direction::Rising) => way.push_str(", so the latest is the highest"),
            Some(Direction::Falling) => way.push_str(", so the latest is the lowest"),
            _ => {}
        }
        clauses.push(way);
        if course.direction == Some(Direction::Changing) {
            let then = if is_broken { " since then" } else { "" };
            clauses.push(format!(
                "the highest{then} is {}, the lowest {}",
                told_of(course.peak),
                told_of(course.low)
            ));
        }
        clauses
    }

    /// The figure of a series that is held against its target, or else its latest.
    fn told_of_result(&self, place: usize) -> Vec<String> {
        let of_series = self.data.iter().filter(|datum| datum.series == place);
        let mut found = of_series.filter(|datum| datum.is_found());
        let judged = found.clone().find(|datum| datum.status.is_some());
        let latest = self.course(place).map(|course| course.latest);
        let Some(datum) = judged.or(latest).or_else(|| found.next()) else {
            return Vec::new();
        };
        let is_against = |of: &&Status<'_>| matches!(of.verdict, Verdict::Against(..));
        let mut words = told_of(datum);
        if let Some(status) = datum.status.as_ref().filter(is_against) {
            words.push_str(", ");
            words.push_str(&super::status(status, datum.unit));
        }
        vec![words]
    }

    /// Of many series, between which figures their latest are, and how many go which way.
    fn listen_to_many(&self, shown: &[usize], is_over_time: bool) -> Vec<String> {
        let courses = shown.iter().filter_map(|place| self.course(*place));
        let courses: Vec<Course<'_>> = courses.collect();
        let Some(any) = courses.first() else {
            return Vec::new();
        };
        let (mut lowest, mut highest) = (any.latest, any.latest);
        for course in &courses {
            if course.latest.value() < lowest.value() {
                lowest = course.latest;
            }
            if course.latest.value() > highest.value() {
                highest = course.latest;
            }
        }
        let label = |datum: &Datum| self.series[datum.series].label;
        if courses.len() == 1 {
            let (label, latest) = (label(lowest), told_of(lowest));
            return vec![format!("only {label} has figures, the latest {latest}")];
        }
        let named = |datum| format!("{} ({})", told_of(datum), label(datum));
        let mut told = vec![format!(
            "the latest figures of {} groups go from {} to {}",
            courses.len(),
            named(lowest),
            named(highest)
        )];
        let mut ways = String::new();
        for of in [
            Direction::Rising,
            Direction::Falling,
            Direction::Changing,
            Direction::Level,
        ] {
            let count = courses.iter().filter(|course| course.direction == Some(of));
            let count = count.count();
            if count == 0 || !is_over_time {
                continue;
            }
            let all = courses.len();
            ways.push_str(&match ways.is_empty() {
                true => format!("comparable figures {} for {count} of {all}", goes(of, EACH)),
                false => format!(", {} for {count}", goes(of, EACH)),
            });
        }
        if !ways.is_empty() {
            told.push(ways);
        }
        told
    }
}

/// For which periods there is no figure, and why, if that is for one reason.
fn told_of_gaps(gaps: Gaps<'_>, what: &str) -> String {
    let mut words = what.to_owned();
    let (first, last) = (gaps.first.period, gaps.last.period);
    words.push_str(&match gaps.periods {
        1 => the_period(first),
        count => format!("{count} periods, from {}", from_to(first, last)),
    });
    match gaps.first.reading {
        Reading::Missing(why) if gaps.have_one_reason => {
            words.push_str(": ");
            words.push_str(&reason(why));
        }
        _ => words.push_str(", for several reasons"),
    }
    words
}

/// What figures do that go this way.
fn goes(direction: Direction, count: usize) -> &'static str {
    match direction {
        Direction::Rising if count == 2 => "rise",
        Direction::Falling if count == 2 => "fall",
        Direction::Rising => "rise and never fall",
        Direction::Falling => "fall and never rise",
        Direction::Changing => "rise and fall",
        Direction::Level => "stay the same",
    }
}

/// A figure with its time: "about 86% in Nov–Dec 2019", "+13 points in 2019".
fn told_of(datum: &Datum) -> String {
    let mut words = match datum.reading {
        Reading::Change { by, is_exact, .. } => signed(by, is_exact, datum.unit),
        Reading::Published { .. } | Reading::Missing(_) => datum.words(),
    };
    words.push_str(first_result(datum.figure_status()));
    words.push_str(&in_period(datum.period));
    words
}

/// How many of the two ends of a course there are.
fn ends(course: &Course<'_>) -> usize {
    1 + usize::from(!std::ptr::eq(course.first, course.latest))
}

fn count(data: &[&Datum]) -> usize {
    data.iter().filter(|datum| datum.value().is_some()).count()
}

/// Makes words a sentence.
fn finish(sentence: &mut String) {
    capitalise(sentence);
    if !sentence.ends_with(['.', '?', '!', '…', '。']) {
        sentence.push('.');
    }
}

#[cfg(test)]
#[path = "listen_tests.rs"]
mod tests;
