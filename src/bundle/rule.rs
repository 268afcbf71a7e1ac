//! The names of warnings, by which documentation, editors, CI and allowances know them.

use serde::{Serialize, Serializer};

use super::error::Fault;
use super::pack::{Pack, Unpacker};
use super::read::{Input, Read};
use crate::names::names;

names! {
    /// What a publisher is warned of. Each warning says the name of its rule.
    pub enum Rule {
        /// A KPI says that less is better, and a target demands more; or the other way round.
        BetterAgainstGoal = "better-against-goal",
        /// The region of the language is written otherwise, such as GB in place of UK.
        ReplacedRegion = "replaced-region",
        /// A picture is not found beside a bundle that is not in its site's folder.
        MissingPicture = "missing-picture",
        /// A statement that somebody else made has no source.
        NoSource = "no-source",
        /// The words for people who do not see a picture say what the title says already.
        AlternativeText = "alternative-text",
        /// The summary of an initiative is longer than its card holds.
        LongSummary = "long-summary",
        /// A link within the site leads nowhere.
        DeadLink = "dead-link",
        /// Two figures of one measure and period differ.
        DifferingFigures = "differing-figures",
        /// A sentence is hard to read because of its length.
        LongSentence = "long-sentence",
        /// A warning is allowed where there is none.
        UnusedAllowance = "unused-allowance",
        /// A page takes readers long to load.
        HeavyPage = "heavy-page",
        /// The content takes readers long to load.
        HeavyContent = "heavy-content",
    }
}

impl Rule {
    /// Whether a bundle can allow such a warning: one of its content.
    pub fn can_be_allowed(self) -> bool {
        !matches!(
            self,
            Rule::HeavyPage | Rule::HeavyContent | Rule::UnusedAllowance
        )
    }
}

/// Of a warning that can be allowed.
impl Read for Rule {
    fn read(input: &Input<'_>) -> Option<Self> {
        let rule = Rule::named(input.text()?).filter(|rule| rule.can_be_allowed());
        rule.or_else(|| {
            input.reject(Fault::Malformed {
                expected: "the name of a warning that can be allowed, such as \"long-sentence\"; errors cannot",
            })
        })
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl Pack for Rule {
    fn pack(&self, out: &mut Vec<u8>) {
        out.push(*self as u8);
    }

    fn unpack(input: &mut Unpacker<'_>) -> Self {
        Rule::ALL[usize::from(input.byte())]
    }
}
