//! The layout of the picture of each kind of page.

use std::path::Path;

use resvg::usvg;

use crate::bundle::{HOME, Hero, Id, Image, Initiative, Kpi, Page, Section, SitePath};
use crate::dataset::Dataset;
use crate::drawing::{Area, Style, Svg, Typesetter, token};
use crate::page::{description, heading};
use crate::publish::folder::read;
use crate::site::{Route, Site, Subject};
use crate::text::{self, words};

use super::chart::{draw_bullet, draw_trend, placed_trend};
use super::raster::{HEIGHT, Picture, WIDTH};
use super::results::{has_results, results};
use super::sheet::{BODY, INSIDE, Sheet};
use super::tile::Tile;

/// The area of a page's drawing beside its words.
const MARK: Area = Area {
    x: 836.0,
    y: 132.0,
    width: 300.0,
    height: 392.0,
};

/// The most figures side by side.
const MOST_TILES: usize = 3;

/// What the pictures of a site are made from.
pub struct Studio<'a> {
    /// The site.
    pub site: Site,
    /// The folder of its files.
    pub folder: &'a Path,
    /// The typesetter that measures its text.
    pub typesetter: &'a Typesetter,
}

impl Studio<'_> {
    /// The picture of a route.
    pub fn picture(&self, route: Route) -> Picture {
        let mut sheet = Sheet {
            site: self.site,
            svg: Svg::new(self.typesetter),
            inlays: Vec::new(),
        };
        sheet.ground();
        if let Some(mark) = self.file("icon.svg") {
            sheet.inlays.push((mark, square(INSIDE.x, INSIDE.y, 44.0)));
        }
        let footer = match route {
            Route::Page(page) => self.page(&mut sheet, page),
            Route::Kpi(kpi) => kpi_picture(&mut sheet, kpi),
            Route::Initiative(initiative) => self.initiative(&mut sheet, initiative),
            Route::Kpis if has_results(self.site) => {
                results(&mut sheet, &heading(self.site, route))
            }
            Route::Kpis
            | Route::Initiatives
            | Route::Sources
            | Route::Gaps
            | Route::Glossary
            | Route::Offline
            | Route::NotFound => {
                let words = (heading(self.site, route), description(self.site, route));
                let mark = self.file("icon.svg").map(|mark| (mark, MARK));
                sheet.words(&words.0, &words.1, mark);
                None
            }
        };
        let status = || {
            let bundle = self.site.bundle;
            format!("{}. {}", &*bundle.site.owner, text::revision(bundle))
        };
        sheet.footer(&footer.unwrap_or_else(status));
        Picture {
            svg: sheet.svg.document(f64::from(WIDTH), f64::from(HEIGHT)),
            inlays: sheet.inlays,
        }
    }

    /// A page of sections: its title, with its key figures if it opens with some. The first page
    /// says how many targets were reached.
    fn page(&self, sheet: &mut Sheet, page: &'static Page) -> Option<String> {
        if page.id.as_str() == HOME && has_results(self.site) {
            return results(sheet, &page.title);
        }
        let hero = page.sections.first().and_then(|section| match section {
            Section::Hero(hero) => Some(hero),
            _ => None,
        });
        let image = hero.and_then(|hero| self.image(hero.image.as_ref()?));
        match hero.map(|hero| self.tiles(hero)) {
            Some(tiles) if !tiles.is_empty() => {
                let (room, least) = match image {
                    Some(_) => (720.0, 270.0),
                    None => (INSIDE.width, 0.0),
                };
                if let Some(image) = image {
                    let area = Area {
                        x: 816.0,
                        y: 40.0,
                        width: 320.0,
                        height: 218.0,
                    };
                    sheet.inlays.push((image, area));
                }
                let sizes = [(54.0, 2), (46.0, 2), (42.0, 3)];
                let baseline = sheet.title(&page.title, room, sizes);
                columns(&mut sheet.svg, (baseline, least), &tiles);
            }
            _ => {
                let image = image.or_else(|| self.file("icon.svg"));
                let image = image.map(|image| (image, MARK));
                sheet.words(&page.title, &page.description, image);
            }
        }
        None
    }

    /// The key figures of a page's opening.
    fn tiles(&self, hero: &'static Hero) -> Vec<(Tile, String)> {
        let figures = hero.figures.iter().filter_map(|figure| {
            let kpi = self.site.bundle.kpi(figure.kpi.as_str())?;
            let index = kpi.series.iter().position(|s| s.id == figure.series)?;
            Some((
                Tile::new(self.site, kpi, index),
                figure.statement.plain_text(),
            ))
        });
        figures.take(MOST_TILES).collect()
    }

    /// An initiative: its title and summary beside its illustration.
    fn initiative(&self, sheet: &mut Sheet, initiative: &Initiative) -> Option<String> {
        // Like a poster, up to the edge of the picture.
        let area = Area {
            x: 592.0,
            y: 158.0,
            width: 608.0,
            height: 304.0,
        };
        let image = initiative.image.as_ref();
        let image = image.and_then(|image| self.image(image));
        let image = image.map(|image| (image, area));
        sheet.words(&initiative.title, &initiative.summary, image);
        None
    }

    fn image(&self, image: &Image) -> Option<usvg::Tree> {
        self.file(SitePath::as_str(&image.src).trim_start_matches('/'))
    }

    /// A drawing from the site's folder. If it is missing or not an SVG, the picture is made
    /// without it: whether the pages' pictures are complete is checked elsewhere.
    fn file(&self, path: &str) -> Option<usvg::Tree> {
        let bytes = read(self.folder, path).ok()?;
        usvg::Tree::from_data(&bytes, self.typesetter.options()).ok()
    }
}

