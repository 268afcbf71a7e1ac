//! A chart: of a KPI, of what several groups were asked, or of every KPI's latest figure.

#[cfg(not(target_arch = "wasm32"))]
mod picture;
#[cfg(not(target_arch = "wasm32"))]
mod scorecard_picture;

use crate::dataset::Dataset;
use crate::site::{Site, Subject};
use crate::view::{Element, HeadingLevel, embedded_chart};

#[cfg(not(target_arch = "wasm32"))]
use crate::exhibit::description::Description;
use crate::exhibit::drawn::{ChartOptions, Drawn};

#[cfg(test)]
pub use picture::SIZE;
#[cfg(not(target_arch = "wasm32"))]
pub(super) use picture::{legend, picture};

pub(super) fn title(subject: Subject) -> String {
    subject.title().to_owned()
}

#[cfg(not(target_arch = "wasm32"))]
pub(super) fn describe(site: Site, subject: Subject) -> Description {
    let dataset = Dataset::published(site, subject);
    Description {
        caption: dataset.title_with_unit(),
        finding: dataset.finding(),
        alt: format!("{} {}", dataset.finding(), dataset.appearance()),
        // A drawing shows targets, too.
        sources: dataset.sources_with_targets(),
        ..Description::default()
    }
}

pub(super) fn draw(
    page: Element,
    site: Site,
    subject: Subject,
    options: &ChartOptions,
    level: HeadingLevel,
) -> Drawn {
    let dataset = Dataset::of(site, subject, &options.selection);
    let chart = embedded_chart(site, &dataset, options.show, level);
    Drawn {
        page: page.with(chart),
        sources: dataset.sources_with_targets(),
        is_of_several_pages: false,
    }
}
