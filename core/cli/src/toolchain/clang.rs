//! clang as a program: the system's, the WASI SDK's, or the one that `--cc` names.

use std::ffi::OsString;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use sandbridge_interface::Result;

use super::sysroot::Sysroot;
use super::{Done, Flags, Link, STACK_SIZE, Toolchain, Unit, joined, link_arguments, process};
use crate::file;

/// A clang that has what it takes to compile and link for wasm32.
#[derive(Debug)]
pub(super) struct Clang {
    name: String,
    program: PathBuf,
    arguments: Vec<OsString>,
    sysroot: Option<Sysroot>,
}

impl Clang {
    /// A compiler to be used as it is, without asking it anything. Without a sysroot it is taken
    /// to know its own.
    pub(super) fn trusted(
        program: PathBuf,
        arguments: Vec<OsString>,
        sysroot: Option<Sysroot>,
    ) -> Self {
        let name = program.display().to_string();
        Self { name, program, arguments, sysroot }
    }

    /// A clang of the system, or why it does not serve.
    pub(super) fn checked(
        program: PathBuf,
        mut sysroot: Sysroot,
    ) -> std::result::Result<Self, String> {
        let version =
            process::ask(&program, &["--version"]).ok_or_else(|| "it does not run".to_owned())?;
        if !sysroot.suit(&program) {
            return Err("it lacks its runtime library for wasm32 \
                        (Debian: libclang-rt-<version>-dev-wasm32)"
                .to_owned());
        }
        let mut clang = Self::trusted(program, Vec::new(), Some(sysroot));
        let linker = process::first_line(clang.command().arg("-print-prog-name=wasm-ld"))
            .unwrap_or_default();
        // clang answers with a bare name when it has no linker beside it.
        if !Path::new(&linker).is_file() && super::find::in_path(&linker).is_none() {
            return Err("it lacks the linker wasm-ld (Debian: lld-<version>)".to_owned());
        }
        clang.name = format!("{} ({})", short_version(&version), clang.program.display());
        Ok(clang)
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments);
        match &self.sysroot {
            Some(sysroot) => command.args(sysroot.arguments()),
            None => command.arg("--target=wasm32-wasi"),
        };
        command
    }
}

impl Toolchain for Clang {
    fn name(&self) -> &str {
        &self.name
    }

    fn compile(&self, units: &[Unit], flags: &Flags, done: Done<'_>) -> Result<()> {
        process::in_parallel(units, |unit| {
            let mut command = self.command();
            command.arg("-c").args(flags.arguments()).arg(&unit.source).arg("-o").arg(&unit.object);
            let task = format!("compile {}", unit.source.display());
            let (_, warnings) = process::run(&mut command, &task)?;
            done(unit, &warnings);
            Ok(())
        })
    }

    fn preprocess(&self, source: &Path, flags: &Flags) -> Result<String> {
        let mut command = self.command();
        command.args(["-E", "-dD", "-CC"]).args(flags.arguments()).arg(source);
        let (text, _) = process::run(&mut command, "preprocess the headers")?;
        Ok(String::from_utf8_lossy(&text).into_owned())
    }

    fn link(&self, link: &Link<'_>) -> Result<()> {
        let mut command = self.command();
        command.args(link_arguments());
        command.arg("-Wl,--stack-first").arg(format!("-Wl,-z,stack-size={STACK_SIZE}"));
        command.arg(joined("@", write_exports(link)?.as_os_str()));
        command.args(link.inputs).args(link.arguments).arg("-o").arg(link.output);
        process::run(&mut command, "link the module").map(|_| ())
    }
}

/// Names every export in a file, as command lines are limited. A name that no input defines is
/// passed over; one in an archive is fetched.
fn write_exports(link: &Link<'_>) -> Result<PathBuf> {
    let mut text = String::new();
    for name in link.exports {
        // Writing into a string cannot fail.
        let _ = writeln!(text, "-Wl,-u,{name},--export-if-defined={name}");
    }
    let path = link.work.join("exports.rsp");
    std::fs::write(&path, text).map_err(|error| file::unwritable(&path, &error))?;
    Ok(path)
}

/// `Debian clang version 19.1.7 (3~deb12u1)` as `clang 19.1.7`.
fn short_version(line: &str) -> String {
    match line.split_once("version ") {
        Some((_, rest)) => format!("clang {}", rest.split(' ').next().unwrap_or(rest)),
        None => line.to_owned(),
    }
}
