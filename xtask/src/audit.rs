//! The `audit` step of `test`: what is known about this project's dependencies.
//!
//! Rules on licences and sources (`deny.toml`) need no network. Known vulnerabilities are in
//! databases: if one cannot be reached, the check is skipped and says so; if it can, a known
//! vulnerability fails the step.

use std::path::Path;
use std::process::{Command, Output};

use anyhow::{Context, Result, bail};
use serde_json::Value;
use xshell::Shell;

use crate::report::Count;
use crate::{paths, tools};

/// The result of one check.
#[derive(Debug, PartialEq, Eq)]
enum Finding {
    /// All is well.
    Clean,
    /// Something has to be done; the text says what, unless the tool has said it.
    Bad(String),
    /// The check could not be made; this is why.
    Skipped(String),
}

/// Runs the checks. Gives how many passed and failed, and which were skipped.
///
/// # Errors
/// When a check neither succeeds nor says that its data is out of reach.
pub fn run(shell: &Shell) -> Result<(Count, String)> {
    let cargo_deny = tools::cargo_deny(shell);
    let with_deny = |check: fn(&Path) -> Result<Finding>| match &cargo_deny {
        Ok(program) => check(program),
        Err(error) => Ok(Finding::Skipped(format!("{error:#}"))),
    };
    Ok(summed(vec![
        ("licences and sources of crates", with_deny(rules)?),
        ("vulnerabilities of crates", with_deny(advisories)?),
        ("vulnerabilities of npm packages", npm(".")?),
        (
            "vulnerabilities of npm packages of the build",
            npm(tools::NPM)?,
        ),
    ]))
}

/// Prints the result of each check.
fn summed(findings: Vec<(&str, Finding)>) -> (Count, String) {
    let mut count = Count::default();
    let mut skipped = Vec::new();
    for (check, finding) in findings {
        match finding {
            Finding::Clean => {
                println!("{check}: nothing to object to");
                count.passed += 1;
            }
            Finding::Bad(what) => {
                println!("{check}: {what}");
                count.failed += 1;
            }
            Finding::Skipped(why) => {
                println!("{check}: skipped, {why}");
                skipped.push(check);
            }
        }
    }
    let note = match skipped.as_slice() {
        [] => String::new(),
        names => format!("skipped: {}", names.join(", ")),
    };
    (count, note)
}

/// Checks `deny.toml`: licences, sources and single crates.
fn rules(cargo_deny: &Path) -> Result<Finding> {
    deny(cargo_deny, ".", &["bans", "licenses", "sources"])
}

/// Checks our crates and wasm-bindgen's programs against the RustSec database:
/// <https://rustsec.org>.
fn advisories(cargo_deny: &Path) -> Result<Finding> {
    let fetched = captured(Command::new(cargo_deny).args(["--locked", "fetch", "db"]))?;
    if !fetched.status.success() {
        let said = String::from_utf8_lossy(&fetched.stderr);
        let reason = said.lines().rfind(|line| !line.trim().is_empty());
        let reason = reason.unwrap_or("cargo-deny does not say why");
        return Ok(Finding::Skipped(format!(
            "the RustSec database cannot be fetched ({reason})"
        )));
    }
    for folder in [".", tools::WASM_BINDGEN] {
        let finding = deny(cargo_deny, folder, &["advisories"])?;
        if finding != Finding::Clean {
            return Ok(finding);
        }
    }
    Ok(Finding::Clean)
}

/// Runs cargo-deny on the crate in a folder; it reports what is wrong itself.
fn deny(cargo_deny: &Path, folder: &str, checks: &[&str]) -> Result<Finding> {
    let root = paths::repository();
    let status = Command::new(cargo_deny)
        .args(["--locked", "--manifest-path"])
        .arg(root.join(folder).join("Cargo.toml"))
        .arg("--config")
        .arg(root.join("deny.toml"))
        .arg("check")
        .args(checks)
        .env("CARGO", paths::cargo())
        .current_dir(&root)
        .status()
        .with_context(|| format!("cannot start {}", cargo_deny.display()))?;
    Ok(if status.success() {
        Finding::Clean
    } else {
        Finding::Bad("see what cargo-deny says above, and deny.toml".into())
    })
}

