//! Warnings that are meant.

use serde::{Serialize, Serializer};

use super::pack::{Pack, Unpacker};
use super::read::{Input, Read};
#[cfg(not(target_arch = "wasm32"))]
use super::{read::record, rule::Rule, text::Text};

/// The warnings of `scorecard check` that a publisher allows. No reader of the site needs them,
/// so nothing of them is packed, and browsers do not read them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Allowances(#[cfg(not(target_arch = "wasm32"))] Vec<Allowance>);

#[cfg(not(target_arch = "wasm32"))]
record! {
    /// A warning that is meant.
    pub struct Allowance {
        /// The name of the warning (docs/checks.md), such as "long-sentence".
        rule: Rule = "rule",
        /// Where it is meant: a JSON Pointer, in which an entry that has an id may be called by
        /// it, such as "/kpis/satisfaction/notes". It holds for all that is below, too.
        at: Text = "at",
        /// Why it is meant, for whoever reads the bundle next.
        reason: Text = "reason",
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl std::ops::Deref for Allowances {
    type Target = [Allowance];

    fn deref(&self) -> &[Allowance] {
        &self.0
    }
}

impl Read for Allowances {
    #[cfg(not(target_arch = "wasm32"))]
    fn read(input: &Input<'_>) -> Option<Self> {
        Vec::read(input).map(Allowances)
    }

    #[cfg(target_arch = "wasm32")]
    fn read(_: &Input<'_>) -> Option<Self> {
        Some(Allowances())
    }

    fn when_absent() -> Option<Self> {
        Some(Allowances::default())
    }
}

impl Pack for Allowances {
    fn pack(&self, _: &mut Vec<u8>) {}

    fn unpack(_: &mut Unpacker<'_>) -> Self {
        Allowances::default()
    }
}

impl Serialize for Allowances {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[cfg(not(target_arch = "wasm32"))]
        let list = &self.0;
        #[cfg(target_arch = "wasm32")]
        let list: [(); 0] = [];
        list.serialize(serializer)
    }
}
