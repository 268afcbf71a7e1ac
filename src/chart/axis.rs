//! The ticks of an axis of rows.

use super::label::{Tick, thin};
use super::scale::{Linear, ticks};

/// About how many steps of the axis there are at most.
pub const MOST_TICKS: usize = 5;

/// As many ticks as there is room for, of values at most `tick_width` wide; of similar numbers
/// those that end where the axis does, so that its end is known. At a whole there always is one.
pub fn place_ticks(
    scale: Linear,
    whole: Option<f64>,
    tick_width: f64,
    width: f64,
    font: f64,
) -> Vec<Tick> {
    let room = tick_width + font;
    let place = |value: &f64| Tick {
        at: scale.px(*value),
        value: *value,
    };
    let is_at_end = |tick: &Tick| tick.at >= scale.range.1 - 1e-6;
    let ends = |ticks: &[Tick]| ticks.last().is_some_and(is_at_end);
    let mut chosen: Vec<Tick> = Vec::new();
    for count in (1..=MOST_TICKS).rev() {
        let some: Vec<Tick> = ticks(scale.domain, count, 0.0).iter().map(place).collect();
        let is_close = |pair: &[Tick]| pair[1].at - pair[0].at < room - 1e-6;
        let is_better = chosen.windows(2).any(is_close) || (ends(&some) && !ends(&chosen));
        if chosen.is_empty() || is_better {
            chosen = some;
        }
    }
    let mut ticks = chosen;
    // A tick at the edge has exactly the room that it needs, apart from rounding.
    let half_tick = tick_width / 2.0 - 1e-6;
    ticks.retain(|tick| tick.at >= half_tick && tick.at + half_tick <= width);
    thin(&mut ticks, room);
    // A whole with decimals could be wider than other values.
    if let Some(whole) = whole.filter(|whole| *whole == whole.round())
        && !ends(&ticks)
        && let end = place(&whole)
        && end.at + half_tick <= width
    {
        ticks.retain(|tick| tick.at + room <= end.at);
        ticks.push(end);
    }
    ticks
}
