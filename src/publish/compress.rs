//! Precompressed siblings: `a.css.br`, `a.css.zst` and `a.css.gz` beside `a.css`, so that a
//! host can send the smallest one that the reader accepts, without spending time on
//! compression. The bundle has none: it is replaced alone, and they would stay as they were
//! (`hosting::has_siblings`).

use std::io::{self, Write};
use std::path::Path;

use flate2::{Compression, GzBuilder};
use rayon::prelude::*;

use super::folder::{self, files_below, read_found, remove};
use super::hosting::{CODINGS, Coding, has_siblings};
use super::images::IMAGES;
use super::oembed::ANSWERS;
use super::{PublishError, Work};
use crate::site::{EMBEDS, PINNED, SHARES};

/// Below this many bytes, the response fits into one packet anyway and nothing is saved.
const LEAST_BYTES: u64 = 256;
/// Brotli's and zstd's window as a power of two: browsers accept at most 8 MiB for zstd.
const BROTLI_WINDOW: i32 = 22;
const ZSTD_WINDOW: u32 = 23;
/// With more files than this, seconds count more than a few of their bytes: what few readers load
/// has no siblings, and nothing has one in zstd, because whoever accepts that accepts brotli.
const MANY: usize = 10_000;
/// gzip's field for the system that wrote a file: unknown, so that all systems write the same.
const UNKNOWN_SYSTEM: u8 = 255;

/// Writes the siblings of all files in `folder` that compression makes smaller, and removes the
/// siblings of files that it does not, or that are gone. The same files give the same bytes.
///
/// # Errors
/// [`PublishError::File`] for files that cannot be read or written.
pub fn write(folder: &Path) -> Result<(), PublishError> {
    write_with(folder, &Work::default())
}

/// The same, with what earlier runs made.
///
/// # Errors
/// As for [`write()`].
pub fn write_with(folder: &Path, work: &Work) -> Result<(), PublishError> {
    let files = files_below(folder)?;
    for file in &files {
        let original = CODINGS
            .iter()
            .find_map(|coding| file.strip_suffix(coding.suffix));
        let is_stale = original.is_some_and(|original| {
            !has_siblings(original) || files.binary_search(&original.to_owned()).is_err()
        });
        if is_stale {
            remove(folder, file)?;
        }
    }
    let mut files: Vec<&String> = files.iter().filter(|file| has_siblings(file)).collect();
    let of_content = match work.is_quick {
        true if files.len() > MANY => QUICKEST,
        true => QUICK,
        false => STRONGEST,
    };
    if of_content == QUICKEST {
        let few_load = folders_for_few();
        files.retain(|file| !few_load.iter().any(|folder| file.starts_with(folder)));
    }
    work.begin("compressed copies of files", files.len());
    let written = files
        .par_iter()
        .map(|file| compress(folder, file, effort(file, of_content), work));
    // All of them, so that of several errors the first in the order of the files is told.
    let written: Vec<_> = written.collect();
    written.into_iter().collect()
}

/// The folders of what few readers load: that for editors and their programs, and that of revisions
/// to which an embed is pinned.
pub fn folders_for_few() -> [String; 4] {
    let [embeds, images] = [EMBEDS, IMAGES].map(|folder| format!("{folder}{PINNED}"));
    [SHARES.to_owned(), ANSWERS.to_owned(), embeds, images]
}

/// Writes the siblings of one file.
fn compress(folder: &Path, file: &str, effort: Effort, work: &Work) -> Result<(), PublishError> {
    let bytes = read_found(folder, file)?;
    for coding in &CODINGS {
        let sibling = format!("{file}{}", coding.suffix);
        let compressed = match bytes.len() as u64 {
            0..LEAST_BYTES => None,
            _ if !effort.has(coding) => None,
            _ => {
                let failed = |cause| PublishError::File {
                    path: folder.join(file),
                    cause,
                };
                let kind = format!("{}{}", coding.name, effort.name);
                let encode = || encoded(coding, &bytes, effort);
                let made = match effort {
                    QUICKEST => encode(),
                    _ => work.made(&kind, &bytes, encode),
                };
                Some(made.map_err(failed)?)
            }
        };
        match compressed.filter(|compressed| compressed.len() < bytes.len()) {
            Some(compressed) => folder::write(folder, &sibling, compressed)?,
            None => remove(folder, &sibling)?,
        }
    }
    work.step();
    Ok(())
}

