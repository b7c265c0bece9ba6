//! The `sandbridge` command as a library: argument parsing and dispatch.
//!
//! The program of that name, `python -m sandbridge` and `npx sandbridge` all call [`run`] with
//! their arguments. It prints by itself, returns the exit code, and never ends the process.
//!
//! Two variables tell it which interpreters its caller runs in, for finding a C compiler that is
//! installed as a package: `SANDBRIDGE_PYTHON` and `SANDBRIDGE_NODE`, each a path of a program.
#![forbid(unsafe_code)]

mod capability;
mod command;
mod described;
mod facts;
mod file;
mod header;
mod module;
mod offer;
mod page;
mod report;
mod toolchain;

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};

use clap::{Parser, Subcommand};
use sandbridge_interface::{Error, Interface, Result};

use report::Report;

/// Exit code of a command that failed.
const FAILED: i32 = 1;

const EXAMPLES: &str = "\
Examples:
  sandbridge build src/*.c --header src/zlib.h -D HAVE_UNISTD_H -o zlib.wasm
  sandbridge inspect zlib.wasm
  sandbridge call zlib.wasm crc32 0 @picture.png

Each command has examples of its own: sandbridge build --help";

/// Call C libraries compiled to WebAssembly from Python, Java and Node.
///
/// A library is one `.wasm` file that carries its C interface: functions, structs, constants and
/// their comments. `build` makes one from C sources and a header, `bind` adds the interface to a
/// `.wasm` that exists, `inspect` shows it, and `call` tries a function out.
#[derive(Debug, Parser)]
#[command(
    name = "sandbridge",
    bin_name = "sandbridge",
    version,
    after_help = EXAMPLES,
    arg_required_else_help = true
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(command::build::Args),
    Bind(command::bind::Args),
    Inspect(command::inspect::Args),
    Facts(command::facts::Args),
    Call(command::call::Args),
    Package(command::package::Args),
    Stubs(command::stubs::Args),
    Precompile(command::precompile::Args),
}

/// The interface that C declarations describe, for a module that carries none.
///
/// # Errors
/// [`Code`](sandbridge_interface::Code)s of declarations, with the line.
///
/// # Examples
///
/// ```
/// let interface = sandbridge_cli::cdef("add", "int add(int a, int b);")?;
/// assert_eq!(interface.functions.len(), 1);
/// # Ok::<(), sandbridge_interface::Error>(())
/// ```
pub fn cdef(name: &str, text: &str) -> Result<Interface> {
    sandbridge_extract::parse_cdef(name, text).map(|extracted| extracted.interface)
}

/// Runs the command with its arguments, the program's name first, and returns the exit code:
/// 0 on success, 1 on failure, 2 when the arguments cannot be understood.
///
/// # Examples
///
/// ```
/// let code = sandbridge_cli::run(["sandbridge", "--version"].map(Into::into));
/// assert_eq!(code, 0);
/// ```
pub fn run<I: IntoIterator<Item = OsString>>(args: I) -> i32 {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // Nobody is left to tell when the terminal itself is gone.
            let _ = error.print();
            return error.exit_code();
        }
    };
    // Python and Node call this inside their own process, which a panic must not reach.
    let result = catch_unwind(AssertUnwindSafe(|| dispatch(cli.command)))
        .unwrap_or_else(|_| Err(Error::bug("the command panicked")));
    match result {
        Ok(()) => 0,
        Err(error) => {
            report::error(&error);
            FAILED
        }
    }
}

fn dispatch(command: Command) -> Result<()> {
    match command {
        Command::Build(args) => command::build::run(&args, &Report::new(args.quiet)),
        Command::Bind(args) => command::bind::run(&args, &Report::new(args.quiet)),
        Command::Facts(args) => command::facts::run(&args),
        Command::Inspect(args) => command::inspect::run(&args),
        Command::Call(args) => command::call::run(&args),
        Command::Package(args) => command::package::run(&args, &Report::new(args.wanted.quiet)),
        Command::Stubs(args) => command::stubs::run(&args, &Report::new(args.wanted.quiet)),
        Command::Precompile(args) => command::precompile::run(&args),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Cli;

    #[test]
    fn the_arguments_are_consistent() {
        Cli::command().debug_assert();
    }
}
