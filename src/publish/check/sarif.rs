//! Problems for editors and for CI, as SARIF 2.1.0 (OASIS).

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Value, json};

use super::document::Place;
use super::explain::entry;
use super::problem::{Problem, Report, Severity};
use crate::bundle::{Mistake, Rule};

/// Where the project is, if that is public; SARIF takes absolute addresses only.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// What is not written as itself in the path of an address (RFC 3986, section 3.3).
const ENCODED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The reports as one run of SARIF. `all_were_read` is false if there is no report of a file,
/// because it could not be read.
pub fn sarif(reports: &[Report], all_were_read: bool) -> String {
    let errors = Mistake::ALL.iter().map(|one| (one.name(), Severity::Error));
    let warnings = Rule::ALL.iter().map(|one| (one.name(), Severity::Warning));
    let rules: Vec<(&str, Severity)> = errors.chain(warnings).collect();
    let described: Vec<Value> = rules
        .iter()
        .map(|(name, severity)| rule(name, *severity))
        .collect();
    let results = reports.iter().flat_map(|report| {
        let problems = report.problems.iter();
        problems.map(|problem| {
            let index = rules.iter().position(|(name, _)| *name == problem.rule);
            result(report, problem, index.unwrap_or_default())
        })
    });
    let results: Vec<Value> = results.collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "scorecard check",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": described,
            } },
            "invocations": [{ "executionSuccessful": all_were_read }],
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn rule(name: &str, severity: Severity) -> Value {
    let words = entry(name).unwrap_or_default();
    let mut rule = json!({
        "id": name,
        "shortDescription": { "text": name.replace('-', " ") },
        "help": { "text": words, "markdown": words },
        "defaultConfiguration": { "level": severity.name() },
    });
    if !REPOSITORY.is_empty() {
        rule["helpUri"] = format!("{REPOSITORY}/blob/main/docs/checks.md#{name}").into();
    }
    rule
}

fn result(report: &Report, problem: &Problem, index: usize) -> Value {
    let mut message = problem.message.clone();
    if let Some(described) = &problem.described {
        message.push_str("\nWhere: ");
        message.push_str(described);
    }
    if !problem.allowed.is_empty() {
        message.push_str("\nAllowed: ");
        message.push_str(&problem.allowed.join(", "));
    }
    if let Some(suggestion) = &problem.suggestion {
        message.push('\n');
        message.push_str(suggestion);
    }
    let mut result = json!({
        "ruleId": problem.rule,
        "ruleIndex": index,
        "level": problem.severity.name(),
        "message": { "text": message },
        "locations": [location(report, problem.place.as_ref(), problem.pointer.as_deref())],
    });
    if !problem.also.is_empty() {
        let also = problem.also.iter();
        let also: Vec<Value> = also
            .map(|place| location(report, Some(place), None))
            .collect();
        result["relatedLocations"] = also.into();
    }
    result
}

fn location(report: &Report, place: Option<&Place>, pointer: Option<&str>) -> Value {
    let path = report.file.replace('\\', "/");
    let uri = utf8_percent_encode(&path, ENCODED).to_string();
    let mut location = json!({ "physicalLocation": { "artifactLocation": { "uri": uri } } });
    if let Some(place) = place {
        location["physicalLocation"]["region"] = json!({
            "startLine": place.start.0,
            "startColumn": place.start.1,
            "endLine": place.end.0,
            "endColumn": place.end.1,
        });
    }
    if let Some(pointer) = pointer {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": pointer }]);
    }
    location
}
