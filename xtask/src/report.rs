//! The results of the checks: read from each tool's output, shown in one table.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

/// The result of one step of `test`.
#[derive(Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The step's name, as in `--only`.
    pub step: &'static str,
    /// How many tests passed.
    pub passed: u64,
    /// How many failed.
    pub failed: u64,
    /// How long it took.
    pub seconds: u64,
    /// What the numbers do not show, or empty.
    pub note: String,
    /// The names of the tests that failed, as far as their runner says them.
    pub names: Vec<String>,
}

/// How many tests passed and failed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many passed.
    pub passed: u64,
    /// How many failed.
    pub failed: u64,
    /// The names of those that failed, as far as their runner says them.
    pub names: Vec<String>,
}

impl Count {
    /// So many that passed and failed, without names.
    pub fn of(passed: u64, failed: u64) -> Self {
        Count {
            passed,
            failed,
            names: Vec::new(),
        }
    }
}

/// Adds up the `test result:` lines of cargo's and wasm-bindgen's test runners.
pub fn count_test_results(output: &str) -> Count {
    let mut count = Count::default();
    for line in output.lines() {
        let Some((_, result)) = line.split_once("test result:") else {
            let test = line.strip_prefix("test ");
            let failed = test.and_then(|test| {
                test.strip_suffix(" ... FAILED")
                    .or(test.strip_suffix(" ... FAIL"))
            });
            count.names.extend(failed.map(str::to_owned));
            continue;
        };
        let of = |word: &str| {
            result
                .split([';', '.'])
                .filter_map(|part| part.trim().strip_suffix(word))
                .find_map(|number| number.trim().parse::<u64>().ok())
                .unwrap_or(0)
        };
        count.passed += of("passed");
        count.failed += of("failed");
    }
    count
}

/// Reads the sums at the end of what node's test runner prints, as TAP or for a screen.
/// Cancelled tests have failed.
pub fn count_node_tests(output: &str) -> Count {
    let of = |word: &str| {
        output
            .lines()
            .filter_map(|line| line.strip_prefix("# ").or(line.strip_prefix("ℹ ")))
            .filter_map(|sum| sum.strip_prefix(word)?.strip_prefix(' '))
            .find_map(|number| number.trim().parse::<u64>().ok())
            .unwrap_or(0)
    };
    let failed = |line: &str| {
        let line = line.trim_start();
        let test = line.strip_prefix("not ok ");
        let named = test.and_then(|test| Some(test.split_once(" - ")?.1));
        named.or(line.strip_prefix("✖ ")).map(str::to_owned)
    };
    Count {
        passed: of("pass"),
        failed: of("fail") + of("cancelled"),
        names: output.lines().filter_map(failed).collect(),
    }
}

/// Reads the report that Playwright's JSON reporter wrote.
pub fn count_playwright(report: &Path) -> Result<Count> {
    let text = std::fs::read_to_string(report)
        .with_context(|| format!("Playwright wrote no {}", report.display()))?;
    playwright(&text).with_context(|| format!("{} has no counts", report.display()))
}

fn playwright(report: &str) -> Option<Count> {
    let report: Value = serde_json::from_str(report).ok()?;
    let of = |name: &str| report["stats"][name].as_u64();
    let mut names = Vec::new();
    unexpected(&report, &mut names);
    // A flaky test passed only at a second try: that does not count.
    Some(Count {
        passed: of("expected")?,
        failed: of("unexpected")? + of("flaky")?,
        names,
    })
}

/// The tests in a suite of Playwright's report that did not end as expected at the first try.
fn unexpected(suite: &Value, names: &mut Vec<String>) {
    let each = |name: &str| suite[name].as_array().into_iter().flatten();
    for spec in each("specs") {
        let mut tests = spec["tests"].as_array().into_iter().flatten();
        if tests.any(|test| matches!(test["status"].as_str(), Some("unexpected" | "flaky"))) {
            let of = |name: &str| spec[name].as_str().unwrap_or_default();
            names.push(format!("{}: {}", of("file"), of("title")));
        }
    }
    for suite in each("suites") {
        unexpected(suite, names);
    }
}

