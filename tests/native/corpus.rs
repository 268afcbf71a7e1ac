//! What fuzzing has found so far, run once more: every file of `fuzz/corpus/` through the
//! function that it was made for.

#[path = "../../fuzz/src/targets.rs"]
mod targets;

use std::fs;
use std::path::Path;

/// Runs every file of one corpus.
fn each_file(of: &str, target: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(of);
    let mut count = 0;
    for entry in fs::read_dir(&folder).expect("the corpus is there") {
        let path = entry.expect("a file").path();
        let data = fs::read(&path).expect("the file can be read");
        // Shown where the target panics.
        println!("{}", path.display());
        target(&data);
        count += 1;
    }
    assert!(count > 50, "{count} files in {}", folder.display());
}

#[test]
fn bundles() {
    each_file("bundle", targets::bundle);
}

#[test]
fn rich_texts() {
    each_file("rich_text", targets::rich_text);
}

#[test]
fn addresses() {
    each_file("url_state", targets::url_state);
}
