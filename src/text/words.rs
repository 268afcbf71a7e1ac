//! The words of buttons, headings and labels that never vary.

/// The link that skips the header.
pub const SKIP: &str = "Skip to content";
/// Names the navigation.
pub const NAVIGATION: &str = "Main";
/// The page of all initiatives.
pub const INITIATIVES: &str = "Initiatives";
/// Explains the page of all initiatives.
pub const INITIATIVES_LEAD: &str =
    "What the government is doing to go digital. Select an initiative for facts and sources.";
/// The page of all KPIs.
pub const KPIS: &str = "Targets";
/// The page of all sources.
pub const SOURCES: &str = "Sources";
/// Names the search field.
pub const SEARCH: &str = "Search initiatives";
/// Names the filter by audience.
pub const AUDIENCE: &str = "For";
/// Names the filter by theme.
pub const THEME: &str = "Theme";
/// The choice that filters nothing out.
pub const ANY: &str = "All";
/// Clears all filters.
pub const CLEAR: &str = "Clear filters";
/// Explains the page of all KPIs.
pub const KPIS_LEAD: &str = "Every target, its latest figure and whether it was reached. Select a target for its chart and sources.";
/// Said where an insight's survey is not dated.
pub const SURVEY_NOT_STATED: &str = "Survey year not given";
/// Names that comparison.
pub const COMPARISON: &str = "What each group says";
/// Leads to the whole scorecard.
pub const ALL_KPIS: &str = "All targets and figures";
/// Heading of a KPI's chart.
pub const FIGURES: &str = "Figures";
/// Heading of a KPI's targets.
pub const TARGETS: &str = "Targets";
/// Heading of figures that measure something else.
pub const RELATED: &str = "Similar figures, different measures";
/// Explains that heading.
pub const RELATED_LEAD: &str = "These look like this target’s figure but measure something else, so they are not on the chart.";
/// Heading of caveats.
pub const NOTES: &str = "Notes";
/// Heading of an initiative's facts.
pub const FACTS: &str = "What we know";
/// Heading of other initiatives.
pub const MORE_INITIATIVES: &str = "More initiatives";
/// Heading of footnotes.
pub const FOOTNOTES: &str = "Footnotes";
/// Leads to the copy of a source that will stay.
pub const ARCHIVED: &str = "Archived copy";
/// Heading over the places where a source is used.
pub const USED_IN: &str = "Used in";
/// Explains the page of sources.
pub const SOURCES_LEAD: &str = "Everything here comes from these documents. Each entry gives its date, if known, and where we use it.";
/// Column of periods.
pub const PERIOD: &str = "Period";
/// Column of sources.
pub const SOURCE: &str = "Source";
/// Column of caveats.
pub const NOTE: &str = "Note";
/// Column of goals.
pub const TARGET: &str = "Target";
/// Column of when a target was set.
pub const SET: &str = "Set";
/// Column of when a target is due.
pub const DUE: &str = "Due";
/// Column of the group that a row is about.
pub const SERIES: &str = "Group";
/// Said in place of a figure.
pub const NO_FIGURE: &str = "No figure";
/// Said in place of a figure that there is, and that its source withholds.
pub const WITHHELD: &str = "Withheld";
/// A series without a figure in the sources.
pub const NO_FIGURE_FOUND: &str = "no figure found";
/// A series whose figures have no dates.
pub const NO_DATED_FIGURE: &str = "no dated figure found";
/// Two groups whose figures are the same.
pub const NO_DIFFERENCE: &str = "No difference";
/// Two groups whose figures are the same as far as they are exact.
pub const ABOUT_THE_SAME: &str = "About the same";
/// Title of the page for unknown addresses.
pub const NOT_FOUND: &str = "Page not found";
/// Explains that page.
pub const NOT_FOUND_LEAD: &str = "Check the address, or choose a page:";
/// Heading of the page that the service worker shows for one that it has not cached.
pub const NOT_CACHED: &str = "This page is not saved offline";
/// Explains that page.
pub const NOT_CACHED_LEAD: &str =
    "You are offline and this page was not saved. These pages are available:";
