//! Texts that are hard to read, or too long for their place.

use unicode_segmentation::UnicodeSegmentation;

use crate::bundle::{Bundle, Rule, Warning};

use super::super::document::Document;
use super::fields::{PLAIN, RICH};

/// The most characters of a summary: four lines of a card where it is narrowest. In the grid that
/// is 262 px, of which 228 px are for words (windows of 1,200 px and more), and a line holds some 30
/// characters; on a phone of 320 px they are six lines, and two cards fit on 640 px of height
/// (measured in Chromium with the cards of the bundle that ships).
const SUMMARY: usize = 120;

/// The most words of a sentence. The style guides of GOV.UK ("Sentence length") and of the
/// Australian government (Style Manual, "Sentence length") both ask to split those of more.
const SENTENCE: usize = 25;

/// Summaries that are longer than their card holds.
pub fn long_summaries(bundle: &Bundle) -> Vec<Warning> {
    let initiatives = bundle.initiatives.iter().enumerate();
    let long = initiatives.filter_map(|(index, initiative)| {
        let length = initiative.summary.chars().count();
        (length > SUMMARY).then(|| Warning {
            rule: Rule::LongSummary,
            place: format!("/initiatives/{index}/summary"),
            words: format!(
                "the summary has {length} characters, and a card holds {SUMMARY}: say what it is in one sentence, and the rest in \"facts\""
            ),
        })
    });
    long.collect()
}

/// Sentences that are hard to read. Of English texts only: how many words are many differs
/// between languages.
pub fn long_sentences(bundle: &Bundle, document: &Document<'_>) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if bundle.locale.split('-').next() != Some("en") {
        return warnings;
    }
    document.each_text(&mut |found| {
        let (field, text) = (found.field, found.text);
        let is_prose = RICH.contains(&field) || PLAIN.contains(&field);
        if !is_prose || words(text) <= SENTENCE {
            return;
        }
        let mut long = text.unicode_sentences().filter(|sentence| words(sentence) > SENTENCE);
        if let Some(sentence) = long.next() {
            let begin: Vec<&str> = sentence.split_whitespace().take(4).collect();
            warnings.push(Warning {
                rule: Rule::LongSentence,
                place: found.pointer(),
                words: format!(
                    "the sentence \"{} …\" has {} words, and more than {SENTENCE} are hard to read: make it two",
                    begin.join(" "),
                    words(sentence),
                ),
            });
        }
    });
    warnings
}

/// How many words a text has: what stands between spaces, and has a letter or a digit.
fn words(text: &str) -> usize {
    let words = text.split_whitespace();
    words
        .filter(|word| word.contains(char::is_alphanumeric))
        .count()
}
