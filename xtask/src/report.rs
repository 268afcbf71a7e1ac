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
}

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many passed.
    pub passed: u64,
    /// How many failed.
    pub failed: u64,
}

/// Adds up the `test result:` lines of cargo's and wasm-bindgen's test runners.
pub fn count_test_results(output: &str) -> Count {
    let mut count = Count::default();
    for line in output.lines() {
        let Some((_, result)) = line.split_once("test result:") else {
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
    Count {
        passed: of("pass"),
        failed: of("fail") + of("cancelled"),
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
    // A flaky test passed only at a second try: that does not count.
    Some(Count {
        passed: of("expected")?,
        failed: of("unexpected")? + of("flaky")?,
    })
}

/// The outcome of a step, given its counts and whether its command succeeded.
///
/// A command that fails without naming a failed test, and one that runs no test, count as one
/// failure each.
pub fn judge(count: Count, succeeded: bool) -> (Count, &'static str) {
    match (succeeded, count) {
        (false, Count { failed: 0, passed }) => (Count { passed, failed: 1 }, "did not finish"),
        (
            true,
            Count {
                failed: 0,
                passed: 0,
            },
        ) => (
            Count {
                passed: 0,
                failed: 1,
            },
            "ran no test",
        ),
        _ => (count, ""),
    }
}

/// Prints the table and, as the last line, the sum; returns whether everything passed.
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
    } in outcomes
    {
        let line = format!("{step:<12} {passed:>7} {failed:>7} {seconds:>8}  {note}");
        println!("{}", line.trim_end());
    }
    let passed: u64 = outcomes.iter().map(|outcome| outcome.passed).sum();
    let failed: u64 = outcomes.iter().map(|outcome| outcome.failed).sum();
    println!("\n{passed} passed, {failed} failed");
    failed == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_of_several_binaries_add_up() {
        let output = "running 3 tests\n\
            test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 1 filtered out; finished in 0.00s\n\
            test result: FAILED. 10 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(
            count_test_results(output),
            Count {
                passed: 13,
                failed: 2
            }
        );
        assert_eq!(
            count_test_results("error: could not compile"),
            Count::default()
        );
    }

    #[test]
    fn the_sums_of_node_s_tests_are_read_in_both_forms() {
        for mark in ["#", "ℹ"] {
            let output = format!(
                "ok 1 - passes\n{mark} tests 7\n{mark} suites 2\n{mark} pass 4\n{mark} fail 2\n{mark} cancelled 1\n"
            );
            let (passed, failed) = (4, 3);
            assert_eq!(count_node_tests(&output), Count { passed, failed });
        }
        assert_eq!(count_node_tests("pass 1"), Count::default());
    }

    #[test]
    fn a_flaky_test_has_failed() {
        let report = r#"{"stats": {"expected": 5, "unexpected": 1, "flaky": 2, "skipped": 3}}"#;
        assert_eq!(
            playwright(report),
            Some(Count {
                passed: 5,
                failed: 3
            })
        );
        assert_eq!(playwright("{}"), None);
    }

    #[test]
    fn no_test_and_no_end_are_failures() {
        let none = Count::default();
        let ten = Count {
            passed: 10,
            failed: 0,
        };
        let two = Count {
            passed: 10,
            failed: 2,
        };
        assert_eq!(
            judge(none, true),
            (
                Count {
                    passed: 0,
                    failed: 1
                },
                "ran no test"
            )
        );
        assert_eq!(
            judge(none, false),
            (
                Count {
                    passed: 0,
                    failed: 1
                },
                "did not finish"
            )
        );
        assert_eq!(
            judge(ten, false),
            (
                Count {
                    passed: 10,
                    failed: 1
                },
                "did not finish"
            )
        );
        assert_eq!(judge(ten, true), (ten, ""));
        assert_eq!(judge(two, false), (two, ""));
    }
}
