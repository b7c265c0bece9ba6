//! The `@yowasp/clang` package of npm: clang itself compiled to WebAssembly, run by Node.
//!
//! It starts slowly, so one Node process does all jobs of a step. It sees a virtual file system,
//! which the script beside this file fills with what the sources include.

use std::env;
use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use sandbridge_interface::{Code, Error, Result};
use serde::{Deserialize, Serialize};

use super::{Done, Flags, Link, STACK_SIZE, Symbols, Toolchain, Unit, link_arguments, process};
use crate::file;

const SCRIPT: &str = include_str!("yowasp.mjs");

/// clang in Node.
#[derive(Debug)]
pub(super) struct Yowasp {
    name: String,
    node: PathBuf,
    bundle: PathBuf,
}

#[derive(Serialize)]
struct Request<'a> {
    package: &'a Path,
    includes: Vec<&'a Path>,
    jobs: Vec<Job<'a>>,
}

/// One run of clang, as the script documents it.
#[derive(Serialize, Default)]
struct Job<'a> {
    args: Vec<Argument<'a>>,
    scan: Vec<&'a Path>,
    inputs: Vec<&'a Path>,
    output: Option<&'a Path>,
    stdout: Option<&'a Path>,
}

/// An argument, or a path that is another one in the virtual file system.
#[derive(Serialize)]
#[serde(untagged)]
enum Argument<'a> {
    Text(String),
    Path { real: &'a Path, prefix: &'static str },
}

#[derive(Deserialize)]
struct Answer {
    index: usize,
    ok: bool,
    said: String,
}

impl Yowasp {
    /// The package, when Node would find it from the current folder or among its global ones.
    pub(super) fn of_node(node: &Path) -> Option<Self> {
        let here = env::current_dir().ok()?;
        let above = here.ancestors().map(|folder| folder.join("node_modules"));
        let listed = env::var_os("NODE_PATH").unwrap_or_default();
        let listed = env::split_paths(&listed).collect::<Vec<_>>();
        let real = std::fs::canonicalize(node).ok()?;
        let prefix = real.parent()?.parent()?;
        let global =
            [prefix.join("lib/node_modules"), PathBuf::from("/usr/local/lib/node_modules")];
        let package = above
            .chain(listed)
            .chain(global)
            .map(|modules| modules.join("@yowasp").join("clang"))
            .find(|package| package.join("gen/bundle.js").is_file())?;
        let name = format!("@yowasp/clang ({})", package.display());
        Some(Self { name, node: node.to_owned(), bundle: package.join("gen/bundle.js") })
    }

    /// Runs the jobs in one Node process; `done` is told the position of each and what clang said.
    fn run(
        &self,
        jobs: Vec<Job<'_>>,
        flags: Option<&Flags>,
        task: impl Fn(usize) -> String,
        done: impl Fn(usize, &str),
    ) -> Result<()> {
        let count = jobs.len();
        let includes = flags.map_or_else(Vec::new, |flags| flags.include_folders().collect());
        let request = Request { package: &self.bundle, includes, jobs };
        let request = serde_json::to_vec(&request)
            .map_err(|error| Error::bug(format!("a request to the compiler: {error}")))?;
        let folder = tempfile::Builder::new()
            .prefix("sandbridge-node-")
            .tempdir()
            .map_err(|error| file::unwritable(&env::temp_dir(), &error))?;
        let (script, request_file) =
            (folder.path().join("clang.mjs"), folder.path().join("request.json"));
        file::write_atomically(&script, SCRIPT.as_bytes())?;
        file::write_atomically(&request_file, &request)?;
        let mut child = Command::new(&self.node)
            .args([&script, &request_file])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| self.broken(&format!("it does not start: {error}")))?;
        let answers = child.stdout.take().map(BufReader::new);
        let mut answered = 0;
        let mut failed = None;
        for line in answers.into_iter().flat_map(BufRead::lines).map_while(|line| line.ok()) {
            // Whatever else the package prints is not an answer.
            let Ok(answer) = serde_json::from_str::<Answer>(&line) else { continue };
            answered += 1;
            if answer.ok {
                done(answer.index, &answer.said);
            } else {
                failed = Some(process::failure(&task(answer.index), "a failure", &answer.said));
            }
        }
        let status = child.wait().map_err(|error| self.broken(&error.to_string()))?;
        match failed {
            Some(error) => Err(error),
            None if answered == count => Ok(()),
            None => Err(self.broken(&format!("it ended with {status} before it was done"))),
        }
    }

    fn broken(&self, what: &str) -> Error {
        Error::new(
            Code::CompileFailed,
            format!("{} under {}: {what}", self.name, self.node.display()),
        )
        .with_help("install another compiler, for example with `pip install ziglang`")
    }
}

