//! The sentence that says what a chart shows.

use civic_scorecard::site::Subject;

use super::super::expected::{Figure, chosen, ends, period_words};
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
    for drawing in faces.body.all("svg.drawing") {
        let label = drawing.attr("aria-label").expect("a name");
        let title = faces.dataset.subject.title();
        let begins = format!("{title}. {finding} ");
        assert!(squeezed(label).starts_with(&squeezed(&begins)), "{name}");
    }
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
                let when = |of: &Figure| period_words(&of.period);
                let is_change = faces.dataset.since.is_some();
                if is_whole && faces.dataset.series.len() > 3 {
                    latest.push((series.label, last));
                } else if is_whole {
                    must_say(&format!("{} as of {}", last.words, when(last)));
                } else if first.period == last.period || is_change {
                    must_say(&format!(
                        "{}: {} ({})",
                        series.label,
                        last.words,
                        when(last)
                    ));
                } else {
                    let from = format!("from {} ({})", first.words, when(first));
                    let to = format!("to {} ({})", last.words, when(last));
                    must_say(&format!("{}: {from} {to}", series.label));
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
            assert_eq!(has_digits, said > 0, "{name}: {finding}");
        }
        Subject::Insights => {
            let pairs = figures.windows(2);
            for pair in pairs.filter(|pair| pair[0].measure == pair[1].measure) {
                let (a, b) = (&pair[0], &pair[1]);
                if figures.iter().filter(|f| f.measure == a.measure).count() > 2 {
                    continue;
                }
                let is_exact = [a, b].iter().all(|figure| figure.qualifier == "exactly");
                let about = if is_exact { "" } else { "about " };
                match a.value.partial_cmp(&b.value) {
                    Some(std::cmp::Ordering::Equal) => {
                        let same = if is_exact {
                            "no difference"
                        } else {
                            "about the same"
                        };
                        must_say(&format!("{}: {same}", a.measure));
                    }
                    _ => {
                        let by = (a.value.expect("a value") - b.value.expect("a value")).abs();
                        let higher = if a.value > b.value { a } else { b };
                        must_say(&format!("{}: {} {about}{by} ", a.measure, higher.series));
                    }
                }
            }
        }
        Subject::Scorecard if !choice.iter().any(|(part, _)| *part == "for") => {
            let rows = faces.body.all(".table-panel tbody tr").into_iter();
            let rows: Vec<String> = rows.map(support::text).collect();
            let count = |words: [&str; 2]| {
                let has = |row: &&String| words.iter().any(|words| row.contains(words));
                rows.iter().filter(has).count()
            };
            let met = count(["Target met", "Target reached"]);
            let missed = count(["Target not met", "Target not met"]);
            must_say(&format!("figures show {met} met and {missed} missed."));
            let open = count(["Not met yet", "Not met yet"]);
            if open > 0 {
                must_say(&format!(" {open} may still be met."));
            }
        }
        Subject::Scorecard => {}
    }
}
