//! The project's chores, behind one command: `cargo xtask`.
//!
//! | file | subject |
//! | --- | --- |
//! | `main.rs` | which commands there are |
//! | `paths.rs` | where things lie: the repository, the cache |
//! | `system.rs` | Debian packages, and programs found on the machine |
//! | `tools.rs` | trunk, wasm-bindgen, wasm-opt and esbuild in a per-user cache |
//! | `public.rs` | nothing from elsewhere among what is published |
//! | `wasm.rs` | which compiler and standard library make the WebAssembly |
//! | `setup.rs` | everything that must be there before a command runs |
//! | `site.rs` | `serve` and `build`, which hand over to trunk |
//! | `review.rs` | `review`: every chart in every state, for the eye |
//! | `bindgen.rs` | short names between WebAssembly and JavaScript |
//! | `scripts.rs` | the scripts that pages, embeds and the service worker are, made short |
//! | `snip.rs` | functions that nothing calls, out of the WebAssembly |
//! | `styles.rs`, `styles/embed.rs` | one sheet out of the plain and the scoped ones, and the one of embeds |
//! | `scopes.rs` | what stylers misreads in a scoped sheet |
//! | `budget.rs` | how many bytes a reader downloads, and how many are allowed |
//! | `nginx.rs` | the servers that the generated rules are tested on |
//! | `engines.rs` | the browsers besides Chromium that the site is tested in |
//! | `portals.rs` | the systems that embeds are tested in |
//! | `sbom.rs` | what the released site and program are made of |
//! | `release.rs` | the publisher's command as one file |
//! | `audit.rs` | what others know of what this project uses |
//! | `upgrades.rs` | what a new version of a crate may break unseen |
//! | `test.rs`, `report.rs` | every check, and the count of what passed |

mod audit;
mod bindgen;
mod budget;
mod engines;
mod nginx;
mod paths;
mod portals;
mod public;
mod release;
mod report;
mod review;
mod sbom;
mod scopes;
mod scripts;
mod setup;
mod site;
mod snip;
mod styles;
mod system;
mod test;
mod tools;
#[cfg(test)]
mod upgrades;
mod wasm;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::{Args, Parser, Subcommand};
use xshell::{Shell, cmd};

/// The project's chores
#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask", after_help = ENVIRONMENT)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Install what is missing
    Setup {
        /// What tests need, too: browsers, npm packages, Java
        #[arg(long)]
        tests: bool,
    },
    /// Develop: http://127.0.0.1:8080, reloads when a file changes
    #[command(disable_help_flag = true)]
    Serve(HandedOver),
    /// Release build into dist/, checked against budget.json
    #[command(disable_help_flag = true)]
    Build(HandedOver),
    /// Every chart in every state, of the last build and made-up figures:
    /// http://127.0.0.1:8081/review/
    Review,
    /// The publisher's command as one file, with the app of the last build in it
    Release {
        /// The target, as rustup names it; without it a static file for Linux on x86-64
        #[arg(long)]
        target: Option<String>,
    },
    /// Write sbom.cdx.json, what the site is made of (build does it too)
    Sbom,
    /// Every check, or those that --only names
    Test(test::Options),
    /// Release build, then tests/e2e/bench.mjs in the browser
    #[command(disable_help_flag = true)]
    Bench(HandedOver),
    /// Trunk's hook: write style/site.css
    Styles,
    /// Trunk's hook: in a release build, write every page's HTML
    Pages,
    /// In place of wasm-bindgen in a release build: run it, and shorten the names it leaves
    #[command(disable_help_flag = true)]
    Bindgen(HandedOver),
}

/// Arguments for the program that does the work.
#[derive(Args, Debug)]
struct HandedOver {
    /// What trunk, bench.mjs or wasm-bindgen understands
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    args: Vec<String>,
}

const ENVIRONMENT: &str = "\
Environment:
  CIVIC_SCORECARD_CACHE   folder for installed tools (default ~/.cache/civic-scorecard)
  CIVIC_SCORECARD_WASM    auto (default), rustup or debian: where wasm's std comes from
  CHROME, CHROMEDRIVER    the browser and driver to test with";

