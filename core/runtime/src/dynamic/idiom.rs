//! Calls with facts applied.

use sandbridge_interface::facts::{Encoding, Omitted};
use sandbridge_interface::plan::{Give, Lift, Lifted, Outcome, PointerPlan, Program};
use sandbridge_interface::{Code, Error, GuestAddr, Result};

use super::argument::{self, Given};
use super::call::check_count;
use super::lift::lift;
use super::lower::{Lowered, Lowering};
use super::object::{self, Home};
use super::{Handle, Value, idiom_callback, number, text};
use crate::{Entered, Function, FunctionPointer, Library, Policy, Slot};

/// Calls a function with its facts applied, by the name that it has then (its C name does too).
/// Several results come as [`Value::Members`], none as [`Value::Null`].
///
/// # Errors
/// As for [`call`](super::call), and [`Code::LibraryFailed`] when the library reports a failure.
pub fn call_idiomatic(library: &Library, name: &str, args: &mut Vec<Value>) -> Result<Value> {
    let function = library.idiomatic_at(library.idiomatic_index(name)?)?;
    fill_omitted(&function, args);
    let Some(program) = function.plan.program.as_deref() else {
        return super::call::call_function(library, &function, args);
    };
    check_count(library, &function, args.len())?;
    let mut entered = library.enter()?;
    let mark = entered.mark();
    let done = Call { library, function: &function, program }.perform(&mut entered, args);
    entered.release(mark);
    done
}

/// What stands for trailing arguments that were left out.
fn fill_omitted(function: &Function, args: &mut Vec<Value>) {
    for arg in function.plan.args.iter().skip(args.len()) {
        match arg.omitted {
            Some(Omitted::Null) => args.push(Value::Null),
            Some(Omitted::Number(value)) => args.push(Value::Int(value.into())),
            None => return,
        }
    }
}

struct Call<'a> {
    library: &'a Library,
    function: &'a Function,
    program: &'a Program,
}

/// Host functions that were registered for a call.
#[derive(Default)]
struct Registered {
    /// For this call alone.
    temporary: Vec<FunctionPointer>,
    /// The library's own once the program runs.
    held: Vec<FunctionPointer>,
}

