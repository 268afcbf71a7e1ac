//! Everything that other sites can show, as pictures at addresses that stay the same: SVG and
//! PNG, light and dark, with their words in a JSON file beside them. For mail and documents,
//! and for everything that accepts a picture but no frame.
//!
//! A picture says what the page says: charts are the pages' own drawings, with the styles of
//! the style sheets (`picture/styles.rs`).

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg;
use serde::Serialize;

use crate::bundle::{self, SitePath};
use crate::drawing::{DrawError, Theme, Typesetter, encode};
use crate::exhibit::{self, Description, describe};
use crate::export::source_name;
use crate::picture::{self, Illustration, Picture, Sheet};
use crate::publish::addresses::root;
use crate::publish::{PublishError, Work, folder};
use crate::site::{Exhibit, Kind, RevisionHash, Site, pinned_folder};

/// The folder of the pictures, below the site's root.
pub const IMAGES: &str = "images/";
/// How many pixels of a PNG are one CSS pixel, so that it is sharp on high-resolution screens.
const SCALE: u32 = 2;
/// The most pixels that a PNG is high and still shown by every program; above, it is not doubled.
const MOST_HIGH: u32 = 16_384;

/// How many pixels of a PNG of this height, in CSS pixels, are one of them.
fn scale(height: u32) -> u32 {
    if height * SCALE > MOST_HIGH { 1 } else { SCALE }
}

/// The most exhibits of a site that have pictures. Those of 10,000 would be gigabytes, which few hosts
/// take, and nearly all of the time that publishing takes.
pub const MOST: usize = 2000;

/// The kinds that have no pictures where there are more, each only if those before are not enough:
/// first those that say the most without.
const LEFT_OUT: [Kind; 2] = [Kind::Card, Kind::Figure];

/// The exhibits of a site that have pictures.
pub fn pictured(site: Site) -> Vec<Exhibit> {
    let mut exhibits = Exhibit::all(site);
    for kind in LEFT_OUT {
        if exhibits.len() > MOST {
            exhibits.retain(|exhibit| exhibit.kind() != kind);
        }
    }
    exhibits
}

/// The pictures of a site, by the names of what they show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Images(BTreeMap<String, Image>);

impl Images {
    /// The pictures of an embed of the site that they were written for, if it is one of those
    /// that are [`pictured`].
    pub fn of(&self, embed: Exhibit) -> Option<&Image> {
        self.0.get(&embed.name())
    }

    /// Pictures that are as large as others, for tests that need no drawings.
    #[cfg(test)]
    pub fn planned(site: Site) -> Self {
        let planned = |embed: Exhibit| Image::new(embed, "", &describe(site, embed), 360);
        let image = |embed: Exhibit| (embed.name(), planned(embed));
        Images(pictured(site).into_iter().map(image).collect())
    }
}

/// The pictures of one exhibit, and what they show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Its title.
    pub title: String,
    /// What it shows, for people who do not see it.
    pub alt: String,
    /// The intended width, in CSS pixels.
    pub width: u32,
    /// The height that goes with it.
    pub height: u32,
    /// The path of the JSON file with these words, below the site's root.
    pub json: String,
    /// The files for light backgrounds.
    pub light: Files,
    /// The files for dark backgrounds.
    pub dark: Files,
}

impl Image {
    fn new(embed: Exhibit, place: &str, description: &Description, height: u32) -> Self {
        let name = format!("{place}{}", embed.name());
        Image {
            title: description.caption.clone(),
            alt: description.alt.clone(),
            width: picture::WIDTH as u32,
            height,
            json: format!("{IMAGES}{name}.json"),
            light: paths(&name, Theme::Light),
            dark: paths(&name, Theme::Dark),
        }
    }

    /// The width and the height of its PNG, in pixels.
    pub fn png_size(&self) -> (u32, u32) {
        let scale = scale(self.height);
        (self.width * scale, self.height * scale)
    }

