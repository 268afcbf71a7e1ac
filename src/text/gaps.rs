//! What is not known, and a letter that asks for it. Worked out when a bundle is read.

use crate::bundle::{Bundle, Citation, Figure, Gap, Kpi, Reading, SafeUrl, Source, SourceId};
use crate::progress::{Missing, Status, Verdict, missing, statuses, unread};

use super::values::{period, target_by};
use super::{add_sentence, figure, onward, words};

/// What is said of a source that sets a target.
const SETS: &str = "Sets the target";
/// What is said of a source of a figure that is not the one that is missing.
const NEAREST: &str = "Gives the nearest figure";
/// What is said of a source in which nothing was found.
const NOTHING: &str = "Gives no figure for this";

/// The most sentences, reasons and sources of one entry. More of them would not be read, and a
/// hostile bundle could make a small file into a very large page.
const MOST: usize = 24;

/// The most characters of another's name or title in a letter, for the same reasons.
const LONGEST: usize = 200;

/// The figures that are missing of a KPI, where they were looked for, and a letter that asks for
/// them; `None` if none is missing.
pub fn gap_of(bundle: &Bundle, kpi: &Kpi) -> Option<Gap> {
    let mut sentences = Vec::new();
    let mut read: Vec<Reading> = Vec::new();
    let mut promise: Option<&Citation> = None;
    let mut is_due = false;
    for series in &kpi.series {
        for status in statuses(kpi, series, bundle.published) {
            let Some(what) = missing(&status) else {
                continue;
            };
            if sentences.len() < MOST {
                sentences.push(sentence(&status, what));
            }
            if let Some(target) = status.target {
                promise = promise.or(Some(&target.source));
                add(&mut read, SETS, &target.source.id);
                let due = target.due.bounds();
                is_due |= due.is_some_and(|(_, to)| to <= bundle.published.end());
            }
            if let Some(nearest) = status.decisive.or(status.latest) {
                add(&mut read, NEAREST, &nearest.observation.source.id);
            }
            for observation in unread(&status) {
                promise = promise.or(Some(&observation.source));
                if let Figure::NotPublished { reason } = &observation.figure {
                    add(
                        &mut read,
                        reason.trim_end_matches('.'),
                        &observation.source.id,
                    );
                }
            }
        }
    }
    for source in &kpi.searched {
        add(&mut read, NOTHING, source);
    }
    let promise = bundle.source(&promise?.id);
    let letter = letter(bundle, kpi, promise, &sentences, &read, is_due);
    Some(Gap {
        missing: sentences,
        read,
        source: promise.id.clone(),
        subject: format!("Missing figure: {}", &*kpi.title),
        letter,
    })
}

/// Adds a source to what is said of others in the same words.
fn add(read: &mut Vec<Reading>, words: &str, source: &SourceId) {
    let place = match read.iter().position(|reading| reading.words == words) {
        Some(place) => place,
        None if read.len() == MOST => return,
        None => {
            read.push(Reading {
                words: words.to_owned(),
                sources: Vec::new(),
            });
            read.len() - 1
        }
    };
    let sources = &mut read[place].sources;
    if sources.len() < MOST && !sources.contains(source) {
        sources.push(source.clone());
    }
}

/// What is missing: "Citizens: 75–80% by 2023. We found no figure from when the target was due."
fn sentence(status: &Status<'_>, what: Missing) -> String {
    let unit = &status.kpi.unit;
    let who = match &status.kpi.series[..] {
        [_] => words::TARGET,
        _ => &status.series.label,
    };
    let mut said = match status.target {
        Some(target) => format!("{who}: {}.", target_by(target, unit)),
        None => format!("{who}."),
    };
    let known = status.decisive.or(status.latest);
    let known = known.map(|of| {
        let figure = figure(&of.observation.figure, unit);
        format!("{figure} ({})", period(of.observation.period))
    });
    let known = known.unwrap_or_default();
    match (what, status.verdict) {
        (Missing::Any, Verdict::NoDatedFigure) => {
            add_sentence(&mut said, "We found only undated figures.");
        }
        (Missing::Any, Verdict::NoneSince) => add_sentence(
            &mut said,
            &format!("We found no figure from after the target was set; the latest is {known}."),
        ),
        (Missing::Any, _) => add_sentence(&mut said, "We found no figure."),
        (Missing::WhenDue, _) => add_sentence(
            &mut said,
            &format!("We found no figure for the due date; the nearest is {known}."),
        ),
        (Missing::Later, _) => {}
    }
    let unread = unread(status);
    if let (Some(first), Some(last)) = (unread.first(), unread.last())
        && what != Missing::Any
    {
        let periods = match unread.len() {
            1 => period(first.period),
            count => format!(
                "{count} later periods ({})",
                onward::from_to(first.period, last.period)
            ),
        };
        add_sentence(&mut said, &format!("We found no figure for {periods}."));
    }
    said
}

