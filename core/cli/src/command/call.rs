//! `sandbridge call`: tries one function out, as packages of the library have it or as C wrote it.
//!
//! Words become values here and values become text; everything between is the runtime's calling by
//! name.

mod argument;
mod json;
mod literal;
mod outcome;
mod sink;
mod taken;
mod view;

use std::path::PathBuf;
use std::sync::Arc;

use clap::ValueEnum;
use sandbridge_interface::plan::Give;
use sandbridge_interface::{Code, Error, Result};
use sandbridge_runtime::dynamic::{call, call_idiomatic};
use sandbridge_runtime::{Access, Function, Library, Options, Stdio, load};

use argument::Arguments;
use sink::Sinks;

const EXAMPLES: &str = "\
A function with facts is called as packages of the library have it: lengths are known, results come
out, failures are errors. With --c, or without facts, it is called as C declares it.

Arguments are read as the parameter's type says:
  number         42, -1, 0xff, 'a', 2.5, true, or the name of a constant: Z_BEST_SPEED
  text           hello        (text:@me for one that begins like another form)
  @FILE          the contents of a file; `-` or `@-` is standard input
  hex:c0ffee     these bytes
  1,2,3          numbers for an array; those that C may write are shown again after the call
  {\"x\": 1}       a struct as JSON, with its members; [..] for several, or for an array
  null           NULL

As C declares it there are two more:
  out:SIZE       SIZE zero bytes for the function to write to; SIZE may be len:NAME
  len:NAME       the size in bytes of what was given for parameter NAME

Examples:
  sandbridge call zlib.wasm crc32 0 @picture.png

  Compress a file, and look at what comes out:
    sandbridge call zlib.wasm compress2 @notes.txt 9 -o notes.z
    sandbridge call zlib.wasm compress2 @notes.txt 9

  Let a library use the files in ./data, which it sees as /data:
    sandbridge call lib.wasm count_lines /data/notes.txt --folder /data=./data:ro

  Compress as C does; `destLen` says afterwards how much of `dest` was written:
    sandbridge call --c zlib.wasm compress2 out:100000 100000 @notes.txt len:source \\
        Z_BEST_COMPRESSION --out dest=notes.z:destLen

An argument that begins with `-` and is no number goes after `--`.";

/// Call one function of a library
///
/// The library is loaded in a sandbox of its own, the function called once, and its results
/// printed. Nothing outside is allowed but writing to this terminal; see --allow and --folder.
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

    /// Call it as C declares it, whatever the facts say
    #[arg(long)]
    c: bool,

    /// Print the results as JSON; bytes are `{"hex": "c0ffee"}`
    #[arg(long)]
    json: bool,

    /// Write the bytes or the text that come out to FILE (`-` is standard output)
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,

    /// Write what NAME holds after the call to FILE: a parameter's buffer, or one of several results.
    /// LENGTH cuts it: a number, `ret`, or the parameter that holds it. May be repeated
    #[arg(long = "out", value_name = "NAME=FILE[:LENGTH]")]
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
    let library = load(&args.module, &options(args)?)?;
    let function = find(&library, args)?;
    let sinks = Sinks::new(&function.plan, &args.outs, args.output.as_deref())?;
    let mut given = Arguments::read(&library, &function.plan, &args.arguments)?;
    let c_name = library.interface().functions[function.index].name.clone();
    let result = if args.c {
        call(&library, &c_name, &mut given.values)?
    } else {
        call_idiomatic(&library, &args.function, &mut given.values)
            .map_err(|error| counted(error, &function))?
    };
    let results = outcome::results(&library, &function.plan, result);
    let written = given.written();
    sinks.write(&results, &given)?;
    if !sinks.has_stdout() {
        let shown: Vec<_> = results.into_iter().filter(|(name, _)| !sinks.has(name)).collect();
        outcome::print(&library, &shown, &written, args.json)?;
    }
    Ok(())
}

/// The function in the layer that was asked for.
fn find(library: &Library, args: &Args) -> Result<Arc<Function>> {
    if args.c {
        return library.function(&args.function);
    }
    let is_skipped = library.interface().facts.skipped.contains(&args.function);
    let index = library.idiomatic_index(&args.function).map_err(|error| match is_skipped {
        true => error.with_help("only the C layer has it: add `--c`"),
        false => error,
    })?;
    let function = library.idiomatic_at(index)?;
    let given = function.plan.program.iter().flat_map(|program| &program.given);
    for give in given {
        let Give::Handle { handle, nullable: false, .. } = give else { continue };
        let class = &library.interface().facts.handles[*handle as usize].name;
        let message = format!(
            "{}.{} needs a `{class}`, which lives no longer than the program that made it: one command \
             makes one call",
            library.name(),
            function.plan.name,
        );
        return Err(Error::new(Code::Usage, message).with_help(format!(
            "use `{class}` from Python, Java or Node; `sandbridge inspect` shows its methods"
        )));
    }
    Ok(function)
}

/// The prototype that the error shows is C's, which is not what was called.
fn counted(error: Error, function: &Function) -> Error {
    if error.code() != Code::ArgumentCount || function.plan.program.is_none() {
        return error;
    }
    let names: Vec<&str> = function.plan.args.iter().map(|arg| arg.name.as_str()).collect();
    let takes = match names.as_slice() {
        [] => "with its facts it takes nothing".to_owned(),
        names => format!("with its facts it takes `{}`", names.join("`, `")),
    };
    error.with_help(format!("{takes}; `--c` calls it as C declares it"))
}

fn options(args: &Args) -> Result<Options> {
    let options = Options {
        stdio: Stdio::Inherit,
        clocks: args.allow.contains(&Capability::Clocks),
        randomness: args.allow.contains(&Capability::Randomness),
        trap_unknown_imports: args.allow.contains(&Capability::UnknownImports),
        ..Options::default()
    };
    args.folders.iter().try_fold(options, grant)
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
