//! Problems for programs, as JSON of our own: docs/checks.md says what is in it.

use serde_json::{Value, json};

use super::document::Place;
use super::problem::{Problem, Report, Severity};

/// The reports as JSON.
pub fn json(reports: &[Report]) -> String {
    let files: Vec<Value> = reports.iter().map(report).collect();
    format!("{:#}\n", json!({ "files": files }))
}

fn report(report: &Report) -> Value {
    let problems: Vec<Value> = report.problems.iter().map(problem).collect();
    json!({
        "file": report.file,
        "errors": report.count(Severity::Error),
        "warnings": report.count(Severity::Warning),
        "problems": problems,
    })
}

fn problem(problem: &Problem) -> Value {
    let also: Vec<Value> = problem.also.iter().map(place).collect();
    json!({
        "severity": problem.severity.name(),
        "rule": problem.rule,
        "message": problem.message,
        "place": problem.place.as_ref().map(place),
        "pointer": problem.pointer,
        "where": problem.described,
        "value": problem.value,
        "allowed": problem.allowed,
        "suggestion": problem.suggestion,
        "also": also,
    })
}

fn place(place: &Place) -> Value {
    json!({
        "line": place.start.0,
        "column": place.start.1,
        "endLine": place.end.0,
        "endColumn": place.end.1,
    })
}
