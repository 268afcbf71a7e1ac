//! What a chart says at each of its points: for people who see its tip, and for those who hear
//! its name.

use crate::bundle::{Kpi, Target};
use crate::dataset::{Dataset, Datum, Moment, Reading};
use crate::progress::{Position, target_at};
use crate::site::{Site, Subject};

use super::figures::reason;
use super::values::{add_sentence, capitalise, goal_noun, period, spoken, target_by};
use super::verdict::place;
use super::{change, onward, words};

/// What is said at a point.
pub struct Said {
    /// When, or of what.
    pub heading: String,
    /// What each series says.
    pub lines: Vec<SaidLine>,
    /// The target and the source: what a tip adds, and the table says to those who hear.
    pub about: Vec<String>,
}

/// What one series says at a point.
pub struct SaidLine {
    /// The index of its look.
    pub look: usize,
    /// Its figure, named where there are several: "Citizens: 86%".
    pub figure: String,
    /// What the figure means, in sentences: how it changed, how far from its target it is. May
    /// be empty.
    pub more: String,
}

/// What the figures of each point of a chart have in common, which its heading says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Common {
    /// Their time.
    Time,
    /// Everything: there is one figure.
    Figure,
    /// What was measured.
    Measure,
    /// Their series.
    Series,
}

impl Said {
    /// One sentence after the other, for a name.
    fn sentences(self) -> String {
        let mut words = self.heading;
        for line in self.lines {
            add_sentence(&mut words, &line.figure);
            if !line.more.is_empty() {
                add_sentence(&mut words, &line.more);
            }
        }
        words
    }
}

impl Dataset {
    /// What is said at the point of some figures, with why figures are missing if `has_reasons`.
    pub fn said(&self, site: Site, common: Common, data: &[&Datum], has_reasons: bool) -> Said {
        let mut said = Said {
            heading: self.heading(common, data),
            lines: Vec::new(),
            about: Vec::new(),
        };
        // Those of one time can be of periods that only overlap.
        let mut figures = data.iter().filter(|datum| datum.value().is_some());
        let first = figures.next().map(|datum| datum.period);
        let has_own_times =
            common == Common::Time && figures.any(|datum| Some(datum.period) != first);
        let mut told: Vec<Reading> = Vec::new();
        let mut targets: Vec<&Target> = Vec::new();
        let mut sources = Vec::new();
        for datum in data {
            if matches!(datum.reading, Reading::Missing(_)) {
                // Series without a figure for one reason are named together.
                if told.contains(&datum.reading) {
                    continue;
                }
                told.push(datum.reading);
            }
            let mut name = String::new();
            for other in data {
                let is_named = match datum.reading {
                    Reading::Missing(_) => other.reading == datum.reading,
                    _ => std::ptr::eq(*other, *datum),
                };
                let mut label = self.label_within(common, other);
                if has_own_times && datum.value().is_some() {
                    label = format!("{label}, {}", period(other.period));
                }
                if is_named && !label.is_empty() && !name.split(", ").any(|one| one == label) {
                    name.push_str(if name.is_empty() { "" } else { ", " });
                    name.push_str(&label);
                }
            }
            name.push_str(if name.is_empty() { "" } else { ": " });
            name.push_str(&datum.marked());
            if let Subject::Kpi(kpi) = self.subject
                && self.since.is_none()
            {
                let target = target_at(kpi, datum.series, datum.period);
                for target in datum.statuses().filter_map(|of| of.target).chain(target) {
                    if !targets.iter().any(|known| std::ptr::eq(*known, target)) {
                        targets.push(target);
                    }
                }
            }
            said.lines.push(SaidLine {
                look: self.series[datum.series].colour,
                figure: name,
                more: self.meaning(datum, has_reasons),
            });
            if let Some(source) = datum.source.filter(|source| !sources.contains(&source.id)) {
                sources.push(source.id.clone());
            }
        }
        if let Some(first) = data.first() {
            for target in targets {
                let target = target_by(target, first.unit);
                said.about.push(format!("{}: {target}", words::TARGET));
            }
        }
        for id in sources {
            let title = &site.bundle.source(&id).title;
            said.about
                .push(format!("{} {}", words::SOURCE_LABEL, &**title));
        }
        said
    }