fn square(x: f64, y: f64, width: f64) -> Area {
    let height = width;
    Area {
        x,
        y,
        width,
        height,
    }
}

/// Draws figures side by side, each with what it says, below a title whose last line is at
/// `baseline`, and not above `least`.
fn columns(svg: &mut Svg, (baseline, least): (f64, f64), tiles: &[(Tile, String)]) {
    const GAP: f64 = 40.0;
    let count = tiles.len() as f64;
    let scale = if tiles.len() < MOST_TILES { 1.2 } else { 1.0 };
    let is_published = |(tile, _): &(Tile, String)| tile.status.latest.is_some();
    let height = scale
        * if tiles.iter().any(is_published) {
            220.0
        } else {
            160.0
        };
    let width = (INSIDE.width - GAP * (count - 1.0)) / count;
    let middle = (baseline + BODY.1) / 2.0;
    let y = (middle - height / 2.0 + 8.0)
        .max(least)
        .min(BODY.1 - height);
    for (index, (tile, statement)) in tiles.iter().enumerate() {
        let area = Area {
            x: INSIDE.x + index as f64 * (width + GAP),
            y,
            width,
            height,
        };
        tile.column(svg, area, scale, statement);
    }
}

/// A KPI: its title, its latest figures, and its trend if it has one.
fn kpi_picture(sheet: &mut Sheet, kpi: &'static Kpi) -> Option<String> {
    let baseline = match headline(sheet, kpi) {
        Some(baseline) => baseline,
        None => sheet.title(&kpi.title, INSIDE.width, [(54.0, 1), (46.0, 1), (44.0, 2)]),
    };
    let all = 0..kpi.series.len();
    let tiles: Vec<Tile> = all
        .take(MOST_TILES)
        .map(|index| Tile::new(sheet.site, kpi, index))
        .collect();
    let sourced = sources(sheet.site, &tiles);
    let top = baseline + 44.0;
    let area = Area {
        x: 540.0,
        y: top - 16.0,
        width: INSIDE.right() - 540.0,
        height: BODY.1 + 10.0 - top + 16.0,
    };
    if let Some(placed) = placed_trend(sheet.site, kpi, area.width, area.height) {
        draw_trend(&mut sheet.svg, sheet.site, kpi, &placed, (area.x, area.y));
        let step = (BODY.1 + 16.0 - top) / tiles.len() as f64;
        for (index, tile) in tiles.iter().enumerate() {
            let top = top + index as f64 * step;
            beside_trend(sheet, tile, top, step);
        }
    } else if let [tile] = tiles.as_slice() {
        single_figure(sheet, tile, top);
    } else {
        let label = |tile: Tile| {
            let label = tile.series.label.to_string();
            (tile, label)
        };
        let named: Vec<_> = tiles.into_iter().map(label).collect();
        columns(&mut sheet.svg, (baseline, 0.0), &named);
    }
    sourced
}

/// The headline of a trend, as above every chart: the finding, and below it what is measured.
/// Returns its last baseline; `None` if there is no trend, or no room for all of it.
fn headline(sheet: &mut Sheet, kpi: &'static Kpi) -> Option<f64> {
    const MOST_SERIES: usize = 2;
    const SIZES: [(f64, usize); 3] = [(44.0, 1), (40.0, 2), (38.0, 2)];
    const SUBTITLE: Style = Style::regular(26.0);
    let dataset = Dataset::published(sheet.site, Subject::Kpi(kpi));
    let (finding, title) = (dataset.finding(), dataset.title_with_unit());
    let set = sheet.svg.typesetter;
    let [.., (size, most)] = SIZES;
    let has_room = kpi.series.len() <= MOST_SERIES
        && set.has_room(&finding, Style::display(size), INSIDE.width, most)
        && set.has_room(&title, SUBTITLE, INSIDE.width, 1);
    let area = (INSIDE.width / 2.0, INSIDE.height / 2.0);
    if !has_room || placed_trend(sheet.site, kpi, area.0, area.1).is_none() {
        return None;
    }
    let baseline = sheet.title(&finding, INSIDE.width, SIZES) + SUBTITLE.size * 1.6;
    let quiet = token("quiet");
    sheet.svg.text(&title, INSIDE.x, baseline, SUBTITLE, quiet);
    Some(baseline)
}

