//! The app's files: what trunk built, without content. A program that was released has them in
//! itself; otherwise they are in a folder, in which `cargo xtask build` leaves them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use lol_html::{RewriteStrSettings, element, rewrite_str};

use super::PublishError;
use super::folder::{files_below, read, write};
use super::service_worker;

/// The page that all pages are made from.
const TEMPLATE: &str = "index.html";
/// The folders of content, which trunk puts beside the app.
const CONTENT: [&str; 2] = ["bundle/", "illustrations/"];

// `BUILT_IN`, written by build.rs: the paths and contents of the files in the folder that
// CIVIC_SCORECARD_APP named when this program was compiled.
include!(concat!(env!("OUT_DIR"), "/app.rs"));

/// The files of the app, by their paths below a site's root.
pub struct App(BTreeMap<String, Cow<'static, [u8]>>);

impl App {
    /// The files in this program.
    ///
    /// # Errors
    /// [`PublishError::NoApp`] if it was compiled without them.
    pub fn built_in() -> Result<App, PublishError> {
        let files = BUILT_IN.iter();
        let files = files.map(|(path, content)| ((*path).to_owned(), Cow::Borrowed(*content)));
        let app = App(files.filter(|(path, _)| is_of_app(path)).collect());
        match app.0.is_empty() {
            true => Err(PublishError::NoApp),
            false => Ok(app),
        }
    }

    /// The files in a folder as trunk leaves it; content in it is passed over.
    ///
    /// # Errors
    /// A file cannot be read, or [`PublishError::NotAnApp`].
    pub fn of_folder(folder: &Path) -> Result<App, PublishError> {
        let mut files = BTreeMap::new();
        for path in files_below(folder)?
            .into_iter()
            .filter(|path| is_of_app(path))
        {
            let content = read(folder, &path)?;
            files.insert(path, Cow::Owned(content));
        }
        // A finished site has the first and no longer the second.
        let lacks = |path: &&str| !files.contains_key(*path);
        match [TEMPLATE, service_worker::OFF]
            .iter()
            .find(|path| lacks(path))
        {
            Some(missing) => Err(PublishError::NotAnApp {
                folder: folder.to_owned(),
                missing,
            }),
            None => Ok(App(files)),
        }
    }

    /// Writes the files into a folder, for a site under the path `base`.
    ///
    /// # Errors
    /// A file cannot be written, or the template is not HTML.
    pub fn stage(&self, folder: &Path, base: &str) -> Result<(), PublishError> {
        for (path, content) in &self.0 {
            match path == TEMPLATE {
                true => write(
                    folder,
                    path,
                    moved(&String::from_utf8_lossy(content), base)?,
                )?,
                false => write(folder, path, content)?,
            }
        }
        Ok(())
    }
}

fn is_of_app(path: &str) -> bool {
    !CONTENT.iter().any(|folder| path.starts_with(folder))
}

/// The template with its addresses below `base`. Its files lie at the top, so whatever stands
/// before their names is the path of the site that it was built for.
fn moved(template: &str, base: &str) -> Result<String, PublishError> {
    let below = |address: String| {
        let (_, name) = address.rsplit_once('/').unwrap_or(("", &address));
        format!("{base}{name}")
    };
    let handlers = vec![
        element!("script#site-start", |script| {
            let attributes = script.attributes().iter();
            let files: Vec<_> = attributes
                .map(|attribute| (attribute.name(), attribute.value()))
                .filter(|(name, _)| name.starts_with("data-"))
                .collect();
            for (name, address) in files {
                script.set_attribute(&name, &below(address))?;
            }
            Ok(())
        }),
        element!("link[rel=stylesheet]", |link| {
            if let Some(address) = link.get_attribute("href") {
                link.set_attribute("href", &below(address))?;
            }
            Ok(())
        }),
    ];
    let settings = RewriteStrSettings {
        element_content_handlers: handlers,
        ..RewriteStrSettings::new()
    };
    Ok(rewrite_str(template, settings)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_of_one_path_serves_any_other() {
        let of = |base: &str| {
            format!(
                "<html><script id=site-start data-script=\"{base}app-0123456789abcdef.js\" \
                 data-pages-wasm=\"{base}pages_bg.wasm\">start('/a/b')</script>\
                 <link rel=icon href=/icon.svg><link rel=stylesheet href=\"{base}site.css\">"
            )
        };
        for from in ["/", "/a/", "/a/b.c/"] {
            for to in ["/", "/score/card/"] {
                assert_eq!(
                    moved(&of(from), to).expect("HTML"),
                    of(to)
                        .replace("id=site", "id=\"site")
                        .replace("start data", "start\" data")
                        .replace("\"site-start\"", "site-start")
                );
            }
        }
    }

    #[test]
    fn content_is_no_part_of_the_app() {
        assert!(is_of_app("index.html") && is_of_app("embed/frame.js"));
        assert!(!is_of_app("bundle/en.json") && !is_of_app("illustrations/hero.svg"));
    }
}
