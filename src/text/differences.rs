//! How the figures of two groups differ, measure by measure.

use crate::dataset::{Difference, Measure};

use super::values::{capitalise, distance};
use super::words;

/// A measure with the difference between two groups.
type Row = (Measure, Difference);

/// One sentence about measures, each with its difference: "Level on “Satisfied”; Citizens 1 to 6
/// points higher on the rest."
pub fn of_differences(rows: &[Row]) -> String {
    if rows.is_empty() {
        return words::TWO_GROUPS.to_owned();
    }
    let groups = groups(rows);
    let is_level = groups[0].0.is_none();
    let mut sentence = String::new();
    for (higher, of) in &groups {
        let measures: Vec<Measure> = of.iter().map(|(measure, _)| *measure).collect();
        let on = |measures: &[Measure]| on(measures, rows.len());
        if !sentence.is_empty() {
            sentence.push_str("; ");
        }
        let Some(higher) = higher else {
            sentence.push_str(if is_exact(of) { "level" } else { "about level" });
            sentence.push_str(&on(&measures));
            continue;
        };
        sentence.push_str(higher);
        sentence.push(' ');
        match sizes(of) {
            Some(sizes) => sentence.push_str(&sizes),
            // Those of different units have no range.
            None if of.len() == 2 => {
                sentence.push_str(&higher_by(&of[0].1));
                sentence.push_str(&on(&measures[..1]));
                sentence.push_str(" and ");
                sentence.push_str(&higher_by(&of[1].1));
                sentence.push_str(&on(&measures[1..]));
                continue;
            }
            None => sentence.push_str("higher"),
        }
        let is_rest = is_level && groups.len() == 2 && of.len() > 1;
        sentence.push_str(&match is_rest {
            true => " on the rest".to_owned(),
            false => on(&measures),
        });
    }
    sentence.push('.');
    capitalise(&mut sentence);
    sentence
}

/// The measures on which groups are level, then those on which each is higher.
fn groups(rows: &[Row]) -> Vec<(Option<&'static str>, Vec<&Row>)> {
    let mut groups: Vec<(Option<&'static str>, Vec<&Row>)> = Vec::new();
    for row in rows {
        let higher = row.1.higher;
        match groups.iter_mut().find(|(group, _)| *group == higher) {
            Some((_, of)) => of.push(row),
            None if higher.is_none() => groups.insert(0, (higher, vec![row])),
            None => groups.push((higher, vec![row])),
        }
    }
    groups
}

fn is_exact(rows: &[&Row]) -> bool {
    rows.iter().all(|(_, row)| row.is_exact)
}

/// By how much a group is higher on measures: "about 1 to 6 points higher"; `None` where they
/// have different units.
fn sizes(rows: &[&Row]) -> Option<String> {
    let unit = rows[0].1.unit;
    let (mut least, mut most) = (rows[0].1.by, rows[0].1.by);
    for (_, row) in rows {
        if row.unit != unit {
            return None;
        }
        if row.by < least {
            least = row.by;
        }
        if row.by > most {
            most = row.by;
        }
    }
    let about = if is_exact(rows) { "" } else { "about " };
    Some(match least < most {
        true => format!("{about}{least} to {} higher", distance(most, unit)),
        false => format!("{about}{} higher", distance(most, unit)),
    })
}

/// On which of so many measures: " on “Satisfied”", " on all 4", " on 3 of 5".
pub(super) fn on(measures: &[Measure], all: usize) -> String {
    match measures {
        [one] => format!(" on “{}”", one.title()),
        [one, other] => format!(" on “{}” and “{}”", one.title(), other.title()),
        _ if measures.len() == all => format!(" on all {all}"),
        _ => format!(" on {} of {all}", measures.len()),
    }
}

/// A comparison of two figures of one measure: "Citizens about 2 points higher".
pub fn difference(difference: &Difference) -> String {
    let Some(higher) = difference.higher else {
        let words = if difference.is_exact {
            words::NO_DIFFERENCE
        } else {
            words::ABOUT_THE_SAME
        };
        return words.to_owned();
    };
    format!("{higher} {}", higher_by(difference))
}

/// By how much one figure is higher: "about 2 points higher".
fn higher_by(difference: &Difference) -> String {
    let about = if difference.is_exact { "" } else { "about " };
    format!("{about}{} higher", distance(difference.by, difference.unit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::{Decimal, Unit, kpi_from_json};

    static PERCENT: Unit = Unit::Percent;
    type Found = (Option<&'static str>, &'static str);

    /// What is said of measures with these differences: who is higher, and by how much, which is
    /// inexact after "~". One that ends
    /// with "!" counts days, the others points.
    fn said(rows: &[Found]) -> String {
        let days = r#"{"id": "k", "title": "K", "measures": "K", "unit": {"one": "day",
            "many": "days"}, "better": "higher", "audiences": ["a"], "series": []}"#;
        let days: &'static Unit = &Box::leak(Box::new(kpi_from_json(days))).unit;
        let rows = rows.iter().zip(["One", "Two", "Three", "Four", "Five"]);
        let rows = rows.map(|((higher, by), name)| {
            let measure = Measure {
                name,
                series: None,
                kpi: None,
            };
            let number = by.trim_matches(['~', '!']);
            let difference = Difference {
                higher: *higher,
                by: Decimal::parse(number).expect("a decimal"),
                unit: if by.ends_with('!') { days } else { &PERCENT },
                is_exact: !by.starts_with('~'),
            };
            (measure, difference)
        });
        of_differences(&rows.collect::<Vec<_>>())
    }

    #[test]
    fn each_group_is_named_once_with_where_it_is_higher() {
        let (a, b) = (Some("Citizens"), Some("Businesses"));
        for (rows, words) in [
            (
                &[(None, "0"), (a, "2"), (a, "1"), (a, "6")][..],
                "Level on “One”; Citizens 1 to 6 points higher on the rest.",
            ),
            (
                &[(a, "2"), (a, "2.0")],
                "Citizens 2 points higher on “One” and “Two”.",
            ),
            (
                &[(a, "3"), (a, "2"), (a, "~1")],
                "Citizens about 1 to 3 points higher on all 3.",
            ),
            (
                &[(a, "2"), (b, "3"), (a, "1")],
                "Citizens 1 to 2 points higher on “One” and “Three”; Businesses 3 points higher on “Two”.",
            ),
            (
                &[(a, "2"), (None, "~0")],
                "About level on “Two”; Citizens 2 points higher on “One”.",
            ),
            (&[(None, "0"), (None, "0"), (None, "0")], "Level on all 3."),
            (
                &[(a, "2"), (a, "~7!")],
                "Citizens 2 points higher on “One” and about 7 days higher on “Two”.",
            ),
            (
                &[(a, "2"), (a, "7!"), (a, "1"), (b, "1")],
                "Citizens higher on 3 of 4; Businesses 1 point higher on “Four”.",
            ),
            (
                &[(None, "0"), (None, "0"), (None, "0"), (b, "1.5"), (a, "1")],
                "Level on 3 of 5; Businesses 1.5 points higher on “Four”; Citizens 1 point higher on “Five”.",
            ),
            (&[], words::TWO_GROUPS),
        ] {
            assert_eq!(said(rows), words);
        }
    }
}
