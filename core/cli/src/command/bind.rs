//! `sandbridge bind`: adds the interface to a module that exists.

use std::path::PathBuf;

use sandbridge_interface::Result;

use crate::module::Module;
use crate::report::Report;
use crate::toolchain::{self, Flags};
use crate::{file, header};

const EXAMPLES: &str = "\
Examples:
  Add zlib's interface to a module that another build made:
    sandbridge bind zlib.wasm --header include/zlib.h

  The same into a new file, with a macro that the module was built with:
    sandbridge bind zlib.wasm --header include/zlib.h -D Z_SOLO -o zlib-bound.wasm

  Without any compiler, from a few declarations in a file:
    echo 'int add(int a, int b);' > add.cdef
    sandbridge bind add.wasm --cdef add.cdef

Headers are read as the C compiler for wasm32 sees them; `sandbridge build --help` says which one
is used. Give the -I and -D that the module was built with.";

/// Add the C interface to a `.wasm` that exists
///
/// Every prototype is compared with the module. Functions that the module does not export are
/// left out; a prototype that disagrees with it is an error.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Args {
    /// Module to describe
    #[arg(value_name = "MODULE")]
    module: PathBuf,

    /// Header that declares what the library offers; may be repeated
    #[arg(long, value_name = "FILE", required_unless_present = "cdef", conflicts_with = "cdef")]
    header: Vec<PathBuf>,

    /// File with C declarations that need no preprocessor, instead of headers
    #[arg(long, value_name = "FILE")]
    cdef: Option<PathBuf>,

    /// Module to write [default: the module itself]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// The library's name, for messages [default: the output's name]
    #[arg(long)]
    name: Option<String>,

    /// Show warnings and errors only
    #[arg(short, long)]
    pub(crate) quiet: bool,

    #[command(flatten)]
    flags: Flags,
}

/// Runs the command.
pub(crate) fn run(args: &Args, report: &Report) -> Result<()> {
    let output = args.output.as_ref().unwrap_or(&args.module);
    let name = args.name.clone().unwrap_or_else(|| super::name_of(output));
    let bytes = file::read(&args.module)?;
    let module = Module::read(&bytes).map_err(|error| error.context(args.module.display()))?;
    let mut extracted = match &args.cdef {
        Some(cdef) => header::extract_cdef(cdef, &name, !args.flags.no_simd)?,
        None => {
            let work = tempfile::Builder::new()
                .prefix("sandbridge-bind-")
                .tempdir()
                .map_err(|error| file::unwritable(&std::env::temp_dir(), &error))?;
            args.header.iter().try_for_each(|header| file::require(header))?;
            let toolchain = toolchain::find(&args.flags)?;
            report.step(format!("reading the header with {}", toolchain.name()));
            if let Some(reason) = toolchain.slow_because() {
                report.note(reason);
            }
            header::extract(&*toolchain, &args.header, &args.flags, &name, work.path())?
        }
    };
    header::reconcile(&mut extracted.interface, &module, report)?;
    let size = header::write(&bytes, &extracted, output)?;
    report.finish(&super::written(output, size, &extracted.interface));
    Ok(())
}
