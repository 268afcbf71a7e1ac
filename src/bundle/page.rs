//! Pages, as lists of typed sections.

use super::id::{FormerId, KpiId, PageId, SectionId, SeriesId};
use super::period::Period;
use super::read::{Check, record, variants};
use super::site::{Image, Link};
use super::source::Citation;
use super::text::{Block, Line, Text};

/// The id of the page at the site's root.
pub const HOME: &str = "home";

record! {
    /// A page. The one called `home` is at `/`, any other at `/<id>/`.
    pub struct Page checked by Check::check {
        /// Its id.
        id: PageId = "id",
        /// Its name in the navigation.
        label: Text = "label",
        /// Its title.
        title: Text = "title",
        /// What it is about, for search engines and previews.
        description: Text = "description",
        /// Its content, from top to bottom.
        sections: Vec<Section> = "sections",
    }
}

variants! {
    /// A part of a page.
    pub enum Section by "kind" {
        /// The opening of a page.
        Hero = "hero",
        /// Running text.
        Prose = "prose",
        /// A numbered list of objectives.
        Objectives = "objectives",
        /// The card grid of all initiatives.
        Initiatives = "initiatives",
        /// The Key Insights figures.
        Insights = "insights",
        /// How far each KPI is.
        Scorecard = "scorecard",
        /// The chart of one KPI.
        Chart = "chart",
        /// The charts of several KPIs, small and on one scale for each unit.
        Multiples = "multiples",
        /// What the targets are, with their footnotes.
        Goals = "goals",
        /// Dated changes.
        Timeline = "timeline",
        /// A framework as rings around its centre.
        Wheel = "wheel",
        /// Where to read on.
        Links = "links",
    }
}

record! {
    /// The opening of a page: its main heading, what it is, the figures that matter.
    pub struct Hero {
        /// The section's id.
        id: SectionId = "id",
        /// The page's main heading.
        heading: Text = "heading",
        /// What the page is.
        lead: Line = "lead",
        /// The figures that matter, by reference; the latest of each is shown.
        figures: Vec<FigureRef> = "figures",
        /// A picture.
        image: Option<Image> = "image",
    }
}

record! {
    /// A series of a KPI.
    pub struct FigureRef {
        /// The KPI.
        kpi: KpiId = "kpi",
        /// The series in it.
        series: SeriesId = "series",
        /// What the figure says, as a sentence that continues from it.
        statement: Line = "statement",
    }
}

record! {
    /// Running text.
    pub struct Prose {
        /// The section's id.
        id: SectionId = "id",
        /// The section's heading.
        heading: Text = "heading",
        /// The text.
        body: Vec<Block> = "body",
        /// Where it was read.
        source: Option<Citation> = "source",
        /// Whether a reader unfolds it: sections that follow each other and are folded are one
        /// part of the page, named after them.
        folded: Option<bool> = "folded",
    }
}

record! {
    /// A numbered list of objectives.
    pub struct Objectives {
        /// The section's id.
        id: SectionId = "id",
        /// The section's heading.
        heading: Text = "heading",
        /// What to know first.
        intro: Vec<Block> = "intro",
        /// The objectives.
        items: Vec<Objective> = "items",
        /// Where it was read.
        source: Option<Citation> = "source",
        /// Whether a reader unfolds it: sections that follow each other and are folded are one
        /// part of the page, named after them.
        folded: Option<bool> = "folded",
    }
}

record! {
    /// One objective.
    pub struct Objective {
        /// Its name.
        title: Text = "title",
        /// What it means.
        text: Line = "text",
    }
}

record! {
    /// The card grid of all initiatives.
    pub struct Initiatives {
        /// The section's id.
        id: SectionId = "id",
        /// The section's heading.
        heading: Text = "heading",
        /// What to know first.
        intro: Vec<Block> = "intro",
    }
}

record! {
    /// All insights, grouped by audience, then side by side.
    pub struct Insights {
        /// The section's id.
        id: SectionId = "id",
        /// The section's heading.
        heading: Text = "heading",
        /// What to know first.
        intro: Vec<Block> = "intro",
    }
}

record! {
    /// The status of every KPI in short.
    pub struct Scorecard {
        /// The section's id.
        id: SectionId = "id",
        /// The section's heading.
        heading: Text = "heading",
        /// What to know first.
        intro: Vec<Block> = "intro",
    }
}

record! {
    /// The chart of one KPI.
    pub struct Chart {
        /// The section's id.
        id: SectionId = "id",
        /// The section's heading.
        heading: Text = "heading",
        /// What to know first.
        intro: Vec<Block> = "intro",
        /// The KPI.
        kpi: KpiId = "kpi",
    }
}

record! {
    /// The charts of several KPIs, small and on one scale for each unit.
    pub struct Multiples {
        /// The section's id; other sites show it by this.
        id: SectionId = "id",
        /// The ids that it had before.
        formerly: Vec<FormerId> = "formerly",
        /// The section's heading.
        heading: Text = "heading",
        /// What to know first.
        intro: Vec<Block> = "intro",
        /// The KPIs.
        kpis: Vec<KpiId> = "kpis",
    }
}

