//! C variables: values, assignment and addresses.

use std::sync::Arc;

use pyo3::ffi;
use sandbridge_interface::plan::Access;
use sandbridge_interface::{Code, Error, Global, Type, spell};

use crate::error::{Failure, Result};
use crate::guest::Site;
use crate::library::Shared;
use crate::object::Owned;
use crate::place::Place;
use crate::{access, pointer};

/// The value of a variable; records and arrays are views of it.
pub(crate) fn load(shared: &Arc<Shared>, global: &Global) -> Result<Owned> {
    let (access, place) = place(shared, global)?;
    // SAFETY: `None` is always alive; views of guest memory refer to no object.
    access::load(shared, &access, &place, 0, unsafe { ffi::Py_None() })
        .map_err(|failure| at(shared, global, failure))
}

/// Assigns a variable.
pub(crate) fn assign(
    shared: &Arc<Shared>,
    global: &Global,
    value: *mut ffi::PyObject,
) -> Result<()> {
    if global.is_const {
        let error = Error::new(Code::ReadOnlyBuffer, "it is constant")
            .with_help("the header declares it `const`: it can only be read");
        return Err(at(shared, global, error.into()));
    }
    let (access, place) = place(shared, global)?;
    access::assign(shared, &access, &place, 0, value).map_err(|failure| at(shared, global, failure))
}

/// A pointer to a variable; to the first element of an array.
pub(crate) fn address(shared: &Arc<Shared>, global: &Global) -> Result<Owned> {
    let (to, count) = match *shared.interface().resolved(global.ty) {
        Type::Array { of, count } => (of, count),
        _ => (global.ty, Some(1)),
    };
    pointer::make(site(shared, global)?, to, count)
}

/// The variable of that name.
pub(crate) fn find<'a>(shared: &'a Shared, name: &str) -> Option<&'a Global> {
    shared.interface().globals.iter().find(|global| global.name == name)
}

fn place(shared: &Arc<Shared>, global: &Global) -> Result<(Access, Place)> {
    let access = Access::of(shared.interface(), global.ty);
    let len = access::size(shared.interface(), &access);
    Ok((access, Place::Guest { site: site(shared, global)?, len }))
}

fn site(shared: &Arc<Shared>, global: &Global) -> Result<Site> {
    let entered = shared.enter()?;
    let (generation, addr) = (entered.generation(), entered.variable(&global.name)?.0);
    drop(entered);
    Ok(Site { shared: Arc::clone(shared), generation, addr, owner: None })
}

#[cold]
fn at(shared: &Shared, global: &Global, failure: Failure) -> Failure {
    let declaration = spell::declare(shared.interface(), global.ty, &global.name);
    failure.context(format_args!("{}: variable `{declaration}`", shared.library.name()))
}
