//! Finding a C compiler for wasm32: what the user names, then the WASI SDK, the system's clang,
//! and the packages of PyPI and npm.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use sandbridge_interface::{Code, Error, Result};

use super::clang::Clang;
use super::sysroot::Sysroot;
use super::yowasp::Yowasp;
use super::zig::Zig;
use super::{Flags, Toolchain};

/// Versions that a clang of the system may have in its name, newest first.
const CLANG_VERSIONS: std::ops::RangeInclusive<u32> = 14..=40;

/// The compiler to use.
///
/// # Errors
/// [`Code::NoToolchain`], saying what was looked at and which command installs a compiler.
pub(crate) fn find(flags: &Flags) -> Result<Box<dyn Toolchain>> {
    if let Some(cc) = &flags.cc {
        return named(cc, flags);
    }
    if let Some(sdk) = env::var_os("WASI_SDK_PATH").filter(|path| !path.is_empty()) {
        return wasi_sdk(Path::new(&sdk));
    }
    let mut rejected = Vec::new();
    if let Some(clang) = system_clang(flags, &mut rejected)? {
        return Ok(Box::new(clang));
    }
    let pythons = interpreters("SANDBRIDGE_PYTHON", "VIRTUAL_ENV", &["python3", "python"]);
    if let Some(zig) = pythons.iter().find_map(|python| Zig::of_python(python)) {
        return Ok(Box::new(zig));
    }
    if let Some(zig) = in_path("zig").and_then(|zig| Zig::of_program(&zig)) {
        return Ok(Box::new(zig));
    }
    let nodes = interpreters("SANDBRIDGE_NODE", "", &["node"]);
    if let Some(yowasp) = nodes.first().and_then(|node| Yowasp::of_node(node)) {
        return Ok(Box::new(yowasp));
    }
    Err(nothing(&rejected, pythons.first(), nodes.first()))
}

/// The program of that name in PATH.
pub(super) fn in_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).find_map(|folder| executable(&folder.join(name)))
}

/// `--cc`: one path, or a command with arguments.
fn named(cc: &OsStr, flags: &Flags) -> Result<Box<dyn Toolchain>> {
    let (program, arguments) = if executable(Path::new(cc)).is_some() {
        (PathBuf::from(cc), Vec::new())
    } else {
        let text = cc.to_string_lossy();
        let mut words = text.split_whitespace().map(OsString::from);
        (PathBuf::from(words.next().unwrap_or_default()), words.collect())
    };
    let found = executable(&program).or_else(|| in_path(&program.to_string_lossy()));
    let Some(found) = found else {
        return Err(Error::new(
            Code::NoToolchain,
            format!("the compiler `{}` is neither a file nor in PATH", program.display()),
        )
        .with_help("give `--cc` the path of a clang, or leave it out to have one found"));
    };
    let is_zig = |word: &OsStr| {
        Path::new(word).file_stem().is_some_and(|stem| stem == "zig" || stem == "ziglang")
    };
    if is_zig(found.as_os_str()) || arguments.iter().any(|word| is_zig(word)) {
        return Ok(Box::new(Zig::trusted(found, with_cc(arguments))));
    }
    let sysroot = match (&flags.sysroot, beside(&found)) {
        (Some(root), _) => Some(given_sysroot(root)?),
        (None, Some(sysroot)) => Some(sysroot),
        (None, None) => Sysroot::of_system()?,
    };
    let sysroot = sysroot.map(|mut sysroot| {
        // Whether or not it has a runtime library is between the user and the linker.
        sysroot.suit(&found);
        sysroot
    });
    Ok(Box::new(Clang::trusted(found, arguments, sysroot)))
}

fn wasi_sdk(sdk: &Path) -> Result<Box<dyn Toolchain>> {
    let clang = executable(&sdk.join("bin").join("clang"));
    match clang.and_then(|clang| Some((beside(&clang)?, clang))) {
        Some((sysroot, clang)) => Ok(Box::new(Clang::trusted(clang, Vec::new(), Some(sysroot)))),
        None => Err(Error::new(
            Code::NoToolchain,
            format!(
                "WASI_SDK_PATH is {}, which has no bin/clang with a share/wasi-sysroot",
                sdk.display()
            ),
        )
        .with_help("set it to the folder of an unpacked WASI SDK, or unset it")),
    }
}

