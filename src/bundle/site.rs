//! Who publishes the scorecard, and the words that sort its content.

use super::id::{AudienceId, MeasureId, SourceId, ThemeId};
use super::origin::Origin;
use super::period::Period;
use super::read::record;
use super::text::{Line, Text};
use super::url::{SafeUrl, SitePath};

record! {
    /// What is around every page.
    pub struct Site {
        /// The site's name, in the header and in every title.
        name: Text = "name",
        /// One sentence on what the site is, for search engines and previews.
        description: Text = "description",
        /// Who publishes the site.
        owner: Text = "owner",
        /// Whether a government publishes it. Only then may it look like one.
        official: bool = "official",
        /// Who the site is and is not from, for the footer.
        disclaimer: Line = "disclaimer",
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

record! {
    /// Where content comes from.
    pub struct Source {
        /// The source's id.
        id: SourceId = "id",
        /// Its title.
        title: Text = "title",
        /// Who published it.
        publisher: Text = "publisher",
        /// When it was published.
        published: Period = "published",
        /// Where to read it.
        href: Option<SafeUrl> = "href",
        /// The place within the document at `href`, such as a file's path.
        locator: Option<Text> = "locator",
        /// What to know before relying on it.
        note: Option<Line> = "note",
    }
}