/// Checks the packages in a folder's `package-lock.json` against npm's registry.
fn npm(folder: &str) -> Result<Finding> {
    // No second try: without a network, the wait is long enough.
    let audit = [
        "audit",
        "--json",
        "--fetch-retries=0",
        "--fetch-timeout=30000",
        "--prefix",
        folder,
    ];
    let output = captured(Command::new("npm").args(audit))?;
    npm_finding(&String::from_utf8_lossy(&output.stdout))
}

/// Reads npm's report. It exits with the same status when it finds something and when it
/// reaches nothing, so only the report shows which.
fn npm_finding(report: &str) -> Result<Finding> {
    let report: Value = serde_json::from_str(report).context("`npm audit` gave no report")?;
    if let Some(total) = report["metadata"]["vulnerabilities"]["total"].as_u64() {
        let packages = report["vulnerabilities"].as_object().into_iter().flatten();
        let names: Vec<String> = packages
            .map(|(name, found)| format!("{name} ({})", found["severity"].as_str().unwrap_or("?")))
            .collect();
        return Ok(match total {
            0 => Finding::Clean,
            _ => Finding::Bad(format!(
                "{total} found; see `npm audit`: {}",
                names.join(", ")
            )),
        });
    }
    // This is how npm reports a failed request; for anything else it gives a code.
    match report["message"].as_str() {
        Some(message) => Ok(Finding::Skipped(format!(
            "npm's database cannot be asked ({message})"
        ))),
        None => bail!("`npm audit` failed: {}", report["error"]),
    }
}

fn captured(command: &mut Command) -> Result<Output> {
    command
        .current_dir(paths::repository())
        .output()
        .with_context(|| format!("cannot start {}", command.get_program().display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_npm_finds_is_bad_whatever_its_severity() {
        let clean = r#"{"auditReportVersion": 2, "vulnerabilities": {},
            "metadata": {"vulnerabilities": {"low": 0, "total": 0}}}"#;
        assert_eq!(npm_finding(clean).unwrap(), Finding::Clean);
        let one = r#"{"auditReportVersion": 2,
            "vulnerabilities": {"left-pad": {"name": "left-pad", "severity": "low"}},
            "metadata": {"vulnerabilities": {"low": 1, "total": 1}}}"#;
        let Finding::Bad(what) = npm_finding(one).unwrap() else {
            panic!("a vulnerability is bad");
        };
        assert!(what.contains("left-pad (low)"), "{what}");
    }

    /// npm 10's output with a registry that has no such service, and without any registry.
    #[test]
    fn a_database_out_of_reach_is_skipped_and_says_why() {
        for (report, why) in [
            (
                r#"{"message": "405 Method Not Allowed - POST https://a/bulk", "statusCode": 405,
                    "error": {"summary": "", "detail": ""}}"#,
                "405 Method Not Allowed",
            ),
            (
                r#"{"message": "request to https://a/bulk failed, reason: getaddrinfo ENOTFOUND a",
                    "error": {"summary": "", "detail": ""}}"#,
                "ENOTFOUND",
            ),
        ] {
            let Finding::Skipped(said) = npm_finding(report).unwrap() else {
                panic!("{report} should be skipped");
            };
            assert!(said.contains(why), "{said}");
        }
    }

    #[test]
    fn any_other_failure_of_npm_is_none_to_skip() {
        let no_lock = r#"{"error": {"code": "ENOLOCK", "summary": "needs a lockfile"}}"#;
        let error = npm_finding(no_lock).unwrap_err().to_string();
        assert!(error.contains("ENOLOCK"), "{error}");
        assert!(npm_finding("").is_err());
        assert!(npm_finding("{}").is_err());
    }

    #[test]
    fn what_is_skipped_counts_as_nothing_and_is_named() {
        let (count, note) = summed(vec![
            ("one", Finding::Clean),
            ("two", Finding::Bad("x".into())),
            ("three", Finding::Skipped("y".into())),
        ]);
        assert_eq!((count.passed, count.failed), (1, 1));
        assert_eq!(note, "skipped: three");
        assert_eq!(summed(vec![("one", Finding::Clean)]).1, "");
    }
}
