//! How a record travels by value: clang's `WebAssemblyABIInfo`, decided once per record.

use super::{MemberSpec, RecordSpec};
use crate::{Interface, Layout, Passing, Type, TypeId};

/// Decides from the members, unnamed ones included, and the size.
pub(super) fn of(interface: &Interface, spec: &RecordSpec, layout: Layout) -> Passing {
    let mut counted = spec.members.iter().filter(|member| !is_empty(interface, member));
    let Some(only) = counted.next() else { return Passing::Empty };
    if counted.next().is_some() {
        return Passing::Memory;
    }
    match single(interface, only.ty) {
        // Padding beyond the element makes it an aggregate after all.
        Some(element) if super::of(interface, element).is_some_and(|e| e.size == layout.size) => {
            Passing::Single(element)
        }
        _ => Passing::Memory,
    }
}

/// Whether a member does not count: padding, an array without elements, an empty record.
fn is_empty(interface: &Interface, member: &MemberSpec) -> bool {
    if member.name.is_none() && member.width.is_some() {
        return true;
    }
    let mut id = interface.resolve(member.ty);
    while let Type::Array { of, count } = interface.ty(id) {
        match count {
            Some(0) => return true,
            // A flexible array member counts, and so its record goes through memory.
            None => return false,
            Some(_) => id = interface.resolve(*of),
        }
    }
    match interface.ty(id) {
        Type::Record(record) => interface.record(*record).passing == Passing::Empty,
        _ => false,
    }
}

/// The one type that is neither record, array nor complex and makes up all of `id`.
fn single(interface: &Interface, id: TypeId) -> Option<TypeId> {
    let mut id = id;
    while let Type::Array { of, count: Some(1) } = interface.resolved(id) {
        id = *of;
    }
    match interface.resolved(id) {
        Type::Record(record) => match interface.record(*record).passing {
            Passing::Single(element) => Some(element),
            Passing::Empty | Passing::Memory => None,
        },
        Type::Array { .. } | Type::Complex(_) => None,
        _ => Some(id),
    }
}
