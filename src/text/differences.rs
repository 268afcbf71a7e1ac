//! How the figures of two groups differ, measure by measure.

use crate::bundle::Decimal;
use crate::dataset::{Difference, Measure};

use super::values::distance;
use super::words;

/// One sentence about measures, each with its difference: "Satisfied: no difference; Improved:
/// Citizens 2 points higher." Where one group is higher throughout, only by how much: "Citizens 1
/// to 6 points higher on 3 of 4, no difference on 1."
pub fn of_differences(rows: &[(Measure, Difference)]) -> String {
    if rows.is_empty() {
        return words::TWO_GROUPS.to_owned();
    }
    if let Some(sentence) = one_higher(rows) {
        return sentence;
    }
    let parts: Vec<String> = rows
        .iter()
        .map(|(measure, between)| {
            let mut said = difference(between);
            if between.higher.is_none() {
                said.make_ascii_lowercase();
            }
            format!("{}: {said}", measure.title())
        })
        .collect();
    format!("{}.", parts.join("; "))
}

/// The same where there are several, all exact and in one unit, and no two groups take turns.
fn one_higher(rows: &[(Measure, Difference)]) -> Option<String> {
    let (mut group, mut count) = (None, 0);
    let (mut least, mut most) = (Decimal::whole(0), Decimal::whole(0));
    let unit = rows[0].1.unit;
    for (_, row) in rows {
        if !row.is_exact || row.unit != unit {
            return None;
        }
        let Some(higher) = row.higher else { continue };
        if *group.get_or_insert(higher) != higher {
            return None;
        }
        count += 1;
        if count == 1 || row.by < least {
            least = row.by;
        }
        if row.by > most {
            most = row.by;
        }
    }
    let (group, all) = (group?, rows.len());
    if count < 2 {
        return None;
    }
    let mut words = format!("{group} ");
    if least < most {
        words.push_str(&format!("{least} to "));
    }
    words.push_str(&format!("{} higher on ", distance(most, unit)));
    words.push_str(&match all - count {
        0 => format!("all {all}."),
        same => format!("{count} of {all}, no difference on {same}."),
    });
    Some(words)
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
    let about = if difference.is_exact { "" } else { "about " };
    let size = distance(difference.by, difference.unit);
    format!("{higher} {about}{size} higher")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::Unit;

    static PERCENT: Unit = Unit::Percent;

    /// What is said of measures with these differences: who is higher, and by how much.
    fn said(rows: &[(Option<&'static str>, &str)]) -> String {
        let rows = rows.iter().zip(["One", "Two", "Three", "Four"]);
        let rows = rows.map(|((higher, by), name)| {
            let measure = Measure {
                name,
                series: None,
                kpi: None,
            };
            let difference = Difference {
                higher: *higher,
                by: Decimal::parse(by).expect("a decimal"),
                unit: &PERCENT,
                is_exact: true,
            };
            (measure, difference)
        });
        of_differences(&rows.collect::<Vec<_>>())
    }

    #[test]
    fn one_group_that_is_higher_throughout_is_named_once() {
        let (a, b) = (Some("Citizens"), Some("Businesses"));
        assert_eq!(
            said(&[(None, "0"), (a, "2"), (a, "1"), (a, "6")]),
            "Citizens 1 to 6 points higher on 3 of 4, no difference on 1."
        );
        assert_eq!(
            said(&[(a, "2"), (a, "2.0")]),
            "Citizens 2 points higher on all 2."
        );
        assert_eq!(
            said(&[(a, "2"), (b, "3")]),
            "One: Citizens 2 points higher; Two: Businesses 3 points higher."
        );
        assert_eq!(
            said(&[(a, "2"), (None, "0")]),
            "One: Citizens 2 points higher; Two: no difference."
        );
        assert_eq!(said(&[]), words::TWO_GROUPS);
    }
}
