//! The sentence that says what a chart shows.

use civic_scorecard::site::Subject;

use super::super::expected::{Figure, chosen, ends, in_period};
use super::Shown;
use crate::support::{self, squeezed};

pub fn one_finding_stands_in_all_faces_and_says_what_the_bundle_says(shown: &Shown) {
    let Shown {
        name,
        faces,
        figures,
        choice,
        ..
    } = shown;
    let finding = support::text(faces.body.one("figcaption .finding"));
    let of_json = faces.json["finding"].as_str().unwrap_or_default();
    assert_eq!(squeezed(of_json), finding, "{name}");
    let of_plain = faces.plain.lines().nth(1).unwrap_or_default();
    assert_eq!(squeezed(of_plain), finding, "{name}");
    let must_say = |words: &str| {
        let (said, words) = (finding.to_lowercase(), words.to_lowercase());
        assert!(
            said.contains(&squeezed(&words)),
            "{name}: no {words:?} in {finding:?}"
        );
    };
    let parts = ["hide", "from", "to", "since"];
    let is_whole = parts.iter().all(|part| chosen(choice, part).is_empty());
    match faces.dataset.subject {
        Subject::Kpi(_) => {
            if let (true, Some(own)) = (is_whole, shown.json["finding"].as_str()) {
                assert_eq!(finding, own, "{name}");
                return;
            }
            let (mut said, mut latest) = (0, Vec::new());
            for series in &faces.dataset.series {
                let Some((first, last)) = ends(figures, series.label) else {
                    continue;
                };
                said += 1;
                let is_change = faces.dataset.since.is_some();
                if is_whole && faces.dataset.series.len() > 3 {
                    latest.push((series.label, last));
                } else if is_whole {
                    // A period that several series have is said once.
                    must_say(&last.words);
                    must_say(&in_period(&last.period));
                } else {
                    let at = |of: &Figure| format!("{} {}", of.words, in_period(&of.period));
                    let (label, at_label) = match faces.dataset.series.len() {
                        1 => (String::new(), String::new()),
                        _ => (
                            format!("{} ", series.label),
                            format!("{} at ", series.label),
                        ),
                    };
                    must_say(&if is_change {
                        format!("{label}{}, {}", last.words, in_period(&last.period))
                    } else if first.period == last.period {
                        format!("{at_label}{}", at(last))
                    } else {
                        format!("{label}from {} to {}", at(first), at(last))
                    });
                }
            }
            // Of many, between which figures they are.
            latest.sort_by(|(_, a), (_, b)| a.value.partial_cmp(&b.value).expect("numbers"));
            if let [(_, lowest), .., (_, highest)] = &latest[..] {
                let labels = |end: &Figure| {
                    let is_same = |of: &&(&str, &Figure)| of.1.value == end.value;
                    let same = latest.iter().filter(is_same);
                    let named = same.map(|(label, of)| format!("{} ({label})", of.words));
                    named.collect::<Vec<_>>()
                };
                let says = |words: &String| finding.contains(&squeezed(words));
                let from = labels(lowest)
                    .into_iter()
                    .map(|words| format!("rom {words} to "));
                assert!(
                    from.collect::<Vec<_>>().iter().any(says),
                    "{name}: {finding}"
                );
                let to = labels(highest)
                    .into_iter()
                    .map(|words| format!(" to {words}, "));
                assert!(to.collect::<Vec<_>>().iter().any(says), "{name}: {finding}");
            }
            let has_digits = finding.contains(|c: char| c.is_ascii_digit());
            // What leaves nothing may be a year.
            assert!(has_digits || said == 0, "{name}: {finding}");
            assert!(!is_whole || has_digits == (said > 0), "{name}: {finding}");
        }
        Subject::Insights => {
            let pairs = figures.windows(2);
            for pair in pairs.filter(|pair| pair[0].measure == pair[1].measure) {
                let (a, b) = (&pair[0], &pair[1]);
                if figures.iter().filter(|f| f.measure == a.measure).count() > 2 {
                    continue;
                }
                // `text::differences` tests how they are gathered.
                match a.value.partial_cmp(&b.value) {
                    Some(std::cmp::Ordering::Equal) => must_say("level on "),
                    Some(std::cmp::Ordering::Less) => must_say(&format!("{} ", b.series)),
                    _ => must_say(&format!("{} ", a.series)),
                }
            }
        }
        Subject::Scorecard if !choice.iter().any(|(part, _)| *part == "for") => {
            let rows = faces.body.all(".table-panel tbody tr").into_iter();
            let rows: Vec<String> = rows.map(support::text).collect();
            let count = |words: &str| rows.iter().filter(|row| row.contains(words)).count();
            let heads = faces.body.all(".table-panel th[scope=col]").into_iter();
            let place = heads.map(support::text).position(|head| head == "Target");
            let cell = format!(
                ".table-panel tbody tr > :nth-child({})",
                place.expect("one") + 1
            );
            let targets = faces.body.all(&cell).into_iter().map(support::text);
            let all = targets.filter(|target| !target.is_empty()).count();
            let reached = count(". Reached");
            let missed = count(". Missed");
            // The counts of each verdict, in a sentence that names only those there are.
            let mut said = 0;
            for (count, one, many) in [
                (reached, "was reached", "were reached"),
                (missed, "was missed", "were missed"),
                (count(". Not reached yet"), "may still be", "may still be"),
                (
                    count(". Too close to call"),
                    "was too close",
                    "were too close",
                ),
                (count("Withdrawn"), "was withdrawn", "were withdrawn"),
            ] {
                said += count;
                let verb = if count == 1 { one } else { many };
                match count {
                    0 => assert!(!finding.contains(many), "{name}: {finding}"),
                    _ if count == all => must_say(&format!("ll {all} targets {verb}")),
                    _ => must_say(&format!("{count} {verb}")),
                }
            }
            // Those that were not judged when they were due.
            let after = count(", after the deadline");
            let before = rows
                .iter()
                .filter(|row| row.contains(". Reached") && row.contains("; no result found for"));
            let before = before.count();
            assert_eq!(
                finding.contains("the deadline"),
                before + after > 0,
                "{name}"
            );
            assert_eq!(finding.contains("from before"), before > 0, "{name}");
            let short = count(". Not reached") - count(". Not reached yet");
            assert_eq!(finding.contains("fell short on"), short > 0, "{name}");
            if said < all && said > 0 {
                must_say(&format!("For {} we found no ", all - said));
            }
        }
        Subject::Scorecard => {}
    }
}