record! {
    /// The targets in force, grouped by whom they serve.
    pub struct Goals {
        /// The section's id.
        id: SectionId = "id",
        /// The section's heading.
        heading: Text = "heading",
        /// What to know first.
        intro: Vec<Block> = "intro",
        /// What limits the goals.
        footnotes: Vec<Footnote> = "footnotes",
        /// Where it was read.
        source: Option<Citation> = "source",
        /// Whether a reader unfolds it: sections that follow each other and are folded are one
        /// part of the page, named after them.
        folded: Option<bool> = "folded",
    }
}

record! {
    /// A footnote.
    pub struct Footnote {
        /// Its sign, such as "1".
        mark: Text = "mark",
        /// What it says.
        text: Line = "text",
    }
}

record! {
    /// Dated changes, in the order given.
    pub struct Timeline {
        /// The section's id.
        id: SectionId = "id",
        /// The section's heading.
        heading: Text = "heading",
        /// What to know first.
        intro: Vec<Block> = "intro",
        /// The changes.
        items: Vec<Event> = "items",
        /// Whether a reader unfolds it: sections that follow each other and are folded are one
        /// part of the page, named after them.
        folded: Option<bool> = "folded",
    }
}

record! {
    /// Something that happened.
    pub struct Event {
        /// When.
        when: Period = "when",
        /// What, in a few words.
        title: Text = "title",
        /// What, in full.
        text: Line = "text",
        /// Where it was read.
        source: Citation = "source",
    }
}

record! {
    /// A framework as rings around its centre.
    pub struct Wheel checked by Check::check {
        /// The section's id; other sites show it by this.
        id: SectionId = "id",
        /// The ids that it had before.
        formerly: Vec<FormerId> = "formerly",
        /// The section's heading.
        heading: Text = "heading",
        /// What to know first.
        intro: Vec<Block> = "intro",
        /// The words in the middle.
        centre: Text = "centre",
        /// The rings, from the centre outwards; one at least.
        rings: Vec<Ring> = "rings",
        /// Where it was read.
        source: Option<Citation> = "source",
    }
}

record! {
    /// A ring of a wheel.
    pub struct Ring {
        /// The question that it answers, such as "Who".
        label: Text = "label",
        /// Its parts, clockwise from the top; one at least.
        items: Vec<Spoke> = "items",
    }
}

record! {
    /// A part of a ring.
    pub struct Spoke {
        /// What it is.
        title: Text = "title",
        /// What it means.
        text: Option<Line> = "text",
        /// The titles of the parts of the first ring that it belongs to; if there are none,
        /// all. Parts of the first ring have none.
        whom: Vec<Text> = "for",
    }
}

record! {
    /// Where to read on.
    pub struct Links {
        /// The section's id.
        id: SectionId = "id",
        /// The section's heading.
        heading: Text = "heading",
        /// The links.
        items: Vec<Link> = "items",
    }
}

impl Section {
    /// The small charts side by side, if it is such a section.
    pub fn multiples(&self) -> Option<&Multiples> {
        match self {
            Section::Multiples(multiples) => Some(multiples),
            _ => None,
        }
    }

    /// The wheel, if it is one.
    pub fn wheel(&self) -> Option<&Wheel> {
        match self {
            Section::Wheel(wheel) => Some(wheel),
            _ => None,
        }
    }

    /// Its heading, if a reader unfolds it together with those beside it.
    pub fn folded(&self) -> Option<&Text> {
        let (folded, heading) = match self {
            Section::Prose(section) => (section.folded, &section.heading),
            Section::Objectives(section) => (section.folded, &section.heading),
            Section::Goals(section) => (section.folded, &section.heading),
            Section::Timeline(section) => (section.folded, &section.heading),
            _ => return None,
        };
        (folded == Some(true)).then_some(heading)
    }

    /// The section's id.
    pub fn id(&self) -> &SectionId {
        match self {
            Section::Hero(section) => &section.id,
            Section::Prose(section) => &section.id,
            Section::Objectives(section) => &section.id,
            Section::Initiatives(section) => &section.id,
            Section::Insights(section) => &section.id,
            Section::Scorecard(section) => &section.id,
            Section::Chart(section) => &section.id,
            Section::Multiples(section) => &section.id,
            Section::Goals(section) => &section.id,
            Section::Timeline(section) => &section.id,
            Section::Wheel(section) => &section.id,
            Section::Links(section) => &section.id,
        }
    }

    /// The section's heading; the opening of a page has none below the page's own.
    pub fn heading(&self) -> Option<&str> {
        Some(match self {
            Section::Hero(_) => return None,
            Section::Prose(section) => &section.heading,
            Section::Objectives(section) => &section.heading,
            Section::Initiatives(section) => &section.heading,
            Section::Insights(section) => &section.heading,
            Section::Scorecard(section) => &section.heading,
            Section::Chart(section) => &section.heading,
            Section::Multiples(section) => &section.heading,
            Section::Goals(section) => &section.heading,
            Section::Timeline(section) => &section.heading,
            Section::Wheel(section) => &section.heading,
            Section::Links(section) => &section.heading,
        })
    }
}
