//! The files of a published folder: what they are, how they are encoded for transfer, and
//! which of them a path is answered with.

use std::path::Path;

use crate::publish::folder::place;

/// The page for a path below [`EMBEDS`](crate::site::EMBEDS) at which there is nothing, sent
/// with 404.
pub const NO_EMBED: &str = "embed/404.html";
/// The page for all other such paths.
pub const NO_PAGE: &str = "404.html";

/// The folder of the bundle.
const BUNDLES: &str = "bundle/";

/// What hosts read from a folder themselves.
const HOST_FILES: [&str; 4] = [
    "_headers",
    "_redirects",
    "staticwebapp.config.json",
    "vercel.json",
];

/// The content type of files by their extension, and whether compressing such a file is worth
/// it.
const TYPES: &[(&str, &str, bool)] = &[
    ("html", "text/html; charset=utf-8", true),
    ("css", "text/css; charset=utf-8", true),
    ("js", "text/javascript; charset=utf-8", true),
    ("mjs", "text/javascript; charset=utf-8", true),
    ("wasm", "application/wasm", true),
    ("json", "application/json; charset=utf-8", true),
    ("csv", "text/csv; charset=utf-8", true),
    ("svg", "image/svg+xml; charset=utf-8", true),
    ("xml", "application/xml; charset=utf-8", true),
    ("txt", "text/plain; charset=utf-8", true),
    (
        "webmanifest",
        "application/manifest+json; charset=utf-8",
        true,
    ),
    ("bin", "application/octet-stream", true),
    ("ico", "image/vnd.microsoft.icon", true),
    ("png", "image/png", false),
    ("jpg", "image/jpeg", false),
    ("jpeg", "image/jpeg", false),
    ("webp", "image/webp", false),
    ("avif", "image/avif", false),
    ("gif", "image/gif", false),
    ("woff2", "font/woff2", false),
    ("pdf", "application/pdf", false),
];

/// A way to encode a file for transfer, for which the build writes a sibling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coding {
    /// Its name in `Accept-Encoding` and `Content-Encoding`.
    pub name: &'static str,
    /// The extension that the sibling's name has after the file's own name.
    pub suffix: &'static str,
}

/// The codings, the one that makes files smallest first.
pub const CODINGS: [Coding; 3] = [
    Coding {
        name: "br",
        suffix: ".br",
    },
    Coding {
        name: "zstd",
        suffix: ".zst",
    },
    Coding {
        name: "gzip",
        suffix: ".gz",
    },
];

/// A regular expression (PCRE, any case) that finds in an `Accept-Encoding` header that the
/// coding is accepted: it is named, and its weight is not 0.
pub fn accepted(coding: &Coding) -> String {
    let weight = r"(?:\s*;\s*q=(?:1(?:\.0*)?|0\.0*[1-9][0-9]*))?";
    format!(r"(?:^|,)\s*{}{weight}\s*(?:,|$)", coding.name)
}

/// The extension of a file's name, or nothing.
pub(super) fn extension(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// Whether a name ends with the hash of the file's content, as trunk and `scorecard pages`
/// write it: `name-<16 hex digits>.ext`, or with `_bg` after the hash.
pub(super) fn has_hash(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    stem.rsplit_once('-').is_some_and(|(_, hash)| {
        hash.len() == 16
            && hash
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    })
}

/// The `Content-Type` of a file.
pub fn content_type(path: &str) -> &'static str {
    let wanted = extension(path);
    TYPES
        .iter()
        .find(|(extension, _, _)| *extension == wanted)
        .map_or("application/octet-stream", |(_, content_type, _)| {
            content_type
        })
}

/// Whether a file is of a kind that compressing makes smaller.
pub fn is_compressible(path: &str) -> bool {
    let wanted = extension(path);
    TYPES
        .iter()
        .any(|(extension, _, compressible)| *extension == wanted && *compressible)
}

/// Whether a file is replaced by itself in a published folder: the bundle, when there are newer
/// figures and no new build.
pub fn is_replaced_alone(path: &str) -> bool {
    path.starts_with(BUNDLES) && path.ends_with(".json") && !has_hash(path)
}

