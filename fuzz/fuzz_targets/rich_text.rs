#![no_main]

use civic_scorecard_fuzz::rich_text;

libfuzzer_sys::fuzz_target!(|data: &[u8]| rich_text(data));
