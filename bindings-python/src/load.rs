//! From a path or bytes with options to a library.

use std::path::PathBuf;

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};
use sandbridge_interface::Error;
use sandbridge_runtime::{Access, Cache, Folder, Library, OnBusy, Options, Stdio};

use crate::error::Failure;
use crate::handle::Handle;

/// Loads a library: `source` is a path or the module's bytes.
#[pyfunction]
#[pyo3(signature = (
    source, *, name, cache, memory_limit, signals, trap_unknown_imports, on_busy, stdio, clocks,
    randomness, folders, args, env, trust_precompiled, cdef, like,
))]
#[expect(clippy::too_many_arguments, reason = "they are Python's keywords")]
pub(crate) fn load(
    py: Python<'_>,
    source: &Bound<'_, PyAny>,
    name: Option<String>,
    cache: &Bound<'_, PyAny>,
    memory_limit: Option<u64>,
    signals: Option<bool>,
    trap_unknown_imports: bool,
    on_busy: &str,
    stdio: &str,
    clocks: bool,
    randomness: bool,
    folders: Vec<(String, PathBuf, bool)>,
    args: Vec<String>,
    env: Vec<(String, String)>,
    trust_precompiled: bool,
    cdef: Option<&str>,
    like: Option<&Bound<'_, Handle>>,
) -> PyResult<Handle> {
    let interface = match cdef {
        None => None,
        Some(text) => {
            let called = name.clone().or_else(|| stem(source));
            let called = called.unwrap_or_else(|| "module".to_owned());
            let read = sandbridge_cli::cdef(&called, text);
            Some(read.map_err(|error| Failure::from(error.context("cdef")))?)
        }
    };
    let options = Options {
        name,
        cache: cache_of(cache)?,
        interface,
        memory_limit,
        signals,
        trap_unknown_imports,
        on_busy: match on_busy {
            "wait" => OnBusy::Wait,
            "error" => OnBusy::Error,
            other => return Err(unknown("on_busy", &["wait", "error"], other)),
        },
        stdio: match stdio {
            "discard" => Stdio::Discard,
            "inherit" => Stdio::Inherit,
            other => return Err(unknown("stdio", &["discard", "inherit"], other)),
        },
        clocks,
        randomness,
        folders: folders.into_iter().map(folder).collect(),
        args,
        env,
        trust_precompiled,
    };
    let library = if let Ok(bytes) = source.cast::<PyBytes>() {
        let bytes = bytes.as_bytes();
        guarded(py, || sandbridge_runtime::load_bytes(bytes, &options))
    } else {
        let path: PathBuf = source.extract()?;
        guarded(py, || sandbridge_runtime::load(&path, &options))
    };
    Ok(Handle::of(library?, like.map(Bound::get)))
}

/// A name, a path and whether it is only to be read.
fn folder((guest, host, read_only): (String, PathBuf, bool)) -> Folder {
    let access = if read_only { Access::ReadOnly } else { Access::ReadWrite };
    Folder { guest, host, access }
}

/// The name of a module's file without its ending.
fn stem(source: &Bound<'_, PyAny>) -> Option<String> {
    let path: PathBuf = source.extract().ok()?;
    Some(path.file_stem()?.to_string_lossy().into_owned())
}

/// Loads while other Python threads run; compiling takes seconds.
fn guarded(
    py: Python<'_>,
    load: impl FnOnce() -> Result<Library, Error> + Send,
) -> PyResult<Library> {
    py.detach(load).map_err(|error| Failure::from(error).into())
}

fn cache_of(cache: &Bound<'_, PyAny>) -> PyResult<Cache> {
    if let Ok(word) = cache.cast::<PyString>() {
        match word.to_string().as_str() {
            "default" => return Ok(Cache::User),
            "off" => return Ok(Cache::Off),
            _ => {}
        }
    }
    let folder = cache.extract::<PathBuf>();
    folder.map(Cache::Folder).map_err(|_| {
        PyTypeError::new_err("cache must be \"default\", \"off\" or the path of a folder")
    })
}

fn unknown(option: &str, known: &[&str], came: &str) -> PyErr {
    let known = known.join("\" or \"");
    PyValueError::new_err(format!("{option} must be \"{known}\", not {came:?}"))
}
