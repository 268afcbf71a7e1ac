//! The picture of an embed, where a frame is too much: for a link in a mail, or beside a
//! link to it.

use crate::page::embed_title;
use crate::site::{Embed, Site};

use super::snippets::Size;

/// A picture of what is embedded, at an address that stays the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The path of its PNG below the site's root, without `.png`; for dark ground `-dark`
    /// stands before that too.
    pub stem: String,
    /// What it shows, for people who do not see it.
    pub alt: String,
    /// The width at which it is meant to be shown, in CSS pixels.
    pub width: u32,
    /// The height that goes with it.
    pub height: u32,
}

/// How many pixels of the PNG are one CSS pixel.
pub const SCALE: u32 = 2;

impl Picture {
    /// The picture of an embed.
    // The one place to switch to what `images::write` knows of each picture: its height and
    // its words are guesses here.
    pub fn of(site: Site, embed: Embed) -> Self {
        let width = 640;
        Picture {
            stem: format!("images/{}", embed.name()),
            alt: embed_title(site, embed),
            width,
            height: Size::of(embed).height(width),
        }
    }
}
