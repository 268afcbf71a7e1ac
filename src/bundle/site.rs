//! Who publishes the scorecard, and the words that sort its content.

use super::id::{AudienceId, MeasureId, ThemeId};
use super::origin::Origin;
use super::read::{Check, record};
use super::text::{Line, Text};
use super::url::{SafeUrl, SitePath};

record! {
    /// What is around every page.
    pub struct Site checked by Check::check {
        /// The site's name, in the header and in every title.
        name: Text = "name",
        /// One sentence on what the site is, for search engines and previews.
        description: Text = "description",
        /// Who publishes the site.
        owner: Text = "owner",
        /// Whether a government publishes it. Then a line above every page says so.
        official: bool = "official",
        /// Who the site is and is not from, for the footer; an official site may go without.
        disclaimer: Option<Line> = "disclaimer",
        /// Whom to contact.
        contact: Link = "contact",
        /// Where the site is published, for addresses that have to be absolute: canonical
        /// links, previews, the sitemap. Nothing else depends on it.
        origin: Option<Origin> = "origin",
    }
}

record! {
    /// A link with its words.
    pub struct Link {
        /// The visible words, which say where it leads.
        label: Text = "label",
        /// Where it leads.
        href: SafeUrl = "href",
        /// What can be found there.
        description: Option<Line> = "description",
    }
}

record! {
    /// A picture.
    pub struct Image {
        /// The file.
        src: SitePath = "src",
        /// What it shows, for people who do not see it.
        alt: Text = "alt",
    }
}

record! {
    /// A group of people. The order in the bundle gives each its colour and marker.
    pub struct Audience {
        /// The group's id.
        id: AudienceId = "id",
        /// The group's name, such as "Citizens".
        label: Text = "label",
    }
}

record! {
    /// A theme of initiatives.
    pub struct Theme {
        /// The theme's id.
        id: ThemeId = "id",
        /// The theme's name.
        label: Text = "label",
    }
}

record! {
    /// Something that insights about several audiences measure in the same way.
    pub struct Measure {
        /// The measure's id.
        id: MeasureId = "id",
        /// What is measured, short enough for a chart's label.
        label: Text = "label",
    }
}
