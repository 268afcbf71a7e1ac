//! Takes the place of the crate `wasm-streams`, of which Leptos links all for its server
//! functions: wasm-bindgen exports that crate's classes whether or not anything calls them,
//! 7 KB of each program. This site has no server, so of what Leptos names there are the types
//! and no code.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use wasm_bindgen::JsValue;

/// What the browser calls a stream.
pub struct ReadableStream;

impl ReadableStream {
    /// Would wrap a stream of the browser's.
    ///
    /// # Panics
    /// Always: there are no server functions here.
    pub fn from_raw(_: web_sys::ReadableStream) -> Self {
        no_server()
    }

    /// Would make a stream for the browser.
    ///
    /// # Panics
    /// Always: there are no server functions here.
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        no_server()
    }

    /// Would give the browser's stream.
    ///
    /// # Panics
    /// Always: there are no server functions here.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        no_server()
    }

    /// Would give what the stream brings.
    ///
    /// # Panics
    /// Always: there are no server functions here.
    pub fn into_stream(self) -> IntoStream {
        no_server()
    }
}

/// What a stream would bring; nothing makes one.
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