/// The button that loads again.
pub const RETRY: &str = "Try again";
/// Summary of what only a publisher needs.
pub const DETAILS: &str = "Details for the publisher";
/// Summary of how a status follows from the figures.
pub const WORKED_OUT: &str = "How we worked this out";
/// Names whom a KPI is for.
pub const SERVES: &str = "For";
/// The choice of groups by whom targets are for.
pub const BY_AUDIENCE: &str = "Audience";
/// The word before a source's link.
pub const SOURCE_LABEL: &str = "Source:";
/// The words before several sources.
pub const SOURCES_LABEL: &str = "Sources:";
/// Marks a span of a chart without results.
pub const NO_RESULTS: &str = "No results found";
/// Says what is marked so where there is no room for words.
pub const HATCHED: &str = "Hatched: no results found.";
/// Says how to read a wheel.
pub const WHEEL_HINT: &str =
    "Select a part of the wheel to find it in the list. The numbers match.";
/// Names the middle of a wheel.
pub const AT_THE_CENTRE: &str = "At the centre";
/// Names the breadcrumb.
pub const BREADCRUMB: &str = "You are here";
/// Heading over the site's pages in the footer.
pub const ABOUT: &str = "About this site";
/// Says that newer content is now shown.
pub const UPDATED: &str = "Updated.";
/// Says that the content may not be the latest.
pub const UNCHECKED: &str = "We could not check for newer figures.";
/// The status of a series whose figures are all from before its target was set.
pub const NO_FIGURE_SINCE: &str = "no figure since the target was set";
/// Some of an embed is left out, because the page around it allows it no more height.
pub const PART_FITS: &str = "Only part of this fits here.";
/// Leads to the page with all of an embed.
pub const SEE_ALL: &str = "See all of it";
/// A choice for a chart could not be followed.
pub const UNCHOSEN: &str = "We could not apply those settings. This is the full chart.";
/// There is no network.
pub const OFFLINE: &str = "You are offline.";
/// Closes a notice.
pub const CLOSE: &str = "Close";
/// Said of changes from before to after a change of the method, where they are many.
pub const SOME_LEFT_OUT: &str = "Some figures are left out, because the method changed.";
/// In place of a change that is not known.
pub const NOT_COMPARED: &str = "Not compared";
/// Said where no two groups are left whose figures differ.
pub const TWO_GROUPS: &str = "Choose two groups to see how far apart they are.";
/// Follows what a drawing looks like that stands in a page, beside its table.
pub const ALL_IN_TABLE: &str = " The table has every figure.";
/// What the comparison of groups looks like.
pub const COMPARISON_APPEARANCE: &str = "A row for each question, with a mark for each group.";
/// What the scorecard looks like.
pub const SCORECARD_APPEARANCE: &str = "A row for each target, with the latest figure as a bar.";
/// The link past the figures of a chart, for people who go from one thing to the next.
pub const PAST_FIGURES: &str = "Skip the figures";
/// What unfolds what a chart says in a few sentences.
pub const IN_WORDS: &str = "In words";
/// The keys that lead through the figures of a chart.
pub const CHART_KEYS: &str =
    "Arrow keys, Home and End go from figure to figure; Escape closes the tip.";
