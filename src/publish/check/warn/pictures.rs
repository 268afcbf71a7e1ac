//! Pictures: whether they are there, and what is said of them.

use crate::bundle::{Bundle, Fault, Image, Rule, Section, Violation, Violations, Warning};

use super::super::document::Document;

/// Where pictures are named that are not there, and their paths. `is_there` says whether a path of
/// the site is a file.
pub fn missing(document: &Document<'_>, is_there: &dyn Fn(&str) -> bool) -> Vec<(String, String)> {
    let mut named = Vec::new();
    document.each_text(&mut |found| {
        if found.field == "src" && !is_there(found.text) {
            named.push((found.pointer(), found.text.to_owned()));
        }
    });
    named
}

/// Missing pictures as mistakes. They are looked for in the folder around the bundle's folder
/// `bundle/` (`is_in_site`), or beside the bundle.
pub fn not_there(missing: Vec<(String, String)>, is_in_site: bool, violations: &mut Violations) {
    let expected = match is_in_site {
        true => {
            "a file that is there; put the picture into the folder beside bundle/, or correct its name, in which capitals count"
        }
        false => {
            "a file that is there; put the picture beside the bundle, or correct its name, in which capitals count"
        }
    };
    for (pointer, src) in missing {
        violations.push(Violation {
            pointer,
            value: Some(format!("\"{src}\"")),
            fault: Fault::Malformed { expected },
        });
    }
}

/// Missing pictures as a warning, where the bundle may be published from another folder.
pub fn missing_here(missing: &[(String, String)]) -> Option<Warning> {
    let (place, src) = missing.first()?;
    let others = match missing.len() - 1 {
        0 => String::new(),
        1 => ", nor is one other".to_owned(),
        count => format!(", nor are {count} others"),
    };
    Some(Warning {
        rule: Rule::MissingPicture,
        place: place.clone(),
        words: format!(
            "\"{src}\" is not beside the bundle{others}; publishing it from here needs it there"
        ),
    })
}

/// Pictures whose words for people who do not see them say nothing of what they show.
pub fn alternatives(bundle: &Bundle) -> Vec<Warning> {
    let initiatives = bundle.initiatives.iter().enumerate();
    let mut warnings: Vec<Warning> = initiatives
        .filter_map(|(index, initiative)| {
            let image = initiative.image.as_ref()?;
            alternative(
                image,
                &initiative.title,
                format!("/initiatives/{index}/image/alt"),
            )
        })
        .collect();
    for (page_index, page) in bundle.pages.iter().enumerate() {
        for (index, section) in page.sections.iter().enumerate() {
            if let Section::Hero(hero) = section
                && let Some(image) = &hero.image
            {
                let place = format!("/pages/{page_index}/sections/{index}/image/alt");
                warnings.extend(alternative(image, &hero.heading, place));
            }
        }
    }
    warnings
}

fn alternative(image: &Image, title: &str, place: String) -> Option<Warning> {
    let plain = |text: &str| {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    let alt = plain(&image.alt);
    let path = image.src.as_str();
    let file = path.rsplit('/').next().unwrap_or(path);
    let what = if alt == plain(title) {
        "the title, which is read out already"
    } else if alt == plain(file) || alt == plain(path) {
        "the name of a file"
    } else {
        return None;
    };
    Some(Warning {
        rule: Rule::AlternativeText,
        place,
        words: format!("\"{}\" is {what}: say what the picture shows", &*image.alt),
    })
}
