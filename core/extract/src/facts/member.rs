//! Members of records by name, those of anonymous structs and unions included.

use sandbridge_interface::name::nearest;
use sandbridge_interface::{Code, Field, Interface, RecordId, Type, TypeId, spell};

use super::Fault;

/// Records within each other without a name.
const MAX_DEPTH: usize = 32;

/// Where the member `name` lies in an object of type `ty`, and its type.
pub(super) fn find(
    interface: &Interface,
    ty: TypeId,
    name: &str,
    at: usize,
) -> Result<(u32, TypeId), Fault> {
    let spelled = || spell::type_name(interface, ty);
    let Type::Record(record) = *interface.resolved(ty) else {
        let message = format!("a `{}` has no members", spelled());
        return Err(Fault::new(at, Code::FactsType, message));
    };
    if interface.record(record).layout.is_none() {
        let message = format!("the header does not say what is in `{}`", spelled());
        return Err(Fault::new(at, Code::FactsType, message));
    }
    match field(interface, record, name, 0) {
        Some((_, field)) if field.bits.is_some() => {
            let message = format!("`{name}` is a bit-field, which facts cannot name");
            Err(Fault::new(at, Code::FactsType, message))
        }
        Some((offset, field)) => Ok((offset, field.ty)),
        None => {
            let message = format!("`{}` has no member called `{name}`", spelled());
            let fault = Fault::new(at, Code::FactsName, message);
            let mut names = Vec::new();
            collect(interface, record, &mut names, 0);
            Err(match nearest(name, names.into_iter()) {
                Some(near) => fault.help(format!("did you mean `{near}`?")),
                None => fault,
            })
        }
    }
}

/// A member and its offset.
pub(super) fn field<'a>(
    interface: &'a Interface,
    record: RecordId,
    name: &str,
    depth: usize,
) -> Option<(u32, &'a Field)> {
    if depth > MAX_DEPTH {
        return None;
    }
    for field in &interface.record(record).fields {
        match (&field.name, interface.resolved(field.ty)) {
            (Some(own), _) if own == name => return Some((field.offset, field)),
            (None, &Type::Record(inner)) => {
                if let Some((offset, found)) = self::field(interface, inner, name, depth + 1) {
                    return Some((field.offset + offset, found));
                }
            }
            _ => {}
        }
    }
    None
}

fn collect<'a>(interface: &'a Interface, record: RecordId, names: &mut Vec<&'a str>, depth: usize) {
    for field in &interface.record(record).fields {
        match (&field.name, interface.resolved(field.ty)) {
            (Some(name), _) => names.push(name),
            (None, &Type::Record(inner)) if depth < MAX_DEPTH => {
                collect(interface, inner, names, depth + 1);
            }
            _ => {}
        }
    }
}
