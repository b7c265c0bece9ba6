//! What the steps of one case share, host functions that C calls included.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sandbridge_interface::Result;
use sandbridge_runtime::Library;
use sandbridge_runtime::dynamic::Value;
use serde_json::Value as Json;

use crate::load::unfit;

/// Names, libraries and notes of a running case. Clones are the same.
#[derive(Clone)]
pub(crate) struct World(Arc<Mutex<State>>);

#[derive(Default)]
pub(crate) struct State {
    pub(crate) folder: PathBuf,
    pub(crate) options: Json,
    pub(crate) current: Option<Library>,
    pub(crate) libraries: HashMap<String, Library>,
    names: HashMap<String, Value>,
    /// Names with `$`, of the callback that is running.
    locals: HashMap<String, Value>,
    /// What each callback was given since it was last asked.
    pub(crate) calls: HashMap<String, Vec<Value>>,
    /// How many exceptions callbacks raised; the count tells them apart.
    pub(crate) raised: u64,
    /// Expectations that were not met.
    notes: Vec<String>,
}

impl World {
    pub(crate) fn new(folder: PathBuf, options: Json) -> Self {
        Self(Arc::new(Mutex::new(State { folder, options, ..State::default() })))
    }

    /// Never held while a library runs.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a value for later steps.
    pub(crate) fn keep(&self, name: &str, value: Value) {
        let mut state = self.state();
        let names = if name.starts_with('$') { &mut state.locals } else { &mut state.names };
        let former = names.insert(name.to_owned(), value);
        drop(state);
        // A callback that goes with it is released without the lock.
        drop(former);
    }

    /// What was kept under that name.
    pub(crate) fn kept(&self, name: &str) -> Result<Value> {
        let state = self.state();
        let names = if name.starts_with('$') { &state.locals } else { &state.names };
        names.get(name).cloned().ok_or_else(|| unfit(&format!("nothing was kept as `{name}`")))
    }

    /// Runs with these locals, and puts the former ones back.
    pub(crate) fn with_locals<T>(&self, locals: Vec<Value>, act: impl FnOnce() -> T) -> T {
        let locals: HashMap<String, Value> =
            locals.into_iter().enumerate().map(|(at, value)| (format!("${at}"), value)).collect();
        let outer = std::mem::replace(&mut self.state().locals, locals);
        let done = act();
        let inner = std::mem::replace(&mut self.state().locals, outer);
        drop(inner);
        done
    }

    pub(crate) fn note(&self, what: String) {
        self.state().notes.push(what);
    }

    /// What was noted since the last time.
    pub(crate) fn notes(&self) -> Option<String> {
        let notes = std::mem::take(&mut self.state().notes);
        // A step that is done thousands of times need not say so each time.
        (!notes.is_empty()).then(|| notes.into_iter().take(3).collect::<Vec<_>>().join("; "))
    }

    /// Lets go of everything: libraries hold callbacks, which hold the world.
    pub(crate) fn end(&self) {
        let State { libraries, current, names, locals, .. } = std::mem::take(&mut *self.state());
        drop((names, locals));
        for library in libraries.into_values().chain(current) {
            // It may be closed already.
            let _ = library.close();
        }
    }
}
