//! A loaded library as Python holds it: names, types, memory, close and reset.

use std::sync::Arc;

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use sandbridge_interface::plan::Number;
use sandbridge_interface::{Code, ConstantValue, Error, Global, Type};
use sandbridge_runtime::Library;

use crate::error::{Failure, Result, mismatch};
use crate::family::Family;
use crate::library::Shared;
use crate::object::Owned;
use crate::{call, callback_object, idiom_name, number, pointer, typed, variable};

/// The native half of `sandbridge.Library`.
#[pyclass(frozen, module = "sandbridge._native")]
pub(crate) struct Handle {
    shared: Arc<Shared>,
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.shared.let_go();
    }
}

impl Handle {
    /// A library that was just loaded; one like another load of it shares that one's classes.
    pub(crate) fn of(library: Library, like: Option<&Self>) -> Self {
        let like = like.filter(|like| like.shared.interface() == library.interface());
        let family = match like {
            Some(like) => Arc::clone(&like.shared.family),
            None => Arc::new(Family::new(library.interface().facts.handles.len())),
        };
        let shared = Arc::new(Shared::new(library, family));
        shared.family.join(&shared);
        Self { shared }
    }

    fn variable(&self, name: &str) -> Result<&Global> {
        variable::find(&self.shared, name)
            .ok_or_else(|| self.shared.library.unknown_name(name).into())
    }
}

#[pymethods]
impl Handle {
    /// The library's name.
    #[getter]
    fn name(&self) -> &str {
        self.shared.library.name()
    }

    /// Whether it was closed.
    #[getter]
    fn is_closed(&self) -> bool {
        self.shared.library.is_closed()
    }

    /// The function, constant or variable of that name, and whether it stays what it is.
    fn lookup(&self, py: Python<'_>, name: &str) -> PyResult<(Py<PyAny>, bool)> {
        let shared = &self.shared;
        if let Some((index, _)) = shared.interface().function(name) {
            return Ok((adopt(py, call::function(shared, index)?), true));
        }
        if let Some(constant) = shared.interface().constant(name) {
            return Ok((constant_value(py, &constant.value)?, true));
        }
        let global = self.variable(name)?;
        Ok((adopt(py, variable::load(shared, global)?), false))
    }

    /// The same with facts applied: names without prefix, classes of handles and exceptions too.
    fn lookup_known(&self, py: Python<'_>, name: &str) -> PyResult<(Py<PyAny>, bool)> {
        if let Some(found) = idiom_name::find(&self.shared, name)? {
            return Ok((adopt(py, found), true));
        }
        let it = self.shared.interface();
        if let Some(constant) = idiom_name::constant(it, name) {
            return Ok((constant_value(py, &constant.value)?, true));
        }
        let c_name = idiom_name::variable(it, name).unwrap_or(name);
        if let Some(global) = variable::find(&self.shared, c_name) {
            return Ok((adopt(py, variable::load(&self.shared, global)?), false));
        }
        match idiom_name::ty(&self.shared, name)? {
            Some(class) => Ok((adopt(py, class), true)),
            None => Err(Failure::from(self.shared.library.unknown_name(name)).into()),
        }
    }

    /// The names that [`Handle::lookup_known`] finds.
    fn known_names(&self) -> Vec<String> {
        idiom_name::all(self.shared.interface())
    }

    /// Assigns the variable of that name.
    fn assign(&self, name: &str, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let it = self.shared.interface();
        if it.function(name).is_some() || it.constant(name).is_some() {
            let message = format!("{}: `{name}` is no variable", self.name());
            let error = Error::new(Code::ReadOnlyBuffer, message);
            let error = error.with_help("functions and constants of a library stay what they are");
            return Err(Failure::from(error).into());
        }
        Ok(variable::assign(&self.shared, self.variable(name)?, value.as_ptr())?)
    }

    /// A pointer to the variable of that name.
    fn address(&self, py: Python<'_>, name: &str) -> PyResult<Py<PyAny>> {
        Ok(adopt(py, variable::address(&self.shared, self.variable(name)?)?))
    }

    /// The names of variables.
    fn variables(&self) -> Vec<&str> {
        self.shared.interface().globals.iter().map(|global| global.name.as_str()).collect()
    }

    /// The C library's `errno`.
    fn errno(&self) -> PyResult<i32> {
        Ok(self.shared.enter()?.errno().map_err(Failure::from)?)
    }

    /// Sets `errno`.
    fn set_errno(&self, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let value = number::to_bits(Number::I32, value.as_ptr())
            .map_err(|failure| PyErr::from(failure.context("errno")))?;
        let mut entered = self.shared.enter()?;
        Ok(entered.set_errno(value as i32).map_err(Failure::from)?)
    }

