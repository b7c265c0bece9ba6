//! zig as a C compiler, most often from the `ziglang` package of PyPI: clang and a C library that
//! zig compiles for itself at the first use.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use sandbridge_interface::Result;

use super::{Done, Flags, Link, Symbols, Toolchain, Unit, link_arguments, process};

/// `zig cc`.
#[derive(Debug)]
pub(super) struct Zig {
    name: String,
    program: PathBuf,
    arguments: Vec<OsString>,
}

impl Zig {
    /// The zig that `python -m ziglang` is, when that package is installed.
    pub(super) fn of_python(python: &Path) -> Option<Self> {
        // `find_spec` looks without importing; a folder of that name without code is no package.
        let look = "import importlib.util as u, sys\n\
                    s = u.find_spec('ziglang'); sys.exit(0 if s and s.origin else 1)";
        process::ask(python, &["-c", look])?;
        Self::with(python.to_owned(), &["-m", "ziglang"])
    }

    /// A program that is zig itself.
    pub(super) fn of_program(zig: &Path) -> Option<Self> {
        Self::with(zig.to_owned(), &[])
    }

    /// What `--cc` names, `cc` included among the arguments.
    pub(super) fn trusted(program: PathBuf, arguments: Vec<OsString>) -> Self {
        Self { name: "zig".to_owned(), program, arguments }
    }

    fn with(program: PathBuf, before: &[&str]) -> Option<Self> {
        let mut question = before.to_vec();
        question.push("version");
        let version = process::ask(&program, &question)?;
        let mut arguments: Vec<OsString> = before.iter().map(OsString::from).collect();
        arguments.push("cc".into());
        Some(Self { name: format!("zig {version} ({})", program.display()), program, arguments })
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).args(["-target", "wasm32-wasi"]);
        command
    }
}

impl Toolchain for Zig {
    fn name(&self) -> &str {
        &self.name
    }

    fn slow_because(&self) -> Option<&str> {
        Some("zig compiles its C library when it is used for the first time (about a minute)")
    }

    fn compile(&self, units: &[Unit], flags: &Flags, done: Done<'_>) -> Result<()> {
        process::in_parallel(units, |unit| {
            let mut command = self.command();
            // Unlike clang, zig adds debugging information, and traps for undefined behaviour at
            // low optimisation levels.
            command.args(["-c", "-g0", "-fno-sanitize=undefined"]).args(flags.arguments());
            command.arg(&unit.source).arg("-o").arg(&unit.object);
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
        // zig knows neither `--export-if-defined` nor `-u`; the stack is first, and large, anyway.
        let defined = Symbols::read(link.inputs)?;
        let exports = link.exports.iter().filter(|name| {
            defined.contains(name) || matches!(name.as_str(), "malloc" | "free" | "__stack_pointer")
        });
        let mut command = self.command();
        command.args(link_arguments());
        command.args(exports.map(|name| format!("-Wl,--export={name}")));
        command.args(link.inputs).args(link.arguments).arg("-o").arg(link.output);
        process::run(&mut command, "link the module").map(|_| ())
    }
}
