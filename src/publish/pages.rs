//! A file for every address, so that any static host finds each page by itself.

use std::fs;
use std::path::{Path, PathBuf};

use lol_html::html_content::ContentType;
use lol_html::{RewriteStrSettings, element, rewrite_str};

use crate::bundle::{Bundle, BundleError};
use crate::page::{description, heading};
use crate::site::{Route, Site};
use crate::text;

/// Where the bundle lies below the site's root.
pub(super) const BUNDLE: &str = "bundle/en.json";

/// Why the pages could not be written.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// A file could not be read or written.
    #[error("{}: {cause}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
    /// The bundle has mistakes.
    #[error("{}: {cause}", .path.display())]
    Bundle {
        /// The bundle's file.
        path: PathBuf,
        /// The mistakes.
        cause: BundleError,
    },
    /// The site cannot be served under this path.
    #[error(
        "the public URL \"{0}\" is not a path that starts and ends with a slash, such as /scorecard/"
    )]
    PublicUrl(String),
    /// The picture of a page could not be drawn.
    #[error("the social image of /{path} could not be made: {cause}")]
    Social {
        /// The page's path below the base.
        path: String,
        /// What is wrong with it.
        cause: super::social::DrawError,
    },
    /// The HTML that trunk wrote could not be rewritten.
    #[error("index.html could not be rewritten: {0}")]
    Html(#[from] lol_html::errors::RewritingError),
}

/// Writes a page for every route of the bundle in `folder`, which holds what trunk
/// built, for a site that is served under the path `base`. Gives the number of pages.
///
/// # Errors
/// See [`PublishError`].
pub fn pages(folder: &Path, base: &str) -> Result<usize, PublishError> {
    if !base.starts_with('/') || !base.ends_with('/') {
        return Err(PublishError::PublicUrl(base.to_owned()));
    }
    let bundle = folder.join(BUNDLE);
    let json = read(&bundle)?;
    let parsed = Bundle::parse(&json).map_err(|cause| PublishError::Bundle {
        path: bundle,
        cause,
    })?;
    // Lives as long as the process, as `Site` explains.
    let site = Site {
        bundle: Box::leak(Box::new(parsed)),
        base: Box::leak(base.to_owned().into_boxed_str()),
    };
    let template = read(&folder.join("index.html"))?;
    let routes = site.routes();
    for route in routes.iter().chain([&Route::NotFound]) {
        let path = match route {
            Route::NotFound => folder.join("404.html"),
            _ => folder.join(route.path()).join("index.html"),
        };
        write(&path, &page(site, *route, &template)?)?;
    }
    Ok(routes.len() + 1)
}

/// The HTML of one page: the template with what is known of the page in its head.
fn page(site: Site, route: Route, template: &str) -> Result<String, PublishError> {
    let title = text::document_title(&heading(site, route), &site.bundle.site.name);
    let handlers = vec![
        element!("html", |html| {
            html.set_attribute("lang", &site.bundle.locale)?;
            html.set_attribute("data-base", site.base)?;
            Ok(())
        }),
        element!("title", |element| {
            element.set_inner_content(&title, ContentType::Text);
            Ok(())
        }),
        element!("meta[name=description]", |element| {
            element.set_attribute("content", &description(site, route))?;
            Ok(())
        }),
        // Chromium checks no integrity on such a preload, and warns of the attribute.
        element!("link[rel=preload][as=fetch]", |element| {
            element.remove_attribute("integrity");
            Ok(())
        }),
    ];
    let settings = RewriteStrSettings {
        element_content_handlers: handlers,
        ..RewriteStrSettings::new()
    };
    // What trunk does not hash keeps the path that index.html gives it. Not by the
    // rewriter, which takes what stands in a noscript element for text.
    let template = [BUNDLE, "failure.js"]
        .iter()
        .fold(template.to_owned(), |html, file| {
            html.replace(&format!("/{file}"), &format!("{}{file}", site.base))
        });
    Ok(rewrite_str(&template, settings)?)
}

fn read(path: &Path) -> Result<String, PublishError> {
    fs::read_to_string(path).map_err(|cause| PublishError::File {
        path: path.to_owned(),
        cause,
    })
}

fn write(path: &Path, text: &str) -> Result<(), PublishError> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, text))
        .map_err(|cause| PublishError::File {
            path: path.to_owned(),
            cause,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_knows_its_title_its_language_and_the_path_it_is_under() {
        let json = include_str!("../../public/bundle/en.json");
        let site = Site {
            bundle: Box::leak(Box::new(
                Bundle::parse(json).expect("the bundle that ships"),
            )),
            base: "/score/",
        };
        let template = r#"<html lang=xx data-base=/><title>t</title>
            <meta name=description content=d><script src=/failure.js></script>
            <link rel=preload as=fetch href=/bundle/en.json integrity=x>
            <noscript><a href=/bundle/en.json>all</a></noscript>"#;
        let html = page(site, Route::Kpis, template).expect("HTML");
        for part in [
            "lang=\"en\"",
            "data-base=\"/score/\"",
            "<title>Targets – Civic Scorecard</title>",
            "src=/score/failure.js",
            "<noscript><a href=/score/bundle/en.json>",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(!html.contains("integrity"), "{html}");
        assert!(!html.contains("=/bundle"), "{html}");
    }
}
