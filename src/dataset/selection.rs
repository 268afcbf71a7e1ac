//! A reader's choices for a chart.

use crate::bundle::Period;
use crate::names::names;
use crate::progress::Tone;

/// The reader's choices, as an address holds them. Whatever is not understood is ignored, so
/// that an old link still shows the chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// The ids of hidden series.
    pub hidden: Vec<String>,
    /// The first calendar year shown.
    pub from: Option<u16>,
    /// The last calendar year shown.
    pub to: Option<u16>,
    /// The calendar year that changes are counted from; without it, figures are shown as
    /// published.
    pub since: Option<u16>,
    /// The order of rows.
    pub sort: Sort,
    /// How a scorecard's rows are grouped.
    pub group: Group,
    /// The tone of the statuses shown; all without it.
    pub status: Option<Tone>,
    /// The id of the audience shown; all when empty.
    pub audience: String,
}

names! {
    /// An order of rows.
    #[derive(Default)]
    pub enum Sort {
        /// The latest first; measures as the bundle lists them.
        #[default]
        Given = "",
        /// The latest first, whatever they measure.
        Newest = "newest",
        /// The oldest first.
        Oldest = "oldest",
        /// The highest value first.
        Highest = "highest",
        /// The lowest value first.
        Lowest = "lowest",
        /// Figures that miss their target first, then those that reach it, then those without a
        /// figure.
        Status = "status",
        /// Those furthest from the target, or from each other, first.
        Distance = "distance",
    }
}

names! {
    /// How rows are grouped.
    #[derive(Default)]
    pub enum Group {
        /// Whom they serve.
        #[default]
        Audience = "",
        /// Their status.
        Status = "status",
        /// Nothing.
        None = "none",
    }
}

names! {
    /// What of a chart is shown. `embed/frame.js` knows the same names.
    #[derive(Default)]
    pub enum Panel {
        /// The drawing.
        #[default]
        Chart = "",
        /// The table.
        Table = "table",
        /// Notes and sources.
        Notes = "notes",
    }
}

/// The names of the choices in an address, after a chart's own name and a dot.
pub mod parameter {
    /// All of them but [`SHOW`], which needs no new drawing. `embed/runtime.js` lists the same.
    pub const CHOICES: [&str; 8] = [HIDE, FROM, TO, SINCE, SORT, GROUP, STATUS, AUDIENCE];

    /// Hidden series, separated by commas.
    pub const HIDE: &str = "hide";
    /// First year.
    pub const FROM: &str = "from";
    /// Last year.
    pub const TO: &str = "to";
    /// Year that changes count from.
    pub const SINCE: &str = "since";
    /// Order of rows.
    pub const SORT: &str = "sort";
    /// How rows are grouped.
    pub const GROUP: &str = "group";
    /// Status shown.
    pub const STATUS: &str = "status";
    /// Audience shown.
    pub const AUDIENCE: &str = "for";
    /// Chart, table or notes.
    pub const SHOW: &str = "show";
}

impl Selection {
    /// Reads the choices; `value` returns the value of a parameter, empty if it is absent.
    pub fn read(value: impl Fn(&str) -> String) -> Self {
        let year = |name| value(name).parse().ok();
        let hidden = value(parameter::HIDE);
        Selection {
            hidden: hidden
                .split(',')
                .filter(|id| !id.is_empty())
                .map(str::to_owned)
                .collect(),
            from: year(parameter::FROM),
            to: year(parameter::TO),
            since: year(parameter::SINCE),
            sort: Sort::named(&value(parameter::SORT)).unwrap_or_default(),
            group: Group::named(&value(parameter::GROUP)).unwrap_or_default(),
            status: Tone::named(&value(parameter::STATUS)),
            audience: value(parameter::AUDIENCE),
        }
    }

    /// Whether a period is within the chosen years. One without a date is, as long as no year
    /// is chosen.
    pub fn holds(&self, period: Period) -> bool {
        match period.year() {
            Some(year) => {
                self.from.is_none_or(|from| from <= year) && self.to.is_none_or(|to| year <= to)
            }
            None => self.from.is_none() && self.to.is_none(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_of_embeds_know_the_same_choices_and_panels() {
        let quoted = |names: &[&str]| {
            let names = names.iter().map(|name| format!("'{name}'"));
            names.collect::<Vec<_>>().join(", ")
        };
        let list = format!("const CHOICES = [{}];", quoted(&parameter::CHOICES));
        assert!(
            include_str!("../../embed/runtime.js").contains(&list),
            "{list}"
        );
        let names = Panel::ALL.iter().map(|panel| panel.name());
        let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
        let list = format!("[{}].includes(", quoted(&names));
        assert!(
            include_str!("../../embed/frame.js").contains(&list),
            "{list}"
        );
        let types = include_str!("../../embed/index.d.ts");
        let union = format!("show?: {};", quoted(&names).replace(", ", " | "));
        assert!(types.contains(&union), "{union}");
    }

    #[test]
    fn a_choice_is_read_by_the_name_that_it_has_in_an_address() {
        let read = |parameter: &str, name: &str| {
            Selection::read(|asked| match asked == parameter {
                true => name.to_owned(),
                false => String::new(),
            })
        };
        for sort in Sort::ALL {
            assert_eq!(read(parameter::SORT, sort.name()).sort, *sort);
        }
        for group in Group::ALL {
            assert_eq!(read(parameter::GROUP, group.name()).group, *group);
        }
        for tone in Tone::ALL {
            assert_eq!(read(parameter::STATUS, tone.name()).status, Some(*tone));
        }
        // What is not understood counts as not chosen.
        for parameter in [parameter::SORT, parameter::GROUP, parameter::STATUS] {
            assert_eq!(read(parameter, "../x"), Selection::default());
        }
    }
}
