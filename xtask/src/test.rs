//! `test`: every check there is, each to its end, and one count of them all.

use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result, anyhow, bail};
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use serde_json::json;
use xshell::Shell;

use crate::report::{self, Count, Outcome};
use crate::setup::{self, For, Ready};
use crate::wasm::{self, Profile};
use crate::{audit, engines, nginx, paths, portals, site, system};

/// How Chromium runs without a screen, and without calling home.
const CHROME_FLAGS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Fmt,
    Clippy,
    ClippyWasm,
    Audit,
    Native,
    Editors,
    Web,
    Build,
    Nginx,
    E2e,
    E2eNewer,
    Engines,
    Portals,
}

impl Step {
    const ALL: [Step; 13] = [
        Step::Fmt,
        Step::Clippy,
        Step::ClippyWasm,
        Step::Audit,
        Step::Native,
        Step::Editors,
        Step::Web,
        Step::Build,
        Step::Nginx,
        Step::E2e,
        Step::E2eNewer,
        Step::Engines,
        Step::Portals,
    ];

    fn name(self) -> &'static str {
        match self {
            Step::Fmt => "fmt",
            Step::Clippy => "clippy",
            Step::ClippyWasm => "clippy-wasm",
            Step::Audit => "audit",
            Step::Native => "native",
            Step::Editors => "editors",
            Step::Web => "web",
            Step::Build => "build",
            Step::Nginx => "nginx",
            Step::E2e => "e2e",
            Step::E2eNewer => "e2e-newer",
            Step::Engines => "engines",
            Step::Portals => "portals",
        }
    }

    fn about(self) -> &'static str {
        match self {
            Step::Fmt => "the code's layout",
            Step::Clippy => "clippy, native",
            Step::ClippyWasm => "clippy, wasm32",
            Step::Audit => "licences and known vulnerabilities",
            Step::Native => "native tests",
            Step::Editors => "the JSON Schema in a validator and in the JSON service of VS Code",
            Step::Web => "component tests in a browser",
            Step::Build => "release build and budget",
            Step::Nginx => "dist/ on nginx, Apache and the preview",
            Step::E2e => "end-to-end tests of a site made for them, and of dist/ as content",
            Step::E2eNewer => "some of them where content is newer than the site",
            Step::Engines => "the core of the end-to-end tests in Firefox and WebKit",
            Step::Portals => "embeds in WordPress, Wagtail, Hugo and sanitised Markdown",
        }
    }
}

impl ValueEnum for Step {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()).help(self.about()))
    }
}

/// What `test` may be told.
#[derive(Args, Debug)]
pub struct Options {
    /// One step, and others where it is repeated; the last five test the last build
    #[arg(long, value_name = "STEP")]
    only: Vec<Step>,
}

impl Options {
    /// The steps to run, in their own order.
    fn steps(&self) -> impl Iterator<Item = Step> {
        let wanted = |step: &Step| self.only.is_empty() || self.only.contains(step);
        Step::ALL.into_iter().filter(wanted)
    }
}

