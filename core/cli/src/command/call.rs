//! `sandbridge call`: tries one function out, with arguments read by their C types.

mod argument;
mod image;
mod literal;
mod outcome;

use std::path::PathBuf;

use clap::ValueEnum;
use sandbridge_interface::{Code, Error, Result};
use sandbridge_runtime::{Access, Options, Stdio, load};

use argument::Arguments;

const EXAMPLES: &str = "\
Arguments are read as the parameter's C type says:
  number         42, -1, 0xff, 'a', 2.5, true, or the name of a constant: Z_BEST_SPEED
  text           hello        (for char *; a final NUL is added)
  @FILE          the contents of a file, as a buffer; `-` or `@-` is standard input
  out:SIZE       SIZE zero bytes for the function to write to; SIZE may be len:NAME
  len:NAME       the size in bytes of the buffer that was given for parameter NAME
  1,2,3          numbers for a pointer to numbers; they are shown again after the call
  null           NULL

Examples:
  sandbridge call zlib.wasm zlibVersion
  sandbridge call zlib.wasm crc32 0 @picture.png 4096
  sandbridge call zlib.wasm crc32 0 @picture.png len:buf

  Let a library use the files in ./data, which it sees as /data:
    sandbridge call lib.wasm count_lines /data/notes.txt --folder /data=./data:ro

  Compress a file; `destLen` says afterwards how much of `dest` was written:
    sandbridge call zlib.wasm compress2 out:100000 100000 @notes.txt len:source \\
        Z_BEST_COMPRESSION --out dest=notes.z:destLen

An argument that begins with `-` and is no number goes after `--`.";

/// Call one function of a library
///
/// The library is loaded in a sandbox of its own, the function called once, and its result
/// printed. Nothing outside is allowed but writing to this terminal; see --allow.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Args {
    /// Module made by `sandbridge build` or `sandbridge bind`
    #[arg(value_name = "MODULE")]
    module: PathBuf,

    /// Function to call
    #[arg(value_name = "FUNCTION")]
    function: String,

    /// Its arguments, see below
    #[arg(value_name = "ARGUMENTS", allow_negative_numbers = true)]
    arguments: Vec<String>,

    /// Write the buffer of parameter PARAM to FILE (`-` is standard output) after the call; LENGTH
    /// cuts it: a number, `ret`, or the parameter that holds it. May be repeated
    #[arg(long = "out", value_name = "PARAM=FILE[:LENGTH]")]
    outs: Vec<String>,

    /// What the library may have beside its memory; may be repeated
    #[arg(long, value_name = "CAPABILITY")]
    allow: Vec<Capability>,

    /// Let the library use the folder PATH, which it sees as NAME; `:ro` lets it read only. May be
    /// repeated
    #[arg(long = "folder", value_name = "NAME=PATH[:ro]")]
    folders: Vec<String>,
}

/// What can be granted on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Capability {
    /// The time of day and of the monotonic clock
    Clocks,
    /// Random numbers
    Randomness,
    /// Imports that nobody provides: they are an error once they are called
    UnknownImports,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    let outs = args.outs.iter().map(|out| outcome::Out::parse(out)).collect::<Result<Vec<_>>>()?;
    let options = Options {
        stdio: Stdio::Inherit,
        clocks: args.allow.contains(&Capability::Clocks),
        randomness: args.allow.contains(&Capability::Randomness),
        trap_unknown_imports: args.allow.contains(&Capability::UnknownImports),
        ..Options::default()
    };
    let options = args.folders.iter().try_fold(options, grant)?;
    let library = load(&args.module, &options)?;
    let function = library.function(&args.function)?;
    let plan = &function.plan;
    for out in &outs {
        if !plan.args.iter().any(|arg| arg.name == out.param) {
            let names: Vec<&str> = plan.args.iter().map(|arg| arg.name.as_str()).collect();
            return Err(Error::new(
                Code::Usage,
                format!("`--out {}`: {} has no parameter of that name", out.param, plan.name),
            )
            .with_help(format!("its parameters are: {}", names.join(", "))));
        }
    }
    let mut entered = library.enter()?;
    let mut arguments = Arguments::new(library.interface(), plan, &args.arguments)
        .map_err(|error| error.context(library.name()))?;
    let mut slots = arguments
        .lower(&mut entered, function.width)
        .map_err(|error| error.context(format!("{}.{}", library.name(), plan.name)))?;
    entered.call(&function, &mut slots)?;
    outcome::show(&entered, library.interface(), plan, &slots, &arguments, &outs)
}

fn grant(options: Options, folder: &String) -> Result<Options> {
    let Some((name, path)) = folder.split_once('=') else {
        return Err(Error::new(
            Code::Usage,
            format!("`--folder {folder}` does not say where the folder is"),
        )
        .with_help("write the library's name for the folder first: `--folder /data=./data`"));
    };
    Ok(match path.strip_suffix(":ro") {
        Some(path) => options.folder(name, path, Access::ReadOnly),
        None => options.folder(name, path, Access::ReadWrite),
    })
}
