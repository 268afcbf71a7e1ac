//! Figures that differ although they say the same, and statements without a source.

use std::collections::HashMap;

use crate::bundle::{
    Block, Bundle, Decimal, Figure, Id, Insight, Kpi, Rule, Section, Target, Warning,
};

/// Figures of one measure and period that differ.
pub fn differing(bundle: &Bundle) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut first: HashMap<(&str, &str, String), (usize, &Insight)> = HashMap::new();
    for (index, insight) in bundle.insights.iter().enumerate() {
        let period = insight.period.to_string();
        let key = (insight.measure.as_str(), insight.audience.as_str(), period);
        let (other_index, other) = *first.entry(key).or_insert((index, insight));
        if other_index != index && other.unit == insight.unit && other.value != insight.value {
            warnings.push(Warning {
                rule: Rule::DifferingFigures,
                place: format!("/insights/{index}/value"),
                words: format!(
                    "{} differs from the {} that \"{}\" gives for the same measure, audience and period: keep the one that is right, or give them measures of their own",
                    shown(insight.value),
                    shown(other.value),
                    other.id.as_str(),
                ),
            });
        }
    }
    for (index, kpi) in bundle.kpis.iter().enumerate() {
        for (target_index, target) in kpi.targets.iter().enumerate() {
            warnings.extend(baseline(index, kpi, target_index, target));
        }
    }
    warnings
}

/// A baseline that is not the figure of its period.
fn baseline(index: usize, kpi: &Kpi, target_index: usize, target: &Target) -> Option<Warning> {
    let baseline = target.baseline.as_ref()?;
    let series = match (&target.series, &kpi.series[..]) {
        (Some(id), _) => kpi.series(id)?,
        (None, [only]) => only,
        (None, _) => return None,
    };
    let mut observations = series.observations.iter();
    let found = observations.find(|found| found.period == baseline.period)?;
    let Figure::Published { value, .. } = &found.figure else {
        return None;
    };
    (*value != baseline.value).then(|| Warning {
        rule: Rule::DifferingFigures,
        place: format!("/kpis/{index}/targets/{target_index}/baseline/value"),
        words: format!(
            "the baseline is {}, and the figure of its period in \"{}\" is {}: keep the one that is right, or say in \"note\" why they differ and allow it",
            shown(baseline.value),
            &*series.label,
            shown(*value),
        ),
    })
}

fn shown(value: Decimal) -> String {
    value.to_json()
}

/// Statements that somebody else made, and whose source may be left out, without one.
pub fn without_source(bundle: &Bundle) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut add = |place: String, words: &str| {
        warnings.push(Warning {
            rule: Rule::NoSource,
            place,
            words: format!("{words}: write \"source\" with the id of an entry of \"sources\""),
        });
    };
    for (page_index, page) in bundle.pages.iter().enumerate() {
        for (index, section) in page.sections.iter().enumerate() {
            let words = match section {
                Section::Prose(prose) if prose.source.is_none() && has_figure(&prose.body) => {
                    "this text has figures and no source"
                }
                Section::Objectives(list) if list.source.is_none() && !list.items.is_empty() => {
                    "these objectives have no source"
                }
                Section::Goals(goals) if goals.source.is_none() && !goals.footnotes.is_empty() => {
                    "these footnotes have no source"
                }
                Section::Wheel(wheel) if wheel.source.is_none() => "this framework has no source",
                _ => continue,
            };
            add(format!("/pages/{page_index}/sections/{index}"), words);
        }
    }
    for (index, kpi) in bundle.kpis.iter().enumerate() {
        for (target_index, target) in kpi.targets.iter().enumerate() {
            if let Some(withdrawn) = &target.withdrawn
                && withdrawn.source.is_none()
            {
                add(
                    format!("/kpis/{index}/targets/{target_index}/withdrawn"),
                    "that the target was withdrawn has no source",
                );
            }
        }
    }
    warnings
}

/// Whether a text gives a number in digits. A year alone is none that needs a source.
fn has_figure(body: &[Block]) -> bool {
    let has = |text: String| {
        let numbers = text.split(|c: char| !c.is_ascii_digit());
        let mut numbers = numbers.filter(|number| !number.is_empty());
        numbers.any(|number| !(number.len() == 4 && number.starts_with(['1', '2'])))
    };
    body.iter().any(|block| match block {
        Block::Paragraph(line) => has(line.plain_text()),
        Block::List(list) => list.list.iter().any(|line| has(line.plain_text())),
    })
}
