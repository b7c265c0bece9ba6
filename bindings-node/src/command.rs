//! The `sandbridge` command, for `npx sandbridge`.

use std::ffi::OsString;

use napi_derive::napi;

/// Runs the command with its arguments, the program's name first, and returns the exit code.
#[napi]
pub(crate) fn command(args: Vec<String>) -> i32 {
    sandbridge_cli::run(args.into_iter().map(OsString::from))
}
