//! Failures on their way to Python: core errors become exceptions of the generated classes, and
//! exceptions that Python code raised pass through unchanged.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;

use pyo3::exceptions::PyTypeError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use sandbridge_interface::{Code, Error};

use crate::object::Owned;
use crate::raised;

/// Result of everything that Python may see fail.
pub(crate) type Result<T, E = Failure> = std::result::Result<T, E>;

/// Why there is no result.
#[derive(Debug)]
pub(crate) enum Failure {
    /// An exception is set in this thread's Python state already.
    Raised,
    /// An error of the core.
    Error(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error.code() {
            // A callback raised: its exception is set again.
            Code::HostRaised if raised::restore(&error) => Self::Raised,
            _ => Self::Error(error),
        }
    }
}

impl From<PyErr> for Failure {
    fn from(error: PyErr) -> Self {
        Python::attach(|py| error.restore(py));
        Self::Raised
    }
}

impl From<Failure> for PyErr {
    fn from(failure: Failure) -> Self {
        Python::attach(|py| match failure {
            Failure::Raised => PyErr::fetch(py),
            Failure::Error(error) => exception(py, &error),
        })
    }
}

impl Failure {
    /// Puts `context: ` before the message of a core error.
    #[cold]
    pub(crate) fn context(self, context: impl fmt::Display) -> Self {
        match self {
            Self::Raised => Self::Raised,
            Self::Error(error) => Self::Error(error.context(context)),
        }
    }

    /// Sets the exception for the interpreter to find.
    #[cold]
    pub(crate) fn raise(self) {
        if let Self::Error(error) = self {
            Python::attach(|py| exception(py, &error).restore(py));
        }
    }
}

/// Clears the exception that is set, if it is one of ours with that code.
#[cold]
pub(crate) fn take_if(code: Code) -> bool {
    Python::attach(|py| {
        let raised = PyErr::fetch(py);
        let own = raised.value(py).getattr("code").and_then(|code| code.extract::<String>());
        let is_it = own.is_ok_and(|own| own == code.as_str());
        if !is_it {
            raised.restore(py);
        }
        is_it
    })
}

/// A mismatch between what C wants and what came.
#[cold]
pub(crate) fn mismatch(expected: &str, came: *mut ffi::PyObject) -> Error {
    Error::new(Code::ArgumentType, format!("expected {expected}, got {}", describe(came)))
}

/// What came, short enough for a message: numbers and short text as they are, else the type.
#[cold]
pub(crate) fn describe(value: *mut ffi::PyObject) -> String {
    Python::attach(|py| {
        // SAFETY: callers pass a live object, and this thread is attached.
        let value = unsafe { Bound::from_borrowed_ptr(py, value) };
        let name = value.get_type().name().map_or_else(|_| "object".into(), |n| n.to_string());
        let kind = format!("{} `{name}`", if name.starts_with(is_vowel) { "an" } else { "a" });
        if value.is_none() {
            return "None".to_owned();
        }
        if !matches!(name.as_str(), "int" | "float" | "str" | "bool") {
            return kind;
        }
        match value.repr().map(|text| text.to_string()) {
            Ok(text) if text.len() <= 60 && name == "str" => format!("{kind}: {text}"),
            Ok(text) if text.len() <= 60 => text,
            _ => kind,
        }
    })
}

fn is_vowel(letter: char) -> bool {
    "aeiou".contains(letter)
}

/// Runs the body of an entry from Python that returns an object.
#[inline(always)]
pub(crate) fn guard(body: impl FnOnce() -> Result<Owned>) -> *mut ffi::PyObject {
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(object)) => object.into_ptr(),
        Ok(Err(failure)) => {
            failure.raise();
            ptr::null_mut()
        }
        Err(panic) => {
            panicked(&*panic).raise();
            ptr::null_mut()
        }
    }
}

/// The same for an entry that returns a number, `-1` for failure.
pub(crate) fn guard_number<T: From<i8>>(body: impl FnOnce() -> Result<T>) -> T {
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(number)) => number,
        Ok(Err(failure)) => {
            failure.raise();
            T::from(-1)
        }
        Err(panic) => {
            panicked(&*panic).raise();
            T::from(-1)
        }
    }
}

#[cold]
fn panicked(panic: &(dyn std::any::Any + Send)) -> Failure {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
    Error::bug(format!("the binding panicked: {text}")).into()
}

/// The exception for a core error: the class of its kind, with code, help and the guest's traces.
fn exception(py: Python<'_>, error: &Error) -> PyErr {
    let make = || {
        let class = match error.code() {
            // What ends loops over any sequence.
            Code::IndexOutOfRange => "IndexOutOfRangeError",
            _ => error.kind().class(),
        };
        let class = py.import("sandbridge._errors")?.getattr(class)?;
        let details = PyDict::new(py);
        details.set_item("code", error.code().as_str())?;
        details.set_item("help", error.help())?;
        if let Some(guest) = error.guest() {
            details.set_item("frames", PyTuple::new(py, &guest.frames)?)?;
            details.set_item("stderr", &guest.stderr)?;
        }
        class.call((error.to_string(),), Some(&details))
    };
    match make() {
        Ok(instance) => PyErr::from_value(instance),
        Err(failed) => failed,
    }
}

/// The exception for something that Python's own protocols refuse, such as making an object
/// that only a library can make.
#[cold]
pub(crate) fn type_error(message: impl Into<String>) -> Failure {
    PyTypeError::new_err(message.into()).into()
}
