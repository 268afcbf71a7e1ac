//! Pictures: whether they are there, and what is said of them.

use crate::bundle::{Bundle, Fault, Image, Rule, Section, Violation, Violations, Warning};

use super::super::document::Document;

/// Every picture is there: in the folder that has the bundle's folder `bundle/`, or beside the
/// bundle. Where the bundle is not in such a folder (`is_in_site`), nobody knows where it will be
/// published. `is_there` says whether a path of the site is a file.
pub fn missing(
    document: &Document<'_>,
    is_in_site: bool,
    is_there: &dyn Fn(&str) -> bool,
    violations: &mut Violations,
) -> Vec<Warning> {
    let mut named = Vec::new();
    document.each_text(&mut |found| {
        if found.field == "src" && !is_there(found.text) {
            named.push((found.pointer(), found.text.to_owned()));
        }
    });
    if is_in_site {
        for (pointer, src) in named {
            violations.push(Violation {
                pointer,
                value: Some(format!("\"{src}\"")),
                fault: Fault::Malformed {
                    expected: "a file that is there; put the picture into the folder beside bundle/, or correct its name, in which capitals count",
                },
            });
        }
        return Vec::new();
    }
    let Some((place, src)) = named.first() else {
        return Vec::new();
    };
    let others = match named.len() - 1 {
        0 => String::new(),
        1 => ", nor is one other".to_owned(),
        count => format!(", nor are {count} others"),
    };
    vec![Warning {
        rule: Rule::MissingPicture,
        place: place.clone(),
        words: format!("\"{src}\" is not beside the bundle{others}; a build looks in public/"),
    }]
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
