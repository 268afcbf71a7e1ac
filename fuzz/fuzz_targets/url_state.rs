#![no_main]

use civic_scorecard_fuzz::url_state;

libfuzzer_sys::fuzz_target!(|data: &[u8]| url_state(data));