impl Call<'_> {
    fn perform(&self, entered: &mut Entered<'_>, args: &mut [Value]) -> Result<Value> {
        let mut lowering = Lowering::new(self.library, self.function, entered);
        let lowered = lowering.run(args);
        let mut registered = Registered { temporary: lowering.into_temporary(), held: Vec::new() };
        let done = lowered.and_then(|mut lowered| {
            let given = self.give(entered, args, &mut lowered, &mut registered);
            if let Err(error) = given {
                for pointer in registered.held.drain(..) {
                    entered.remove_callback(pointer);
                }
                return Err(error);
            }
            let mut registers = std::mem::take(&mut lowered.slots);
            let area = lowered.area;
            entered.run(self.function, &mut registers, |entered, registers| {
                lowered.copy_back(entered, args)?;
                self.lift(entered, registers, area)
            })
        });
        for pointer in registered.temporary {
            entered.remove_callback(pointer);
        }
        done
    }

    fn give(
        &self,
        entered: &mut Entered<'_>,
        args: &[Value],
        lowered: &mut Lowered,
        registered: &mut Registered,
    ) -> Result<()> {
        for give in &self.program.given {
            let arg = match give {
                Give::Handle { arg, .. }
                | Give::Data { arg, .. }
                | Give::Text { arg, .. }
                | Give::Callback { arg, .. } => *arg,
            };
            let value = args.get(arg as usize).ok_or_else(|| Error::bug("no such argument"))?;
            self.one(entered, give, value, lowered, registered)
                .map_err(|error| self.at_parameter(error, arg))?;
        }
        Ok(())
    }

    fn one(
        &self,
        entered: &mut Entered<'_>,
        give: &Give,
        value: &Value,
        lowered: &mut Lowered,
        registered: &mut Registered,
    ) -> Result<()> {
        let home = Home { library: self.library, generation: entered.generation() };
        match give {
            Give::Handle { register, handle, nullable, .. } => {
                let id = match value {
                    Value::Handle(given) => given.id(self.library)?,
                    Value::Null if *nullable => 0,
                    _ => {
                        let class = self.library.handle_name(*handle);
                        return Err(number::mismatch(&format!("a `{class}`"), value));
                    }
                };
                lowered.store(*register, Slot::bits(id))
            }
            Give::Data { arg, register, length, unit, pointer, nullable } => {
                check_null(value, *nullable, "a buffer")?;
                let (addr, bytes) = data(home, entered, pointer, value)?;
                if !pointer.is_const && bytes > 0 {
                    lowered.bring_back(*arg as usize, addr);
                }
                let count = u64::from(bytes / unit.max(&1));
                lowered.store(*length, Slot::bits(count))?;
                lowered.store(*register, Slot::u32(addr.0))
            }
            Give::Text { register, length, encoding, is_sized, nullable, .. } => {
                check_null(value, *nullable, "text")?;
                let Value::Text(given) = value else {
                    lowered.store(*length, Slot::bits(0))?;
                    return match value {
                        Value::Null => lowered.store(*register, Slot::u32(0)),
                        _ => Err(number::mismatch("text", value)),
                    };
                };
                let (addr, units) = put_text(entered, given, *encoding, *is_sized)?;
                lowered.store(*length, Slot::bits(units))?;
                lowered.store(*register, Slot::u32(addr.0))
            }
            Give::Callback {
                register,
                signature,
                callback,
                is_held,
                is_once,
                on_raise,
                nullable,
                ..
            } => {
                let index = match value {
                    Value::Null if !*nullable => {
                        return Err(number::mismatch("a function", value));
                    }
                    Value::Function(function) => {
                        let policy = Policy { on_raise: *on_raise, is_once: *is_once };
                        let made = idiom_callback::register(
                            entered,
                            (*signature, *callback),
                            policy,
                            function.clone(),
                        )?;
                        let list = match is_held {
                            true => &mut registered.held,
                            false => &mut registered.temporary,
                        };
                        list.push(made);
                        made.0
                    }
                    _ => object::store_function(home, *signature, value)?,
                };
                lowered.store(*register, Slot::u32(index))
            }
        }
    }

    fn lift(
        &self,
        entered: &Entered<'_>,
        registers: &[Slot],
        area: Option<GuestAddr>,
    ) -> Result<Value> {
        let mut values = Vec::with_capacity(self.program.outcomes.len());
        for outcome in &self.program.outcomes {
            let value = lift_outcome(self.library, entered, outcome, registers, area);
            values.push((
                outcome.name.clone(),
                value.map_err(|error| self.at_result(error, outcome))?,
            ));
        }
        Ok(match values.len() {
            0 => Value::Null,
            1 => values.swap_remove(0).1,
            _ => Value::Members(values),
        })
    }

    fn at_parameter(&self, error: Error, arg: u32) -> Error {
        let plan = &self.function.plan;
        let name = plan.args.get(arg as usize).map_or("", |arg| arg.name.as_str());
        error.context(format_args!("{}.{}: parameter `{name}`", self.library.name(), plan.name))
    }

    fn at_result(&self, error: Error, outcome: &Outcome) -> Error {
        let (library, name) = (self.library.name(), &self.function.plan.name);
        error.context(format_args!("{library}.{name}: `{}`", outcome.name))
    }
}

fn check_null(value: &Value, nullable: bool, what: &str) -> Result<()> {
    match value {
        Value::Null if !nullable => Err(number::mismatch(what, value)),
        _ => Ok(()),
    }
}

/// A copy of a buffer or array, and how many bytes it has.
fn data(
    home: Home<'_>,
    entered: &mut Entered<'_>,
    pointer: &PointerPlan,
    value: &Value,
) -> Result<(GuestAddr, u32)> {
    if let Value::Pointer(given) = value {
        let message = format!("a `{}` does not say how much it points to", given.type_name());
        return Err(Error::new(Code::ArgumentType, message)
            .with_help("give a buffer, or call the function of the C layer with a length"));
    }
    let bytes = match value {
        Value::Null => return Ok((GuestAddr::NULL, 0)),
        Value::Bytes(bytes) | Value::Buffer(bytes) => bytes.len(),
        Value::Array(array) => array.as_bytes().len(),
        Value::List(items) => {
            let unit = match &pointer.pointee {
                sandbridge_interface::plan::Pointee::Elements { layout, .. } => layout.size,
                _ => 1,
            };
            items.len() * unit as usize
        }
        Value::Record(record) => record.as_bytes().len(),
        Value::Handle(_) => return Err(number::mismatch("a buffer", value)),
        _ => 0,
    };
    let addr = match argument::lower(home, entered, pointer, value)? {
        Given::There(addr) | Given::Copied(addr) => addr,
    };
    Ok((addr, u32::try_from(bytes).unwrap_or(u32::MAX)))
}

