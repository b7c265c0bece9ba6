//! The actions of steps.

use sandbridge_interface::{Error, Result};
use sandbridge_runtime::Library;
use sandbridge_runtime::dynamic::{self, Pointer, Record, Step, Value};
use serde_json::Value as Json;

use crate::load::unfit;
use crate::world::World;
use crate::{given, load};

impl World {
    /// Does what a step says.
    pub(crate) fn act(&self, step: &Json) -> Result<Value> {
        let text = |key: &str| step[key].as_str();
        if let Some(spec) = step.get("load") {
            return self.load(spec);
        }
        let library = self.library(step)?;
        if let Some(name) = text("call") {
            return self.called(&library, &step["args"], |args| {
                dynamic::call_idiomatic(&library, name, args)
            });
        }
        if let Some(name) = text("call_c") {
            return self
                .called(&library, &step["args"], |args| dynamic::call(&library, name, args));
        }
        if let Some(done) = self.act_on_handle(&library, step) {
            return done;
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
            let value = given::value(self, &library, &step["value"])?;
            self.keep(name, value);
            return Ok(Value::Null);
        }
        if let Some(name) = text("new") {
            let init = step.get("init");
            let init = init.map(|init| given::value(self, &library, init)).transpose()?;
            let count = step["count"].as_u64().map(|count| count as u32);
            return dynamic::new(&library, name, init.as_ref(), count).map(Value::Pointer);
        }
        if step.get("close").is_some() {
            return library.close().map(|()| Value::Null);
        }
        if step.get("reset").is_some() {
            return library.reset().map(|()| Value::Null);
        }
        if let Some(done) = self.act_on_variable(&library, step) {
            return done;
        }
        if let Some(done) = self.act_in_callback(&library, step) {
            return done;
        }
        if let Some(done) = self.act_on_kept(&library, step) {
            return done;
        }
        self.act_on_value(&library, step)
    }

    fn act_on_handle(&self, library: &Library, step: &Json) -> Option<Result<Value>> {
        let text = |key: &str| step[key].as_str();
        let handle = |name: &str| match self.kept(name)? {
            Value::Handle(handle) => Ok(handle),
            other => Err(unfit(&format!("{other:?} is no handle"))),
        };
        if let (Some(name), Some(of)) = (text("method"), text("of")) {
            return Some(handle(of).and_then(|handle| {
                self.called(library, &step["args"], |args| {
                    args.insert(0, Value::Handle(handle));
                    let done = dynamic::call_idiomatic(library, name, args);
                    args.remove(0);
                    done
                })
            }));
        }
        if let Some(name) = text("is_open") {
            return Some(handle(name).and_then(|handle| handle.is_open()).map(Value::Bool));
        }
        let closed = handle(text("close")?).and_then(|handle| handle.close());
        Some(closed.map(|()| Value::Null))
    }

    fn act_on_variable(&self, library: &Library, step: &Json) -> Option<Result<Value>> {
        let text = |key: &str| step[key].as_str();
        if let Some(name) = text("variable") {
            return Some(dynamic::variable(library, name));
        }
        if let Some(name) = text("assign") {
            let value = given::value(self, library, &step["value"]);
            let done = value.and_then(|value| dynamic::assign(library, name, &value));
            return Some(done.map(|()| Value::Null));
        }
        if let Some(name) = text("address") {
            return Some(dynamic::address(library, name).map(Value::Pointer));
        }
        if step.get("errno").is_some() {
            return Some(dynamic::errno(library).map(|errno| Value::Int(errno.into())));
        }
        let value = step.get("set_errno")?.as_i64().unwrap_or_default() as i32;
        Some(dynamic::set_errno(library, value).map(|()| Value::Null))
    }

    /// The actions on callbacks and pointers that were kept.
    fn act_on_kept(&self, library: &Library, step: &Json) -> Option<Result<Value>> {
        let text = |key: &str| step[key].as_str();
        if let Some(name) = text("invoke") {
            return Some(self.kept(name).and_then(|kept| match kept {
                Value::CFunction(function) => {
                    self.called(library, &step["args"], |args| function.call(args))
                }
                other => Err(unfit(&format!("{other:?} cannot be called"))),
            }));
        }
        if let Some(name) = text("at") {
            let pointer = self.pointer(name).and_then(|pointer| self.at(&pointer, &step["path"]));
            return Some(pointer.map(Value::Pointer));
        }
        if let Some(name) = text("release") {
            return Some(self.kept(name).and_then(|kept| match kept {
                Value::Callback(callback) => {
                    callback.release();
                    Ok(Value::Null)
                }
                other => Err(unfit(&format!("{other:?} is no callback"))),
            }));
        }
        if let Some(name) = text("calls") {
            let calls = self.state().calls.get_mut(name).map(std::mem::take);
            return Some(calls.map(Value::List).ok_or_else(|| unfit("no such callback")));
        }
        let calls = self.state().calls.get(text("called")?).map(Vec::len);
        Some(calls.map(|len| Value::Int(len as i128)).ok_or_else(|| unfit("no such callback")))
    }

