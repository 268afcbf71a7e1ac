//! The starter of the app: the element with `public/start.js` and the names of its files.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;

use lol_html::{RewriteStrSettings, element, rewrite_str};

use super::PublishError;
use super::files::{HashedFile, integrity};
use super::folder::read;

const STARTER: &str = "script#site-start";
const STYLES: &str = "link[rel=stylesheet]";

/// The programs besides the app, which the starter loads when they are needed: the last by everyone
/// who goes on to another page.
const PROGRAMS: [&str; 3] = ["reader", "exporter", "pages"];

/// What was made of a bundle for programs.
pub struct Data {
    /// What the app needs to know on pages without the initiatives, and with them.
    pub outlines: [HashedFile; 2],
    /// The packed bundle, which the other programs show.
    pub content: HashedFile,
    /// Whether that is too large to be loaded in order to go on to another page.
    pub is_large: bool,
}

/// The template, and the files that pages load.
pub struct Started {
    /// The template with a complete starter, for pages without the initiatives and with them.
    pub templates: [String; 2],
    /// The packed bundle.
    pub content: HashedFile,
    /// The paths of the files that every page needs.
    pub assets: Vec<String>,
    /// The paths of the files that going on to other pages needs: script and WebAssembly of the
    /// last of [`PROGRAMS`], and the content. None if that is large.
    pub further: Vec<String>,
    /// The paths of the files that only some pages or readers need: script and WebAssembly of each
    /// of [`PROGRAMS`], in this order, but those that are among `further`; the content, if it is not;
    /// the outlines.
    pub parts: Vec<String>,
}

/// Completes the template with what trunk does not give the starter: the names of what was made of
/// the bundle, and the hashes of the files that it loads. The files of [`PROGRAMS`] get names with their
/// hashes, which trunk does only for the app's files.
///
/// # Errors
/// [`PublishError::Template`] if the template has no starter, and errors with files.
pub fn with_starter(
    folder: &Path,
    base: &str,
    template: &str,
    data: Data,
    icon: &HashedFile,
) -> Result<Started, PublishError> {
    let files = files_of(template)?;
    let path = |name: &str| {
        let address = files
            .get(name)
            .and_then(|address| address.strip_prefix(base));
        address.ok_or(PublishError::Template(STARTER))
    };
    let script = read(folder, path("data-script")?)?;
    let mut attributes = vec![
        ("data-script-integrity".to_owned(), integrity(&script)),
        ("data-content".to_owned(), data.content.address(base)),
        (
            "data-content-integrity".to_owned(),
            data.content.integrity(),
        ),
    ];
    if data.is_large {
        attributes.push(("data-large".to_owned(), String::new()));
    }
    let mut parts = Vec::new();
    for program in PROGRAMS {
        for name in [format!("data-{program}"), format!("data-{program}-wasm")] {
            let file = HashedFile::moved(folder, path(&name)?)?;
            attributes.push((format!("{name}-integrity"), file.integrity()));
            attributes.push((name, file.address(base)));
            parts.push(file.name);
        }
    }
    let with = |outline: &HashedFile| {
        let own = [
            ("data-outline".to_owned(), outline.address(base)),
            ("data-outline-integrity".to_owned(), outline.integrity()),
        ];
        let handlers = vec![
            element!(STARTER, |script| {
                for (name, value) in attributes.iter().chain(&own) {
                    script.set_attribute(name, value)?;
                }
                Ok(())
            }),
            element!("link[rel=icon]", |link| {
                link.set_attribute("href", &icon.address(base))?;
                Ok(())
            }),
        ];
        let settings = RewriteStrSettings {
            element_content_handlers: handlers,
            ..RewriteStrSettings::new()
        };
        rewrite_str(template, settings)
    };
    let [without, within] = &data.outlines;
    let templates = [with(without)?, with(within)?];
    let needed = [path("data-script")?, path("data-wasm")?];
    let styles = path(STYLES).ok();
    let assets = needed.into_iter().chain(styles).map(str::to_owned);
    let mut further = Vec::new();
    if data.is_large {
        parts.push(data.content.name.clone());
    } else {
        further = parts.split_off(2 * (PROGRAMS.len() - 1));
        further.push(data.content.name.clone());
    }
    parts.extend(data.outlines.map(|outline| outline.name));
    Ok(Started {
        templates,
        content: data.content,
        assets: assets.collect(),
        further,
        parts,
    })
}

/// The addresses that the template names: in the starter's data attributes, by their
/// names, and of the style sheet.
fn files_of(template: &str) -> Result<HashMap<String, String>, PublishError> {
    let files = RefCell::new(HashMap::new());
    let starter = element!(STARTER, |script| {
        let attributes = script.attributes().iter();
        let named = attributes.map(|attribute| (attribute.name(), attribute.value()));
        files.borrow_mut().extend(named);
        Ok(())
    });
    let styles = element!(STYLES, |link| {
        let href = link.get_attribute("href");
        files
            .borrow_mut()
            .extend(href.map(|href| (STYLES.to_owned(), href)));
        Ok(())
    });
    rewrite_str(
        template,
        RewriteStrSettings {
            element_content_handlers: vec![starter, styles],
            ..RewriteStrSettings::new()
        },
    )?;
    Ok(files.into_inner())
}