/// How strongly files are compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Effort {
    /// Part of what a result is remembered by.
    name: &'static str,
    brotli: i32,
    /// None if nothing is compressed in it.
    zstd: Option<i32>,
    gzip: u32,
}

impl Effort {
    fn has(self, coding: &Coding) -> bool {
        coding.name != "zstd" || self.zstd.is_some()
    }
}

/// As strongly as possible.
const STRONGEST: Effort = Effort {
    name: "",
    brotli: 11,
    zstd: Some(19),
    gzip: 9,
};
/// A twentieth of the time, and a tenth more bytes.
const QUICK: Effort = Effort {
    name: " quick",
    brotli: 5,
    zstd: Some(6),
    gzip: 6,
};

/// A third of that time, and another tenth more bytes.
const QUICKEST: Effort = Effort {
    name: " quickest",
    brotli: 4,
    zstd: None,
    gzip: 3,
};

/// The effort for a file, `of_content` if it follows from that: then it changes with each
/// revision, and the app with a version alone.
fn effort(path: &str, of_content: Effort) -> Effort {
    let is_of_content = [".bin", ".html", ".json", ".svg", ".xml"];
    match is_of_content.iter().any(|end| path.ends_with(end)) {
        true => of_content,
        false => STRONGEST,
    }
}

/// The smallest window, as a power of two, that holds so many bytes: making and clearing one
/// takes longer than compressing a small file.
fn window(bytes: usize, most: i32) -> i32 {
    let bits = usize::BITS - bytes.leading_zeros();
    most.min(i32::try_from(bits).unwrap_or(most)).max(16)
}