/// The files for which [`is_replaced_alone`] holds, as a regular expression (PCRE) for their
/// addresses on a site under the path `base`.
pub(super) fn replaced_alone(base: &str) -> String {
    let base = base.replace('.', r"\.");
    format!(r"^{base}{BUNDLES}.*(?<!-[0-9a-f]{{16}})\.json$")
}

/// Whether the build writes compressed siblings of a file. Not of one that is replaced alone: its
/// siblings would stay as they were, and neither nginx nor Apache can tell which of two files is
/// the older one. Hosts compress it when it is asked for.
pub fn has_siblings(path: &str) -> bool {
    is_compressible(path) && !is_replaced_alone(path)
}

/// Whether a path is meant for readers: not a file that hosts read, not hidden, and not a
/// precompressed sibling, which is sent under its file's name.
pub fn is_served(path: &str) -> bool {
    let is_sibling = CODINGS.iter().any(|coding| path.ends_with(coding.suffix));
    let is_hidden = path
        .split('/')
        .any(|part| part.starts_with('.') && part != ".well-known");
    !is_sibling && !is_hidden && !HOST_FILES.contains(&path)
}

/// The answer for a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// This file, a path below the site's root.
    File(String),
    /// A redirect (301) to this folder, a path below the site's root with a slash at its end.
    Folder(String),
    /// `404.html` with 404.
    NotFound,
}

