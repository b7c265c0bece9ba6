//! C compilers for wasm32: what the commands ask of one, whichever it is.

mod clang;
mod find;
mod object;
mod process;
pub(crate) mod setjmp;
mod sysroot;
mod yowasp;
mod zig;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use sandbridge_interface::Result;

pub(crate) use find::find;
pub(crate) use object::{Symbols, has_dwarf};

/// A compiler with the C library that it links.
pub(crate) trait Toolchain: Sync {
    /// For the user: `clang 19.1.7 (/usr/bin/clang-19)`.
    fn name(&self) -> &str;

    /// Why the first use takes long, when it does.
    fn slow_because(&self) -> Option<&str> {
        None
    }

    /// Compiles every unit; `done` is told of each one, with its warnings.
    fn compile(&self, units: &[Unit], flags: &Flags, done: Done<'_>) -> Result<()>;

    /// The preprocessed text of a C file, with line markers, macro definitions and comments.
    fn preprocess(&self, source: &Path, flags: &Flags) -> Result<String>;

    /// Links objects into a reactor: a module without `main`, with `_initialize`.
    fn link(&self, link: &Link<'_>) -> Result<()>;
}

/// What is told after each compiled unit: the unit, and the compiler's warnings.
pub(crate) type Done<'a> = &'a (dyn Fn(&Unit, &str) + Sync);

/// One source and the object that it becomes.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    /// C or assembler file.
    pub(crate) source: PathBuf,
    /// Object to write.
    pub(crate) object: PathBuf,
}

/// What the user says about compiling, for sources and headers alike.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Compiler")]
pub(crate) struct Flags {
    /// Optimisation level: 0, 1, 2, 3, s or z
    #[arg(short = 'O', value_name = "LEVEL", default_value = "2")]
    pub(crate) level: String,

    /// Folder to search for included files; may be repeated
    #[arg(short = 'I', value_name = "DIR")]
    pub(crate) includes: Vec<PathBuf>,

    /// Macro to define, `NAME` or `NAME=VALUE`; may be repeated
    #[arg(short = 'D', value_name = "NAME[=VALUE]")]
    pub(crate) defines: Vec<OsString>,

    /// Compiler to use instead of the one that would be found; may have arguments
    /// (`--cc "python3 -m ziglang cc"`)
    #[arg(long, value_name = "COMMAND")]
    pub(crate) cc: Option<OsString>,

    /// Folder with the `include` and `lib` of a C library for wasm32, instead of the one that
    /// would be found
    #[arg(long, value_name = "DIR")]
    pub(crate) sysroot: Option<PathBuf>,

    /// Further argument for the compiler (`--cflag=-std=gnu11`); may be repeated
    #[arg(long = "cflag", value_name = "FLAG", allow_hyphen_values = true)]
    pub(crate) cflags: Vec<OsString>,

    /// Do not use WebAssembly's SIMD instructions
    #[arg(long)]
    pub(crate) no_simd: bool,

    /// Folder with headers that the C library may lack.
    #[arg(skip)]
    pub(crate) own_headers: Option<PathBuf>,
}

/// Without loop strength reduction. It rewrites addresses in loops and so loses what lets clang (20
/// and later) put `p[3]`'s 3 into the load, and machines have wider addressing than it knows of here.
/// zlib's compress2 becomes 4 % faster, SQLite and Expat 1 to 2 %; with older clangs it is even.
const FOR_ENGINES: [&str; 2] = ["-mllvm", "-disable-lsr"];

impl Flags {
    /// The arguments for sources and headers alike, so that macros mean the same in both. What
    /// the user says comes last and wins. wasm hides symbols unless told otherwise.
    pub(crate) fn arguments(&self) -> Vec<OsString> {
        let mut arguments: Vec<OsString> = ["-fvisibility=default", "-mbulk-memory"]
            .into_iter()
            .chain(["-mnontrapping-fptoint", "-msign-ext", "-mmutable-globals"])
            .chain([if self.no_simd { "-mno-simd128" } else { "-msimd128" }])
            .chain(FOR_ENGINES)
            .map(OsString::from)
            .collect();
        arguments.push(joined("-O", self.level.as_ref()));
        if let Some(folder) = &self.own_headers {
            // It has a name of its own each time, which must not get into the objects.
            let mut map = joined("-ffile-prefix-map=", folder.as_os_str());
            map.push("=/sandbridge");
            arguments.push(map);
        }
        arguments.extend(self.include_folders().map(|folder| joined("-I", folder.as_os_str())));
        arguments.extend(self.defines.iter().map(|define| joined("-D", define)));
        arguments.extend(self.cflags.iter().cloned());
        arguments
    }

    /// The folders in which an included file can lie.
    pub(crate) fn include_folders(&self) -> impl Iterator<Item = &Path> {
        self.includes.iter().chain(&self.own_headers).map(PathBuf::as_path)
    }
}

/// What becomes one module.
#[derive(Debug)]
pub(crate) struct Link<'a> {
    /// Objects and archives.
    pub(crate) inputs: &'a [PathBuf],
    /// Symbols to export where the inputs define them.
    pub(crate) exports: &'a [String],
    /// Further arguments of the user.
    pub(crate) arguments: &'a [OsString],
    /// Folder for files that the linker needs.
    pub(crate) work: &'a Path,
    /// Module to write.
    pub(crate) output: &'a Path,
}

/// Bytes of guest stack, as much as most C programs are tested with.
const STACK_SIZE: u32 = 1 << 20;

/// The arguments of every link beside inputs, exports and the output. No `-O`: on this line clang
/// would run a `wasm-opt` that happens to be in PATH.
fn link_arguments() -> Vec<OsString> {
    ["-mexec-model=reactor", "-Wl,--export-table", "-Wl,--growable-table"]
        .into_iter()
        .map(OsString::from)
        .collect()
}

fn joined(prefix: &str, value: &std::ffi::OsStr) -> OsString {
    let mut joined = OsString::from(prefix);
    joined.push(value);
    joined
}