/// The bytes in a coding.
fn encoded(coding: &Coding, bytes: &[u8], effort: Effort) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    match coding.name {
        "br" => {
            let parameters = brotli::enc::BrotliEncoderParams {
                quality: effort.brotli,
                lgwin: match effort.brotli {
                    // The others choose their tables by it.
                    4 => window(bytes.len(), BROTLI_WINDOW),
                    _ => BROTLI_WINDOW,
                },
                size_hint: bytes.len(),
                ..Default::default()
            };
            brotli::BrotliCompress(&mut &*bytes, &mut out, &parameters)?;
        }
        "zstd" => {
            let level = effort.zstd.expect("a coding of this effort");
            let mut encoder = zstd::Encoder::new(&mut out, level)?;
            encoder.window_log(ZSTD_WINDOW)?;
            encoder.set_pledged_src_size(Some(bytes.len() as u64))?;
            encoder.include_contentsize(true)?;
            encoder.write_all(bytes)?;
            encoder.finish()?;
        }
        _ => {
            let mut encoder = GzBuilder::new()
                .mtime(0)
                .operating_system(UNKNOWN_SYSTEM)
                .write(&mut out, Compression::new(effort.gzip));
            encoder.write_all(bytes)?;
            encoder.finish()?;
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Read;

    use super::*;
    use crate::publish::tests::NORLAND;

    fn decoded(coding: &Coding, bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        match coding.name {
            "br" => brotli::BrotliDecompress(&mut &*bytes, &mut out).expect("brotli"),
            "zstd" => out = zstd::decode_all(bytes).expect("zstd"),
            _ => {
                let mut decoder = flate2::read::GzDecoder::new(bytes);
                decoder.read_to_end(&mut out).expect("gzip");
            }
        }
        out
    }

    /// Files of a folder with their bytes.
    fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
        let files = files_below(folder).expect("a folder");
        let read = |file: String| {
            let bytes = fs::read(folder.join(&file)).expect("a file");
            (file, bytes)
        };
        files.into_iter().map(read).collect()
    }

    #[test]
    fn siblings_hold_the_same_in_fewer_bytes() {
        let folder = tempfile::tempdir().expect("a folder");
        let text = "the same words, ".repeat(200);
        for name in ["a.html", "b/c.json", "d.wasm", "e.svg", "f.webmanifest"] {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, &text).expect("a file");
            write(folder.path()).expect("siblings");
            for coding in &CODINGS {
                let sibling = folder.path().join(format!("{name}{}", coding.suffix));
                let bytes = fs::read(sibling).expect("a sibling");
                assert!(bytes.len() < text.len(), "{name} {}", coding.name);
                assert_eq!(decoded(coding, &bytes), text.as_bytes(), "{name}");
            }
        }
        let first = contents(folder.path());
        write(folder.path()).expect("siblings");
        assert!(
            contents(folder.path()) == first,
            "other bytes at a second time"
        );
    }

    #[test]
    fn the_app_is_compressed_as_strongly_as_possible_also_in_a_hurry() {
        for path in ["app.wasm", "site.css", "embed.js"] {
            assert_eq!(effort(path, QUICK), STRONGEST, "{path}");
        }
        for path in ["index.html", "images/a.svg", "oembed/a.json", "content.bin"] {
            assert_eq!(effort(path, QUICK), QUICK, "{path}");
        }
        let text = NORLAND.as_bytes();
        for coding in &CODINGS {
            let encoded = |effort| {
                let bytes = encoded(coding, text, effort).expect("encoded");
                assert_eq!(decoded(coding, &bytes), text, "{}", coding.name);
                bytes.len()
            };
            let (quick, strong) = (encoded(QUICK), encoded(STRONGEST));
            assert!(quick * 4 < strong * 5, "{}", coding.name);
            if QUICKEST.has(coding) {
                assert!(encoded(QUICKEST) * 5 < quick * 6, "{}", coding.name);
            }
        }
    }

    #[test]
    fn among_very_many_files_those_for_few_have_no_siblings_and_none_has_one_in_zstd() {
        let folder = tempfile::tempdir().expect("a folder");
        let text = "the same words, ".repeat(200);
        for name in [
            "embed/card/a/index.html",
            "embed/pinned/0123456789abcdef/card/a/index.html",
            "images/pinned/0123456789abcdef/card/a.svg",
            "index.html",
            "kpis/pinned/index.html",
            "share/card/a/index.html",
            "oembed/card/a.json",
        ] {
            folder::write(folder.path(), name, &text).expect("a file");
        }
        let siblings = || {
            let mut work = Work::default();
            work.is_quick = true;
            write_with(folder.path(), &work).expect("siblings");
            let mut files = files_below(folder.path()).expect("a folder");
            files.retain(|file| CODINGS.iter().any(|coding| file.ends_with(coding.suffix)));
            files
        };
        assert_eq!(siblings().len(), 7 * CODINGS.len());
        for name in siblings() {
            remove(folder.path(), &name).expect("removed");
        }
        for number in 0..MANY {
            folder::write(folder.path(), &format!("many/{number}.html"), "a").expect("a file");
        }
        let kept = ["embed/card/a", ".", "kpis/pinned"];
        let kept = kept.map(|folder| format!("{folder}/index.html"));
        let kept = kept.iter().map(|file| file.trim_start_matches("./"));
        let expected = kept.flat_map(|file| [".br", ".gz"].map(|end| format!("{file}{end}")));
        assert_eq!(siblings(), expected.collect::<Vec<_>>());
    }

    #[test]
    fn what_would_not_be_smaller_has_no_sibling() {
        let folder = tempfile::tempdir().expect("a folder");
        let write_file = |name: &str, bytes: &[u8]| {
            fs::write(folder.path().join(name), bytes).expect("a file");
        };
        // Random enough that no coding can compress it.
        let mut state = 1_u32;
        let mut random = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        let noise: Vec<u8> = std::iter::repeat_with(&mut random).take(1_000).collect();
        write_file("noise.bin", &noise);
        write_file("tiny.txt", "a".repeat(255).as_bytes());
        write_file("picture.png", "a".repeat(1_000).as_bytes());
        write(folder.path()).expect("siblings");
        let names: Vec<String> = files_below(folder.path()).expect("a folder");
        assert_eq!(names, ["noise.bin", "picture.png", "tiny.txt"]);
    }

    #[test]
    fn siblings_of_what_is_gone_or_has_shrunk_are_removed() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        for name in ["gone.html", "shrunk.html"] {
            fs::write(path(name), "the same words, ".repeat(100)).expect("a file");
        }
        write(folder.path()).expect("siblings");
        assert!(path("gone.html.br").exists());
        fs::remove_file(path("gone.html")).expect("removed");
        fs::write(path("shrunk.html"), "short").expect("a file");
        write(folder.path()).expect("siblings");
        assert_eq!(
            files_below(folder.path()).expect("a folder"),
            ["shrunk.html"]
        );
    }
}
