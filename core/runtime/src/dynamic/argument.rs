//! What may be given for a pointer: a typed pointer, a handle, null, text, or host data to copy in.

use sandbridge_interface::plan::{Access, Pointee, PointerPlan};
use sandbridge_interface::{
    Code, Error, GuestAddr, Layout, RecordId, Result, Scalar, Type, TypeId, spell,
};

use super::object::{self, Home};
use super::{Array, Value, pointer, text};
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
        Value::Handle(given) => {
            return given.address(home.library, Some(plan.to)).map(Given::There);
        }
        Value::Text(text) if plan.text => {
            return entered.put_text(text.as_bytes()).map(Given::Copied);
        }
        Value::Text(given) if let Some(unit) = plan.wide_text => {
            return put_wide(entered, given, unit.into()).map(Given::There);
        }
        Value::List(items) if let Some(element) = text_pointer(home, plan) => {
            return put_texts(home, entered, element, items).map(Given::There);
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
                Value::Array(array) => elements(element, *layout, array)?.to_vec(),
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

/// Whole elements: numbers, or rows of them without regard to their shape.
fn elements<'a>(element: &Access, layout: Layout, array: &'a Array) -> Result<&'a [u8]> {
    let mut innermost = element;
    while let Access::Array { element, .. } = innermost {
        innermost = element;
    }
    match innermost {
        Access::Number { number, .. } if array.number() == *number => {
            if !array.as_bytes().len().is_multiple_of(layout.size.max(1) as usize) {
                let (size, row) = (array.len(), layout.size / array.number().size());
                let message = format!("expected whole rows of {row} elements, got {size}");
                return Err(Error::new(Code::BufferLength, message));
            }
            Ok(array.as_bytes())
        }
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
        (Access::Record { record }, Value::Members(_) | Value::List(_))
            if !is_array_of(home, *record, value) =>
        {
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

/// Whether a list is one of records rather than of one record's members.
fn is_array_of(home: Home<'_>, record: RecordId, value: &Value) -> bool {
    let Value::List(items) = value else { return false };
    let is_whole = |item: &Value| match item {
        Value::Record(given) => given.is(home, record),
        Value::Members(_) => true,
        _ => false,
    };
    !items.is_empty() && items.iter().all(is_whole)
}

/// The pointer type of the elements of a `char **`.
fn text_pointer(home: Home<'_>, plan: &PointerPlan) -> Option<TypeId> {
    let Pointee::Elements { element: Access::Pointer { pointer }, .. } = plan.pointee else {
        return None;
    };
    match *home.interface().resolved(pointer) {
        Type::Pointer { to, .. } => match home.interface().resolved(to) {
            Type::Scalar(Scalar::Char) => Some(pointer),
            _ => None,
        },
        _ => None,
    }
}

/// A list of text as C passes `argv`: copies, and a `NULL` after the last.
fn put_texts(
    home: Home<'_>,
    entered: &mut Entered<'_>,
    element: TypeId,
    items: &[Value],
) -> Result<GuestAddr> {
    let mut image = Vec::with_capacity(items.len() * 4 + 4);
    for (index, item) in items.iter().enumerate() {
        let addr = match item {
            Value::Text(text) => entered.put_text(text.as_bytes()),
            _ => object::store_pointer(home, element, item),
        };
        let addr = addr.map_err(|error| error.context(format_args!("element {index}")))?;
        image.extend_from_slice(&addr.0.to_le_bytes());
    }
    image.extend_from_slice(&[0; 4]);
    entered.put(&image, 4)
}

fn put_wide(entered: &mut Entered<'_>, given: &str, unit: usize) -> Result<GuestAddr> {
    let mut image = text::encode(given, unit);
    if text::has_end(&image, unit) {
        let error = Error::new(Code::TextWithNul, "the text has a NUL");
        return Err(error.with_help("C text ends at its first NUL: pass an array instead"));
    }
    image.resize(image.len() + unit, 0);
    entered.put(&image, unit as u32)
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
