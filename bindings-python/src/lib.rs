//! Sandbridge for Python: the native half of the package `sandbridge`.
//!
//! Calls go from the interpreter straight to [`call`], which carries out a function's plan on the
//! arguments' pointers; pyo3's wrappers serve where speed does not matter. Unsafe code is the
//! interpreter's C API and its object layouts, nothing else.

mod access;
mod argument;
mod arithmetic;
mod array;
mod buffer;
mod call;
mod callback;
mod callback_object;
mod class;
mod command;
mod error;
mod family;
mod format;
mod function;
mod function_call;
mod given;
mod guest;
mod handle;
mod handle_class;
mod handle_object;
mod host_function;
mod idiom;
mod idiom_name;
mod library;
mod lift;
mod load;
mod lower;
mod method;
mod number;
mod object;
mod outcome;
mod pace;
mod place;
mod pointer;
mod pointer_method;
mod pointer_protocol;
mod raised;
mod record;
mod record_protocol;
mod reference;
mod sequence;
mod small_integer;
mod table;
mod tag;
mod text;
mod tie;
mod typed;
mod variable;
mod variadic;
mod view;
mod wide;

use pyo3::prelude::*;

use object::Owned;

#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<handle::Handle>()?;
    module.add_function(wrap_pyfunction!(load::load, module)?)?;
    module.add_function(wrap_pyfunction!(command::run, module)?)?;
    small_integer::register()?;
    view::register()?;
    typed::register()?;
    call::register()?;
    method::register()?;
    add(module, "Record", &record::register()?)?;
    add(module, "Array", &array::register()?)?;
    add(module, "HandleObject", &handle_object::register()?)?;
    add(module, "Callback", &callback_object::register()?)?;
    add(module, "FunctionPointer", &function::register()?)?;
    module.add_function(wrap_pyfunction!(wide::quad_image, module)?)?;
    module.add_function(wrap_pyfunction!(wide::quad_to_float, module)?)?;
    add(module, "Pointer", &pointer::register()?)?;
    module.add("__version__", env!("CARGO_PKG_VERSION"))
}

fn add(module: &Bound<'_, PyModule>, name: &str, class: &Owned) -> PyResult<()> {
    // SAFETY: the class is a live object.
    let class = unsafe { Bound::from_borrowed_ptr(module.py(), class.as_ptr()) };
    module.add(name, class)
}
