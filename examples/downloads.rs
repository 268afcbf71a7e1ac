//! Writes what each chart of a bundle exports as CSV, JSON and plain text, as published, into a
//! folder, for `tests/compare.mjs`:
//!
//! ```sh
//! cargo run --example downloads -- public/bundle/en.json OUT
//! ```

#[cfg(not(target_arch = "wasm32"))]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    use civic_scorecard::bundle::Bundle;
    use civic_scorecard::dataset::Dataset;
    use civic_scorecard::export::{csv, json, plain_text};
    use civic_scorecard::site::{Exhibit, Site};
    use std::fs;
    use std::path::PathBuf;

    let mut arguments = std::env::args().skip(1);
    let (Some(bundle), Some(folder)) = (arguments.next(), arguments.next().map(PathBuf::from))
    else {
        return Err("say which bundle, and a folder to write into".into());
    };
    let site = Site {
        bundle: Box::leak(Box::new(Bundle::from_bytes(&fs::read(bundle)?)?)),
        base: "/",
    };
    fs::create_dir_all(&folder)?;
    for exhibit in Exhibit::all(site) {
        let Exhibit::Chart(subject) = exhibit else {
            continue;
        };
        let dataset = Dataset::published(site, subject);
        let page = site.href(exhibit.page(site));
        let finding = dataset.finding();
        for (extension, export) in [
            ("csv", csv(&dataset, site, &page)),
            ("json", json(&dataset, &finding, site, &page)),
            ("txt", plain_text(&dataset, &finding, site, &page)),
        ] {
            fs::write(folder.join(format!("{}.{extension}", subject.id())), export)?;
        }
    }
    Ok(())
}

#[cfg(target_arch = "wasm32")]
fn main() {}
