//! The script inside every page, made short: it is a part of each first view.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use crate::system;

/// Minifies the starter (`public/start.js`) in the template that trunk made in `folder`.
/// `cargo xtask build` has esbuild on `PATH`; a bare `trunk build` may not, and is larger.
///
/// # Errors
/// The template has no starter, or esbuild cannot read it.
pub fn minify(shell: &Shell, folder: &Path) -> Result<()> {
    if system::program("esbuild").is_none() {
        return Ok(());
    }
    let path = folder.join("index.html");
    let failed = || format!("{}: its starter cannot be minified", path.display());
    let html = fs::read_to_string(&path).with_context(failed)?;
    let (before, code, after) = parts(&html).with_context(failed)?;
    let minify = "--minify --loader=js --target=es2020 --log-level=warning";
    let flags = minify.split(' ');
    let short = cmd!(shell, "esbuild {flags...}")
        .stdin(code)
        .quiet()
        .read()
        .with_context(failed)?;
    fs::write(&path, [before, short.trim_end(), after].concat()).with_context(failed)
}

/// What stands before the code of `script#site-start`, the code, and what stands after it.
fn parts(html: &str) -> Option<(&str, &str, &str)> {
    let element = html
        .find("id=\"site-start\"")
        .or_else(|| html.find("id=site-start"))?;
    let start = element + html[element..].find('>')? + 1;
    let end = start + html[start..].find("</script>")?;
    Some((&html[..start], &html[start..end], &html[end..]))
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn the_starter_is_found_however_its_name_is_quoted() {
        for start in [
            "<script id=\"site-start\" data-a=\"b\">",
            "<script data-a=b id=site-start>",
        ] {
            let html = format!("<p>{start}a();</script><script>b();</script>");
            let (before, code, after) = parts(&html).expect("a starter");
            assert_eq!(before, format!("<p>{start}"));
            assert_eq!(code, "a();");
            assert_eq!(after, "</script><script>b();</script>");
        }
        assert_eq!(parts("<script>a();</script>"), None);
    }
}
