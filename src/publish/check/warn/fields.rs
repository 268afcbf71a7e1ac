//! Which fields of a bundle have words of which kind.

/// Fields with sentences that may have links.
pub const RICH: &[&str] = &[
    "lead",
    "statement",
    "body",
    "intro",
    "list",
    "text",
    "note",
    "notes",
    "why",
    "reason",
    "definition",
    "disclaimer",
    "measures",
];

/// Fields with sentences of the site's own that have none. Quotations are in the words of their
/// source.
pub const PLAIN: &[&str] = &["summary", "description", "finding", "missing"];
