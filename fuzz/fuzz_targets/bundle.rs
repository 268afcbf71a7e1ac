#![no_main]

use civic_scorecard_fuzz::bundle;

libfuzzer_sys::fuzz_target!(|data: &[u8]| bundle(data));
