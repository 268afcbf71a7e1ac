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
//! | `starter.rs` | the script inside every page, made short |
//! | `snip.rs` | functions that nothing calls, out of the WebAssembly |
//! | `styles.rs` | one sheet out of the plain and the scoped ones |
//! | `scopes.rs` | what stylers misreads in a scoped sheet |
//! | `budget.rs` | how many bytes a reader downloads, and how many are allowed |
//! | `nginx.rs` | the servers that the generated rules are tested on |
//! | `sbom.rs` | what the released site is made of |
//! | `audit.rs` | what others know of what this project uses |
//! | `test.rs`, `report.rs` | every check, and the count of what passed |

mod audit;
mod bindgen;
mod budget;
mod nginx;
mod paths;
mod public;
mod report;
mod review;
mod sbom;
mod scopes;
mod setup;
mod site;
mod snip;
mod starter;
mod styles;
mod system;
mod test;
mod tools;
mod wasm;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

const HELP: &str = "\
cargo xtask COMMAND

  setup [--tests]      install what is missing (--tests: browser, npm packages, Java too)
  serve [TRUNK ARGS]   develop: http://127.0.0.1:8080, reloads when a file changes
  build [TRUNK ARGS]   release build into dist/, checked against budget.json
  review               every chart in every state, of the last build and made-up figures:
                       http://127.0.0.1:8081/review/
  sbom                 write sbom.cdx.json, what the site is made of (build does it too)
  test [--only STEP]   every check: fmt, clippy, clippy-wasm, audit, native, web, build,
                       nginx, e2e (--only may be repeated; nginx and e2e test the last build)
  bench                release build, then tests/e2e/bench.mjs in the browser
  help                 these lines

called by trunk's hooks (Trunk.toml):
  styles               write style/site.css
  pages                in a release build, write every page's HTML

called in place of wasm-bindgen in a release build:
  bindgen              run it, and shorten the names that it leaves

environment:
  CIVIC_SCORECARD_CACHE   folder for installed tools (default ~/.cache/civic-scorecard)
  CIVIC_SCORECARD_WASM    auto (default), rustup or debian: where wasm's std comes from
  CHROME, CHROMEDRIVER    the browser and driver to test with
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match run(&args) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[String]) -> Result<ExitCode> {
    let (command, rest) = match args.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", args),
    };
    let shell = Shell::new()?;
    shell.change_dir(paths::repository());
    match command {
        "setup" => {
            let tests = match rest {
                [] => setup::For::Site,
                [flag] if flag == "--tests" => setup::For::Tests,
                _ => bail!("setup takes nothing but --tests, not `{}`", rest.join(" ")),
            };
            setup::run(&shell, tests)?;
        }
        "serve" => site::serve(&shell, rest)?,
        "build" => site::build(&shell, rest)?,
        "review" => review::run(&shell, rest)?,
        "sbom" => println!(
            "{}: {} crates",
            sbom::FILE,
            sbom::write(&paths::repository())?
        ),
        "test" => return test::run(&shell, rest),
        "bench" => bench(&shell, rest)?,
        "bindgen" => bindgen::run(&shell, rest)?,
        "styles" => styles::run(&paths::repository())?,
        "pages" => pages(&shell)?,
        "help" | "--help" | "-h" => print!("{HELP}"),
        other => {
            bail!(
                "no command `{other}`: use setup, serve, build, review, sbom, test, bench or help"
            )
        }
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
    starter::minify(shell, Path::new(&staged))?;
    let kept = paths::target().join("unpublished");
    shell.remove_path(&kept)?;
    cmd!(shell, "cp -r {staged} {kept}").quiet().run()?;
    let cargo = paths::cargo();
    cmd!(shell, "{cargo} run --quiet --bin scorecard -- pages")
        .quiet()
        .run()
        .context("`scorecard pages` could not write the pages")
}
