//! Running the compiler's processes, several at a time.

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use sandbridge_interface::{Code, Error, Result};

use super::Unit;

/// Runs a compiler to its end; `task` says what it does: `compile deflate.c`.
/// Gives what it wrote to standard output and to standard error.
pub(super) fn run(command: &mut Command, task: &str) -> Result<(Vec<u8>, String)> {
    let output = output(command, task)?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    if output.status.success() {
        return Ok((output.stdout, said));
    }
    Err(failure(task, &output.status.to_string(), &said))
}

/// A compiler's failure with its diagnostics as they came.
pub(super) fn failure(task: &str, status: &str, said: &str) -> Error {
    let said = said.trim_end();
    let message = if said.is_empty() {
        format!("the C compiler could not {task}: it ended with {status}, saying nothing")
    } else {
        format!("the C compiler could not {task}:\n{said}")
    };
    let error = Error::new(Code::CompileFailed, message);
    match advice(said) {
        Some(advice) => error.with_help(advice),
        None => error,
    }
}

/// The first line that a program prints when asked something, `None` when it fails.
pub(super) fn ask(program: &Path, arguments: &[&str]) -> Option<String> {
    first_line(Command::new(program).args(arguments))
}

/// The first line that a command prints, `None` when it fails.
pub(super) fn first_line(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    output.status.success().then(|| text.lines().next().unwrap_or_default().trim().to_owned())
}

/// Calls `job` for every unit, on as many threads as there are cores, until one fails.
pub(super) fn in_parallel(units: &[Unit], job: impl Fn(&Unit) -> Result<()> + Sync) -> Result<()> {
    let threads = std::thread::available_parallelism().map_or(1, |cores| cores.get());
    let next = AtomicUsize::new(0);
    let failed: Mutex<Option<(usize, Error)>> = Mutex::new(None);
    std::thread::scope(|scope| {
        for _ in 0..threads.min(units.len()) {
            scope.spawn(|| {
                while let Some((index, unit)) = take(units, &next) {
                    let Err(error) = job(unit) else { continue };
                    // No further unit is begun; of two failures the earlier source's is told.
                    next.store(units.len(), Ordering::Relaxed);
                    let mut failed = failed.lock().unwrap_or_else(|poison| poison.into_inner());
                    if failed.as_ref().is_none_or(|(earlier, _)| index < *earlier) {
                        *failed = Some((index, error));
                    }
                }
            });
        }
    });
    match failed.into_inner().unwrap_or_else(|poison| poison.into_inner()) {
        Some((_, error)) => Err(error),
        None => Ok(()),
    }
}

fn take<'a>(units: &'a [Unit], next: &AtomicUsize) -> Option<(usize, &'a Unit)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    units.get(index).map(|unit| (index, unit))
}

fn output(command: &mut Command, task: &str) -> Result<Output> {
    command.stdin(Stdio::null()).output().map_err(|error| {
        let program = command.get_program().to_string_lossy().into_owned();
        Error::new(Code::NoToolchain, format!("cannot run {program} to {task}: {error}"))
            .with_help("name another compiler with `--cc`")
    })
}

/// What usually helps against a diagnostic that newcomers to WASI meet.
fn advice(said: &str) -> Option<&'static str> {
    const ADVICE: &[(&str, &str)] = &[
        (
            "setjmp",
            "calls of setjmp are found in objects: do without `-flto`, and compile objects and \
             archives that use it with `-mllvm -wasm-enable-sjlj -mllvm -wasm-use-legacy-eh=false` \
             (clang 20 or later)",
        ),
        (
            "compile with -D_WASI_EMULATED",
            "pass what the message names: `-D _WASI_EMULATED_…` and `--ldflag=-lwasi-emulated-…`",
        ),
        (
            "'pthread.h' file not found",
            "a library has no threads: leave this source out, or turn threads off as the library's \
             documentation says",
        ),
        (
            "file not found",
            "name the folder of included files with `-I`; headers that the library's own build makes \
             (configure, cmake) must be made first",
        ),
        (
            "call to undeclared function",
            "include the header that declares it; if the library has a configure script, define \
             what that would find (`-D HAVE_UNISTD_H`)",
        ),
        (
            "undefined symbol",
            "add the source that defines it, or the library that has it (`--ldflag=-lcrypt`)",
        ),
        (
            "unrecognized command",
            "the compiler must be a clang that can compile for wasm32: leave `--cc` out to have \
             one found",
        ),
        (
            "libclang_rt.builtins",
            "install clang's runtime library for wasm32 (on Debian `libclang-rt-19-dev-wasm32`)",
        ),
    ];
    ADVICE.iter().find(|(sign, _)| said.contains(sign)).map(|(_, advice)| *advice)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::sync::atomic::AtomicU32;

    use super::*;

    fn units(count: usize) -> Vec<Unit> {
        (0..count)
            .map(|index| Unit { source: PathBuf::from(index.to_string()), object: PathBuf::new() })
            .collect()
    }

    #[test]
    fn every_unit_is_done_once() {
        let sum = AtomicU32::new(0);
        in_parallel(&units(100), |unit| {
            let number: u32 = unit.source.to_string_lossy().parse().expect("a number");
            sum.fetch_add(number, Ordering::Relaxed);
            Ok(())
        })
        .expect("no unit fails");
        assert_eq!(sum.into_inner(), 4950);
    }

    #[test]
    fn a_failure_stops_the_rest() {
        let done = AtomicU32::new(0);
        let error = in_parallel(&units(1000), |_| {
            done.fetch_add(1, Ordering::Relaxed);
            Err(failure("compile x.c", "exit status: 1", "x.c:1: error: no"))
        })
        .expect_err("all units fail");
        assert!(error.message().contains("x.c:1: error: no"));
        assert!(done.into_inner() < 1000);
    }
}
