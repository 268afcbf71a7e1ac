//! The command: which files, how the result is shown, and what it means for a script.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use clap::{Args, ValueEnum};

use super::super::PublishError;
use super::super::folder::read_bundle;
use super::explain::entry;
use super::json::json;
use super::problem::{Report, Severity};
use super::report;
use super::sarif::sarif;
use super::text::text;
use crate::bundle::{BundleError, Mistake, Rule};

/// Which files are checked, and how that is shown.
#[derive(Args, Debug)]
pub struct Check {
    /// The bundles
    #[arg(required_unless_present = "explain", value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// How problems are shown: to people, or as JSON or SARIF 2.1.0 to editors and CI
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Whether the text has colours; auto: on a terminal, unless NO_COLOR is set
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,
    /// Say what a rule means, and check nothing
    #[arg(long, value_name = "RULE", conflicts_with = "files")]
    pub explain: Option<String>,
}

/// How problems are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// To people.
    Text,
    /// As JSON of our own.
    Json,
    /// As SARIF 2.1.0.
    Sarif,
}

/// When a text has colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// In any case.
    Always,
    /// Never.
    Never,
}

/// The exit code if there are errors, and if something could not be checked.
const ERRORS: u8 = 1;
const NOT_RUN: u8 = 2;

/// Checks the files, writes what is found to standard output and returns the exit code. What
/// could not be read is said on standard error.
pub fn run(arguments: &Check) -> ExitCode {
    if let Some(rule) = &arguments.explain {
        return explain(rule);
    }
    let mut reports = Vec::new();
    let mut code = 0;
    for path in &arguments.files {
        let name = path.display().to_string();
        match read_bundle(path) {
            Ok(bytes) => reports.push(report(&name, path, &bytes)),
            // A file that is larger than any bundle was read, and is wrong.
            Err(PublishError::Bundle {
                cause: cause @ BundleError::TooLarge { .. },
                ..
            }) => reports.push(super::too_large(&name, &cause)),
            Err(error) => {
                eprintln!("{error}");
                code = NOT_RUN;
            }
        }
    }
    if code == 0
        && reports
            .iter()
            .any(|report| report.count(Severity::Error) > 0)
    {
        code = ERRORS;
    }
    match write(arguments, &reports, code != NOT_RUN) {
        Ok(()) => ExitCode::from(code),
        // Whoever reads it has seen enough, as `head` has.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::from(code),
        Err(error) => {
            eprintln!("the result could not be written: {error}");
            ExitCode::from(NOT_RUN)
        }
    }
}

/// Prints what a rule means.
fn explain(rule: &str) -> ExitCode {
    match entry(rule) {
        Some(words) => {
            println!("{rule}\n\n{words}");
            ExitCode::SUCCESS
        }
        None => {
            let errors = Mistake::ALL.iter().map(|one| one.name());
            let rules: Vec<&str> = errors
                .chain(Rule::ALL.iter().map(|one| one.name()))
                .collect();
            eprintln!(
                "there is no rule {rule:?}; the rules are: {}",
                rules.join(", ")
            );
            ExitCode::from(NOT_RUN)
        }
    }
}

fn write(arguments: &Check, reports: &[Report], all_were_read: bool) -> io::Result<()> {
    let choice = match arguments.color {
        Color::Auto => ColorChoice::Auto,
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    };
    let out = io::stdout();
    match arguments.format {
        Format::Text => {
            let mut out = AutoStream::new(out, choice);
            for report in reports {
                out.write_all(text(report).as_bytes())?;
            }
            out.flush()
        }
        Format::Json => out.lock().write_all(json(reports).as_bytes()),
        Format::Sarif => out
            .lock()
            .write_all(sarif(reports, all_were_read).as_bytes()),
    }
}
