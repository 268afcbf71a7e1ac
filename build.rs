//! Tells cargo which files the crate consists of besides its Rust files.

fn main() {
    // `style_sheet!` turns each sheet into a class name, which cargo does not notice.
    println!("cargo::rerun-if-changed=style/components");
    println!("cargo::rerun-if-changed=build.rs");
}
