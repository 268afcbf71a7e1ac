//! The service worker: what was visited can be read offline.
//!
//! `service_worker.js` says what it does and what pages can rely on; `cargo xtask pages` puts
//! it into the folder. Here it gets the one thing that differs from build to build: which
//! files belong together.

use std::path::Path;

use serde::Serialize;

use super::PublishError;
use super::files::integrity;
use super::folder::read;

/// The path of a site's service worker below its base. With another path, readers would keep
/// the worker that they have.
pub const PATH: &str = "sw.js";

/// The page, below the base, that is shown offline for a page never visited. It has to be
/// complete, have `data-build`, and contain an empty `ul` with `data-offline-pages`, which the
/// worker fills with links.
pub const OFFLINE_PAGE: &str = "offline/";

/// The script that removes the service worker of readers who have one. It is published at
/// [`PATH`].
pub const OFF: &str = "sw-off.js";

/// The placeholder in the template for the build and its files.
const PLACE: &str = "CIVIC_SCORECARD_SITE";

/// A file of a build that pages need in order to look and work as they should.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Asset {
    /// The path below the base, as in an address; its name contains a content hash.
    pub path: String,
    /// What the file must be: `sha384-` and the hash in base64, as Subresource Integrity
    /// has it (<https://www.w3.org/TR/SRI/>).
    pub integrity: String,
}

impl Asset {
    /// The file at `path` below `folder`.
    ///
    /// # Errors
    /// The file, if it cannot be read.
    pub fn read(folder: &Path, path: &str) -> Result<Self, PublishError> {
        Ok(Asset {
            path: path.to_owned(),
            integrity: integrity(&read(folder, path)?),
        })
    }
}

/// The text of [`PATH`] for a build, made of the one that lies there. The build is named by its
/// pages' `data-build`: letters and digits that change whenever a page or one of these files
/// does.
///
/// `assets` are what every page needs: they are fetched before the worker takes over, and so is
/// what is `further` needed to show other pages, but not for readers who save data. `parts` are
/// what only some pages or readers need, cached with such a page or when it is requested. Pictures
/// are in none of these lists, and are cached when a page shows them.
///
/// The worker finds out itself under which path it is served.
///
/// # Panics
/// If `build` is empty or has anything but ASCII letters and digits, because no page could then
/// be recognised as its own; or if the template lacks the placeholder.
pub fn text(
    template: &str,
    build: &str,
    assets: &[Asset],
    further: &[Asset],
    parts: &[Asset],
) -> String {
    assert!(
        !build.is_empty() && build.bytes().all(|byte| byte.is_ascii_alphanumeric()),
        "the build id \"{build}\" is not made of ASCII letters and digits"
    );
    assert!(template.contains(PLACE), "{PATH} has no {PLACE}");
    let site = serde_json::json!({
        "build": build,
        "assets": assets,
        "further": further,
        "parts": parts,
    });
    // JSON is JavaScript, strings and all.
    template.replacen(PLACE, &site.to_string(), 1)
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::prelude::BASE64_STANDARD;

    use super::*;
    use crate::publish::folder::write;

    const TEMPLATE: &str = include_str!("service_worker.js");
    const OFF: &str = include_str!("service_worker_off.js");

    fn asset(path: &str) -> Asset {
        Asset {
            path: path.to_owned(),
            integrity: "sha384-abc".to_owned(),
        }
    }

    #[test]
    fn the_worker_holds_the_build_and_its_files_whatever_their_names() {
        let assets = [
            asset("app-0123456789abcdef.js"),
            asset("a\"'\\</script>\n$&.css"),
        ];
        let parts = [asset("more-0123456789abcdef.js")];
        let further = [asset("further-0123456789abcdef.js")];
        let text = text(TEMPLATE, "0123456789abcdef", &assets, &further, &parts);
        let (before, rest) = text.split_once("const SITE = ").expect("a declaration");
        let (site, after) = rest.split_once(";\n").expect("its end");
        let (template_before, template_after) = TEMPLATE.split_once(PLACE).expect("a place");
        assert_eq!(format!("{before}const SITE = "), template_before);
        assert_eq!(format!(";\n{after}"), template_after);
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(site).expect("JSON on one line"),
            serde_json::json!({
                "build": "0123456789abcdef",
                "assets": assets,
                "further": further,
                "parts": parts,
            })
        );
    }

    #[test]
    fn the_template_has_one_place_for_the_build() {
        assert_eq!(TEMPLATE.matches(PLACE).count(), 1);
        assert_eq!(OFF.matches(PLACE).count(), 0);
    }

    #[test]
    fn a_build_without_files_is_a_worker_too() {
        assert!(
            text(TEMPLATE, "a1", &[], &[], &[])
                .contains(r#"{"assets":[],"build":"a1","further":[],"parts":[]}"#)
        );
    }

    #[test]
    #[should_panic(expected = "the build id \"a b\" is not made of ASCII letters and digits")]
    fn a_build_that_no_page_could_name_is_refused() {
        text(TEMPLATE, "a b", &[], &[], &[]);
    }

    #[test]
    fn both_files_agree_on_the_offline_page_and_the_caches_names() {
        assert!(TEMPLATE.contains(&format!("`${{BASE}}{OFFLINE_PAGE}`")));
        let prefix = "`civic-scorecard ${new URL(registration.scope).pathname} `";
        assert!(OFF.contains(prefix));
        assert!(TEMPLATE.contains("const BASE = registration.scope;"));
        assert!(TEMPLATE.contains(&prefix.replace("registration.scope", "BASE")));
    }

    #[test]
    fn an_asset_is_known_by_what_it_holds() {
        let folder = tempfile::tempdir().expect("a folder");
        write(folder.path(), "style/a.css", "abc").expect("a file");
        let asset = Asset::read(folder.path(), "style/a.css");
        let missing = Asset::read(folder.path(), "style/b.css");
        // SHA-384 of "abc", from FIPS 180's examples.
        let hash = "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed\
                    8086072ba1e7cc2358baeca134c825a7";
        let bytes: Vec<u8> = (0..hash.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&hash[at..at + 2], 16).expect("hex"))
            .collect();
        assert_eq!(
            asset.expect("the file is there"),
            Asset {
                path: "style/a.css".to_owned(),
                integrity: format!("sha384-{}", BASE64_STANDARD.encode(bytes)),
            }
        );
        let missing = missing.expect_err("there is no such file").to_string();
        assert!(missing.contains("style/b.css"), "{missing}");
    }
}
