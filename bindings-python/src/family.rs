//! Classes that all loads of one library share: of its handles, its exceptions and its results. So
//! an `except` clause catches the exceptions of every load.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};

use pyo3::call::PyCallArgs;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use sandbridge_interface::{Code, Error, habit};

use crate::error::{Failure, Result};
use crate::library::Shared;
use crate::object::Owned;
use crate::{call, handle_class};

/// The classes, each made when first needed.
pub(crate) struct Family {
    /// By kind of handle.
    handles: Box<[OnceLock<Owned>]>,
    /// By the function's position: of its results.
    results: Mutex<HashMap<u32, Owned>>,
    /// By name.
    errors: Mutex<HashMap<String, Owned>>,
    /// The latest load, whose comments the classes show.
    latest: Mutex<Weak<Shared>>,
}

impl Family {
    pub(crate) fn new(handles: usize) -> Self {
        Self {
            handles: (0..handles).map(|_| OnceLock::new()).collect(),
            results: Mutex::default(),
            errors: Mutex::default(),
            latest: Mutex::default(),
        }
    }

    /// One more load is there.
    pub(crate) fn join(&self, shared: &Arc<Shared>) {
        *self.latest.lock().unwrap_or_else(PoisonError::into_inner) = Arc::downgrade(shared);
    }

    /// A load that is alive.
    pub(crate) fn member(&self) -> Option<Arc<Shared>> {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner).upgrade()
    }
}

impl Shared {
    /// The class of a kind of handle.
    #[inline]
    pub(crate) fn handle_class(&self, kind: u32) -> Result<&Owned> {
        let cell = self.family.handles.get(kind as usize);
        let cell = cell.ok_or_else(|| Error::bug("no such kind of handle"))?;
        if let Some(known) = cell.get() {
            return Ok(known);
        }
        let made = handle_class::make(self, kind)?;
        Ok(cell.get_or_init(|| made))
    }

    /// The named tuple of a call's results.
    pub(crate) fn result_class(&self, position: u32, fields: &[String]) -> Result<Owned> {
        let known = |family: &Family| {
            let results = family.results.lock().unwrap_or_else(PoisonError::into_inner);
            results.get(&position).cloned()
        };
        if let Some(known) = known(&self.family) {
            return Ok(known);
        }
        let name = habit::result_class(self.interface(), position).unwrap_or_default();
        let made = make("make_result", (self.library.name(), name, fields.to_vec()))?;
        let mut results = self.family.results.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(results.entry(position).or_insert(made).clone())
    }

    /// The class of the library's own exceptions of that name.
    pub(crate) fn error_class(&self, name: &str) -> Result<Owned> {
        let known = |family: &Family| {
            let errors = family.errors.lock().unwrap_or_else(PoisonError::into_inner);
            errors.get(name).cloned()
        };
        if let Some(known) = known(&self.family) {
            return Ok(known);
        }
        let made = make("make_error", (self.library.name(), name))?;
        let mut errors = self.family.errors.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(errors.entry(name.to_owned()).or_insert(made).clone())
    }

    /// A failure of the library's own as its exception; other failures stay as they are.
    #[cold]
    pub(crate) fn own_failure(&self, failure: Failure) -> Failure {
        match failure {
            Failure::Error(error) if error.code() == Code::LibraryFailed => {
                self.raise_own(&error).unwrap_or_else(|failed| failed)
            }
            other => other,
        }
    }

    fn raise_own(&self, error: &Error) -> Result<Failure> {
        let Some(failure) = error.failure() else {
            return Ok(Failure::Error(error.clone()));
        };
        let class = self.error_class(&failure.class)?;
        Python::attach(|py| -> PyResult<Failure> {
            let details = PyDict::new(py);
            details.set_item("code", error.code().as_str())?;
            details.set_item("status", failure.status)?;
            details.set_item("name", failure.name.as_deref())?;
            // SAFETY: the class is alive.
            let class = unsafe { Bound::from_borrowed_ptr(py, class.as_ptr()) };
            let made = class.call((error.message(),), Some(&details))?;
            PyErr::from_value(made).restore(py);
            Ok(Failure::Raised)
        })
        .map_err(Failure::from)
    }

    /// The signature and the documentation of a function with facts.
    pub(crate) fn idiom_docs(&self, position: usize) -> Result<(String, String)> {
        let function = self.library.idiomatic_at(position)?;
        let plan = &function.plan;
        let params = plan.args.iter().map(|arg| {
            use sandbridge_interface::facts::Omitted;
            let name = call::parameter(&arg.name);
            match arg.omitted {
                None => name,
                Some(Omitted::Null) => format!("{name}=None"),
                Some(Omitted::Number(number)) => format!("{name}={number}"),
            }
        });
        let mut params: Vec<String> = params.collect();
        if plan.is_variadic {
            params.push("*args".to_owned());
        }
        let c_name = self.interface().functions.get(position).map_or("", |function| &function.name);
        let comment = self.library.docs().0.get(c_name);
        let comment = comment.map_or_else(String::new, |comment| format!("\n\n{comment}"));
        let signature = format!("({})", params.join(", "));
        Ok((signature, format!("{}{comment}", plan.prototype)))
    }
}

/// What a function of the package's Python half makes.
fn make(function: &str, args: impl for<'py> PyCallArgs<'py>) -> Result<Owned> {
    Python::attach(|py| {
        let made = py.import("sandbridge._idiom")?.getattr(function)?.call1(args)?;
        // SAFETY: the object is alive.
        Ok(unsafe { Owned::of(made.as_ptr()) })
    })
    .map_err(|error: PyErr| Failure::from(error))?
}
