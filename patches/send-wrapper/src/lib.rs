//! Replaces the crate `send_wrapper`, by which Leptos holds values that must stay on their thread.
//! In WebAssembly without threads there is only one, and asking which one it is links the
//! standard library's threads with an allocator of their own: a few KB of every program.
//! Natively it checks, as the crate does.

use std::fmt;
use std::mem::ManuallyDrop;
use std::ops::{Deref, DerefMut};

#[cfg(target_feature = "atomics")]
compile_error!("WebAssembly with threads needs the crate send_wrapper itself");

/// A value that only the thread may use that wrapped it.
pub struct SendWrapper<T> {
    data: ManuallyDrop<T>,
    #[cfg(not(target_arch = "wasm32"))]
    owner: std::thread::ThreadId,
}

// SAFETY: natively every access checks the thread, and in WebAssembly without threads there is
// no other.
unsafe impl<T> Send for SendWrapper<T> {}
// SAFETY: as above.
unsafe impl<T> Sync for SendWrapper<T> {}

impl<T> SendWrapper<T> {
    /// Wraps a value, for this thread.
    pub fn new(data: T) -> Self {
        SendWrapper {
            data: ManuallyDrop::new(data),
            #[cfg(not(target_arch = "wasm32"))]
            owner: std::thread::current().id(),
        }
    }

    /// Whether this is the thread of the value.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn valid(&self) -> bool {
        self.owner == std::thread::current().id()
    }

    /// Whether this is the thread of the value: there is one thread.
    #[cfg(target_arch = "wasm32")]
    pub fn valid(&self) -> bool {
        true
    }

    /// The value.
    ///
    /// # Panics
    /// On another thread than the value's.
    pub fn take(self) -> T {
        self.check();
        let mut this = ManuallyDrop::new(self);
        // SAFETY: `this` is neither used nor dropped after this.
        unsafe { ManuallyDrop::take(&mut this.data) }
    }

    fn check(&self) {
        assert!(self.valid(), "used on another thread than its own");
    }
}

impl<T> Deref for SendWrapper<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.check();
        &self.data
    }
}

impl<T> DerefMut for SendWrapper<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.check();
        &mut self.data
    }
}

impl<T> Drop for SendWrapper<T> {
    fn drop(&mut self) {
        if !std::mem::needs_drop::<T>() {
            return;
        }
        // On another thread the value leaks, and only a panic that is under way goes unreported.
        if self.valid() {
            // SAFETY: nothing uses the value after this.
            unsafe { ManuallyDrop::drop(&mut self.data) }
        } else if !std::thread::panicking() {
            panic!("dropped on another thread than its own");
        }
    }
}

impl<T: Clone> Clone for SendWrapper<T> {
    fn clone(&self) -> Self {
        Self::new((**self).clone())
    }
}

impl<T: fmt::Debug> fmt::Debug for SendWrapper<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("SendWrapper").field(&**self).finish()
    }
}

#[cfg(feature = "futures")]
mod futures {
    use std::future::Future;
    use std::ops::{Deref, DerefMut};
    use std::pin::Pin;
    use std::task::{Context, Poll};

    use futures_core::Stream;

    use super::SendWrapper;

    impl<F: Future> Future for SendWrapper<F> {
        type Output = F::Output;

        fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
            // SAFETY: what is wrapped is moved only with its wrapper, which is pinned.
            unsafe { self.map_unchecked_mut(Self::deref_mut) }.poll(context)
        }
    }

    impl<S: Stream> Stream for SendWrapper<S> {
        type Item = S::Item;

        fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<S::Item>> {
            // SAFETY: as above.
            unsafe { self.map_unchecked_mut(Self::deref_mut) }.poll_next(context)
        }

        fn size_hint(&self) -> (usize, Option<usize>) {
            self.deref().size_hint()
        }
    }
}
