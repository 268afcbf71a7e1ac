//! The publisher's command.

/// Calls the library, which is tested.
#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    civic_scorecard::publish::command::main()
}

/// cargo builds every program before it runs tests in a browser, including this one.
#[cfg(target_arch = "wasm32")]
fn main() {}
