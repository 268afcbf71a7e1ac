//! Addresses within the site.

/// An address within the site.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Location {
    /// The path, from the host's root on.
    pub path: String,
    /// The query's names and values, decoded, in order.
    pub query: Vec<(String, String)>,
    /// What follows the `#`, where there is one.
    pub fragment: Option<String>,
}

impl Location {
    /// The value of a query parameter; empty if it is absent.
    pub fn parameter(&self, name: &str) -> &str {
        self.query
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value)
    }
}