/// A figure with its name and its status, beside the trend.
fn beside_trend(sheet: &mut Sheet, tile: &Tile, top: f64, height: f64) {
    const WIDTH: f64 = 436.0;
    let is_alone = tile.kpi.series.len() == 1;
    // If there are several, each has room for an outcome in two rows and a date below it.
    let plain = if is_alone {
        (height / 13.2).min(24.0)
    } else {
        (height / 9.1).clamp(13.0, 21.0)
    };
    let figure = plain * if is_alone { 4.6 } else { 3.7 };
    let svg = &mut sheet.svg;
    let share = if is_alone { 1.0 } else { 0.52 };
    let (end, mut baseline) = tile.figure(svg, (INSIDE.x, top), WIDTH * share, figure);
    let size = plain * 1.15;
    if is_alone {
        baseline += size * 1.8;
        tile.name(svg, (INSIDE.x, baseline), WIDTH, size);
    } else {
        let left = end + figure * 0.25;
        let room = (INSIDE.x + WIDTH - left).max(0.0);
        tile.name(svg, (left, baseline), room, size);
    }
    let below = (INSIDE.x, baseline + plain);
    let most = if is_alone { 2 } else { 1 };
    let baseline = tile.status(svg, below, WIDTH, plain, most);
    let below = (INSIDE.x, baseline + plain * 1.5);
    if is_alone && below.1 < BODY.1 + 8.0 {
        tile.target(svg, below, WIDTH, Style::regular(plain));
    }
}

/// The only figure of a KPI, as large as possible, with its target on a bar.
fn single_figure(sheet: &mut Sheet, tile: &Tile, top: f64) {
    let svg = &mut sheet.svg;
    let top = top + 8.0;
    if tile.status.latest.is_some() {
        let (end, _) = tile.figure(svg, (INSIDE.x, top), 560.0, 176.0);
        let x = end.max(INSIDE.x + 300.0) + 56.0;
        let room = INSIDE.right() - x;
        let words = |svg: &mut Svg, size: f64| {
            let style = Style::strong(size * 1.2);
            let label = svg.typesetter.wrap(&tile.series.label, style, room, 2);
            let baseline = svg.lines(&label, (x, top), 1.25, style, token("ink"));
            tile.status(svg, (x, baseline + size), room, size, 2)
        };
        // As large as the words above the bar allow.
        let fits = |size: &f64| words(&mut Svg::new(svg.typesetter), *size) < 424.0;
        let size = [25.0, 21.0, 18.0].into_iter().find(fits).unwrap_or(14.0);
        words(svg, size);
    }
    // Without a figure, what is measured says more than the name of the series, and fills the
    // place of a bar.
    let measures = |svg: &mut Svg, top: f64| {
        let style = Style::regular(27.0);
        let words = tile.kpi.measures.plain_text();
        let lines = svg.typesetter.balance(&words, style, 940.0, 2);
        svg.lines(&lines, (INSIDE.x, top), 1.42, style, token("quiet"));
    };
    if tile.status.latest.is_none() {
        let (_, baseline) = tile.figure(svg, (INSIDE.x, top), INSIDE.width, 128.0);
        measures(svg, baseline + 34.0);
    } else if tile.status.target.is_none() {
        measures(svg, 450.0);
    }
    let bar = Area {
        x: INSIDE.x,
        y: 484.0,
        width: INSIDE.width,
        height: 30.0,
    };
    draw_bullet(svg, tile.kpi, &tile.status, bar);
}

/// The sources of what a KPI's picture shows, each once.
fn sources(site: Site, tiles: &[Tile]) -> Option<String> {
    let mut ids = Vec::new();
    let shown = tiles.iter().filter_map(|tile| {
        let target = || tile.status.target.map(|target| &target.source.id);
        let latest = tile.status.latest;
        latest
            .map(|latest| &latest.observation.source.id)
            .or_else(target)
    });
    for id in shown {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let named: Vec<String> = ids
        .into_iter()
        .map(|id| {
            let source = site.bundle.source(id);
            format!("{}, {}", &*source.title, &*source.publisher)
        })
        .collect();
    (!named.is_empty()).then(|| format!("{} {}", words::SOURCE_LABEL, named.join("; ")))
}
