//! Which languages there are: those for which Unicode's data (CLDR, likely subtags) has a script
//! and a region. Native only, because the tables are large.

use icu_locale::{
    LanguageIdentifier, Locale, LocaleCanonicalizer, LocaleExpander, TransformResult,
};

/// Whether the language of a tag is known: `en-GB`, but not `jp`.
pub fn is_known(tag: &str) -> bool {
    let Ok(locale) = Locale::try_from_str(tag) else {
        return false;
    };
    let language = LanguageIdentifier {
        language: locale.id.language,
        ..LanguageIdentifier::UNKNOWN
    };
    let expander = LocaleExpander::new_extended();
    let expanded = expander.maximize(&mut language.clone());
    // One that was replaced by another is known too.
    expanded == TransformResult::Modified || canonical(&language.clone().into()).id != language
}

/// The tag with another region, if its own is written otherwise: `en-GB` for `en-UK`.
pub fn with_other_region(tag: &str) -> Option<String> {
    let locale = Locale::try_from_str(tag).ok()?;
    let canonical = canonical(&locale);
    (canonical.id.region != locale.id.region).then(|| canonical.to_string())
}

fn canonical(locale: &Locale) -> Locale {
    let mut locale = locale.clone();
    LocaleCanonicalizer::new_extended().canonicalize(&mut locale);
    locale
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_known_with_and_without_more_and_codes_of_countries_are_not() {
        for tag in [
            "en",
            "de-CH",
            "zh-Hans",
            "zh-Hant-HK",
            "sr-Latn",
            "cy",
            "mi",
            "gsw",
            "fil",
            "yue",
            "es-419",
            "sq-XK",
            "iw",
            "cmn",
            "sh",
            "nb-NO",
            "fr-CA",
            "ca-ES-valencia",
            "en-UK",
        ] {
            assert!(is_known(tag), "{tag}");
        }
        for tag in ["jp", "cz", "dk", "gr", "xx", "qq", "zzz", "jp-JP", "", "?"] {
            assert!(!is_known(tag), "{tag}");
        }
    }

    #[test]
    fn a_region_that_is_written_otherwise_has_its_right_form() {
        let better = |tag: &str| with_other_region(tag);
        assert_eq!(better("en-UK").as_deref(), Some("en-GB"));
        assert_eq!(better("de-DD").as_deref(), Some("de-DE"));
        for tag in ["en", "en-GB", "fr-CA", "es-419", "iw", "zh-Hant-HK"] {
            assert_eq!(better(tag), None, "{tag}");
        }
    }
}
