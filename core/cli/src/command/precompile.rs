//! `sandbridge precompile`: machine code for programs that load without a compiler.

use std::path::PathBuf;

use sandbridge_interface::Result;
use sandbridge_runtime::{Options, precompile};

use crate::file;

const EXAMPLES: &str = "\
Examples:
  sandbridge precompile zlib.wasm -o zlib-native.wasm

The result holds machine code for this version of sandbridge, this kind of processor and this
system. It runs unchecked: load it with the option that trusts precompiled files, and only when you
made it yourself. Where there is a compiler this is not needed: what was compiled once is cached.";

/// Compile a library ahead, for builds of sandbridge that have no compiler
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Args {
    /// Library to compile
    #[arg(value_name = "MODULE")]
    module: PathBuf,

    /// File to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    let bytes = file::read(&args.module)?;
    let code = precompile(&bytes, &Options::default())
        .map_err(|error| error.context(args.module.display()))?;
    file::write_atomically(&args.output, &code)
}
