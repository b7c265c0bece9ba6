//! Cases and expected failures as they lie on disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;

/// One folder below `cases`.
#[derive(Debug, Clone)]
pub struct Case {
    /// The folder's name.
    pub name: String,
    /// The folder.
    pub folder: PathBuf,
    /// How the first library is loaded.
    pub options: Json,
    /// What is done, in order.
    pub steps: Vec<Json>,
}

/// A step that did not go as its vector says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// `<case>/<step>`.
    pub step: String,
    /// What was seen instead.
    pub what: String,
}

/// All cases by name.
///
/// # Errors
/// A sentence on the first folder or file that cannot be read.
pub fn cases() -> Result<Vec<Case>, String> {
    let root = root().join("cases");
    let entries = fs::read_dir(&root).map_err(|error| format!("{}: {error}", root.display()))?;
    let mut folders: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    folders.retain(|folder| folder.is_dir());
    folders.sort();
    folders.into_iter().map(read).collect()
}

/// The steps that must fail in `language`, with the reason.
///
/// # Errors
/// A sentence on the first line that cannot be read.
pub fn expected_failures(language: &str) -> Result<BTreeMap<String, String>, String> {
    let path = root().join("expected-failures.toml");
    let text = fs::read_to_string(&path).map_err(|error| error.to_string())?;
    let mut table = "";
    let mut found = BTreeMap::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if line.starts_with('#') {
            continue;
        }
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            table = name;
            continue;
        }
        let entry = line.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        let Some((step, reason)) = entry.and_then(|entry| entry.split_once("\" = \"")) else {
            return Err(format!("{}: `{line}` is no entry", path.display()));
        };
        if table == language {
            found.insert(step.to_owned(), reason.to_owned());
        }
    }
    Ok(found)
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(folder: PathBuf) -> Result<Case, String> {
    let path = folder.join("vectors.json");
    let failed = |what: String| format!("{}: {what}", path.display());
    let text = fs::read_to_string(&path).map_err(|error| failed(error.to_string()))?;
    let json: Json = serde_json::from_str(&text).map_err(|error| failed(error.to_string()))?;
    let steps = json["steps"].as_array().ok_or_else(|| failed("it has no steps".into()))?.clone();
    let mut names: Vec<_> = steps.iter().map(|step| step["name"].as_str()).collect();
    names.sort_unstable();
    if names.windows(2).any(|pair| pair[0] == pair[1]) || names.contains(&None) {
        return Err(failed("each step has a name of its own".into()));
    }
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Case { name, options: json["options"].clone(), steps, folder })
}