    /// Its files in a theme.
    fn files(&self, theme: Theme) -> &Files {
        match theme {
            Theme::Light => &self.light,
            Theme::Dark => &self.dark,
        }
    }

    /// Copies the files to where they were while the embed had another id: pictures are in
    /// mails, in which nobody can change addresses.
    fn copy_for(&self, folder: &Path, embed: Exhibit, former: &str) -> Result<(), PublishError> {
        let Files { svg, png } = &self.dark;
        for file in [&self.json, &self.light.svg, &self.light.png, svg, png] {
            let copy = file.replacen(&embed.name(), former, 1);
            folder::write(folder, &copy, folder::read(folder, file)?)?;
        }
        Ok(())
    }
}

/// A picture's files, below the site's root.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Files {
    /// Sharp at any size, with text as text.
    pub svg: String,
    /// For programs that do not support SVG.
    pub png: String,
}

/// The content of the JSON file beside the pictures.
#[derive(Serialize)]
struct Record<'a> {
    title: &'a str,
    alt: &'a str,
    /// Each source with its date.
    source: Vec<String>,
    revision: &'a str,
    published: String,
    width: u32,
    height: u32,
    page: &'a str,
    images: BTreeMap<&'static str, Files>,
}

/// Writes the pictures of all exhibits that have some into `folder`, which contains the site's
/// illustrations under the names in the bundle: as the latest, or as those of the archived
/// revision with a hash. `same` are the pictures in `folder` of the same revision, if there are
/// some.
///
/// # Errors
/// A file cannot be written, a picture cannot be drawn, or two would have one address.
pub fn write(
    folder: &Path,
    site: Site,
    pinned: Option<&RevisionHash>,
    same: Option<&Images>,
    work: &Work,
) -> Result<Images, PublishError> {
    let content = serde_json::to_string(site.bundle).expect("a bundle is JSON");
    let studio = Studio {
        site,
        folder,
        place: &pinned_folder(pinned),
        typesetter: &Typesetter::new(&content),
        same,
        work,
    };
    let embeds = pictured(site);
    work.begin("pictures of exhibits", 2 * embeds.len());
    let each = |embed: &Exhibit| [(*embed, Theme::Light), (*embed, Theme::Dark)];
    let all: Vec<(Exhibit, Theme)> = embeds.iter().flat_map(each).collect();
    let mut taken = BTreeSet::new();
    for (embed, theme) in &all {
        for name in embed.names() {
            let svg = paths(&name, *theme).svg;
            // The dark picture of "a" and the light one of "a-dark".
            if !taken.insert(svg.clone()) {
                return Err(PublishError::SamePicture(svg));
            }
        }
    }
    let write = |(embed, theme): &(Exhibit, Theme)| studio.write(*embed, *theme);
    // From the end, where those are that take the longest: of everything in one.
    let written = all.par_iter().rev().map(write);
    let mut written: Vec<_> = written.collect();
    written.reverse();
    let mut images = Images::default();
    for ((embed, theme), height) in all.into_iter().zip(written) {
        let height = height?;
        if theme == Theme::Dark {
            continue;
        }
        let description = describe(site, embed);
        let image = Image::new(embed, studio.place, &description, height);
        let record = json(site, embed, &image, &description);
        folder::write(folder, &image.json, record + "\n")?;
        for former in embed.names().skip(1) {
            image.copy_for(folder, embed, &former)?;
        }
        images.0.insert(embed.name(), image);
    }
    Ok(images)
}

/// The files of a picture in a theme.
fn paths(name: &str, theme: Theme) -> Files {
    let theme = match theme {
        Theme::Light => "",
        Theme::Dark => "-dark",
    };
    let stem = format!("{IMAGES}{name}{theme}");
    Files {
        svg: format!("{stem}.svg"),
        png: format!("{stem}.png"),
    }
}

/// What the pictures of a site are made from.
struct Studio<'a> {
    site: Site,
    folder: &'a Path,
    /// The folder of its pictures among those of all revisions.
    place: &'a str,
    typesetter: &'a Typesetter,
    /// Pictures of the same revision, which are there already.
    same: Option<&'a Images>,
    work: &'a Work,
}