/// A copy of a text with a NUL behind it, and how many units precede that.
fn put_text(
    entered: &mut Entered<'_>,
    given: &str,
    encoding: Encoding,
    is_sized: bool,
) -> Result<(GuestAddr, u64)> {
    let mut image = text::encode_as(given, encoding)?;
    let unit = encoding.unit() as usize;
    if !is_sized && image.chunks_exact(unit).any(|unit| unit.iter().all(|&byte| byte == 0)) {
        return Err(Error::new(Code::TextWithNul, "the text has a NUL")
            .with_help("C text ends at its first NUL"));
    }
    let units = (image.len() / unit) as u64;
    image.resize(image.len() + unit, 0);
    Ok((entered.put(&image, encoding.unit())?, units))
}

/// One of several results.
pub(super) fn lift_outcome(
    library: &Library,
    entered: &Entered<'_>,
    outcome: &Outcome,
    registers: &[Slot],
    area: Option<GuestAddr>,
) -> Result<Value> {
    let home = Home { library, generation: entered.generation() };
    let missing = || Error::bug("a program names no such register");
    let get = |register: u32| registers.get(register as usize).copied().ok_or_else(missing);
    let address = |register: u32| get(register).map(|slot| GuestAddr(slot.to_u32()));
    let count = |register: u32| {
        get(register).map(|slot| usize::try_from(slot.to_bits()).unwrap_or(usize::MAX))
    };
    match &outcome.value {
        Lifted::Direct { register, lift: step } => {
            let own = registers.get(*register as usize..).unwrap_or_default();
            let area = match step {
                Lift::Area { .. } => Some(area.map_or(address(*register)?, |area| area)),
                _ => None,
            };
            lift(home, entered, step, own, area)
        }
        Lifted::Bytes { address: at, length } => match address(*at)? {
            GuestAddr::NULL => Ok(Value::Null),
            addr => Ok(Value::Bytes(entered.read(addr, count(*length)?)?.to_vec())),
        },
        Lifted::Elements { address: at, length, element, stride } => {
            let addr = address(*at)?;
            if addr.is_null() {
                return Ok(Value::Null);
            }
            let bytes = entered.read(addr, count(*length)?.saturating_mul(*stride as usize))?;
            let size = object::size(library.interface(), element);
            let items = bytes.chunks_exact((*stride).max(1) as usize);
            let items =
                items.map(|item| object::load(home, element, &item[..size.min(item.len())]));
            items.collect::<Result<_>>().map(Value::List)
        }
        Lifted::Text { address: at, length, encoding } => match address(*at)? {
            GuestAddr::NULL => Ok(Value::Null),
            addr => {
                let bytes = entered.read(addr, count(*length)?)?;
                text::decode_as(bytes, *encoding).map(Value::Text)
            }
        },
        Lifted::Texts { address: at, length, encoding } => {
            let addr = address(*at)?;
            let pointers = entered.read(addr, count(*length)?.saturating_mul(4))?;
            let texts = pointers.chunks_exact(4).map(|pointer| {
                let addr = pointer.iter().rev().fold(0, |sum, &byte| sum << 8 | u32::from(byte));
                match GuestAddr(addr) {
                    GuestAddr::NULL => Ok(Value::Null),
                    addr => text::decode_as(entered.read_text(addr)?, *encoding).map(Value::Text),
                }
            });
            texts.collect::<Result<_>>().map(Value::List)
        }
        Lifted::Object { address: at, value, .. } => {
            let size = object::size(library.interface(), value);
            object::load(home, value, entered.read(address(*at)?, size)?)
        }
        Lifted::Handle { register, handle } => Ok(match get(*register)?.to_bits() {
            0 => Value::Null,
            id => Value::Handle(Handle::new(library, *handle, id)),
        }),
        Lifted::Handles { address: at, length, handle } => {
            let ids = entered.read(address(*at)?, count(*length)?.saturating_mul(8))?;
            let handles = ids.chunks_exact(8).map(|id| {
                match id.iter().rev().fold(0, |sum, &byte| sum << 8 | u64::from(byte)) {
                    0 => Value::Null,
                    id => Value::Handle(Handle::new(library, *handle, id)),
                }
            });
            Ok(Value::List(handles.collect()))
        }
        Lifted::Leased { address: at, lease, pointer, .. } => {
            match object::load_pointer(home, *pointer, address(*at)?.0) {
                Value::Pointer(made) => Ok(Value::Pointer(made.with_lease(get(*lease)?.to_bits()))),
                null => Ok(null),
            }
        }
    }
}