    /// The actions on something that was kept.
    fn act_on_value(&self, library: &Library, step: &Json) -> Result<Value> {
        let text = |key: &str| step[key].as_str();
        let path = path(&step["path"])?;
        if let Some(name) = text("get") {
            return get(&self.kept(name)?, &path);
        }
        if let Some(name) = text("set") {
            let value = given::value(self, library, &step["value"])?;
            match self.kept(name)? {
                Value::Pointer(pointer) => pointer.set(&path, &value)?,
                Value::Record(mut record) => {
                    record.set(&path, &value)?;
                    self.keep(name, Value::Record(record));
                }
                _ => return Err(unfit(&format!("`{name}` has no members"))),
            }
            return Ok(Value::Null);
        }
        if let Some(name) = text("length") {
            return match get(&self.kept(name)?, &path)? {
                Value::List(items) => Ok(Value::Int(items.len() as i128)),
                other => Err(unfit(&format!("{other:?} has no length"))),
            };
        }
        if let Some(name) = text("text") {
            return match self.kept(name)? {
                Value::Record(record) => record.text(&path),
                Value::Pointer(pointer) if path.is_empty() => pointer.text(),
                Value::Pointer(pointer) => pointer.text_at(&path),
                other => Err(unfit(&format!("{other:?} is no text"))),
            }
            .map(Value::Text);
        }
        if let Some(name) = text("check") {
            return self.kept(name);
        }
        if let Some(name) = text("copy") {
            return self.kept(name);
        }
        if let Some(name) = text("bytes") {
            return self.record(name).map(|record| Value::Bytes(record.as_bytes().to_vec()));
        }
        if let Some([one, other]) = step["equal"].as_array().map(Vec::as_slice) {
            let name = |json: &Json| json.as_str().unwrap_or_default().to_owned();
            let (one, other) = (name(one), name(other));
            return Ok(Value::Bool(self.kept(&one)? == self.kept(&other)?));
        }
        self.act_on_pointer(library, step)
    }

    fn act_on_pointer(&self, library: &Library, step: &Json) -> Result<Value> {
        let text = |key: &str| step[key].as_str();
        if let Some(name) = text("read") {
            let count = step["count"].as_u64().unwrap_or_default() as usize;
            return self.pointer(name)?.read(count).map(Value::Bytes);
        }
        if let Some(name) = text("write") {
            let data = given::value(self, library, &step["data"])?;
            let offset = step["offset"].as_u64().unwrap_or_default() as u32;
            let (Value::Bytes(bytes) | Value::Buffer(bytes)) = data else {
                return Err(unfit("only bytes are written"));
            };
            return self.pointer(name)?.write(&bytes, offset).map(|()| Value::Null);
        }
        if let Some(name) = text("cast") {
            let to = text("type").unwrap_or_default();
            return match self.kept(name)? {
                Value::CFunction(function) => function.cast(to).map(Value::CFunction),
                _ => self.pointer(name)?.cast(to).map(Value::Pointer),
            };
        }
        if let Some(name) = text("free") {
            return self.pointer(name)?.free().map(|()| Value::Null);
        }
        Err(unfit(&format!("the step {step} has no action")))
    }

    /// Calls, and keeps what C wrote to named arguments.
    fn called(
        &self,
        library: &Library,
        args: &Json,
        call: impl FnOnce(&mut Vec<Value>) -> Result<Value>,
    ) -> Result<Value> {
        let args = args.as_array().map(Vec::as_slice).unwrap_or_default();
        let mut values =
            args.iter().map(|arg| given::value(self, library, arg)).collect::<Result<Vec<_>>>()?;
        let result = call(&mut values);
        for (arg, value) in args.iter().zip(values) {
            let name = arg.get("as").or_else(|| arg.get("ref")).and_then(Json::as_str);
            if let Some(name) = name {
                self.keep(name, value);
            }
        }
        result
    }

    fn at(&self, pointer: &Pointer, json: &Json) -> Result<Pointer> {
        match json.as_array().map(Vec::as_slice) {
            Some([by]) if let Some(by) = by.as_i64() => pointer.offset(by),
            _ => pointer.at(&path(json)?),
        }
    }

    fn load(&self, spec: &Json) -> Result<Value> {
        let (folder, options) = {
            let state = self.state();
            (state.folder.clone(), state.options.clone())
        };
        let library = load::library(&folder, spec, &options)?;
        let mut state = self.state();
        match spec["as"].as_str() {
            Some(name) => {
                state.libraries.insert(name.to_owned(), library);
            }
            None => state.current = Some(library),
        }
        Ok(Value::Null)
    }

    fn library(&self, step: &Json) -> Result<Library> {
        let state = self.state();
        let library = match step["in"].as_str() {
            Some(name) => state.libraries.get(name),
            None => state.current.as_ref(),
        };
        library.cloned().ok_or_else(|| unfit("the library is not loaded"))
    }

    fn record(&self, name: &str) -> Result<Record> {
        match self.kept(name)? {
            Value::Record(record) => Ok(record),
            _ => Err(unfit(&format!("`{name}` is no record"))),
        }
    }

    fn pointer(&self, name: &str) -> Result<Pointer> {
        match self.kept(name)? {
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
