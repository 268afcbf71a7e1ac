//! What a reader is told when something fails, or when content may not be the latest.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use civic_scorecard::bundle::{BundleError, Fault, Violation};
use civic_scorecard::load::LoadError;
use civic_scorecard::page;
use civic_scorecard::site::Outline;
use civic_scorecard::view::{Notice, NoticeBar};
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{Host, norland, property, squeezed};

/// What is known of the content that is shown.
fn known() -> &'static Outline {
    Box::leak(Box::new(page::outline(norland(), "", false)))
}

fn failures() -> Vec<(LoadError, &'static str, bool)> {
    let duplicate = Violation {
        pointer: "/kpis/0/id".into(),
        value: Some("\"<b>X</b>\"".into()),
        fault: Fault::DuplicateId,
    };
    let invalid = BundleError::Invalid([duplicate].into_iter().collect());
    let reason = "EOF while parsing".to_owned();
    vec![
        (
            LoadError::Unreachable { online: false },
            "no connection",
            true,
        ),
        (
            LoadError::Unreachable { online: true },
            "connection dropped",
            true,
        ),
        (LoadError::Interrupted, "connection dropped", true),
        (LoadError::Status(404), "data file is missing", true),
        (LoadError::Status(500), "server could not", true),
        (LoadError::Status(503), "server could not", true),
        (LoadError::Status(403), "server could not", false),
        (
            LoadError::from(BundleError::NotJson { reason }),
            "incomplete or damaged",
            true,
        ),
        (
            LoadError::from(BundleError::NewerSchema { found: 9 }),
            "newer than this page",
            false,
        ),
        (
            LoadError::from(BundleError::TooLarge { bytes: 9_999_999 }),
            "publisher",
            false,
        ),
        (LoadError::from(invalid), "publisher", false),
    ]
}

/// A notice in the bar, and how often its retry was asked for.
fn notice(shown: Notice) -> (Host, Arc<AtomicUsize>) {
    let calls = Arc::new(AtomicUsize::new(0));
    let counter = StoredValue::new(Arc::clone(&calls));
    let notice = RwSignal::new(Some(shown));
    let retry = move || {
        counter.with_value(|calls| calls.fetch_add(1, Ordering::Relaxed));
    };
    (Host::of(move || view! { <NoticeBar notice retry/> }), calls)
}

#[wasm_bindgen_test]
async fn each_failure_says_a_plain_sentence_and_offers_to_retry_only_where_that_may_help() {
    for (error, words, may_retry) in failures() {
        let (host, calls) = notice(Notice::Failed(error.clone(), 1));
        let sentence = host.text(".notice > p");
        assert!(sentence.contains(words), "{error:?}: {sentence}");
        // Besides the one that closes the notice.
        let buttons = host.all("button").len();
        assert_eq!(buttons, 1 + usize::from(may_retry), "{error:?}");
        if may_retry {
            host.click("button:first-child").await;
            assert_eq!(calls.load(Ordering::Relaxed), 1, "{error:?}");
        }
        // What only a publisher needs is there, and folded away.
        assert_eq!(property(&host.one("details"), "open"), false);
        assert_eq!(host.text("pre"), squeezed(&error.to_string()));
        assert!(host.all("pre b").is_empty());
        assert!(!sentence.contains("/kpis/0"), "{sentence}");
    }
}

#[wasm_bindgen_test]
async fn a_failure_that_comes_again_says_how_often() {
    let (host, _) = notice(Notice::Failed(LoadError::Interrupted, 3));
    assert!(host.text(".notice").contains("3 times"));
}

#[wasm_bindgen_test]
async fn a_failure_that_reloading_cures_does_not_blame_the_publisher() {
    let error = LoadError::from(BundleError::NewerSchema { found: 2 });
    let (host, _) = notice(Notice::Failed(error, 1));
    assert!(host.text(".notice").contains("Reload the page"));
}

#[wasm_bindgen_test]
async fn content_that_may_not_be_the_latest_says_of_when_it_is() {
    let outline = known();
    let revision = format!("revision {}", outline.revision);
    let error = LoadError::from(BundleError::TooLarge { bytes: 5_000_000 });
    for shown in [
        Notice::Offline(outline),
        Notice::Updated(outline),
        Notice::Unchecked(outline, LoadError::Status(500)),
        Notice::Unchecked(outline, error),
    ] {
        let (host, _) = notice(shown);
        assert!(
            host.text(".notice").contains(&revision),
            "{}",
            host.text(".notice")
        );
    }
}

#[wasm_bindgen_test]
async fn a_notice_can_be_closed() {
    let (host, _) = notice(Notice::Offline(known()));
    host.click("button").await;
    assert!(host.all(".notice").is_empty());
}