/// The answer of the site in `folder`; `path` is the decoded path below the site's root,
/// without a slash at its start.
pub fn answer(folder: &Path, path: &str) -> Answer {
    if !is_served(path) || [NO_PAGE, NO_EMBED].contains(&path) {
        return Answer::NotFound;
    }
    let file = match path {
        _ if path.is_empty() || path.ends_with('/') => format!("{path}index.html"),
        _ => path.to_owned(),
    };
    match place(folder, &file) {
        Ok(found) if found.is_dir() => Answer::Folder(format!("{file}/")),
        Ok(found) if found.is_file() => Answer::File(file),
        _ => Answer::NotFound,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::example;
    use super::*;

    #[test]
    fn a_hash_is_sixteen_digits_at_the_end_of_the_name() {
        for path in ["a-0123456789abcdef.js", "b/c/a-0123456789abcdef_bg.wasm"] {
            assert!(has_hash(path), "{path}");
        }
        for path in [
            "a-0123456789ABCDEF.js",
            "a-0123456789abcde.js",
            "a-0123456789abcdef0.js",
            "0123456789abcdef.js",
            "a-0123456789abcdef/b.js",
            "ai-and-data-driven-government.svg",
            "a-0123456789abcdef-b.js",
        ] {
            assert!(!has_hash(path), "{path}");
        }
    }

    #[test]
    fn what_is_replaced_alone_has_no_siblings() {
        for path in ["bundle/en.json", "bundle/zh-Hans.json"] {
            assert!(is_replaced_alone(path) && !has_siblings(path), "{path}");
        }
        for path in [
            "bundle/en-0123456789abcdef.json",
            "index.html",
            "embed/manifest.json",
            "kpis/bundle/en.json",
        ] {
            assert!(!is_replaced_alone(path) && has_siblings(path), "{path}");
        }
    }

    #[test]
    fn paths_are_answered_by_files_folders_and_nothing_else() {
        let site = example::site();
        fs::write(site.path().join("icon.svg.br"), "x").expect("a file");
        fs::write(site.path().join(".htpasswd"), "x").expect("a file");
        let file = |path: &str| Answer::File(path.to_owned());
        for (path, expected) in [
            ("", file("index.html")),
            ("kpis/", file("kpis/index.html")),
            ("kpis", Answer::Folder("kpis/".to_owned())),
            ("kpis/index.html", file("kpis/index.html")),
            ("icon.svg", file("icon.svg")),
            ("icon.svg/", Answer::NotFound),
            ("icon.svg.br", Answer::NotFound),
            (".htpasswd", Answer::NotFound),
            ("404.html", Answer::NotFound),
            ("embed/404.html", Answer::NotFound),
            ("embed/", Answer::NotFound),
            (
                "embed/kpi/satisfaction/",
                file("embed/kpi/satisfaction/index.html"),
            ),
            ("bundle/", Answer::NotFound),
            ("nothing", Answer::NotFound),
            ("../secret", Answer::NotFound),
            ("kpis/../icon.svg", Answer::NotFound),
            ("kpis\\..\\icon.svg", Answer::NotFound),
        ] {
            assert_eq!(answer(site.path(), path), expected, "{path}");
        }
    }

    #[test]
    fn no_path_leads_out_of_the_folder_or_to_a_name_that_is_not_published() {
        let around = tempfile::tempdir().expect("a folder");
        let site = around.path().join("site");
        example::add(&site, "a.svg", "<svg/>");
        example::add(&site, "a/index.html", "");
        // Each exists, so that only the rule prevents it.
        for name in [
            " ", "a b.svg", "a\nb.svg", "a\"b.svg", "ä.svg", "a~", ".env", "a/.git/x",
        ] {
            example::add(&site, name, "secret");
        }
        example::add(around.path(), "secret", "secret");
        let root = around.path().display();
        for path in [
            format!("{root}/secret"),
            format!("/{root}/secret"),
            format!("{root}"),
            format!("a/{root}/secret"),
            "/a.svg".to_owned(),
            "//a.svg".to_owned(),
            "a//index.html".to_owned(),
            "a//".to_owned(),
            "/".to_owned(),
            "../secret".to_owned(),
            "a/../../secret".to_owned(),
            "./a.svg".to_owned(),
            "a/.".to_owned(),
            "a/..".to_owned(),
            "a.svg/.".to_owned(),
            "a.svg\0".to_owned(),
            "a.svg\0.png".to_owned(),
            "C:/a.svg".to_owned(),
            "C:a.svg".to_owned(),
            "\\\\host\\share".to_owned(),
            "..\\secret".to_owned(),
            " ".to_owned(),
            "a b.svg".to_owned(),
            "a\nb.svg".to_owned(),
            "a\"b.svg".to_owned(),
            "ä.svg".to_owned(),
            "a~".to_owned(),
            ".env".to_owned(),
            "a/.git/x".to_owned(),
            "a.svg%00".to_owned(),
            "\u{fffd}a.svg".to_owned(),
        ] {
            assert_eq!(answer(&site, &path), Answer::NotFound, "{path:?}");
        }
        assert_eq!(answer(&site, "a.svg"), Answer::File("a.svg".to_owned()));
        assert_eq!(answer(&site, "a"), Answer::Folder("a/".to_owned()));
    }

    #[cfg(unix)]
    #[test]
    fn links_pipes_and_folders_in_the_place_of_a_file_are_not_there() {
        use std::os::unix::fs::symlink;

        let around = tempfile::tempdir().expect("a folder");
        let site = around.path().join("site");
        example::add(&site, "a.svg", "<svg/>");
        example::add(&site, ".env", "secret");
        example::add(&site, "b/index.html/c", "");
        example::add(around.path(), "out/secret.svg", "secret");
        let links = [
            ("../out/secret.svg", "file.svg"),
            ("../out", "folder"),
            ("..", "up"),
            (".", "round"),
            (".env", "hidden.svg"),
            ("a.svg", "same.svg"),
            ("gone.svg", "dangling.svg"),
            ("loop.svg", "loop.svg"),
            ("/dev/zero", "zero.svg"),
        ];
        for (to, name) in links {
            symlink(to, site.join(name)).expect("a link");
        }
        crate::publish::tests::pipe(&site.join("pipe.svg"));
        for path in [
            "file.svg",
            "folder/secret.svg",
            "folder",
            "folder/",
            "up/out/secret.svg",
            "round",
            "round/a.svg",
            "hidden.svg",
            "same.svg",
            "dangling.svg",
            "loop.svg",
            "zero.svg",
            "pipe.svg",
            "b/index.html/c/",
        ] {
            assert_eq!(answer(&site, path), Answer::NotFound, "{path}");
        }
        let folder = Answer::Folder("b/index.html/".to_owned());
        assert_eq!(answer(&site, "b/"), folder, "index.html is a folder");
        // The site's own folder may be reached by a link, since the person who serves it has
        // named it.
        symlink(&site, around.path().join("latest")).expect("a link");
        let latest = around.path().join("latest");
        assert_eq!(answer(&latest, "a.svg"), Answer::File("a.svg".to_owned()));
    }
}