/// Runs the checks; fails when one of them did.
pub fn run(shell: &Shell, options: &Options) -> Result<ExitCode> {
    let start = Instant::now();
    let ready = match setup::run(shell, For::Tests) {
        Ok(ready) => ready,
        Err(error) => {
            eprintln!("error: {error:#}");
            let seconds = start.elapsed().as_secs();
            let note = "nothing could be tested".into();
            report::print(&[Outcome {
                step: "setup",
                passed: 0,
                failed: 1,
                seconds,
                note,
                names: Vec::new(),
            }]);
            return Ok(ExitCode::FAILURE);
        }
    };
    let mut outcomes: Vec<Outcome> = Vec::new();
    for step in options.steps() {
        println!("\n== {}: {}", step.name(), step.about());
        let start = Instant::now();
        let build_failed = outcomes
            .iter()
            .any(|outcome| outcome.step == Step::Build.name() && outcome.failed > 0);
        let needs_build = matches!(
            step,
            Step::Nginx | Step::E2e | Step::E2eNewer | Step::Engines | Step::Portals
        );
        let result = if needs_build && build_failed {
            Ok((Count::of(0, 1), "not run: the build failed".to_string()))
        } else {
            run_step(shell, &ready, step)
        };
        let (count, note) = result.unwrap_or_else(|error| {
            eprintln!("error: {error:#}");
            (Count::of(0, 1), "did not finish".into())
        });
        let seconds = start.elapsed().as_secs();
        let Count {
            passed,
            failed,
            names,
        } = count;
        outcomes.push(Outcome {
            step: step.name(),
            passed,
            failed,
            seconds,
            note,
            names,
        });
    }
    Ok(if report::print(&outcomes) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn run_step(shell: &Shell, ready: &Ready, step: Step) -> Result<(Count, String)> {
    match step {
        Step::Fmt => one(cargo(&["fmt", "--all", "--check"])),
        Step::Clippy => one(cargo(&[
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ])),
        Step::ClippyWasm => clippy_wasm(ready),
        Step::Audit => audit::run(shell),
        Step::Native => counted(cargo(&["test", "--workspace", "--no-fail-fast"])),
        Step::Editors => node_tests(editors()),
        Step::Web => web(ready),
        Step::Build => {
            site::build_with(shell, ready, &[])?;
            Ok((Count::of(1, 0), String::new()))
        }
        Step::Nginx => node_tests(nginx::test()?),
        Step::E2e => e2e("built"),
        Step::E2eNewer => e2e("newer"),
        Step::Engines => in_engines(),
        Step::Portals => node_tests(portals::test(shell)?),
    }
}

/// Clippy of what runs in a browser.
fn clippy_wasm(ready: &Ready) -> Result<(Count, String)> {
    let what = [
        "--target",
        wasm::TARGET,
        "--lib",
        "--bin",
        "civic-scorecard",
        "--bin",
        "reader",
        "--bin",
        "pages",
        "--bin",
        "exporter",
        "--bin",
        "renderer",
        "--test",
        "web",
    ];
    let mut command = if ready.std.is_debian() {
        let Some(driver) = wasm::debian_clippy() else {
            let note = "skipped: Debian's compiler needs the package rust-web-clippy";
            println!("{note}");
            return Ok((Count::default(), note.into()));
        };
        // What `cargo clippy` does, with the driver that fits the compiler.
        let mut check = cargo(&["check"]);
        check.args(what);
        check.env("RUSTC_WORKSPACE_WRAPPER", driver);
        let separator = "__CLIPPY_HACKERY__";
        check.env("CLIPPY_ARGS", ["-D", "warnings", ""].join(separator));
        check
    } else {
        let mut clippy = cargo(&["clippy"]);
        clippy.args(what).args(["--", "-D", "warnings"]);
        clippy
    };
    command.envs(ready.std.env(Profile::Dev));
    one(command)
}

/// The JSON Schema in programs that are none of ours.
fn editors() -> Command {
    let mut node = Command::new("node");
    node.args(["--test", "tests/schema.test.mjs"])
        .current_dir(paths::repository());
    node
}

/// Component tests, by wasm-bindgen's runner in a headless browser.
fn web(ready: &Ready) -> Result<(Count, String)> {
    let chrome = system::chrome().context("no browser: set CHROME")?;
    let driver = system::chromedriver().context("no chromedriver: set CHROMEDRIVER")?;
    let settings = paths::target().join("xtask/webdriver.json");
    fs::create_dir_all(paths::target().join("xtask"))?;
    let capabilities = json!({
        "goog:chromeOptions": { "binary": chrome, "args": CHROME_FLAGS },
    });
    fs::write(&settings, capabilities.to_string())
        .with_context(|| format!("cannot write {}", settings.display()))?;
    let runner = ready.tools.wasm_bindgen.join("wasm-bindgen-test-runner");
    let mut test = cargo(&["test", "--target", wasm::TARGET, "--test", "web"]);
    test.envs(ready.std.env(Profile::Dev))
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
        .env("CHROMEDRIVER", driver)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", settings);
    counted(test)
}

/// Playwright's tests: of the site of a government made for them, which is published anew when
/// there is another build, and of `dist/` as content. `content` is what pages find (see
/// `playwright.config.mjs`).
fn e2e(content: &str) -> Result<(Count, String)> {
    let root = paths::repository();
    if !root.join("dist/index.html").exists() {
        bail!("dist/ holds no site: run `cargo xtask build` first");
    }
    let report = root.join(format!("test-results/report-{content}.json"));
    fs::remove_file(&report).ok();
    let mut playwright = Command::new("node");
    playwright
        .args(["node_modules/@playwright/test/cli.js", "test"])
        .current_dir(&root)
        .env("E2E_CONTENT", content)
        .env("E2E_REPORT", &report)
        .env(
            "CHROME",
            system::chrome().context("no browser: set CHROME")?,
        );
    if let Some(shell) = system::headless_shell() {
        playwright.env("HEADLESS_SHELL", shell);
    }
    let (succeeded, _) = run_and_show(playwright, "")?;
    let (count, note) = report::judge(report::count_playwright(&report)?, succeeded);
    Ok((count, note.into()))
}

/// Tests in the other browsers, all at the same time: each waits most of the time.
fn in_engines() -> Result<(Count, String)> {
    if !engines::publish()?.status()?.success() {
        bail!("the site under test could not be published");
    }
    let results = thread::scope(|scope| {
        let run = |(engine, command)| scope.spawn(move || run_and_show(command, engine));
        let running: Vec<_> = engines::tests().into_iter().map(run).collect();
        running
            .into_iter()
            .map(|one| one.join())
            .collect::<Vec<_>>()
    });
    let mut sum = Count::default();
    let mut notes = Vec::new();
    for result in results {
        let (succeeded, output) = result.map_err(|_| anyhow!("a thread panicked"))??;
        let (count, note) = report::judge(report::count_node_tests(&output), succeeded);
        sum.passed += count.passed;
        sum.failed += count.failed;
        sum.names.extend(count.names);
        if !note.is_empty() {
            notes.push(note);
        }
    }
    Ok((sum, notes.join(", ")))
}

fn cargo(args: &[&str]) -> Command {
    let mut command = Command::new(paths::cargo());
    command.args(args).current_dir(paths::repository());
    command
}

/// A check that counts as one test.
fn one(command: Command) -> Result<(Count, String)> {
    let (succeeded, _) = run_and_show(command, "")?;
    let passed = u64::from(succeeded);
    Ok((Count::of(passed, 1 - passed), String::new()))
}

/// Tests that say themselves how many there were.
fn counted(command: Command) -> Result<(Count, String)> {
    let (succeeded, output) = run_and_show(command, "")?;
    let (count, note) = report::judge(report::count_test_results(&output), succeeded);
    Ok((count, note.into()))
}

/// Tests of node's own runner.
fn node_tests(command: Command) -> Result<(Count, String)> {
    let (succeeded, output) = run_and_show(command, "")?;
    let (count, note) = report::judge(report::count_node_tests(&output), succeeded);
    Ok((count, note.into()))
}

/// Runs a command, shows what it prints as it comes, and keeps its standard output. Each line is
/// shown with `whose` before it, unless that is empty.
fn run_and_show(mut command: Command, whose: &str) -> Result<(bool, String)> {
    let name = PathBuf::from(command.get_program());
    let name = name.file_name().map_or_else(OsString::new, OsString::from);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {}", name.display()))?;
    let mut output = Vec::new();
    if let Some(stdout) = child.stdout.take() {
        let mut lines = BufReader::new(stdout);
        let mut line = Vec::new();
        let mut screen = std::io::stdout();
        while lines.read_until(b'\n', &mut line)? > 0 {
            // At once, so that it stays one where others print too.
            let mark = if whose.is_empty() { "" } else { ": " };
            screen.write_all(&[whose.as_bytes(), mark.as_bytes(), &line].concat())?;
            screen.flush()?;
            output.append(&mut line);
        }
    }
    let status = child.wait()?;
    Ok((
        status.success(),
        String::from_utf8_lossy(&output).into_owned(),
    ))
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Alone {
        #[command(flatten)]
        options: Options,
    }

    fn names(args: &str) -> Result<Vec<&'static str>, clap::Error> {
        let args = ["test"].into_iter().chain(args.split_whitespace());
        let options = Alone::try_parse_from(args)?.options;
        Ok(options.steps().map(Step::name).collect())
    }

    #[test]
    fn steps_run_in_their_own_order() {
        assert_eq!(names("").unwrap().len(), Step::ALL.len());
        assert_eq!(names("--only e2e --only fmt").unwrap(), ["fmt", "e2e"]);
    }

    #[test]
    fn a_wrong_step_is_told_the_right_ones() {
        let error = names("--only lint").unwrap_err().to_string();
        assert!(
            error.contains("'lint'") && error.contains("clippy-wasm"),
            "{error}"
        );
        assert!(names("--only").is_err());
        assert!(names("e2e").is_err());
    }
}
