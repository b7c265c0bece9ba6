//! What may be given for a pointer: a typed pointer, null, text, or host data that is copied in.

use sandbridge_interface::plan::{Access, Pointee, PointerPlan};
use sandbridge_interface::{Code, Error, GuestAddr, Layout, Result, spell};

use super::object::{self, Home};
use super::{Array, Value, pointer};
use crate::Entered;

/// Where a pointer argument's object is.
pub(super) enum Given {
    /// In guest memory all along, or nowhere.
    There(GuestAddr),
    /// Copied there for this call.
    Copied(GuestAddr),
}

/// Puts what was given where the guest finds it.
pub(super) fn lower(
    home: Home<'_>,
    entered: &mut Entered<'_>,
    plan: &PointerPlan,
    value: &Value,
) -> Result<Given> {
    match value {
        Value::Null => return Ok(Given::There(GuestAddr::NULL)),
        Value::Pointer(given) => return pointer::address(home, given, plan.to).map(Given::There),
        Value::Text(text) if plan.text => {
            return entered.put_text(text.as_bytes()).map(Given::Copied);
        }
        _ => {}
    }
    match &plan.pointee {
        Pointee::Bytes => {
            let bytes = bytes(plan, value).ok_or_else(|| refused(home, plan, value))??;
            entered.put(bytes, 16).map(Given::Copied)
        }
        Pointee::Elements { element, layout } => {
            let image = match value {
                Value::Array(array) => elements(element, array)?.to_vec(),
                Value::Bytes(_) | Value::Buffer(_) if matches!(element, Access::Number { .. }) => {
                    return Err(other_elements(value));
                }
                _ => image(home, plan, element, *layout, value)?,
            };
            entered.put(&image, layout.align).map(Given::Copied)
        }
        Pointee::Opaque => Err(refused(home, plan, value)),
    }
}

/// Any buffer, as bytes.
fn bytes<'a>(plan: &PointerPlan, value: &'a Value) -> Option<Result<&'a [u8]>> {
    match value {
        Value::Bytes(_) if !plan.is_const => {
            let message = format!("the callee writes here, got {}", value.describe());
            Some(Err(Error::new(Code::ReadOnlyBuffer, message).with_help("pass a writable buffer")))
        }
        Value::Bytes(bytes) | Value::Buffer(bytes) => Some(Ok(bytes)),
        Value::Array(array) => Some(Ok(array.as_bytes())),
        _ => None,
    }
}

fn elements<'a>(element: &Access, array: &'a Array) -> Result<&'a [u8]> {
    match element {
        Access::Number { number, .. } if array.number() == *number => Ok(array.as_bytes()),
        _ => Err(other_elements(&Value::Array(array.clone()))),
    }
}

fn other_elements(value: &Value) -> Error {
    let message = format!("the elements have another type, got {}", value.describe());
    Error::new(Code::ElementType, message).with_help("pass an array of the pointer's element type")
}

/// A record, its members, or a sequence of elements. Only a record can take what C writes.
fn image(
    home: Home<'_>,
    plan: &PointerPlan,
    element: &Access,
    layout: Layout,
    value: &Value,
) -> Result<Vec<u8>> {
    match (element, value) {
        (Access::Record { record }, Value::Record(given)) => {
            given.image(home, *record).map(<[u8]>::to_vec)
        }
        (_, Value::Members(_) | Value::List(_)) if !plan.is_const => {
            let error = refused(home, plan, value);
            Err(match element {
                Access::Record { record } => {
                    let name = spell::record_name(home.interface(), *record);
                    error.with_help(format!(
                        "the callee may write here: make a `{name}` and pass that, so that what it \
                         writes is not lost"
                    ))
                }
                _ => error.with_help(
                    "the callee may write here: pass an array, or memory from `new`, so that what \
                     it writes is not lost",
                ),
            })
        }
        (Access::Record { .. }, Value::Members(_) | Value::List(_)) => {
            let mut image = vec![0; layout.size as usize];
            object::store(home, element, value, &mut image)?;
            Ok(image)
        }
        (_, Value::List(items)) => {
            let size = layout.size as usize;
            let mut image = vec![0; size.saturating_mul(items.len())];
            for (index, (item, place)) in items.iter().zip(image.chunks_exact_mut(size)).enumerate()
            {
                object::store(home, element, item, place)
                    .map_err(|error| error.context(format_args!("element {index}")))?;
            }
            Ok(image)
        }
        _ => Err(refused(home, plan, value)),
    }
}

/// Names everything that would have done.
fn refused(home: Home<'_>, plan: &PointerPlan, value: &Value) -> Error {
    let interface = home.interface();
    let target = match &plan.pointee {
        Pointee::Bytes if plan.text => ", text or a buffer".to_owned(),
        Pointee::Bytes => " or a buffer".to_owned(),
        Pointee::Elements { element: Access::Record { record }, .. } => {
            format!(" or a `{}`", spell::record_name(interface, *record))
        }
        Pointee::Elements { .. } => " or an array of its elements".to_owned(),
        Pointee::Opaque => String::new(),
    };
    let pointer = spell::declare(interface, plan.to, "*");
    let message = format!("expected a `{pointer}`{target}, got {}", value.describe());
    let error = Error::new(Code::ArgumentType, message);
    match (value, plan.text) {
        (Value::Text(_), false) => {
            error.with_help("text goes where C has `const char *`: encode it to bytes first")
        }
        _ => error,
    }
}