    /// The same for people who hear it, in one line.
    pub fn heard(&self, site: Site, common: Common, data: &[&Datum], has_reasons: bool) -> String {
        spoken(&|| self.said(site, common, data, has_reasons).sentences())
    }

    fn heading(&self, common: Common, data: &[&Datum]) -> String {
        // Of a time with figures, that of the figures.
        let mut figures = data.to_vec();
        figures.retain(|datum| datum.value().is_some());
        let of = if figures.is_empty() { data } else { &figures };
        let (Some(first), Some(last)) = (of.first(), of.last()) else {
            return String::new();
        };
        match common {
            Common::Time => onward::from_to(first.period, last.period),
            Common::Figure if self.series.len() > 1 => {
                format!("{}, {}", self.series_label(first), period(first.period))
            }
            Common::Figure => period(first.period),
            Common::Measure => first.measure.title().into_owned(),
            Common::Series => self.series_label(first),
        }
    }

    /// What tells a figure from the others of its point.
    fn label_within(&self, common: Common, datum: &Datum) -> String {
        match common {
            Common::Time if self.series.len() > 1 => self.series_label(datum),
            Common::Measure => self.series_label(datum),
            Common::Series => period(datum.period),
            Common::Time | Common::Figure => String::new(),
        }
    }

    /// How a figure changed, how far it is from its target, what its source says of it; or why
    /// there is none.
    fn meaning(&self, datum: &Datum, has_reasons: bool) -> String {
        let mut all = Vec::new();
        if let Reading::Missing(why) = datum.reading {
            all.extend(has_reasons.then(|| reason(why).into_owned()));
        } else if let Subject::Kpi(kpi) = self.subject
            && let Reading::Published { value, qualifier } = datum.reading
        {
            all.extend(self.change_to(kpi, datum));
            // The figure that decides says more.
            let target = target_at(kpi, datum.series, datum.period);
            if let Some(target) = target.filter(|_| datum.status.is_none()) {
                let at = Position::of(value, target.goal);
                let the = format!("the {}", goal_noun(target.goal));
                all.push(place(
                    at,
                    Some((value, qualifier)),
                    target.goal,
                    datum.unit,
                    &the,
                ));
            }
        }
        all.extend(datum.remarks());
        all.extend(datum.status());
        let mut more = String::new();
        for mut sentence in all {
            capitalise(&mut sentence);
            match more.is_empty() {
                true => more = sentence,
                false => add_sentence(&mut more, &sentence),
            }
        }
        more
    }

    /// The change of a figure since the one before.
    fn change_to(&self, kpi: &Kpi, datum: &Datum) -> Option<String> {
        let at = datum.period.middle()?;
        let mut before: Option<&Datum> = None;
        for other in &self.data {
            let is_before = other.series == datum.series
                && other.is_found()
                && other.period.middle().is_some_and(|time| time < at);
            if is_before && before.is_none_or(|of| of.period.middle() < other.period.middle()) {
                before = Some(other);
            }
        }
        change(kpi, before?.observation?, datum.observation?)
    }
}

impl Moment<'_> {
    /// Whether a reason why a figure is missing is told here first; `known` are those told
    /// before, to which its own are added.
    pub fn tells_reason(&self, known: &mut Vec<Reading>) -> bool {
        let mut is_new = false;
        for datum in &self.data {
            if matches!(datum.reading, Reading::Missing(_)) && !known.contains(&datum.reading) {
                known.push(datum.reading);
                is_new = true;
            }
        }
        is_new
    }
}
