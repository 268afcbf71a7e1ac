//! What the government does: the initiative cards, and what people say of it.

use super::decimal::Decimal;
use super::figure::Qualifier;
use super::id::{AudienceId, FormerId, InitiativeId, InsightId, KpiId, MeasureId, ThemeId};
use super::period::Period;
use super::read::{Check, record};
use super::site::{Image, Link};
use super::source::Citation;
use super::text::{Line, Text};
use super::unit::Unit;

record! {
    /// An initiative.
    pub struct Initiative checked by Check::check {
        /// Its id, and its address.
        id: InitiativeId = "id",
        /// The ids that it had before: old addresses and embeds still lead to it.
        formerly: Vec<FormerId> = "formerly",
        /// Its name.
        title: Text = "title",
        /// What it is, in one or two sentences.
        summary: Text = "summary",
        /// What is known of it, each with its source.
        facts: Vec<Fact> = "facts",
        /// Whom it is for.
        audiences: Vec<AudienceId> = "audiences",
        /// The themes that it belongs to.
        themes: Vec<ThemeId> = "themes",
        /// The KPIs that it works towards, each once: the pages of both lead to each other.
        kpis: Vec<KpiId> = "kpis",
        /// Its picture.
        image: Option<Image> = "image",
        /// Where its owner writes about it.
        link: Option<Link> = "link",
        /// Caveats and conflicts.
        notes: Vec<Line> = "notes",
    }
}

record! {
    /// A fact about an initiative.
    pub struct Fact {
        /// The fact.
        text: Line = "text",
        /// Where it was read.
        source: Citation = "source",
    }
}

record! {
    /// A Key Insights figure: what people say of the services.
    pub struct Insight checked by Check::check {
        /// Its id.
        id: InsightId = "id",
        /// The ids that it had before: old addresses and embeds still lead to it.
        formerly: Vec<FormerId> = "formerly",
        /// The figure.
        value: Decimal = "value",
        /// How exact the source says the figure is.
        qualifier: Option<Qualifier> = "qualifier",
        /// The figure's unit.
        unit: Unit = "unit",
        /// What the figure says, as a sentence that reads on from it.
        statement: Line = "statement",
        /// Who was asked.
        audience: AudienceId = "audience",
        /// What was measured; insights of one measure can be compared.
        measure: MeasureId = "measure",
        /// When it was measured.
        period: Period = "period",
        /// Where it was read.
        source: Citation = "source",
        /// A caveat.
        note: Option<Line> = "note",
    }
}
