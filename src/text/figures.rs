//! The words for the values of [`crate::dataset`], wherever they are shown.

use std::borrow::Cow;

use crate::bundle::{ChartKind, Decimal, FigureStatus, Interval, Observation, Period, Unit};
use crate::dataset::{Dataset, Datum, Drawn, Finding, Heading, Measure, Reading, Reason, kind};
use crate::site::Subject;

use super::arithmetic::comparability;
use super::charts::{reading, signed};
use super::differences::of_differences;
use super::values::{
    add_sentence, capitalise, figure, period, quantity, range, target_by, unit_title,
};
use super::{axis_change, axis_value, choices, onward, status_sentence, tally, words};

impl Subject {
    /// Its name.
    pub fn title(&self) -> &'static str {
        match self {
            Subject::Kpi(kpi) => &kpi.title,
            Subject::Insights => words::COMPARISON,
            Subject::Scorecard => words::SCORECARD,
        }
    }
}

impl Measure {
    /// Its name: "Analytics projects: cross-agency".
    pub fn title(&self) -> Cow<'static, str> {
        match self.series {
            None => Cow::Borrowed(self.name),
            Some(series) => Cow::Owned(format!("{}: {series}", self.name)),
        }
    }
}

impl Heading {
    /// What it says, if there is one.
    pub fn title(&self) -> Option<&'static str> {
        match self {
            Heading::Series(label) => Some(label),
            Heading::Tone(tone) => Some(super::tone(*tone)),
            Heading::None => None,
        }
    }
}

/// Why there is no figure.
pub fn reason(reason: Reason) -> Cow<'static, str> {
    match reason {
        Reason::NotPublished(reason) => Cow::Borrowed(&**reason),
        Reason::NoBase(year) => Cow::Owned(choices::no_base(year)),
        Reason::Undated => Cow::Owned(period(Period::NotStated)),
        Reason::NotComparable(why) => {
            let mut why = comparability(why).unwrap_or_default();
            capitalise(&mut why);
            Cow::Owned(why + ".")
        }
        Reason::NoFigure => Cow::Borrowed(words::NO_FIGURE_FOUND),
        Reason::NoDatedFigure => Cow::Borrowed(words::NO_DATED_FIGURE),
    }
}

/// Why a series has no figure from one period to another, which may be the same: "Citizens, Dec
/// 2020 to Feb 2024: no figure. Not read."
pub fn gap(series: &str, first: Period, last: Period, why: Reason) -> String {
    if why.is_of_change() {
        return choices::not_compared(series, first, last, why);
    }
    let when = onward::from_to(first, last);
    let mut words = format!("{series}, {when}: no figure");
    let mut why = reason(why).into_owned();
    capitalise(&mut why);
    add_sentence(&mut words, &why);
    words
}

impl Datum {
    /// The figure in words: "about 55%", "up 13 points on Jul–Aug 2015", "Not compared",
    /// "No figure", "Withheld".
    pub fn words(&self) -> String {
        match (self.reading, self.figure_status()) {
            (Reading::Missing(_), Some(FigureStatus::Suppressed)) => words::WITHHELD.to_owned(),
            (Reading::Missing(why), _) if why.is_of_change() => words::NOT_COMPARED.to_owned(),
            _ => reading(self.reading, self.unit),
        }
    }

    /// The figure as it is written beside its mark: "about 55% [p]", "+13 points".
    pub fn short(&self) -> String {
        match self.reading {
            Reading::Change { by, is_exact, .. } => {
                marked(signed(by, is_exact, self.unit), self.figure_status())
            }
            Reading::Published { .. } => self.marked(),
            Reading::Missing(_) => self.words(),
        }
    }

    /// The figure with the symbol of its status: "55% [p]".
    pub fn marked(&self) -> String {
        marked(self.words(), self.figure_status())
    }

    /// What its source says of the figure besides its value, each a sentence.
    pub fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        let Some(observation) = self.observation else {
            return remarks;
        };
        if let Some(status) = observation.status {
            let mut words = status.name().to_owned();
            capitalise(&mut words);
            if let Some(former) = &observation.former {
                let value = quantity(former.value, self.unit);
                words.push_str(&format!(": {value} until {}", period(former.until)));
            }
            words.push('.');
            remarks.push(words);
        }
        // An interval is of the figure, not of its change.
        let is_change = matches!(self.reading, Reading::Change { .. });
        if let Some(interval) = observation.interval.as_ref().filter(|_| !is_change) {
            let range = range(interval.low, interval.high, self.unit);
            remarks.push(format!("{}% interval: {range}.", interval.level));
        }
        remarks
    }

    /// Where the figure is against its target.
    pub fn status(&self) -> Option<String> {
        let mut all = String::new();
        for status in self.statuses() {
            let mut words = status_sentence(status, self.unit);
            if let Some(outcome) = super::outcome(status) {
                words.push_str(". ");
                words.push_str(&outcome);
            }
            // Of several, each says which.
            if let Some(target) = status.target.filter(|_| !self.others.is_empty()) {
                words = format!("{}: {words}", target_by(target, self.unit));
                capitalise(&mut words);
            }
            if !all.is_empty() {
                super::add_sentence(&mut all, &words);
            } else {
                all = words;
            }
        }
        (!all.is_empty()).then_some(all)
    }

    /// The targets with which the figure is compared: "80% or more by 2030; 60% or more by
    /// 2025".
    pub fn targets(&self) -> Option<String> {
        let mut all = String::new();
        for target in self.statuses().filter_map(|status| status.target) {
            if !all.is_empty() {
                all.push_str("; ");
            }
            all.push_str(&target_by(target, self.unit));
        }
        (!all.is_empty()).then_some(all)
    }
}

