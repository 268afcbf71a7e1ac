//! The rows of a chart's table.

use super::{Dataset, Datum, Reading, Sort};

impl Dataset {
    /// Whether the figures of one measure are in an order of time.
    pub fn is_by_time(&self) -> bool {
        !self.has_measures() && matches!(self.sort, Sort::Given | Sort::Newest | Sort::Oldest)
    }

    /// The figures of each row of the table: one, or periods in a row in which a series has none
    /// for one reason, of which nothing else is said. `by_year` keeps those of a year apart.
    ///
    /// Unless the reader has chosen an order, the latest figure comes first: periods after it that
    /// have none are last.
    pub fn table_rows(&self, by_year: bool) -> Vec<Vec<&Datum>> {
        let rows = self.gathered(by_year);
        if by_year || self.sort != Sort::Given || !self.is_by_time() {
            return rows;
        }
        let mut has_figure = vec![false; self.series.len()];
        let (mut ordered, mut newer) = (Vec::new(), Vec::new());
        for row in rows {
            let first = row[0];
            has_figure[first.series] |= first.is_found();
            let is_gap = first.value().is_none() && first.period.middle().is_some();
            match is_gap && !has_figure[first.series] {
                true => newer.push(row),
                false => ordered.push(row),
            }
        }
        ordered.append(&mut newer);
        ordered
    }

    fn gathered(&self, by_year: bool) -> Vec<Vec<&Datum>> {
        let mut rows: Vec<Vec<&Datum>> = Vec::new();
        for datum in &self.data {
            if self.is_by_time() && is_bare(datum) {
                let mut before = rows.iter_mut().rev();
                let before = before.find(|row| row[0].series == datum.series);
                if let Some(row) = before
                    && row[0].reading == datum.reading
                    && is_bare(row[0])
                    && (!by_year || row[0].period.year() == datum.period.year())
                {
                    row.push(datum);
                    continue;
                }
            }
            rows.push(vec![datum]);
        }
        rows
    }
}

/// Whether nothing is known of a dated figure but why there is none.
fn is_bare(datum: &Datum) -> bool {
    matches!(datum.reading, Reading::Missing(_))
        && datum.period.middle().is_some()
        && datum.note.is_none()
        && datum
            .observation
            .is_none_or(|of| of.status.is_none() && of.interval.is_none())
}