/// A letter to whoever has the figures, in plain text.
fn letter(
    bundle: &Bundle,
    kpi: &Kpi,
    promise: &Source,
    missing: &[String],
    read: &[Reading],
    is_due: bool,
) -> String {
    let address = match &promise.href {
        Some(SafeUrl::External(address)) => format!("{address}\n"),
        _ => String::new(),
    };
    let mut letter = format!(
        "{}\n\nDear Sir or Madam,\n\nThis document announces something whose result I would like to know:\n{}\n{address}\n{}\n",
        short(holder(promise)),
        document(promise),
        &*kpi.title,
    );
    for sentence in missing {
        letter += &format!("- {sentence}\n");
    }
    let mut others: Vec<&SourceId> = Vec::new();
    for id in read.iter().flat_map(|reading| &reading.sources) {
        if others.len() < MOST && *id != promise.id && !others.contains(&id) {
            others.push(id);
        }
    }
    let site = short(&bundle.site.name);
    letter += &match others.is_empty() {
        true => format!("\n{site} found no source that answers this.\n"),
        false => format!("\n{site} read these sources, and none of them answers this:\n"),
    };
    for id in others {
        letter += &format!("- {}\n", document(bundle.source(id)));
    }
    let figure = match is_due {
        true => "What was the figure when the target was due?",
        false => "What is the latest figure?",
    };
    letter += &format!(
        "\nCould you please tell me:\n1. {figure}\n2. Which period does it cover?\n3. How was it measured?\n4. Where is it published, or where will it be?\n\nYours faithfully,\n[your name]"
    );
    letter
}

/// The beginning of a text, if it is longer than belongs into a letter.
fn short(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

/// Who should have the figures that a source promises.
pub fn holder(source: &Source) -> &str {
    match &source.holder {
        Some(holder) => &holder.name,
        None => &source.publisher,
    }
}

/// A source in a letter: "Digital plan, Ministry, 19 Nov 2018".
fn document(source: &Source) -> String {
    format!(
        "“{}”, {}, {}",
        short(&source.title),
        short(&source.publisher),
        period(source.published)
    )
}

/// How many figures are missing of how many, in sentences; empty if none is.
pub fn missing_figures(bundle: &Bundle) -> String {
    let [mut all, mut any, mut due, mut later] = [0; 4];
    for kpi in &bundle.kpis {
        for series in &kpi.series {
            for status in statuses(kpi, series, bundle.published) {
                all += usize::from(status.target.is_some());
                match missing(&status) {
                    Some(Missing::Any) => any += 1,
                    Some(Missing::WhenDue) => due += 1,
                    Some(Missing::Later) => later += 1,
                    None => {}
                }
            }
        }
    }
    let mut said = Vec::new();
    if any > 0 {
        said.push(format!("For {any} of {all} targets we found no figure."));
    }
    let of = |count: usize, is_first: bool| match is_first {
        true => format!("{count} of {all} targets"),
        false => format!("{count} more"),
    };
    if due > 0 {
        let which = of(due, said.is_empty());
        said.push(format!(
            "For {which} we found none for the due date, only earlier or later ones."
        ));
    }
    if later > 0 {
        let which = of(later, said.is_empty());
        said.push(format!("For {which} the latest figures are missing."));
    }
    said.join(" ")
}