impl Dataset {
    /// What it shows, as one sentence.
    pub fn finding(&self) -> String {
        match &self.finding {
            Finding::Written(words) => words.to_string(),
            Finding::Latest(kpi) => kpi.latest.clone(),
            Finding::Spans(spans, left_out) => {
                choices::of_spans(spans, left_out, self.series.len() == 1)
            }
            Finding::Differences(rows) => of_differences(rows),
            Finding::Tally(counted) => tally(*counted),
            Finding::Nothing(nothing) => choices::nothing(nothing),
        }
    }

    /// What the drawing looks like, for people who do not see it.
    pub fn appearance(&self) -> &'static str {
        match self.subject {
            Subject::Kpi(kpi) => match &kpi.description {
                Some(words) => words,
                None => appearance(kind(kpi)),
            },
            Subject::Insights => words::COMPARISON_APPEARANCE,
            Subject::Scorecard => words::SCORECARD_APPEARANCE,
        }
    }

    /// What the drawing says, for people who do not see it but have its table; its finding is
    /// that of [`Dataset::finding`].
    pub fn label(&self, finding: &str) -> String {
        let all = match self.subject {
            Subject::Kpi(kpi) if kpi.description.is_some() => "",
            Subject::Kpi(_) | Subject::Insights | Subject::Scorecard => words::ALL_IN_TABLE,
        };
        let title = self.subject.title();
        format!("{title}. {finding} {}{all}", self.appearance())
    }

    /// The group or the groups that a figure is of.
    pub fn series_label(&self, datum: &Datum) -> String {
        let mut labels = String::new();
        for series in self.series_of(datum) {
            if !labels.is_empty() {
                labels.push_str(", ");
            }
            labels.push_str(series.label);
        }
        labels
    }

    /// Names a figure: "Citizens, Nov–Dec 2019".
    pub fn name(&self, datum: &Datum) -> String {
        let mut words = String::new();
        if self.has_measures() {
            words.push_str(&datum.measure.title());
            words.push_str(", ");
        }
        words.push_str(&self.series_label(datum));
        words.push_str(", ");
        words.push_str(&period(datum.period));
        words
    }

    /// A figure in sentences: "Citizens, Nov–Dec 2019: 86%. 6 points above the target range."
    pub fn point(&self, datum: &Datum) -> String {
        let mut words = self.name(datum);
        words.push_str(": ");
        words.push_str(&datum.words());
        if let Reading::Missing(why) = datum.reading {
            words.push_str(". ");
            words.push_str(&reason(why));
        }
        for remark in datum.remarks() {
            add_sentence(&mut words, &remark);
        }
        if datum.value().is_some()
            && let Some(status) = datum.status()
        {
            add_sentence(&mut words, &status);
        }
        words
    }

    /// The label of a value on an axis, in the unit of what it shows.
    pub fn axis_value(&self, value: Decimal, unit: &Unit) -> String {
        match self.since {
            None => axis_value(value, unit),
            Some(_) => axis_change(value),
        }
    }

    /// The title, with the unit of the figures where they share one.
    pub fn title_with_unit(&self) -> String {
        self.with_unit(self.subject.title())
    }

    /// The groups that are shown, with the unit: what is left to say below a heading that names
    /// what is measured.
    pub fn groups_with_unit(&self) -> String {
        let mut groups = String::new();
        let mut count = 0;
        for series in self.series.iter().filter(|series| series.is_shown) {
            count += 1;
            add(&mut groups, "", ", ", series.label);
        }
        if count > EACH {
            groups = super::onward::groups(count);
        }
        self.with_unit(&groups)
    }

    fn with_unit(&self, title: &str) -> String {
        match self.unit() {
            Some(unit) if self.since.is_some() && unit.is_percent() => {
                format!("{title} ({})", words::PERCENTAGE_POINTS)
            }
            Some(unit) if !is_named(title, unit) => format!("{title} ({})", unit_title(unit)),
            _ => title.to_owned(),
        }
    }
}

/// The most groups of which a subtitle names each.
const EACH: usize = 4;

