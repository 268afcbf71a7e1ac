//! Reads a bundle for the app, in a browser that found one newer than the build. It is a
//! separate program because few visits need it (see `bundle::pack`).

#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

/// Reads the bytes of a bundle's file. Returns bytes for `civic_scorecard::content::unpack`.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn read(bytes: &[u8]) -> Vec<u8> {
    civic_scorecard::content::read(bytes)
}

fn main() {}
