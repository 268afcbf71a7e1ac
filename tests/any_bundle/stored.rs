//! A bundle is the same after it was written or packed, and read again.

use civic_scorecard::bundle::Bundle;
use civic_scorecard::content;

use crate::sites;

#[test]
fn a_bundle_survives_being_written_and_read_again() {
    for (name, site, _) in sites() {
        let written = serde_json::to_string(site.bundle).expect("a bundle can be written");
        assert!(
            content::of(written.as_bytes()).as_ref() == Ok(site.bundle),
            "{name}"
        );
    }
}

#[test]
fn a_bundle_survives_being_packed_and_unpacked() {
    for (name, site, _) in sites() {
        assert!(
            *Bundle::unpack(&site.bundle.pack()) == *site.bundle,
            "{name}"
        );
    }
}