/// Whether a title names a unit, so that it need not be said again.
fn is_named(title: &str, unit: &Unit) -> bool {
    let name = unit_title(unit);
    let mut places = title.as_bytes().windows(name.len());
    places.any(|place| place.eq_ignore_ascii_case(name.as_bytes()))
}

/// The symbol of a figure's status, as the statistics offices of the United Kingdom write it
/// ("Using symbols in tables"); a corrected figure is a revised one there.
pub fn symbol(status: FigureStatus) -> &'static str {
    match status {
        FigureStatus::Provisional => "[p]",
        FigureStatus::Estimated => "[e]",
        FigureStatus::Revised | FigureStatus::Corrected => "[r]",
        FigureStatus::Forecast => "[f]",
        FigureStatus::Suppressed => "[c]",
    }
}

/// A figure with the symbol of its status, if it has one: "55% [p]".
pub fn marked(mut figure: String, status: Option<FigureStatus>) -> String {
    if let Some(status) = status {
        figure.push(' ');
        figure.push_str(symbol(status));
    }
    figure
}

/// The figure of an observation with the symbol of its status: "about 55% [p]".
pub fn observed(observation: &Observation, unit: &Unit) -> String {
    marked(figure(&observation.figure, unit), observation.status)
}

/// What the symbols mean that stand beside figures: "[p] provisional, [r] revised". `None` where
/// there are none.
pub fn legend(dataset: &Dataset) -> Option<String> {
    symbols(&dataset.data.iter().collect::<Vec<_>>())
}

/// The same of some figures.
pub fn symbols(data: &[&Datum]) -> Option<String> {
    let mut words = String::new();
    for status in FigureStatus::ALL {
        if has_status(data, *status) {
            add(&mut words, "", ", ", symbol(*status));
            words.push(' ');
            words.push_str(status.name());
        }
    }
    (!words.is_empty()).then_some(words)
}

fn has_status(data: &[&Datum], status: FigureStatus) -> bool {
    let mut data = data.iter();
    data.any(|datum| datum.figure_status() == Some(status))
}

/// Adds to a list what comes after `start` or, if it is not the first, after `between`.
fn add(list: &mut String, start: &str, between: &str, item: &str) {
    list.push_str(if list.is_empty() { start } else { between });
    list.push_str(item);
}

/// What a drawing of some published figures says of them besides their values, sentence by
/// sentence: "Open marks: provisional. Dashed: forecast. Lines at marks: 95% interval." Empty
/// where that is nothing. `is_over_time` says that lines lead to forecasts, `has_areas` that
/// intervals are also drawn along lines.
pub fn mark_legend(data: &[&Datum], is_over_time: bool, has_areas: bool) -> String {
    let mut words = symbols(data).unwrap_or_default();
    let mut open = Vec::new();
    let mut dashed = "";
    for status in [
        FigureStatus::Provisional,
        FigureStatus::Estimated,
        FigureStatus::Forecast,
    ] {
        if !has_status(data, status) {
            continue;
        }
        if is_over_time && status == FigureStatus::Forecast {
            dashed = "Dashed: forecast";
        } else {
            open.push(status.name());
        }
    }
    let mut marks = String::new();
    for (place, name) in open.iter().enumerate() {
        let between = if place + 1 == open.len() {
            " or "
        } else {
            ", "
        };
        add(&mut marks, "Open marks: ", between, name);
    }
    let (mut interval, mut levels) = (String::new(), Vec::new());
    for datum in data {
        let Some(Interval { level, .. }) = datum.interval() else {
            continue;
        };
        if !levels.contains(level) {
            levels.push(*level);
            let start = match has_areas {
                true => "Lines at marks, areas along lines: interval of",
                false => "Lines at marks: interval of",
            };
            add(&mut interval, start, " or", &format!(" {level}%"));
        }
    }
    for sentence in [&*marks, dashed, &*interval] {
        if !sentence.is_empty() {
            add(&mut words, "", ". ", sentence);
        }
    }
    if !words.is_empty() {
        words.push('.');
    }
    words
}

/// Says that a drawing shows only the latest of its figures, or says only of those what they
/// are, and how many.
pub fn drawn_of(of: Drawn) -> String {
    let (count, how) = match of.drawn < of.all {
        true => (of.drawn, "are drawn"),
        false => (of.pointed_at, "can be pointed at"),
    };
    let all = of.all;
    format!(
        "Only the latest {count} of {all} figures {how}; the page’s table and downloads have all of them."
    )
}

/// What the drawing of a KPI looks like, for people who do not see it.
fn appearance(kind: ChartKind) -> &'static str {
    match kind {
        ChartKind::Trend => "A line for each group over time; targets as shaded ranges or lines.",
        ChartKind::Threshold => {
            "A row for each target and each figure, with the distance between them."
        }
        ChartKind::Proportion => "Each figure as a part of the whole.",
        ChartKind::Comparison => "A row for each group, with its first and its latest figure.",
    }
}
