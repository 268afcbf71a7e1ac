//! The publisher's command.

/// The one of musl makes a run twice as long.
#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Calls the library, which is tested.
#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    civic_scorecard::publish::command::main()
}

/// cargo builds every program before it runs tests in a browser, including this one.
#[cfg(target_arch = "wasm32")]
fn main() {}
