//! The options of `load`, as JavaScript spells them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use sandbridge_interface::{Code, Error, Result};
use sandbridge_runtime::{Access, Cache, Folder, OnBusy, Options, Stdio};
use serde::Deserialize;

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Given {
    name: Option<String>,
    cache: Option<String>,
    memory_limit: Option<u64>,
    signals: Option<bool>,
    trap_unknown_imports: bool,
    on_busy: Busy,
    stdio: Output,
    clocks: bool,
    randomness: bool,
    folders: BTreeMap<String, Place>,
    args: Vec<String>,
    env: BTreeMap<String, String>,
    trust_precompiled: bool,
    cdef: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "lowercase")]
enum Busy {
    #[default]
    Wait,
    Error,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "lowercase")]
enum Output {
    #[default]
    Discard,
    Inherit,
}

/// Where a granted folder is.
#[derive(Deserialize)]
#[serde(untagged)]
enum Place {
    Writable(PathBuf),
    Either(Either),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Either {
    path: PathBuf,
    #[serde(default)]
    read_only: bool,
}

/// Reads the options from their JSON. A library without a name of its own is called `name`.
pub(crate) fn read(json: &str, name: &str) -> Result<Options> {
    let given: Given = serde_json::from_str(json).map_err(|error| {
        // The place in the JSON text means nothing to the caller, who gave an object.
        let what = error.to_string();
        let what = what.split(" at line ").next().unwrap_or(&what).to_owned();
        Error::new(Code::ArgumentType, format!("load: its options are not understood: {what}"))
    })?;
    let interface = match &given.cdef {
        Some(text) => {
            let name = given.name.as_deref().unwrap_or(name);
            Some(sandbridge_cli::cdef(name, text)?)
        }
        None => None,
    };
    Ok(Options {
        name: given.name,
        cache: match given.cache.as_deref() {
            None | Some("default") => Cache::User,
            Some("off") => Cache::Off,
            Some(folder) => Cache::Folder(PathBuf::from(folder)),
        },
        interface,
        memory_limit: given.memory_limit,
        signals: given.signals,
        trap_unknown_imports: given.trap_unknown_imports,
        on_busy: match given.on_busy {
            Busy::Wait => OnBusy::Wait,
            Busy::Error => OnBusy::Error,
        },
        stdio: match given.stdio {
            Output::Discard => Stdio::Discard,
            Output::Inherit => Stdio::Inherit,
        },
        clocks: given.clocks,
        randomness: given.randomness,
        folders: given.folders.into_iter().map(folder).collect(),
        args: given.args,
        env: given.env.into_iter().collect(),
        trust_precompiled: given.trust_precompiled,
    })
}

fn folder((guest, place): (String, Place)) -> Folder {
    let (host, read_only) = match place {
        Place::Writable(path) => (path, false),
        Place::Either(place) => (place.path, place.read_only),
    };
    let access = if read_only { Access::ReadOnly } else { Access::ReadWrite };
    Folder { guest, host, access }
}
