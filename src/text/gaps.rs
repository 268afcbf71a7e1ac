//! What is not known, and what a letter asks for. Worked out when a bundle is read.

use crate::bundle::{
    Bundle, Citation, Date, Figure, Gap, Kpi, Observation, Period, Reading, SourceId,
};
use crate::progress::{
    Latest, Missing, Status, Verdict, answers, around, is_due, missing, statuses, unread,
};

use super::few::Few;
use super::letter::{SETS, Wanted, letter};
use super::values::{period, target_by, the_period};
use super::{add_sentence, figure, onward, words};

/// Before the source of a figure that is not the one that is missing.
const NEAREST: &str = "Nearest figure in";
/// Before the sources in which nothing was found.
const NOTHING: &str = "No figure in";

/// What was read, and what was found there.
#[derive(Default)]
struct Readings {
    words: Few<String>,
    /// The sources of each of the words that are kept.
    sources: Vec<Few<SourceId>>,
}

impl Readings {
    fn add(&mut self, words: &str, source: &SourceId) {
        self.words.add(words.to_owned());
        self.sources
            .resize_with(self.words.kept.len(), Few::default);
        let place = self.words.kept.iter().position(|other| other == words);
        if let Some(place) = place {
            self.sources[place].add(source.clone());
        }
    }

    /// Whether a source sets a target or gives the nearest figure.
    fn is_used(&self, source: &SourceId) -> bool {
        let mut readings = self.words.kept.iter().zip(&self.sources);
        readings.any(|(words, of)| (words == SETS || words == NEAREST) && of.seen.contains(source))
    }

    fn told(self) -> Vec<Reading> {
        let more = self.words.more().map(|words| Reading {
            words,
            sources: Vec::new(),
            more: String::new(),
        });
        let readings = self.words.kept.into_iter().zip(self.sources);
        let readings = readings.map(|(words, of)| Reading {
            words,
            more: of.more().unwrap_or_default(),
            sources: of.kept,
        });
        readings.chain(more).collect()
    }
}

/// The figures that are missing of a KPI, where they were looked for, and a letter that asks for
/// them; `None` if none is missing.
pub fn gap_of(bundle: &Bundle, kpi: &Kpi) -> Option<Gap> {
    let mut sentences = Few::default();
    let mut read = Readings::default();
    let mut wanted = Wanted::default();
    let mut promise: Option<&Citation> = None;
    for series in &kpi.series {
        let mut is_first = true;
        for status in statuses(kpi, series, bundle.published) {
            let Some(what) = missing(&status, bundle.published) else {
                continue;
            };
            sentences.add(sentence(&status, what));
            want(&mut wanted, &status, what, bundle.published);
            if let Some(target) = status.target {
                promise = promise.or(Some(&target.source));
                read.add(SETS, &target.source.id);
            }
            for nearest in nearest(&status, what) {
                read.add(NEAREST, &nearest.observation.source.id);
            }
            for observation in unread_when_due(&status, what, bundle.published) {
                note(&mut read, observation);
            }
            // Those of a series are the same for all of its targets.
            if !std::mem::take(&mut is_first) {
                continue;
            }
            for observation in unread(&status) {
                promise = promise.or(Some(&observation.source));
                wanted.periods.add(observation.period);
                note(&mut read, observation);
            }
        }
    }
    for source in &kpi.searched {
        if !read.is_used(source) {
            read.add(NOTHING, source);
        }
    }
    let promise = bundle.source(&promise?.id);
    let read = read.told();
    let letter = letter(bundle, kpi, promise, &wanted, &read);
    let more = sentences.more();
    sentences.kept.extend(more);
    Some(Gap {
        missing: sentences.kept,
        read,
        source: promise.id.clone(),
        subject: format!("Missing figure: {}", &*kpi.title),
        letter,
    })
}

/// Adds why an observation has no figure, and the source of it.
fn note(read: &mut Readings, observation: &Observation) {
    if let Figure::NotPublished { reason } = &observation.figure {
        read.add(reason.trim_end_matches('.'), &observation.source.id);
    }
}

/// The observations without a figure from when a target was due, where that is missing.
fn unread_when_due<'a>(
    status: &Status<'a>,
    what: Missing,
    published: Date,
) -> Vec<&'a Observation> {
    let mut unread = Vec::new();
    let target = status.target.filter(|_| is_due(status, published));
    if let Some(target) = target.filter(|_| what != Missing::Later) {
        // None of them is withheld, or nothing from then would be missing.
        unread.extend(&status.series.observations);
        unread.retain(|of: &&Observation| answers(of.period, target.due));
    }
    unread
}

/// Adds what is missing of a status to what a letter asks for, without its later periods.
fn want(wanted: &mut Wanted, status: &Status<'_>, what: Missing, published: Date) {
    wanted.about.add(about(status));
    wanted.has_target |= status.target.is_some();
    let Some(target) = status.target.filter(|_| what != Missing::Later) else {
        return;
    };
    let is_stated = target.due != Period::NotStated;
    if is_stated && !is_due(status, published) {
        return;
    }
    wanted.undecided += 1;
    let unread = unread(status);
    if !unread.iter().any(|of| answers(of.period, target.due)) {
        wanted.periods.add(target.due);
    }
}

/// What something is missing of: "Citizens: 75–80% by 2023", or a series without a target.
fn about(status: &Status<'_>) -> String {
    let label = &*status.series.label;
    let Some(target) = status.target else {
        return label.to_owned();
    };
    let who = match &status.kpi.series[..] {
        [_] => words::TARGET,
        _ => label,
    };
    format!("{who}: {}", target_by(target, &status.kpi.unit))
}

/// The figures that are nearest to the missing one.
fn nearest<'a>(status: &Status<'a>, what: Missing) -> Vec<Latest<'a>> {
    if what == Missing::WhenDue
        && let [Some(before), Some(after)] = around(status)
    {
        return vec![before, after];
    }
    let nearest = status.decisive.filter(|_| what == Missing::WhenDue);
    nearest.or(status.latest).into_iter().collect()
}

/// What is missing: "Citizens: 75–80% by 2023. We found no figure for the due date."
fn sentence(status: &Status<'_>, what: Missing) -> String {
    let unit = &status.kpi.unit;
    let mut said = about(status);
    let nearest = nearest(status, what);
    let known = nearest.iter().map(|of| {
        let figure = figure(&of.observation.figure, unit);
        format!("{figure} ({})", period(of.observation.period))
    });
    let known: Vec<String> = known.collect();
    let found = match (what, status.verdict, &known[..]) {
        (Missing::Later, ..) => String::new(),
        (Missing::Any, Verdict::NoDatedFigure, _) => "We found only undated figures.".to_owned(),
        (Missing::Any, Verdict::NoneSince, [known, ..]) => {
            format!("We found no figure from after the target was set; the latest is {known}.")
        }
        (Missing::WhenDue, _, [before, after]) => format!(
            "We found no figure for the due date. The last before: {before}; the next: {after}."
        ),
        (Missing::WhenDue, _, [known, ..]) => {
            format!("We found no figure for the due date; the nearest is {known}.")
        }
        _ => "We found no figure.".to_owned(),
    };
    if !found.is_empty() {
        add_sentence(&mut said, &found);
    }
    let unread = unread(status);
    if let (Some(first), Some(last)) = (unread.first(), unread.last())
        && what != Missing::Any
    {
        let periods = match unread.len() {
            1 => the_period(first.period),
            count => format!(
                "{count} later periods ({})",
                onward::from_to(first.period, last.period)
            ),
        };
        add_sentence(&mut said, &format!("We found no figure for {periods}."));
    }
    said
}
