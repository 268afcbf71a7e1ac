//! What is not known, and a letter that asks for it. Worked out when a bundle is read.

use crate::bundle::{Bundle, Citation, Figure, Gap, Kpi, Reading, SafeUrl, Source, SourceId};
use crate::progress::{Missing, Status, Verdict, missing, statuses, unread};

use super::values::{period, target_by};
use super::{add_sentence, as_of, figure, words};

/// What is said of a source that sets a target.
const SETS: &str = "Sets the target";
/// What is said of a source of a figure that is not the one that is missing.
const NEAREST: &str = "Gives the figure nearest to it";
/// What is said of a source in which nothing was found.
const NOTHING: &str = "Gives no figure for this";

/// The figures that are missing of a KPI, where they were looked for, and a letter that asks for
/// them; `None` if none is missing.
pub fn gap_of(bundle: &Bundle, kpi: &Kpi) -> Option<Gap> {
    let mut sentences = Vec::new();
    let mut read: Vec<Reading> = Vec::new();
    let mut promise: Option<&Citation> = None;
    for series in &kpi.series {
        for status in statuses(kpi, series, bundle.published) {
            let Some(what) = missing(&status) else {
                continue;
            };
            sentences.push(sentence(&status, what));
            if let Some(target) = status.target {
                promise = promise.or(Some(&target.source));
                add(&mut read, SETS, &target.source.id);
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
    let letter = letter(bundle, kpi, promise, &sentences, &read);
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
    let place = read.iter().position(|reading| reading.words == words);
    let place = place.unwrap_or_else(|| {
        read.push(Reading {
            words: words.to_owned(),
            sources: Vec::new(),
        });
        read.len() - 1
    });
    let sources = &mut read[place].sources;
    if !sources.contains(source) {
        sources.push(source.clone());
    }
}

/// What is missing: "Citizens: 75–80% by 2023. No figure found from when the target was due."
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
    let known = known.map(|of| format!("{} {}", figure(&of.observation.figure, unit), as_of(of)));
    let known = known.unwrap_or_default();
    match (what, status.verdict) {
        (Missing::Any, Verdict::NoDatedFigure) => {
            add_sentence(&mut said, "Only figures without a date were found.");
        }
        (Missing::Any, Verdict::NoneSince) => add_sentence(
            &mut said,
            &format!("No figure found from after the target was set; the latest is {known}."),
        ),
        (Missing::Any, _) => add_sentence(&mut said, "No figure found."),
        (Missing::WhenDue, _) => add_sentence(
            &mut said,
            &format!("No figure found from when the target was due; the nearest is {known}."),
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
                "{count} later periods ({} to {})",
                period(first.period),
                period(last.period)
            ),
        };
        add_sentence(&mut said, &format!("No figure found for {periods}."));
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
) -> String {
    let mut lines = vec![
        holder(promise).to_owned(),
        String::new(),
        "Dear Sir or Madam,".to_owned(),
        String::new(),
        "I would like to know the result of what this document announces:".to_owned(),
        document(promise),
    ];
    if let Some(SafeUrl::External(address)) = &promise.href {
        lines.push(address.clone());
    }
    lines.push(String::new());
    lines.push(kpi.title.to_string());
    lines.extend(missing.iter().map(|sentence| format!("- {sentence}")));
    let mut others: Vec<&SourceId> = Vec::new();
    for id in read.iter().flat_map(|reading| &reading.sources) {
        if *id != promise.id && !others.contains(&id) {
            others.push(id);
        }
    }
    lines.push(String::new());
    if others.is_empty() {
        lines.push(format!(
            "{} has read the public sources that it could find, and none answers this.",
            &*bundle.site.name
        ));
    } else {
        lines.push(format!(
            "{} has read these sources, and none answers this:",
            &*bundle.site.name
        ));
        let others = others.into_iter().map(|id| bundle.source(id));
        lines.extend(others.map(|source| format!("- {}", document(source))));
    }
    lines.push(String::new());
    for line in [
        "Could you please tell me:",
        "1. What is the figure, and for the date at which the target was due?",
        "2. Which period does it cover?",
        "3. How was it measured?",
        "4. Where is it published, or where will it be?",
        "",
        "Yours faithfully,",
        "[your name]",
    ] {
        lines.push(line.to_owned());
    }
    lines.join("\n")
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
        &*source.title,
        &*source.publisher,
        period(source.published)
    )
}

/// How many figures are missing of how many, in sentences; empty if none is.
pub fn missing_figures(bundle: &Bundle) -> String {
    let [mut all, mut any, mut some] = [0; 3];
    for kpi in &bundle.kpis {
        for series in &kpi.series {
            for status in statuses(kpi, series, bundle.published) {
                all += usize::from(status.target.is_some());
                match missing(&status) {
                    Some(Missing::Any) => any += 1,
                    Some(Missing::WhenDue | Missing::Later) => some += 1,
                    None => {}
                }
            }
        }
    }
    let rest = "we found figures, but not those from when the target was due, or not the latest.";
    match (any, some) {
        (0, 0) => String::new(),
        (0, some) => format!("For {some} of {all} targets {rest}"),
        (any, 0) => format!("For {any} of {all} targets we found no figure."),
        (any, some) => {
            format!("For {any} of {all} targets we found no figure. For {some} more {rest}")
        }
    }
}