fn main() -> ExitCode {
    let arguments = match std::env::args_os().len() {
        ..=1 => Arguments::try_parse_from(["xtask", "help"]),
        _ => Arguments::try_parse(),
    };
    let result = match arguments {
        Ok(arguments) => run(arguments.command),
        // What is wrong, or the help that was asked for.
        Err(said) => {
            said.print().ok();
            return ExitCode::from(u8::from(said.use_stderr()));
        }
    };
    result.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}

fn run(command: Command) -> Result<ExitCode> {
    let shell = Shell::new()?;
    shell.change_dir(paths::repository());
    match command {
        Command::Setup { tests } => {
            let what = if tests {
                setup::For::Tests
            } else {
                setup::For::Site
            };
            setup::run(&shell, what)?;
        }
        Command::Serve(trunk) => site::serve(&shell, &trunk.args)?,
        Command::Build(trunk) => site::build(&shell, &trunk.args)?,
        Command::Review => review::run(&shell)?,
        Command::Release { target } => release::run(&shell, target.as_deref())?,
        Command::Sbom => println!(
            "{}: {} crates",
            sbom::FILE,
            sbom::write(&paths::repository())?
        ),
        Command::Test(options) => return test::run(&shell, &options),
        Command::Bench(script) => bench(&shell, &script.args)?,
        Command::Styles => styles::run(&paths::repository())?,
        Command::Pages => pages(&shell)?,
        Command::Bindgen(program) => bindgen::run(&shell, &program.args)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Builds for release and measures the result in the browser.
fn bench(shell: &Shell, args: &[String]) -> Result<()> {
    let ready = setup::run(shell, setup::For::Tests)?;
    site::build_with(shell, &ready, &[])?;
    let chrome = system::chrome().context("the browser was there a moment ago")?;
    cmd!(shell, "node tests/e2e/bench.mjs {args...}")
        .env("CHROME", chrome)
        .quiet()
        .run()
        .context("the benchmark failed")
}

/// Runs `scorecard pages` when trunk makes a release build.
///
/// A debug build has no prerendered pages, so it never has to compile the
/// native side of the crate; that keeps `serve` quick. `scorecard` reads
/// trunk's own variables: `TRUNK_STAGING_DIR`, `TRUNK_PUBLIC_URL`.
fn pages(shell: &Shell) -> Result<()> {
    match std::env::var("TRUNK_PROFILE").as_deref() {
        Ok("release") => {}
        Ok(_) => return Ok(()),
        Err(_) => bail!("`pages` is a hook of trunk's: run `cargo xtask build` instead"),
    }
    public::check(&paths::repository().join("public"))?;
    // What tests and benchmarks publish with other bundles (tests/e2e/published.mjs).
    let staged = std::env::var("TRUNK_STAGING_DIR").context("trunk names its folder")?;
    scripts::stage(shell, &paths::repository(), Path::new(&staged))?;
    let kept = paths::target().join("unpublished");
    shell.remove_path(&kept)?;
    cmd!(shell, "cp -r {staged} {kept}").quiet().run()?;
    let cargo = paths::cargo();
    cmd!(shell, "{cargo} run --quiet --bin scorecard -- pages")
        .quiet()
        .run()
        .context("`scorecard pages` could not write the pages")
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_are_declared_without_contradiction() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn what_is_meant_for_another_program_reaches_it() {
        let given = "bindgen /bin/wasm-bindgen --version --help -o x --out-dir=y --only";
        let arguments = ["xtask"].into_iter().chain(given.split(' '));
        let arguments = Arguments::try_parse_from(arguments).unwrap();
        let Command::Bindgen(HandedOver { args }) = arguments.command else {
            panic!("{arguments:?}");
        };
        assert_eq!(args.join(" "), given.strip_prefix("bindgen ").unwrap());
        for command in ["serve", "build", "bench"] {
            let given = ["xtask", command, "--help", "--port", "1"];
            let arguments = Arguments::try_parse_from(given).unwrap();
            let said = format!("{arguments:?}");
            assert!(said.contains(r#"["--help", "--port", "1"]"#), "{said}");
        }
    }
}