    /// The names of functions.
    fn functions(&self) -> Vec<&str> {
        self.shared.interface().functions.iter().map(|f| f.name.as_str()).collect()
    }

    /// The names of constants.
    fn constants(&self) -> Vec<&str> {
        self.shared.interface().constants.iter().map(|c| c.name.as_str()).collect()
    }

    /// The names of structs, unions and enumerations, and of their `typedef`s.
    fn types(&self) -> Vec<&str> {
        let it = self.shared.interface();
        let records = it.records.iter().filter(|r| r.layout.is_some()).map(|r| r.name.as_deref());
        let enums = it.enums.iter().map(|e| e.name.as_deref());
        let named = it.type_names.iter().filter(|named| match it.resolved(named.ty) {
            Type::Record(id) => it.record(*id).layout.is_some(),
            Type::Enum(_) => true,
            _ => false,
        });
        let mut names: Vec<&str> = records.chain(enums).flatten().collect();
        names.extend(named.map(|named| named.name.as_str()));
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The class of the struct, union or enumeration of that name.
    #[pyo3(name = "type")]
    fn type_of(&self, py: Python<'_>, name: &str) -> PyResult<Py<PyAny>> {
        let it = self.shared.interface();
        let ty = self.shared.library.type_named(name).map_err(Failure::from)?;
        let class = match it.resolved(ty) {
            Type::Record(id) if it.record(*id).layout.is_some() => self.shared.classes(*id)?.value,
            Type::Enum(id) => self.shared.enumeration(id.0)?.1,
            _ => {
                let message = format!("{}: `{name}` is no complete struct or union", self.name());
                let error = Error::new(Code::ArgumentType, message)
                    .with_help("numbers and pointers have no class of their own");
                return Err(Failure::from(error).into());
            }
        };
        Ok(adopt(py, class))
    }

    /// Zeroed guest memory that Python owns, filled with `init`.
    #[pyo3(name = "new", signature = (ty, init=None, count=None))]
    fn allocate(
        &self,
        py: Python<'_>,
        ty: &Bound<'_, PyAny>,
        init: Option<&Bound<'_, PyAny>>,
        count: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        let count = match count {
            None => None,
            Some(count) => Some(count.extract::<u32>().map_err(|_| {
                let failed = mismatch("a count from 0 to 4294967295", count.as_ptr());
                PyErr::from(Failure::from(failed.context("new")))
            })?),
        };
        let to = pointer::target(&self.shared, ty.as_ptr())?;
        let init = init.map(Bound::as_ptr);
        Ok(adopt(py, pointer::allocate(&self.shared, to, init, count)?))
    }

    /// A Python function that C may hold.
    fn callback(
        &self,
        py: Python<'_>,
        ty: &Bound<'_, PyAny>,
        function: &Bound<'_, PyAny>,
    ) -> PyResult<Py<PyAny>> {
        let made = callback_object::make(&self.shared, ty.as_ptr(), function.as_ptr());
        let library = self.shared.library.name();
        let made = made
            .map_err(|failure| PyErr::from(failure.context(format_args!("{library}.callback"))))?;
        Ok(adopt(py, made))
    }

    /// A variable argument whose C type is stated.
    fn typed(
        &self,
        py: Python<'_>,
        ty: &Bound<'_, PyAny>,
        value: &Bound<'_, PyAny>,
    ) -> PyResult<Py<PyAny>> {
        let ty = pointer::target(&self.shared, ty.as_ptr())?;
        Ok(adopt(py, typed::make(&self.shared, ty, value.as_ptr())?))
    }

    /// Releases the instance; twice is fine.
    fn close(&self) -> PyResult<()> {
        self.shared.wait_for_turn()?;
        Ok(self.shared.library.close().map_err(Failure::from)?)
    }

    /// Starts a fresh instance in place of the present one.
    fn reset(&self) -> PyResult<()> {
        self.shared.wait_for_turn()?;
        self.shared.library.reset().map_err(Failure::from)?;
        let generation = self.shared.enter()?.generation();
        self.shared.renew(generation);
        Ok(())
    }
}

/// The value of a C constant.
fn constant_value(py: Python<'_>, value: &ConstantValue) -> PyResult<Py<PyAny>> {
    match value {
        ConstantValue::Integer(value) => value.into_py_any(py),
        ConstantValue::Float(value) => value.into_py_any(py),
        ConstantValue::Text(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => text.into_py_any(py),
            Err(_) => Ok(PyBytes::new(py, bytes).into_any().unbind()),
        },
    }
}

/// Hands an object over to pyo3.
fn adopt(py: Python<'_>, object: Owned) -> Py<PyAny> {
    // SAFETY: the reference is a new one.
    unsafe { Bound::from_owned_ptr(py, object.into_ptr()) }.unbind()
}