impl Toolchain for Yowasp {
    fn name(&self) -> &str {
        &self.name
    }

    fn slow_because(&self) -> Option<&str> {
        Some("this compiler runs as WebAssembly in Node: some seconds for each file")
    }

    fn compile(&self, units: &[Unit], flags: &Flags, done: Done<'_>) -> Result<()> {
        let jobs = units
            .iter()
            .map(|unit| Job {
                args: [Argument::Text("-c".into())]
                    .into_iter()
                    .chain(compiler_arguments(flags))
                    .chain([path(&unit.source), Argument::Text("-o".into()), path(&unit.object)])
                    .collect(),
                scan: vec![&unit.source],
                output: Some(&unit.object),
                ..Job::default()
            })
            .collect();
        let task = |index: usize| format!("compile {}", units[index].source.display());
        self.run(jobs, Some(flags), task, |index, said| {
            if let Some(unit) = units.get(index) {
                done(unit, said);
            }
        })
    }

    fn preprocess(&self, source: &Path, flags: &Flags) -> Result<String> {
        let printed = source.with_extension("i");
        let job = Job {
            args: ["-E", "-dD", "-CC"]
                .map(|flag| Argument::Text(flag.into()))
                .into_iter()
                .chain(compiler_arguments(flags))
                .chain([path(source)])
                .collect(),
            scan: vec![source],
            stdout: Some(&printed),
            ..Job::default()
        };
        self.run(vec![job], Some(flags), |_| "preprocess the headers".to_owned(), |_, _| {})?;
        file::read_text(&printed)
    }

    fn link(&self, link: &Link<'_>) -> Result<()> {
        let defined = Symbols::read(link.inputs)?;
        let exports = link.exports.iter().map(|name| match defined.contains(name) {
            true => format!("-Wl,--export={name}"),
            false => format!("-Wl,-u,{name},--export-if-defined={name}"),
        });
        let args = link_arguments()
            .iter()
            .chain(link.arguments)
            .map(|argument| argument.to_string_lossy().into_owned())
            .chain(["-Wl,--stack-first".into(), format!("-Wl,-z,stack-size={STACK_SIZE}")])
            .chain(exports)
            .map(Argument::Text)
            .chain(link.inputs.iter().map(|input| path(input)))
            .chain([Argument::Text("-o".into()), path(link.output)])
            .collect();
        let inputs = link.inputs.iter().map(PathBuf::as_path).collect();
        let job = Job { args, inputs, output: Some(link.output), ..Job::default() };
        self.run(vec![job], None, |_| "link the module".to_owned(), |_, _| {})
    }
}

/// The arguments with the folders in them named as the virtual file system has them.
fn compiler_arguments(flags: &Flags) -> impl Iterator<Item = Argument<'_>> {
    let text = |argument: &OsString| argument.to_string_lossy().into_owned();
    let folders = flags.include_folders().map(|real| Argument::Path { real, prefix: "-I" });
    let rest = flags.arguments();
    let rest: Vec<String> = rest.iter().map(text).filter(|text| !text.starts_with("-I")).collect();
    folders.chain(rest.into_iter().map(Argument::Text))
}

fn path(real: &Path) -> Argument<'_> {
    Argument::Path { real, prefix: "" }
}
