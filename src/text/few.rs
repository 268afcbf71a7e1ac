//! The first of many things, and how many more there are.

use std::collections::BTreeSet;

use crate::bundle::Period;

use super::values::the_period;

/// The most sentences, periods, reasons and sources of one entry. More of them would not be read,
/// and a hostile bundle could make a small file into a very large page.
const MOST: usize = 24;

/// Different things in the order found, of which only the first are kept.
pub(super) struct Few<T> {
    /// The first.
    pub(super) kept: Vec<T>,
    /// All.
    pub(super) seen: BTreeSet<T>,
}

impl<T> Default for Few<T> {
    fn default() -> Self {
        Few {
            kept: Vec::new(),
            seen: BTreeSet::new(),
        }
    }
}

impl<T: Ord + Clone> Few<T> {
    /// Adds a thing, unless it is there.
    pub(super) fn add(&mut self, thing: T) {
        if self.seen.insert(thing.clone()) && self.kept.len() < MOST {
            self.kept.push(thing);
        }
    }

    /// How many there are, with those that are left out.
    pub(super) fn all(&self) -> usize {
        self.seen.len()
    }

    /// How many are left out: "and 6 more".
    pub(super) fn more(&self) -> Option<String> {
        let more = self.seen.len() - self.kept.len();
        (more > 0).then(|| format!("and {more} more"))
    }
}

impl Few<Period> {
    /// All of them in a sentence, in order of time: "2021, 2022 and the end of 2023".
    pub(super) fn listed(&self) -> String {
        let mut periods = self.kept.clone();
        periods.sort_by_key(|period| (*period == Period::NotStated, period.first_day()));
        let mut said = String::new();
        let more = self.more();
        for (place, period) in periods.iter().enumerate() {
            said.push_str(match place {
                0 => "",
                _ if place + 1 == periods.len() && more.is_none() => " and ",
                _ => ", ",
            });
            said.push_str(&match period {
                Period::NotStated => "the latest period".to_owned(),
                stated => the_period(*stated),
            });
        }
        if let Some(more) = more {
            said.push(' ');
            said.push_str(&more);
        }
        said
    }
}
