//! Tells cargo what the crate is made of besides its Rust files.

fn main() {
    // `style_sheet!` turns each sheet into a class name, unseen by cargo.
    println!("cargo::rerun-if-changed=style/components");
    println!("cargo::rerun-if-changed=build.rs");
}
