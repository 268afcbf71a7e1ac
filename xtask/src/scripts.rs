//! The scripts that nobody compiles, made short: esbuild takes comments and long names away.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use crate::system;

/// Where `scorecard pages` looks for scripts in the folder that trunk built, and where each
/// comes from.
const SCRIPTS: &[(&str, &str)] = &[
    ("embed.js", "embed/embed.js"),
    ("embed/frame.js", "embed/frame.js"),
    ("embed/options.js", "embed/options.js"),
    ("embed/runtime.js", "embed/runtime.js"),
    ("share/share.js", "embed/share.js"),
    ("sw.js", "src/publish/service_worker.js"),
    ("sw-off.js", "src/publish/service_worker_off.js"),
];

/// Puts the scripts of the project in `root` into `folder`, which holds what trunk built, and
/// minifies them and the starter (`public/start.js`) in trunk's template. `cargo xtask build`
/// has esbuild on `PATH`; a bare `trunk build` may not, and is larger.
///
/// # Errors
/// A file cannot be read or written, the template has no starter, or esbuild cannot read a
/// script.
pub fn stage(shell: &Shell, root: &Path, folder: &Path) -> Result<()> {
    let has_esbuild = system::program("esbuild").is_some();
    for (place, source) in SCRIPTS {
        let failed = || format!("{source} cannot be put into {}", folder.display());
        let mut script = fs::read_to_string(root.join(source)).with_context(failed)?;
        if has_esbuild {
            script = minified(shell, &script, "es2022").with_context(failed)?;
        }
        let path = folder.join(place);
        fs::create_dir_all(path.parent().unwrap_or(folder)).with_context(failed)?;
        fs::write(&path, script).with_context(failed)?;
    }
    if has_esbuild {
        minify_starter(shell, folder)?;
    }
    Ok(())
}

/// A script with the same names at its top, which other scripts may use. What the edition of
/// JavaScript `target` does not have is written in another way. The elements need private members
/// as they are: written with a `WeakMap`, they break where a host's page has changed its methods.
fn minified(shell: &Shell, script: &str, target: &str) -> Result<String> {
    let flags = "--minify --loader=js --log-level=warning".split(' ');
    let short = cmd!(shell, "esbuild {flags...} --target={target}")
        .stdin(script)
        .quiet()
        .read()?;
    Ok(short.trim_end().to_owned())
}

fn minify_starter(shell: &Shell, folder: &Path) -> Result<()> {
    let path = folder.join("index.html");
    let failed = || format!("{}: its starter cannot be minified", path.display());
    let html = fs::read_to_string(&path).with_context(failed)?;
    let (before, code, after) = parts(&html).with_context(failed)?;
    // It also runs in browsers that are too old for the app, to say so.
    let short = minified(shell, code, "es2020").with_context(failed)?;
    fs::write(&path, [before, &short, after].concat()).with_context(failed)
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
    use super::*;

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

    /// With esbuild or without: what is published has to have each script.
    #[test]
    fn each_script_gets_to_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let html = "<script id=site-start>const start = 1; // Why.\n</script>";
        fs::write(folder.path().join("index.html"), html).unwrap();
        let shell = Shell::new().unwrap();
        stage(&shell, &crate::paths::repository(), folder.path()).unwrap();
        for (place, _) in SCRIPTS {
            let script = fs::read_to_string(folder.path().join(place)).expect(place);
            assert!(!script.is_empty(), "{place}");
        }
        // What `scorecard pages` fills in, and what the two files of scripts agree on.
        let read = |place| fs::read_to_string(folder.path().join(place)).unwrap();
        assert_eq!(read("sw.js").matches("CIVIC_SCORECARD_SITE").count(), 1);
        assert!(read("index.html").contains("const start"));
    }
}
