//! The `load` action: which bytes, changed how, with which options.

use std::path::Path;

use sandbridge_interface::{Error, Result};
use sandbridge_runtime::{Cache, Library, OnBusy, Options, Stdio, load, load_bytes};
use serde_json::Value as Json;

use crate::given::hex;

/// Loads what `spec` says from the case's folder.
pub(crate) fn library(folder: &Path, spec: &Json, options: &Json) -> Result<Library> {
    let options =
        self::options(if spec["options"].is_null() { options } else { &spec["options"] })?;
    let path = folder.join(spec["file"].as_str().unwrap_or("case.wasm"));
    let mut bytes = match &spec["bytes"] {
        Json::Null => return load(&path, &options),
        Json::Bool(_) => std::fs::read(&path).map_err(|error| unfit(&error.to_string()))?,
        literal => hex(literal)?,
    };
    if let Some(kept) = spec["truncate"].as_u64() {
        bytes.truncate(kept as usize);
    }
    if let Some(change) = spec["replace"].as_object() {
        let (find, with) = (hex(&change["find"])?, hex(&change["with"])?);
        let at = bytes.windows(find.len()).position(|window| window == find);
        let at = at.ok_or_else(|| unfit("the module has no such bytes to replace"))?;
        bytes.splice(at..at + find.len(), with);
    }
    load_bytes(&bytes, &options)
}

fn options(json: &Json) -> Result<Options> {
    let mut options = Options { cache: Cache::Off, ..Options::default() };
    for (key, value) in json.as_object().into_iter().flatten() {
        let text = value.as_str().unwrap_or_default();
        match key.as_str() {
            "name" => options.name = Some(text.to_owned()),
            "memory_limit" => options.memory_limit = value.as_u64(),
            "signals" => options.signals = value.as_bool(),
            "trap_unknown_imports" => options.trap_unknown_imports = value == true,
            "on_busy" if text == "error" => options.on_busy = OnBusy::Error,
            "on_busy" => options.on_busy = OnBusy::Wait,
            "stdio" if text == "inherit" => options.stdio = Stdio::Inherit,
            "stdio" => options.stdio = Stdio::Discard,
            "clocks" => options.clocks = value == true,
            "randomness" => options.randomness = value == true,
            "args" => {
                let args = value.as_array().into_iter().flatten().filter_map(Json::as_str);
                options.args = args.map(str::to_owned).collect();
            }
            "env" => {
                let pairs = value.as_object().into_iter().flatten();
                options.env = pairs
                    .map(|(key, value)| {
                        (key.clone(), value.as_str().unwrap_or_default().to_owned())
                    })
                    .collect();
            }
            _ => return Err(unfit(&format!("there is no option `{key}`"))),
        }
    }
    Ok(options)
}

/// A vector that this runner cannot read.
pub(crate) fn unfit(what: &str) -> Error {
    Error::bug(format!("vectors.json: {what}"))
}
