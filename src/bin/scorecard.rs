//! The publisher's command.

/// Hands over to the library, which is tested.
#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    civic_scorecard::publish::command::main()
}

/// cargo builds every program before it runs tests in a browser, this one too.
#[cfg(target_arch = "wasm32")]
fn main() {}
