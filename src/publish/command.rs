//! The publisher's command.

use std::process::ExitCode;

use crate::bundle::Bundle;
use crate::publish;

const HELP: &str = "\
scorecard: what a publisher does with a bundle

  scorecard check FILE    name every mistake in a bundle, by its place in the file
  scorecard pages         write a page for every address into TRUNK_STAGING_DIR, for a
                          site under the path TRUNK_PUBLIC_URL (trunk's hook calls it)
  scorecard help          this text";

/// Runs the command that the arguments name.
pub fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["check", file] => check(file),
        ["pages"] => pages(),
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        _ => Err(format!("this is no command of scorecard\n\n{HELP}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// Says whether the file holds a valid bundle.
fn check(file: &str) -> Result<(), String> {
    let json = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    let bundle = Bundle::parse(&json).map_err(|error| format!("{file}: {error}"))?;
    println!(
        "{file}: revision {}, {} pages, {} initiatives, {} insights, {} KPIs, {} sources: no mistakes",
        &*bundle.revision,
        bundle.pages.len(),
        bundle.initiatives.len(),
        bundle.insights.len(),
        bundle.kpis.len(),
        bundle.sources.len()
    );
    Ok(())
}

/// Completes what trunk is about to publish.
fn pages() -> Result<(), String> {
    let variable =
        |name| std::env::var(name).map_err(|_| format!("{name} is not set; trunk sets it"));
    let folder = variable("TRUNK_STAGING_DIR")?;
    let base = variable("TRUNK_PUBLIC_URL")?;
    let count = publish::pages(folder.as_ref(), &base).map_err(|error| error.to_string())?;
    println!("{count} pages");
    Ok(())
}
