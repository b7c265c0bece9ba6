//! Doing a case's steps.

use std::collections::HashMap;
use std::path::Path;

use sandbridge_interface::{Error, Result};
use sandbridge_runtime::Library;
use sandbridge_runtime::dynamic::{self, Pointer, Record, Step, Value};
use serde_json::Value as Json;

use crate::given::{self, Names, kept};
use crate::load::unfit;
use crate::vectors::{Case, Failure};
use crate::{expect, load};

/// Does the steps of a case and gives those that did not go as they should.
pub fn run(case: &Case) -> Vec<Failure> {
    let mut run = Run {
        folder: &case.folder,
        options: &case.options,
        current: None,
        libraries: HashMap::new(),
        names: Names::new(),
    };
    let starts_itself = case.steps.first().is_some_and(|step| step.get("load").is_some());
    if !starts_itself {
        match load::library(&case.folder, &Json::Null, &case.options) {
            Ok(library) => run.current = Some(library),
            Err(error) => {
                let step = format!("{}/load", case.name);
                return vec![Failure { step, what: error.to_string() }];
            }
        }
    }
    let failed = |step: &Json| {
        let what = run.check(step)?;
        let name = step["name"].as_str().unwrap_or_default();
        Some(Failure { step: format!("{}/{name}", case.name), what })
    };
    case.steps.iter().filter_map(failed).collect()
}

struct Run<'a> {
    folder: &'a Path,
    options: &'a Json,
    current: Option<Library>,
    libraries: HashMap<String, Library>,
    names: Names,
}