fn system_clang(flags: &Flags, rejected: &mut Vec<String>) -> Result<Option<Clang>> {
    let versions = CLANG_VERSIONS.rev().map(|version| format!("clang-{version}"));
    let names = std::iter::once("clang".to_owned()).chain(versions);
    let brew = ["/opt/homebrew/opt/llvm/bin/clang", "/usr/local/opt/llvm/bin/clang"];
    let clangs = names
        .filter_map(|name| in_path(&name))
        .chain(brew.iter().filter_map(|path| executable(Path::new(path))));
    for clang in clangs {
        let sysroot = match &flags.sysroot {
            Some(root) => Some(given_sysroot(root)?),
            None => Sysroot::of_system()?,
        };
        let Some(sysroot) = sysroot else {
            rejected.push(format!(
                "{}: there is no C library for wasm32 (Debian: wasi-libc)",
                clang.display()
            ));
            return Ok(None);
        };
        match Clang::checked(clang.clone(), sysroot) {
            Ok(clang) => return Ok(Some(clang)),
            Err(reason) => rejected.push(format!("{}: {reason}", clang.display())),
        }
    }
    Ok(None)
}

fn given_sysroot(root: &Path) -> Result<Sysroot> {
    Sysroot::at(root).ok_or_else(|| {
        Error::new(
            Code::NoToolchain,
            format!("{} holds no lib/wasm32-wasi with libc.a and crt1-reactor.o", root.display()),
        )
        .with_help("give `--sysroot` the folder that holds the C library's `include` and `lib`")
    })
}

/// The sysroot that a WASI SDK keeps beside its `bin`.
fn beside(clang: &Path) -> Option<Sysroot> {
    Sysroot::at(&clang.parent()?.parent()?.join("share").join("wasi-sysroot"))
}

/// Interpreters worth asking: the one that runs this command, the active environment's, PATH's.
fn interpreters(own: &str, environment: &str, names: &[&str]) -> Vec<PathBuf> {
    let own = env::var_os(own).map(PathBuf::from);
    let active = env::var_os(environment).map(|folder| Path::new(&folder).join("bin"));
    let active = active.into_iter().flat_map(|bin| names.iter().map(move |name| bin.join(name)));
    let mut found: Vec<PathBuf> =
        own.into_iter().chain(active).filter_map(|path| executable(&path)).collect();
    found.extend(names.iter().filter_map(|name| in_path(name)));
    found
}

fn with_cc(mut arguments: Vec<OsString>) -> Vec<OsString> {
    if arguments.last().is_none_or(|last| last != "cc") {
        arguments.push("cc".into());
    }
    arguments
}

fn executable(path: &Path) -> Option<PathBuf> {
    let with_suffix = path.with_extension(env::consts::EXE_EXTENSION);
    let candidates = [path, with_suffix.as_path()];
    candidates
        .into_iter()
        .find(|path| path.components().count() > 1 && path.is_file())
        .map(PathBuf::from)
}

fn nothing(rejected: &[String], python: Option<&PathBuf>, node: Option<&PathBuf>) -> Error {
    let mut message =
        "found no C compiler for wasm32: no WASI_SDK_PATH, no clang with a C library \
                       for wasm32, no `ziglang` package for Python, no `@yowasp/clang` package for \
                       Node"
            .to_owned();
    for reason in rejected {
        message.push_str("\n  ");
        message.push_str(reason);
    }
    let install = match (python, node) {
        (Some(python), _) => format!("{} -m pip install ziglang", python.display()),
        (None, Some(_)) => "npm install @yowasp/clang".to_owned(),
        (None, None) => "pip install ziglang".to_owned(),
    };
    Error::new(Code::NoToolchain, message).with_help(format!("one command installs one: {install}"))
}
