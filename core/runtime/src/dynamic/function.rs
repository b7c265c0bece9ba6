//! C function pointers as the host sees them.

use std::fmt;

use sandbridge_interface::{Code, Error, Result, SignatureId, abi, spell};

use super::object::Home;
use super::{Value, call};
use crate::{FunctionPointer, Library};

/// A function pointer that came from C, to be called or given back; never `NULL`.
#[derive(Clone)]
pub struct CFunction {
    library: Library,
    generation: u32,
    signature: SignatureId,
    pointer: FunctionPointer,
}

impl CFunction {
    pub(super) fn new(home: Home<'_>, signature: SignatureId, pointer: FunctionPointer) -> Self {
        let (library, generation) = (home.library.clone(), home.generation);
        Self { library, generation, signature, pointer }
    }

    /// Calls it, as [`call`](super::call) calls a function by name.
    ///
    /// # Errors
    /// [`Code::ForeignPointer`] after a reset, [`Code::FunctionType`] when no function of this type
    /// is there, and what a call can end in.
    pub fn call(&self, args: &mut [Value]) -> Result<Value> {
        {
            let generation = self.library.enter()?.generation();
            check_life(&self.library, &self.type_name(), self.generation, generation)?;
        }
        call::call_pointer(&self.library, self.pointer, self.signature, args)
    }

    /// The same pointer as one of the function type called `name`.
    ///
    /// # Errors
    /// [`Code::UnknownType`].
    pub fn cast(&self, name: &str) -> Result<Self> {
        let signature = self.library.signature_named(name)?;
        Ok(Self { signature, ..self.clone() })
    }

    /// How C spells its type: `int (*)(int)`.
    pub fn type_name(&self) -> String {
        spell::function_pointer(self.library.interface(), self.signature)
    }
}

impl fmt::Debug for CFunction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{} {} of {}>", self.type_name(), self.pointer.0, self.library.name())
    }
}

/// The same index in the same life of the same library, whatever the type.
impl PartialEq for CFunction {
    fn eq(&self, other: &Self) -> bool {
        (self.library.id(), self.generation, self.pointer)
            == (other.library.id(), other.generation, other.pointer)
    }
}

/// The table index to give where a function of the type `wanted` belongs; `None` when the value is
/// no function pointer.
pub(super) fn index(home: Home<'_>, wanted: SignatureId, value: &Value) -> Option<Result<u32>> {
    let (library, generation, signature, pointer) = match value {
        Value::Null => return Some(Ok(0)),
        Value::Callback(callback) => match callback.parts() {
            Ok(parts) => parts,
            Err(error) => return Some(Err(error)),
        },
        Value::CFunction(function) => {
            (&function.library, function.generation, function.signature, function.pointer)
        }
        _ => return None,
    };
    Some(check(home, wanted, library, generation, signature).map(|()| pointer.0))
}

/// The index whatever the type, for variable arguments.
pub(super) fn any_index(home: Home<'_>, value: &Value) -> Option<Result<u32>> {
    let signature = match value {
        Value::Callback(callback) => callback.parts().map(|(_, _, signature, _)| signature),
        Value::CFunction(function) => Ok(function.signature),
        _ => return None,
    };
    match signature {
        Ok(signature) => index(home, signature, value),
        Err(error) => Some(Err(error)),
    }
}

fn check(
    home: Home<'_>,
    wanted: SignatureId,
    library: &Library,
    generation: u32,
    signature: SignatureId,
) -> Result<()> {
    let spelling = spell::function_pointer(library.interface(), signature);
    if library.id() != home.library.id() {
        let (own, other) = (library.name(), home.library.name());
        let message = format!("the `{spelling}` belongs to {own}, not to this load of {other}");
        return Err(Error::new(Code::ForeignPointer, message)
            .with_help("make the callback with the library that it is given to"));
    }
    check_life(library, &spelling, generation, home.generation)?;
    let it = home.interface();
    if signature == wanted
        || it.signature(signature) == it.signature(wanted)
        || spelling == spell::function_pointer(it, wanted)
    {
        return Ok(());
    }
    let expected = spell::function_pointer(it, wanted);
    let fits = abi::wasm_signature(it, signature) == abi::wasm_signature(it, wanted);
    let message = format!("expected a `{expected}`, got a `{spelling}`");
    let error = Error::new(Code::ArgumentType, message);
    Err(if fits { error.with_help("cast it if the function really has that type") } else { error })
}

fn check_life(library: &Library, spelling: &str, own: u32, now: u32) -> Result<()> {
    if own == now {
        return Ok(());
    }
    let message = format!("{}: a `{spelling}` from before the reset", library.name());
    Err(Error::new(Code::ForeignPointer, message)
        .with_help("reset() starts afresh: get or make the function pointer anew"))
}