impl Run<'_> {
    /// Does a step; what is wrong with its outcome.
    fn check(&mut self, step: &Json) -> Option<String> {
        let wants_error = step.get("error").is_some();
        let value = match self.act(step) {
            Err(error) if wants_error => return expect::error_difference(step, &error),
            Err(error) => return Some(format!("failed: {error}")),
            Ok(value) if wants_error => {
                return Some(format!("expected the error {}, got {value:?}", step["error"]));
            }
            Ok(value) => value,
        };
        let expected = step.get("returns").or_else(|| step.get("is"));
        let difference =
            expected.map(|expected| expect::difference(&self.names, expected, &value)).transpose();
        if let Some(name) = step["as"].as_str() {
            self.names.insert(name.to_owned(), value);
        }
        match difference {
            Ok(difference) => difference.flatten(),
            Err(error) => Some(error.to_string()),
        }
    }

    fn act(&mut self, step: &Json) -> Result<Value> {
        let text = |key: &str| step[key].as_str();
        if let Some(spec) = step.get("load") {
            return self.load(spec);
        }
        let library = self.library(step)?;
        if let Some(name) = text("call") {
            return self.call(&library, name, &step["args"]);
        }
        if let Some(name) = text("constant") {
            return dynamic::constant(&library, name);
        }
        if let Some(name) = text("enum") {
            let variants = dynamic::enumeration(&library, name)?;
            let named = variants.into_iter().map(|(name, value)| (name, Value::Int(value)));
            return Ok(Value::Members(named.collect()));
        }
        if let Some(name) = text("let") {
            let value = given::value(&library, &mut self.names, &step["value"])?;
            self.names.insert(name.to_owned(), value);
            return Ok(Value::Null);
        }
        if let Some(name) = text("new") {
            let init = step.get("init");
            let init =
                init.map(|init| given::value(&library, &mut self.names, init)).transpose()?;
            let count = step["count"].as_u64().map(|count| count as u32);
            return dynamic::new(&library, name, init.as_ref(), count).map(Value::Pointer);
        }
        if step.get("close").is_some() {
            return library.close().map(|()| Value::Null);
        }
        if step.get("reset").is_some() {
            return library.reset().map(|()| Value::Null);
        }
        self.act_on_value(&library, step)
    }

    /// The actions on something that was kept.
    fn act_on_value(&mut self, library: &Library, step: &Json) -> Result<Value> {
        let text = |key: &str| step[key].as_str();
        let path = path(&step["path"])?;
        if let Some(name) = text("get") {
            return get(kept(&self.names, name)?, &path);
        }
        if let Some(name) = text("set") {
            let value = given::value(library, &mut self.names, &step["value"])?;
            match self.names.get_mut(name) {
                Some(Value::Pointer(pointer)) => pointer.set(&path, &value)?,
                Some(Value::Record(record)) => record.set(&path, &value)?,
                _ => return Err(unfit(&format!("`{name}` has no members"))),
            }
            return Ok(Value::Null);
        }
        if let Some(name) = text("length") {
            return match get(kept(&self.names, name)?, &path)? {
                Value::List(items) => Ok(Value::Int(items.len() as i128)),
                other => Err(unfit(&format!("{other:?} has no length"))),
            };
        }
        if let Some(name) = text("text") {
            return match kept(&self.names, name)? {
                Value::Record(record) => record.text(&path),
                Value::Pointer(pointer) if path.is_empty() => pointer.text(),
                Value::Pointer(pointer) => pointer.text_at(&path),
                other => Err(unfit(&format!("{other:?} is no text"))),
            }
            .map(Value::Text);
        }
        if let Some(name) = text("check") {
            return kept(&self.names, name).cloned();
        }
        if let Some(name) = text("copy") {
            return kept(&self.names, name).cloned();
        }
        if let Some(name) = text("bytes") {
            return self.record(name).map(|record| Value::Bytes(record.as_bytes().to_vec()));
        }
        if let Some([one, other]) = step["equal"].as_array().map(Vec::as_slice) {
            let name = |json: &Json| json.as_str().unwrap_or_default().to_owned();
            let (one, other) = (name(one), name(other));
            return Ok(Value::Bool(kept(&self.names, &one)? == kept(&self.names, &other)?));
        }
        self.act_on_pointer(library, step)
    }

    fn act_on_pointer(&mut self, library: &Library, step: &Json) -> Result<Value> {
        let text = |key: &str| step[key].as_str();
        if let Some(name) = text("read") {
            let count = step["count"].as_u64().unwrap_or_default() as usize;
            return self.pointer(name)?.read(count).map(Value::Bytes);
        }
        if let Some(name) = text("write") {
            let data = given::value(library, &mut self.names, &step["data"])?;
            let offset = step["offset"].as_u64().unwrap_or_default() as u32;
            let (Value::Bytes(bytes) | Value::Buffer(bytes)) = data else {
                return Err(unfit("only bytes are written"));
            };
            return self.pointer(name)?.write(&bytes, offset).map(|()| Value::Null);
        }
        if let Some(name) = text("cast") {
            let to = text("type").unwrap_or_default();
            return self.pointer(name)?.cast(to).map(Value::Pointer);
        }
        if let Some(name) = text("free") {
            return self.pointer(name)?.free().map(|()| Value::Null);
        }
        Err(unfit(&format!("the step {step} has no action")))
    }

    /// Calls, and keeps what C wrote to named arguments.
    fn call(&mut self, library: &Library, name: &str, args: &Json) -> Result<Value> {
        let args = args.as_array().map(Vec::as_slice).unwrap_or_default();
        let mut values = args
            .iter()
            .map(|arg| given::value(library, &mut self.names, arg))
            .collect::<Result<Vec<_>>>()?;
        let result = dynamic::call(library, name, &mut values);
        for (arg, value) in args.iter().zip(values) {
            let name = arg.get("as").or_else(|| arg.get("ref")).and_then(Json::as_str);
            if let Some(name) = name {
                self.names.insert(name.to_owned(), value);
            }
        }
        result
    }

    fn load(&mut self, spec: &Json) -> Result<Value> {
        let library = load::library(self.folder, spec, self.options)?;
        match spec["as"].as_str() {
            Some(name) => {
                self.libraries.insert(name.to_owned(), library);
            }
            None => self.current = Some(library),
        }
        Ok(Value::Null)
    }

    fn library(&self, step: &Json) -> Result<Library> {
        let library = match step["in"].as_str() {
            Some(name) => self.libraries.get(name),
            None => self.current.as_ref(),
        };
        library.cloned().ok_or_else(|| unfit("the library is not loaded"))
    }

    fn record(&self, name: &str) -> Result<&Record> {
        match kept(&self.names, name)? {
            Value::Record(record) => Ok(record),
            _ => Err(unfit(&format!("`{name}` is no record"))),
        }
    }

    fn pointer(&self, name: &str) -> Result<&Pointer> {
        match kept(&self.names, name)? {
            Value::Pointer(pointer) => Ok(pointer),
            _ => Err(unfit(&format!("`{name}` is no pointer"))),
        }
    }
}

fn get(value: &Value, path: &[Step<'_>]) -> Result<Value> {
    match value {
        Value::Pointer(pointer) => pointer.get(path),
        Value::Record(record) => record.get(path),
        other if path.is_empty() => Ok(other.clone()),
        other => Err(unfit(&format!("{other:?} has no members"))),
    }
}

fn path(json: &Json) -> Result<Vec<Step<'_>>> {
    let steps = json.as_array().map(Vec::as_slice).unwrap_or_default();
    let steps = steps.iter().map(|step| match (step.as_str(), step.as_u64()) {
        (Some(name), _) => Ok(Step::Member(name)),
        (_, Some(index)) => Ok(Step::Index(index as usize)),
        _ => Err(Error::bug("a path has names and numbers")),
    });
    steps.collect()
}
