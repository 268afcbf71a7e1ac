//! What a search compares, natively; `LEFT_OUT` is the same as a JavaScript pattern.

use icu_normalizer::DecomposingNormalizer;
use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory, Script};
use icu_properties::{CodePointMapData, CodePointSetData};

pub(super) fn folded(text: &str) -> String {
    let text = DecomposingNormalizer::new_nfkd().normalize(text);
    let text = text.replace(" \u{301}", "");
    let kept: String = text.chars().filter(|c| !is_left_out(*c)).collect();
    kept.to_lowercase().to_uppercase()
}

fn is_left_out(c: char) -> bool {
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    let is_quotation_or_dash = matches!(
        category,
        GeneralCategory::DashPunctuation
            | GeneralCategory::InitialPunctuation
            | GeneralCategory::FinalPunctuation
    );
    let script = CodePointMapData::<Script>::new().get(c);
    is_quotation_or_dash
        || (script == Script::Inherited && !matches!(c, '\u{3099}' | '\u{309a}'))
        || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
        || matches!(c, '\u{591}'..='\u{5c7}' | '\u{640}' | '\u{2212}' | '"' | '\'' | '`'
            | '\u{2b9}'..='\u{2bf}' | '\u{2032}')
}
