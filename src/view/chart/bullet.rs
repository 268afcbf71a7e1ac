//! The shapes of a figure held against a goal.

use crate::chart::{Bullet, Certainty};

use super::super::element::{Element, element};
use super::marks::{corners, rectangle};

/// The track, the goal and the bar of a bullet, in the order in which they lie over each other,
/// for an `svg` with the class `drawing` or `bullet`. An open bar is of a figure that may change.
/// A figure without a track has a mark instead, which the caller draws over them.
pub fn bullet_shapes(bullet: &Bullet, certainty: Certainty) -> Vec<Element> {
    let bar = match certainty {
        Certainty::Settled => "bar",
        Certainty::Open | Certainty::Forecast => "bar open",
    };
    let mut shapes = Vec::new();
    for (class, extent) in [
        ("track", bullet.track),
        ("range", bullet.range),
        (bar, bullet.bar),
    ] {
        shapes.extend(extent.map(|extent| rectangle(class, extent)));
    }
    for tick in &bullet.ticks {
        let outline = format!("M{}z", corners(&tick.corners));
        shapes.push(element("path").class("goal").set("d", outline));
    }
    shapes
}
