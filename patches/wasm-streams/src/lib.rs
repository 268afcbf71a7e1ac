//! Replaces the crate `wasm-streams`, which Leptos links for its server functions: wasm-bindgen
//! exports the crate's classes whether or not anything calls them, which is 3 KB of the app and
//! 6 KB of the renderer (brotli). This site has no server, so there are only the types that
//! Leptos names, and no code.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use wasm_bindgen::JsValue;

/// A stream of the browser.
pub struct ReadableStream;

impl ReadableStream {
    /// Would wrap a stream of the browser.
    ///
    /// # Panics
    /// Always: there are no server functions here.
    pub fn from_raw(_: web_sys::ReadableStream) -> Self {
        no_server()
    }

    /// Would create a stream for the browser.
    ///
    /// # Panics
    /// Always: there are no server functions here.
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        no_server()
    }

    /// Would return the browser's stream.
    ///
    /// # Panics
    /// Always: there are no server functions here.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        no_server()
    }

    /// Would return the items of the stream.
    ///
    /// # Panics
    /// Always: there are no server functions here.
    pub fn into_stream(self) -> IntoStream {
        no_server()
    }
}

/// The items of a stream; none is ever created.
pub enum IntoStream {}

impl Stream for IntoStream {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match *self {}
    }
}

fn no_server() -> ! {
    panic!("patches/wasm-streams is here because nothing calls a server function")
}
