//! C variables and `errno`.

use sandbridge_interface::plan::Access;
use sandbridge_interface::{Code, Error, Global, Result, Type, spell};

use super::object::{self, Home};
use super::{Pointer, Value};
use crate::Library;

/// The value of the variable of that name; records and arrays are copied.
///
/// # Errors
/// [`Code::UnknownName`], [`Code::NotExported`].
pub fn variable(library: &Library, name: &str) -> Result<Value> {
    let global = find(library, name)?;
    let entered = library.enter()?;
    let home = Home { library, generation: entered.generation() };
    let access = Access::of(library.interface(), global.ty);
    let size = object::size(library.interface(), &access);
    object::load(home, &access, entered.read(entered.variable(name)?, size)?)
}

/// Assigns the variable of that name.
///
/// # Errors
/// As for [`variable`], [`Code::ReadOnlyBuffer`] for a constant, and what converting ends in.
pub fn assign(library: &Library, name: &str, value: &Value) -> Result<()> {
    let global = find(library, name)?;
    let place = || {
        let declaration = spell::declare(library.interface(), global.ty, name);
        format!("{}: variable `{declaration}`", library.name())
    };
    if global.is_const {
        let message = format!("{}: it is constant", place());
        return Err(Error::new(Code::ReadOnlyBuffer, message)
            .with_help("the header declares it `const`: it can only be read"));
    }
    let mut entered = library.enter()?;
    let home = Home { library, generation: entered.generation() };
    let access = Access::of(library.interface(), global.ty);
    let addr = entered.variable(name)?;
    let mut image = entered.read(addr, object::size(library.interface(), &access))?.to_vec();
    object::store(home, &access, value, &mut image).map_err(|error| error.context(place()))?;
    entered.write(addr, &image)
}

/// A pointer to the variable of that name; to the first element of an array.
///
/// # Errors
/// As for [`variable`].
pub fn address(library: &Library, name: &str) -> Result<Pointer> {
    let global = find(library, name)?;
    let entered = library.enter()?;
    let home = Home { library, generation: entered.generation() };
    let (to, count) = match *library.interface().resolved(global.ty) {
        Type::Array { of, count } => (of, count),
        _ => (global.ty, Some(1)),
    };
    Ok(Pointer::borrowed(home, entered.variable(name)?, to).with_count(count))
}

/// The C library's `errno`.
///
/// # Errors
/// [`Code::NotExported`] when the module does not tell where it is.
pub fn errno(library: &Library) -> Result<i32> {
    library.enter()?.errno()
}

/// Sets `errno`.
///
/// # Errors
/// As for [`errno`].
pub fn set_errno(library: &Library, value: i32) -> Result<()> {
    library.enter()?.set_errno(value)
}

fn find<'a>(library: &'a Library, name: &str) -> Result<&'a Global> {
    let found = library.interface().globals.iter().find(|global| global.name == name);
    found.ok_or_else(|| library.unknown_name(name))
}
