//! `sandbridge bind`: adds the interface to a module that exists.

use std::path::PathBuf;

use sandbridge_extract::{Extracted, cross_check, interface_from_dwarf};
use sandbridge_interface::{Code, Error, Result, section};

use crate::module::Module;
use crate::report::Report;
use crate::toolchain::{self, Flags, setjmp};
use crate::{facts, file, header};

const EXAMPLES: &str = "\
Examples:
  Add zlib's interface to a module that another build made:
    sandbridge bind zlib.wasm --header include/zlib.h

  The same into a new file, with a macro that the module was built with:
    sandbridge bind zlib.wasm --header include/zlib.h -D Z_SOLO -o zlib-bound.wasm

  Without any compiler, from a few declarations in a file:
    echo 'int add(int a, int b);' > add.cdef
    sandbridge bind add.wasm --cdef add.cdef

  Without any declarations, from the debugging information of a module compiled with -g:
    sandbridge bind add.wasm

  Facts for a library that has its interface already:
    sandbridge bind zlib.wasm --facts zlib.facts.toml

Headers are read as the C compiler for wasm32 sees them; `sandbridge build --help` says which one
is used. Give the -I and -D that the module was built with.";

/// Add the C interface to a `.wasm` that exists
///
/// Every prototype is compared with the module. Functions that the module does not export are
/// left out; a prototype that disagrees with it is an error. When the module has debugging
/// information (it was compiled with -g), the header is compared with that too, and without any
/// header or declarations the interface is made of it: all but macros and comments.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Args {
    /// Module to describe
    #[arg(value_name = "MODULE")]
    module: PathBuf,

    /// Header that declares what the library offers; may be repeated
    #[arg(long, value_name = "FILE", conflicts_with = "cdef")]
    header: Vec<PathBuf>,

    /// File with C declarations that need no preprocessor, instead of headers
    #[arg(long, value_name = "FILE")]
    cdef: Option<PathBuf>,

    /// Module to write [default: the module itself]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Facts file: what the header cannot say of the library [default: `<header>.facts.toml` beside
    /// the header, when there is one]
    #[arg(long, value_name = "FILE")]
    facts: Option<PathBuf>,

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
        None if args.header.is_empty() && args.facts.is_some() => {
            known(&bytes, &name, args, report)?
        }
        None if args.header.is_empty() => from_dwarf(&bytes, &name, args, report)?,
        None => from_headers(&name, args, report)?,
    };
    header::reconcile(&mut extracted.interface, &module, report)?;
    if !args.header.is_empty() {
        cross_check(&extracted.interface, &bytes)?;
    }
    let headers = args.header.iter().chain(&args.cdef).cloned().collect::<Vec<_>>();
    facts::apply(&mut extracted.interface, args.facts.as_deref(), &headers, report)?;
    let size = header::write(&bytes, &extracted, output)?;
    report.finish(&super::written(output, size, &extracted.interface));
    Ok(())
}

/// The interface that the module has already, for other facts.
fn known(module: &[u8], name: &str, args: &Args, report: &Report) -> Result<Extracted> {
    match section::read(module)? {
        Some(interface) => Ok(Extracted { interface, docs: section::read_docs(module)? }),
        None => from_dwarf(module, name, args, report),
    }
}

fn from_headers(name: &str, args: &Args, report: &Report) -> Result<Extracted> {
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
    let flags = setjmp::with_header(&args.flags, work.path())?;
    header::extract(&*toolchain, &args.header, &flags, name, work.path())
}

fn from_dwarf(module: &[u8], name: &str, args: &Args, report: &Report) -> Result<Extracted> {
    let refused = |what: &str| {
        let message = format!("{}: {what}", args.module.display());
        Error::new(Code::Usage, message)
            .with_help("give the header with --header, or declarations with --cdef")
    };
    report.step("reading the module's debugging information");
    let extracted = interface_from_dwarf(module, name)?.ok_or_else(|| {
        refused("the module has no debugging information to make an interface of")
    })?;
    if extracted.interface.functions.is_empty() {
        return Err(refused("the debugging information describes no exported function"));
    }
    Ok(extracted)
}
