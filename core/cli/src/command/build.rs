//! `sandbridge build`: C sources and a header become a module that describes itself.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use sandbridge_extract::cross_check;
use sandbridge_interface::{Code, Error, Interface, Result};

use crate::module::{Module, without_dwarf};
use crate::report::Report;
use crate::toolchain::{self, Flags, Link, Symbols, Toolchain, Unit, setjmp};
use crate::{facts, file, header};

/// Exported beside what the header declares: what the host needs to call the library.
const SUPPORT_EXPORTS: [&str; 4] = ["malloc", "free", "__stack_pointer", "__errno_location"];

/// errno is a macro over something else in each C library; a function of this name is what
/// callers expect. Weak, as a C library may bring its own.
const SUPPORT_SOURCE: &str = "\
#include <errno.h>
__attribute__((weak)) int *__errno_location(void) { return &errno; }
";

const EXAMPLES: &str = "\
Examples:
  One source and its header:
    sandbridge build add.c --header add.h -o add.wasm

  zlib, from the folder of its source:
    sandbridge build *.c --header zlib.h -D HAVE_UNISTD_H -o zlib.wasm

  A library with its headers in another folder and a macro to define:
    sandbridge build src/*.c --header include/shapes.h -I include -D NDEBUG -o shapes.wasm

  With a compiler of your own, and the maths library:
    sandbridge build fft.c --header fft.h --cc /opt/wasi-sdk/bin/clang --ldflag=-lm

The compiler is, in this order: `--cc`; the WASI SDK that $WASI_SDK_PATH names; a clang of the
system that has a C library for wasm32 (Debian: clang, lld, libclang-rt-dev-wasm32, wasi-libc); the
Python package `ziglang`; the npm package `@yowasp/clang`. The last two need no other software:
    python3 -m pip install ziglang";

/// Compile C sources and a header into a self-describing `.wasm`
///
/// The functions and variables that the header declares are exported, and the header's interface
/// (types, prototypes, constants, comments) is put inside the module, so that Python, Java and
/// Node can call it without any other file.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Args {
    /// C sources, objects and archives; a folder stands for the `.c` files in it
    #[arg(required = true, value_name = "SOURCES")]
    sources: Vec<PathBuf>,

    /// Header that declares what the library offers; may be repeated
    #[arg(long, required = true, value_name = "FILE")]
    header: Vec<PathBuf>,

    /// Module to write [default: the first header's name with `.wasm`]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Facts file: what the header cannot say of the library [default: `<header>.facts.toml` beside
    /// the header, when there is one]
    #[arg(long, value_name = "FILE")]
    facts: Option<PathBuf>,

    /// The library's name, for messages [default: the output's name]
    #[arg(long)]
    name: Option<String>,

    /// Function or variable to export although no header declares it; may be repeated
    #[arg(long, value_name = "NAME")]
    export: Vec<String>,

    /// Export every function and variable that the sources define
    #[arg(long)]
    export_all: bool,

    /// Show warnings and errors only
    #[arg(short, long)]
    pub(crate) quiet: bool,

    #[command(flatten)]
    flags: Flags,

    /// Further argument for the linker's line (`--ldflag=-lm`); may be repeated
    #[arg(long = "ldflag", value_name = "FLAG", allow_hyphen_values = true)]
    ldflags: Vec<OsString>,
}

/// Runs the command.
pub(crate) fn run(args: &Args, report: &Report) -> Result<()> {
    let output = args.output.clone().unwrap_or_else(|| default_output(&args.header));
    let name = args.name.clone().unwrap_or_else(|| super::name_of(&output));
    let sources = expand(&args.sources)?;
    args.header.iter().chain(&args.facts).try_for_each(|path| file::require(path))?;
    let work = tempfile::Builder::new()
        .prefix("sandbridge-build-")
        .tempdir()
        .map_err(|error| file::unwritable(&std::env::temp_dir(), &error))?;

    let toolchain = toolchain::find(&args.flags)?;
    report.step(format!("reading the header with {}", toolchain.name()));
    if let Some(reason) = toolchain.slow_because() {
        report.note(reason);
    }
    let flags = setjmp::with_header(&args.flags, work.path())?;
    let mut extracted = header::extract(&*toolchain, &args.header, &flags, &name, work.path())?;
    let inputs = compile(&*toolchain, &sources, &flags, work.path(), report)?;
    report.step("linking");
    let exports = exports(&extracted.interface, args, &inputs)?;
    let linked = link(&*toolchain, &inputs, &exports, args, work.path())?;

    let module = Module::read(&linked)?;
    header::reconcile(&mut extracted.interface, &module, report)?;
    cross_check(&extracted.interface, &linked)?;
    if let Some(missing) = args.export.iter().find(|name| !exported(&module, name)) {
        return Err(Error::new(
            Code::NotExported,
            format!("`--export {missing}`: no source defines a function or variable of that name"),
        )
        .with_help("check the spelling, and that it is not `static`"));
    }
    facts::apply(&mut extracted.interface, args.facts.as_deref(), &args.header, report)?;
    let size = header::write(&linked, &extracted, &output)?;
    report.finish(&super::written(&output, size, &extracted.interface));
    Ok(())
}

/// Compiles what is source; gives all that is to be linked, in the order given.
fn compile(
    toolchain: &dyn Toolchain,
    sources: &[PathBuf],
    flags: &Flags,
    work: &Path,
    report: &Report,
) -> Result<Vec<PathBuf>> {
    let support = work.join("support.c");
    std::fs::write(&support, SUPPORT_SOURCE).map_err(|error| file::unwritable(&support, &error))?;
    let mut units = Vec::new();
    let mut inputs = Vec::new();
    for (index, source) in sources.iter().chain([&support]).enumerate() {
        if is_linked_as_it_is(source) {
            inputs.push(source.clone());
            continue;
        }
        // Two folders may hold sources of the same name.
        let stem = source.file_stem().unwrap_or_default().to_string_lossy();
        let object = work.join(format!("{index}-{stem}.o"));
        inputs.push(object.clone());
        units.push(Unit { source: source.clone(), object });
    }
    // Our own source is nothing that the user wants to hear of.
    let parts = units.len() - 1;
    report.begin(format!("compiling with {}", toolchain.name()), parts);
    let finished = AtomicUsize::new(0);
    toolchain.compile(&units, flags, &|unit, warnings| {
        if !warnings.is_empty() {
            report.verbatim(warnings);
        }
        if unit.source != support {
            let done = finished.fetch_add(1, Ordering::Relaxed) + 1;
            report.part(&unit.source.display().to_string(), done, parts);
        }
    })?;
    let users = setjmp::users(&units)?;
    if !users.is_empty() {
        report.step(format!("compiling setjmp in {} of {parts}", users.len()));
        // Warnings were told the first time.
        setjmp::compile(toolchain, &users, flags, &|_, _| {})?;
    }
    inputs.extend(setjmp::runtime(toolchain, &inputs, flags, work)?);
    Ok(inputs)
}

fn exports(interface: &Interface, args: &Args, inputs: &[PathBuf]) -> Result<Vec<String>> {
    let functions = interface.functions.iter().map(|f| f.symbol.as_ref().unwrap_or(&f.name));
    let globals = interface.globals.iter().map(|global| &global.name);
    let mut exports: Vec<String> = functions.chain(globals).chain(&args.export).cloned().collect();
    exports.extend(SUPPORT_EXPORTS.map(str::to_owned));
    if args.export_all {
        exports.extend(Symbols::read(inputs)?.names().map(str::to_owned));
    }
    exports.sort();
    exports.dedup();
    Ok(exports)
}

fn link(
    toolchain: &dyn Toolchain,
    inputs: &[PathBuf],
    exports: &[String],
    args: &Args,
    work: &Path,
) -> Result<Vec<u8>> {
    let linked = work.join("linked.wasm");
    let arguments = &args.ldflags;
    toolchain.link(&Link { inputs, exports, arguments, work, output: &linked })?;
    let bytes = file::read(&linked)?;
    // DWARF that no input brought is the C library's: large, and not about this library's types.
    for input in inputs {
        if toolchain::has_dwarf(input)? {
            return Ok(bytes);
        }
    }
    without_dwarf(&bytes)
}

fn exported(module: &Module<'_>, name: &str) -> bool {
    module.function(name).is_some() || module.has_global(name)
}

/// Replaces folders by the C files in them and refuses what no C compiler takes.
fn expand(sources: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for source in sources {
        if source.is_dir() {
            let unreadable = |error: std::io::Error| {
                let message = format!("cannot read {}: {error}", source.display());
                Error::new(Code::FileUnreadable, message)
            };
            let mut found = Vec::new();
            for entry in std::fs::read_dir(source).map_err(unreadable)? {
                found.push(entry.map_err(unreadable)?.path());
            }
            found.retain(|path| path.extension().is_some_and(|extension| extension == "c"));
            if found.is_empty() {
                let message = format!("the folder {} holds no `.c` file", source.display());
                return Err(Error::new(Code::Usage, message)
                    .with_help("name the sources, or the folder that they are in"));
            }
            found.sort();
            files.extend(found);
            continue;
        }
        file::require(source)?;
        let extension = source.extension().unwrap_or_default().to_string_lossy();
        if !matches!(&*extension, "c" | "s" | "S" | "i" | "o" | "a") {
            let message = format!(
                "{} is neither a C source (.c), an object (.o) nor an archive (.a)",
                source.display()
            );
            let help = match &*extension {
                "h" => "headers are given with `--header`",
                _ => "compile sources of other languages to objects and give those",
            };
            return Err(Error::new(Code::Usage, message).with_help(help));
        }
        files.push(source.clone());
    }
    Ok(files)
}

fn is_linked_as_it_is(source: &Path) -> bool {
    source.extension().is_some_and(|extension| extension == "o" || extension == "a")
}

fn default_output(headers: &[PathBuf]) -> PathBuf {
    let stem = headers.first().and_then(|header| header.file_stem()).unwrap_or_default();
    Path::new(stem).with_extension("wasm")
}
