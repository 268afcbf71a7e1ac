//! What a check found, ready to be shown to people and to programs.

use super::document::Place;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// There would be no site, or a wrong one.
    Error,
    /// The site would be poorer than it may have to be.
    Warning,
}

impl Severity {
    /// The word for it, which is also that of SARIF.
    pub const fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// A problem in a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// The name of its rule, as docs/checks.md has it.
    pub rule: &'static str,
    /// Where it is, if it is at a place of the text.
    pub place: Option<Place>,
    /// JSON Pointer to it; none where the file is not JSON.
    pub pointer: Option<String>,
    /// The same in words: `4th KPI, "Satisfaction" › 2nd target`.
    pub described: Option<String>,
    /// What is wrong.
    pub message: String,
    /// The value there, shortened.
    pub value: Option<String>,
    /// What may stand there, where that is a list.
    pub allowed: Vec<String>,
    /// What to do, or what may have been meant.
    pub suggestion: Option<String>,
    /// Other places with the same problem.
    pub also: Vec<Place>,
}

/// What was found in one file.
#[derive(Debug)]
pub struct Report {
    /// The file, as it was named.
    pub file: String,
    /// Its text, in which the places are; empty if it has none.
    pub text: String,
    /// The problems, in the order of the text.
    pub problems: Vec<Problem>,
    /// How many errors were found beyond those listed.
    pub more: usize,
    /// What the bundle has, in words, if it has no errors.
    pub content: Option<String>,
}

impl Report {
    /// How many problems of a severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        let listed = self.problems.iter();
        let listed = listed.filter(|one| one.severity == severity).count();
        match severity {
            Severity::Error => listed + self.more,
            Severity::Warning => listed,
        }
    }
}