impl Studio<'_> {
    /// Writes the files of a picture in a theme, and returns its height in CSS pixels.
    fn write(&self, embed: Exhibit, theme: Theme) -> Result<u32, PublishError> {
        let paths = paths(&format!("{}{}", self.place, embed.name()), theme);
        if let Some(made) = self.same.and_then(|same| same.of(embed)) {
            let Files { svg, png } = made.files(theme);
            for (from, to) in [(svg, &paths.svg), (png, &paths.png)] {
                folder::write(self.folder, to, folder::read(self.folder, from)?)?;
            }
            self.work.step();
            return Ok(made.height);
        }
        let picture = self.picture(embed, theme);
        let draw = || png(&picture, self.typesetter);
        let drawn = self
            .work
            .made("png of an exhibit", picture.svg.as_bytes(), draw);
        let png = drawn.map_err(|cause| {
            let path = paths.png.clone();
            PublishError::Picture { path, cause }
        })?;
        self.work.step();
        folder::write(self.folder, &paths.png, png)?;
        folder::write(self.folder, &paths.svg, &picture.svg)?;
        Ok(picture.height as u32)
    }

    /// A picture in a theme.
    fn picture(&self, embed: Exhibit, theme: Theme) -> Picture {
        let site = self.site;
        let mut sheet = Sheet::new(self.typesetter, theme);
        let illustration = |image: &bundle::Image| {
            // A picture is made without an illustration that is missing: whether the pages'
            // pictures are complete is checked elsewhere.
            let path = SitePath::as_str(&image.src).trim_start_matches('/');
            let source = folder::read_text(self.folder, path).ok()?;
            Illustration::of(&source, theme, self.typesetter)
        };
        exhibit::picture(&mut sheet, site, embed, illustration);
        let Description {
            caption,
            alt,
            sources,
            ..
        } = describe(site, embed);
        sheet.imprint(site, &sources, &page(site, embed));
        sheet.finish(&embed.name().replace('/', "-"), &caption, &alt)
    }
}

/// The address of the page that an exhibit is a part of; absolute if the site's origin is
/// known.
fn page(site: Site, embed: Exhibit) -> String {
    root(site).unwrap_or_else(|| site.base.to_owned()) + &embed.place(site)
}

/// The JSON file beside an embed's pictures, as text.
fn json(site: Site, embed: Exhibit, image: &Image, description: &Description) -> String {
    let bundle = site.bundle;
    // Like the page: absolute addresses if the origin is known.
    let origin = bundle.site.origin.as_deref().unwrap_or_default();
    let address = |path: &String| format!("{origin}{}{path}", site.base);
    let files = |files: &Files| Files {
        svg: address(&files.svg),
        png: address(&files.png),
    };
    let sources = description.sources.iter();
    let record = Record {
        title: &image.title,
        alt: &image.alt,
        source: sources.map(|id| source_name(site, id)).collect(),
        revision: &bundle.revision,
        published: bundle.published.to_string(),
        width: image.width,
        height: image.height,
        page: &page(site, embed),
        images: BTreeMap::from([("light", files(&image.light)), ("dark", files(&image.dark))]),
    };
    serde_json::to_string(&record).expect("text and numbers")
}

/// The PNG of a picture.
fn png(picture: &Picture, typesetter: &Typesetter) -> Result<Vec<u8>, DrawError> {
    let tree = usvg::Tree::from_str(&picture.svg, typesetter.options())?;
    let scale = scale(picture.height as u32) as f32;
    let size = tree
        .size()
        .scale_by(scale)
        .expect("a size greater than zero");
    let size = size.to_int_size();
    let mut pixels = Pixmap::new(size.width(), size.height()).expect("a size greater than zero");
    resvg::render(
        &tree,
        Transform::from_scale(scale, scale),
        &mut pixels.as_mut(),
    );
    encode(&pixels)
}
