//! setjmp and longjmp, which few C libraries for wasm32 have: a header, the functions that clang's
//! calls become, and the flags that make them exceptions in the standard encoding.

use std::path::{Path, PathBuf};

use sandbridge_interface::{Code, Error, Result};

use super::{Flags, Symbols, Toolchain, Unit};
use crate::file;

const HEADER: &str = include_str!("setjmp/setjmp.h");
const SOURCES: [(&str, &str); 2] = [
    ("sandbridge-setjmp", include_str!("setjmp/setjmp.c")),
    ("sandbridge-setjmp-tag", include_str!("setjmp/tag.c")),
];

/// zig's driver does not turn the feature on with the transformation; others do.
const FLAGS: [&str; 5] =
    ["-mexception-handling", "-mllvm", "-wasm-enable-sjlj", "-mllvm", "-wasm-use-legacy-eh=false"];

/// The flags with which `<setjmp.h>` is found, whatever the C library has.
pub(crate) fn with_header(flags: &Flags, work: &Path) -> Result<Flags> {
    let folder = work.join("include");
    std::fs::create_dir_all(&folder).map_err(|error| file::unwritable(&folder, &error))?;
    let header = folder.join("setjmp.h");
    std::fs::write(&header, HEADER).map_err(|error| file::unwritable(&header, &error))?;
    Ok(Flags { own_headers: Some(folder), ..flags.clone() })
}

/// The units that call setjmp or longjmp, seen in their objects.
pub(crate) fn users(units: &[Unit]) -> Result<Vec<Unit>> {
    let mut users = Vec::new();
    for unit in units {
        let symbols = Symbols::read(std::slice::from_ref(&unit.object))?;
        if symbols.lacks("setjmp") || symbols.lacks("longjmp") {
            users.push(unit.clone());
        }
    }
    Ok(users)
}

/// Compiles these units again, with the calls as exceptions.
///
/// # Errors
/// [`Code::UnsupportedFeature`] when the compiler only knows the encoding from before the standard.
pub(crate) fn compile(
    toolchain: &dyn Toolchain,
    units: &[Unit],
    flags: &Flags,
    done: &(dyn Fn(&Unit, &str) + Sync),
) -> Result<()> {
    let mut flags = flags.clone();
    flags.cflags.extend(FLAGS.map(Into::into));
    toolchain.compile(units, &flags, done).map_err(|error| {
        // What compilers say of it that do not know the flag.
        let refused = error.message().lines().any(|line| {
            line.contains("wasm-use-legacy-eh") && line.to_ascii_lowercase().contains("unknown")
        });
        if refused { too_old(toolchain, units) } else { error }
    })
}

/// The objects that hold what the calls become, unless `inputs` bring it or need none.
pub(crate) fn runtime(
    toolchain: &dyn Toolchain,
    inputs: &[PathBuf],
    flags: &Flags,
    work: &Path,
) -> Result<Vec<PathBuf>> {
    let symbols = Symbols::read(inputs)?;
    if !symbols.lacks("__wasm_longjmp") && !symbols.lacks("__wasm_setjmp") {
        return Ok(Vec::new());
    }
    let mut units = Vec::new();
    for (name, text) in SOURCES {
        let source = work.join(name).with_extension("c");
        std::fs::write(&source, text).map_err(|error| file::unwritable(&source, &error))?;
        units.push(Unit { source, object: work.join(name).with_extension("o") });
    }
    compile(toolchain, &units, flags, &|_, _| {})?;
    Ok(units.into_iter().map(|unit| unit.object).collect())
}

fn too_old(toolchain: &dyn Toolchain, units: &[Unit]) -> Error {
    let names: Vec<_> = units.iter().map(|unit| unit.source.display().to_string()).collect();
    Error::new(
        Code::UnsupportedFeature,
        format!(
            "{} calls setjmp or longjmp, which {} only compiles to the legacy encoding of \
             exceptions, which is no standard and which engines drop",
            names.join(", "),
            toolchain.name()
        ),
    )
    .with_help(
        "use clang 20 or later (Debian: apt install clang-22 lld-22 libclang-rt-22-dev-wasm32), or \
         one from `python3 -m pip install ziglang` with `--cc \"python3 -m ziglang cc\"`",
    )
}
