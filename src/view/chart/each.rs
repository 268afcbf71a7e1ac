//! A small chart for each of many series.

use crate::bundle::Kpi;
use crate::chart::Size;
use crate::dataset::Dataset;
use crate::site::Site;
use crate::text::words;

use super::super::element::{Element, element};
use super::super::numbered_series_class;
use super::notes::Unsaid;
use super::points::chart_of_moments;
use super::trend::{placed_trend, trend_drawing};

/// With more points than this, all of which would stand in the chart of each series, only its
/// own are drawn there.
const MAX_BEHIND: usize = 4_000;

/// A small chart for each series that is shown, on the same axes, each with the lines of the
/// others behind its own. Drawn once: they are as wide as their columns. What they have no room
/// for is added to `unsaid`.
pub fn each_series(
    site: Site,
    kpi: &'static Kpi,
    dataset: &Dataset,
    unsaid: &mut Unsaid,
) -> Element {
    let has_others = dataset.data.len() * dataset.series.len() <= MAX_BEHIND;
    let mut list = element("ul").class("multiples");
    for (place, series) in dataset.series.iter().enumerate() {
        if !series.is_shown {
            continue;
        }
        let title = element("p").class("title").text(series.label);
        let item = element("li").class(numbered_series_class(series.colour));
        let placed = placed_trend(kpi, dataset, Size::SMALL, Vec::new(), Some(place));
        let content = match placed {
            Some(mut placed) => {
                // Each is named by its title.
                placed.is_named = true;
                unsaid.add(&placed);
                for (other, series) in placed.series.iter_mut().enumerate() {
                    if other != place && !has_others {
                        series.lines.clear();
                    }
                }
                let (only, moments) = (
                    Some(place),
                    dataset.moments(Dataset::pointed_at, Some(place)),
                );
                let drawn = trend_drawing(kpi, dataset, placed, "small", only, &moments);
                chart_of_moments(site, dataset, vec![drawn], &moments, only)
            }
            None => element("p").class("finding").text(words::NO_FIGURE),
        };
        list = list.with(item.with(title).with(content));
    }
    list
}
