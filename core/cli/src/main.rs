//! The `sandbridge` program: everything is in the library, so that Python and Node ship it too.
#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(u8::try_from(sandbridge_cli::run(std::env::args_os())).unwrap_or(1))
}