/// The outcome of a step, given its counts and whether its command succeeded.
///
/// A command that fails without naming a failed test, and one that runs no test, count as one
/// failure each.
pub fn judge(mut count: Count, succeeded: bool) -> (Count, &'static str) {
    let note = match (succeeded, count.failed, count.passed) {
        (false, 0, _) => "did not finish",
        (true, 0, 0) => "ran no test",
        _ => return (count, ""),
    };
    count.failed = 1;
    (count, note)
}

/// Prints the table, the tests that failed and, as the last line, the sum; returns whether
/// everything passed.
pub fn print(outcomes: &[Outcome]) -> bool {
    println!(
        "\n{:<12} {:>7} {:>7} {:>8}",
        "step", "passed", "failed", "seconds"
    );
    for Outcome {
        step,
        passed,
        failed,
        seconds,
        note,
        names: _,
    } in outcomes
    {
        let line = format!("{step:<12} {passed:>7} {failed:>7} {seconds:>8}  {note}");
        println!("{}", line.trim_end());
    }
    let failures = outcomes
        .iter()
        .flat_map(|outcome| outcome.names.iter().map(|name| (outcome.step, name)));
    for (index, (step, name)) in failures.enumerate() {
        let gap = if index == 0 { "\n" } else { "" };
        println!("{gap}failed: {step}: {name}");
    }
    let passed: u64 = outcomes.iter().map(|outcome| outcome.passed).sum();
    let failed: u64 = outcomes.iter().map(|outcome| outcome.failed).sum();
    println!("\n{passed} passed, {failed} failed");
    failed == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(passed: u64, failed: u64, names: &[&str]) -> Count {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        Count {
            passed,
            failed,
            names,
        }
    }

    #[test]
    fn results_of_several_binaries_add_up() {
        let output = "running 3 tests\n\
            test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 1 filtered out; finished in 0.00s\n\
            test one::passes ... ok\n\
            test one::fails ... FAILED\n\
            test in_a_browser ... FAIL\n\
            test result: FAILED. 10 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(
            count_test_results(output),
            named(13, 2, &["one::fails", "in_a_browser"])
        );
        assert_eq!(
            count_test_results("error: could not compile"),
            Count::default()
        );
    }

    #[test]
    fn the_sums_of_node_s_tests_are_read_in_both_forms() {
        for (mark, failed) in [("#", "    not ok 3 - fails"), ("ℹ", "  ✖ fails")] {
            let output = format!(
                "ok 1 - passes\n{failed}\n{mark} tests 7\n{mark} suites 2\n{mark} pass 4\n{mark} fail 2\n{mark} cancelled 1\n"
            );
            assert_eq!(count_node_tests(&output), named(4, 3, &["fails"]));
        }
        assert_eq!(count_node_tests("pass 1"), Count::default());
    }

    #[test]
    fn a_flaky_test_has_failed() {
        let report = r#"{
            "stats": {"expected": 5, "unexpected": 1, "flaky": 1, "skipped": 3},
            "suites": [{
                "specs": [{"file": "a.spec.mjs", "title": "one", "tests": [{"status": "expected"}]}],
                "suites": [{"specs": [
                    {"file": "a.spec.mjs", "title": "two", "tests": [{"status": "unexpected"}]},
                    {"file": "a.spec.mjs", "title": "three", "tests": [{"status": "flaky"}]}
                ]}]
            }]
        }"#;
        assert_eq!(
            playwright(report),
            Some(named(5, 2, &["a.spec.mjs: two", "a.spec.mjs: three"]))
        );
        assert_eq!(playwright("{}"), None);
    }

    #[test]
    fn no_test_and_no_end_are_failures() {
        let judged = |passed, failed, succeeded| {
            let (count, note) = judge(Count::of(passed, failed), succeeded);
            (count.passed, count.failed, note)
        };
        assert_eq!(judged(0, 0, true), (0, 1, "ran no test"));
        assert_eq!(judged(0, 0, false), (0, 1, "did not finish"));
        assert_eq!(judged(10, 0, false), (10, 1, "did not finish"));
        assert_eq!(judged(10, 0, true), (10, 0, ""));
        assert_eq!(judged(10, 2, false), (10, 2, ""));
    }
}
