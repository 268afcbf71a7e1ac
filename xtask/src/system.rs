//! The machine: its programs, and Debian's packages.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

/// The file of a program, looked up on `PATH`.
pub fn program(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?)
        .map(|dir| dir.join(&file))
        .find(|path| path.is_file())
}

/// The browser that tests run in: `CHROME`, or a Chromium or Chrome on `PATH`.
pub fn chrome() -> Option<PathBuf> {
    from_env("CHROME").or_else(|| {
        [
            "chromium",
            "chromium-browser",
            "google-chrome-stable",
            "google-chrome",
        ]
        .into_iter()
        .find_map(program)
        .or_else(|| {
            let mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
            Some(PathBuf::from(mac)).filter(|path| path.is_file())
        })
    })
}

/// The same browser without what shows windows, in which most tests run, for that costs a
/// third: `HEADLESS_SHELL`, or the one on `PATH` where `CHROME` names no other browser.
pub fn headless_shell() -> Option<PathBuf> {
    from_env("HEADLESS_SHELL").or_else(|| match from_env("CHROME") {
        Some(_) => None,
        None => program("chromium-headless-shell"),
    })
}

/// The browser's WebDriver: `CHROMEDRIVER`, or `chromedriver` on `PATH`.
pub fn chromedriver() -> Option<PathBuf> {
    from_env("CHROMEDRIVER").or_else(|| program("chromedriver"))
}

fn from_env(name: &str) -> Option<PathBuf> {
    env::var_os(name)
        .map(PathBuf::from)
        .filter(|path| path.is_file())
}

/// Installs Debian packages, or says who has to do it and how.
///
/// `why` completes "… needs": it is the first thing that people read when the packages cannot
/// be installed.
pub fn apt_install(shell: &Shell, packages: &[&str], why: &str, elsewhere: &str) -> Result<()> {
    if !Path::new("/usr/bin/apt-get").exists() {
        bail!("{why}; this is no Debian system, so please {elsewhere}");
    }
    let by_hand = format!(
        "apt-get install --no-install-recommends {}",
        packages.join(" ")
    );
    let sudo: &[&str] = if is_root(shell) {
        &[]
    } else if cmd!(shell, "sudo -n true")
        .quiet()
        .ignore_stderr()
        .run()
        .is_ok()
    {
        &["sudo", "-n"]
    } else {
        bail!("{why}; please run `sudo {by_hand}` and then this command again");
    };
    println!("installing {} ({why})", packages.join(" "));
    let apt = [
        sudo,
        &[
            "env",
            "DEBIAN_FRONTEND=noninteractive",
            // Single user: a server is not started when it is installed.
            "RUNLEVEL=1",
            "apt-get",
            "-q",
            "-y",
        ],
    ]
    .concat();
    let (env, rest) = apt.split_first().context("apt has a name")?;
    // Package lists first: on a fresh machine there are none, and old ones name files that no
    // longer exist.
    cmd!(shell, "{env} {rest...} update").quiet().run().ok();
    cmd!(
        shell,
        "{env} {rest...} install --no-install-recommends {packages...}"
    )
    .quiet()
    .run()
    .with_context(|| format!("`{by_hand}` failed ({why}); otherwise {elsewhere}"))
}

/// Whether a Debian package is installed: dpkg then has its list of files.
pub fn apt_has(package: &str) -> bool {
    Path::new("/var/lib/dpkg/info")
        .join(format!("{package}.list"))
        .exists()
}

fn is_root(shell: &Shell) -> bool {
    cmd!(shell, "id -u")
        .quiet()
        .read()
        .is_ok_and(|id| id == "0")
}