/// Heading over the sources of a chart.
pub const SOURCES_OF_CHART: &str = "Sources for these figures:";
/// Column of figures in several units.
pub const FIGURE: &str = "Figure";
/// Column of what was measured.
pub const MEASURE: &str = "Measure";
/// Column of how far targets are.
pub const STATUS: &str = "Status";
/// Shows the drawing.
pub const CHART: &str = "Chart";
/// Shows the table.
pub const AS_TABLE: &str = "Table";
/// Shows notes and sources.
pub const NOTES_AND_SOURCES: &str = "Notes";
/// Names the choice between drawing, table and notes.
pub const SHOW_AS: &str = "Show as";
/// Opens the choices of a chart.
pub const CHOOSE: &str = "Options";
/// Resets a chart's choices.
pub const RESET: &str = "Reset";
/// Field of the first year.
pub const FROM: &str = "From";
/// Field of the last year.
pub const TO: &str = "To";
/// The first year there is.
pub const FIRST: &str = "First year";
/// The last year there is.
pub const LATEST: &str = "Latest year";
/// Field of absolute figures or changes.
pub const SHOW_FIGURES: &str = "Figures";
/// The figures themselves, not their changes.
pub const ACTUAL: &str = "Actual figures";
/// Field of a table's order.
pub const SORT_TABLE: &str = "Sort table by";
/// Field of the order.
pub const SORT: &str = "Sort by";
/// The latest figure first, and later periods without one last.
pub const LATEST_FIRST: &str = "Latest figure first";
/// The latest first.
pub const NEWEST: &str = "Newest first";
/// The oldest first.
pub const OLDEST: &str = "Oldest first";
/// The highest value first.
pub const HIGHEST: &str = "Highest first";
/// The lowest value first.
pub const LOWEST: &str = "Lowest first";
/// The largest difference first.
pub const DIFFERENCE: &str = "Largest difference first";
/// The furthest from its target first.
pub const DISTANCE: &str = "Furthest from target first";
/// Field of how rows are grouped.
pub const GROUP: &str = "Group by";
/// Rows without groups.
pub const NO_GROUPS: &str = "No grouping";
/// Said when there is no point before.
pub const FIRST_POINT: &str = "There is nothing before this.";
/// Said when there is no point after.
pub const LAST_POINT: &str = "There is nothing after this.";
/// Rows in the bundle's order.
pub const AS_LISTED: &str = "Default order";
/// Names the scorecard.
pub const SCORECARD: &str = "Latest figure for every target";
/// The first of two periods compared.
pub const EARLIER: &str = "Earlier";
/// The second of two periods compared.
pub const LATER: &str = "Later";
/// An axis from the bottom to the top.
pub const VERTICAL: &str = "vertical";
/// An axis from left to right.
pub const HORIZONTAL: &str = "horizontal";
/// The unit of changes of percentages.
pub const PERCENTAGE_POINTS: &str = "percentage points";
/// Opens the formats in which a chart can be exported.
pub const TAKE_ALONG: &str = "Share, download or cite";
/// Names the formats that are saved.
pub const DOWNLOAD: &str = "Download";
/// Names the formats that are copied.
pub const COPY: &str = "Copy";
/// Names the formats of references.
pub const CITE: &str = "Cite";
/// Names the ways to pass a chart on.
pub const PASS_ON: &str = "Share";
/// Follows the name of a saved file.
pub const OPEN_CSV: &str = ". If you open it directly, a spreadsheet may turn labels such as \
“1-4” into dates. Import it instead, with those columns as text.";
/// The picture is in the clipboard.
pub const COPIED_IMAGE: &str = "Copied the image.";
/// The address is in the clipboard.
pub const COPIED_LINK: &str = "Copied the link.";
/// The figures are in the clipboard.
pub const COPIED_TEXT: &str = "Copied the text.";
/// The reference is in the clipboard, and stands below.
pub const COPIED_CITATION: &str = "Copied the citation.";
/// The clipboard was refused, or there is none, but the reference stands below.
pub const CITATION_NOT_COPIED: &str = "Copying did not work. Select the citation below.";
/// Another program took the address.
pub const SHARED: &str = "Shared.";
/// No other program took it.
pub const NOT_SHARED: &str = "Nothing was shared.";
/// The clipboard was refused.
pub const NOT_COPIED: &str = "Your browser blocked copying. Download a file instead.";
/// There is no clipboard, or it takes no pictures.
pub const NO_CLIPBOARD: &str = "Copying does not work on this page. Download a file instead.";
/// A file could not be made.
pub const NOT_SAVED: &str = "We could not make this file. Try another format.";
/// The program that makes exports could not be loaded, or stopped.
pub const EXPORTER_FAILED: &str = "This did not work. Try again, or reload the page.";
/// A chart does not show what the reader chose, because what draws it did not load.
pub const NOT_DRAWN: &str = "The chart did not change.";
/// What to do then.
pub const NOT_DRAWN_YET: &str = "The connection dropped. Try again, or reload the page.";
/// There is nothing to make a picture of.
pub const NO_DRAWING: &str = "There is no chart to save. You can still download the figures.";
/// Said in place of a drawing over time in which nothing has a place.
pub const NOTHING_DATED: &str = "There are no dated figures to chart.";
/// Leads to the page that explains how to embed a part of the site.
pub const EMBED: &str = "Embed";
/// Said in place of an embed that does not exist.
pub const NO_EMBED: &str = "This is no longer available";
/// Explains that.
pub const NO_EMBED_LEAD: &str =
    "It was removed, or the address is wrong. Look for it on the main site.";
/// Said below an embed of an earlier revision.
pub const NEWER_EXISTS: &str = "There is a newer version.";
/// Leads to the latest revision of an embed.
pub const SEE_LATEST: &str = "See the latest";
/// Heading over parts of a page that a reader unfolds.
pub const BACKGROUND: &str = "Background";
/// Opens the filters of the initiatives.
pub const FILTERS: &str = "Filter by group and theme";
/// Opens the insights as sentences.
pub const INSIGHTS_IN_WORDS: &str = "Every answer in words, with its source";
