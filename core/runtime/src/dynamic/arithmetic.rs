//! Pointers made from pointers: elements further on, members, elements of members.

use sandbridge_interface::{Code, Error, GuestAddr, Layout, Result, Type, TypeId, layout};

use super::Pointer;
use super::path::{Step, check_index, far, member};
use super::pointer::null_followed;

impl Pointer {
    /// The pointer `by` elements further on, or back. Where it is known how many elements lie
    /// there, the result stays among them or directly behind.
    ///
    /// # Errors
    /// [`Code::IndexOutOfRange`], and [`Code::ArgumentType`] when the elements have no size.
    pub fn offset(&self, by: i64) -> Result<Self> {
        let size = self.sized(self.to)?.size;
        let count = match self.count {
            None => None,
            Some(count) => match i64::from(count).checked_sub(by) {
                Some(left @ 0..) if by >= 0 => Some(left as u32),
                _ => {
                    let message = format!("element {by} lies outside an array of {count}");
                    return Err(Error::new(Code::IndexOutOfRange, message));
                }
            },
        };
        let addr = by.checked_mul(size.into()).and_then(|by| by.checked_add(self.addr.0.into()));
        let addr = addr.and_then(|addr| u32::try_from(addr).ok()).ok_or_else(far)?;
        Ok(Self { addr: GuestAddr(addr), count, ..self.clone() })
    }

    /// A pointer to what `path` leads to: to the first element of an array. Pointers on the way
    /// are followed, nothing else is read.
    ///
    /// # Errors
    /// As for [`Pointer::get`]; [`Code::ArgumentType`] for a bit-field.
    pub fn at(&self, path: &[Step<'_>]) -> Result<Self> {
        let interface = self.library.interface();
        let mut here = self.clone();
        // Whether it is the first of several elements that a step selects from.
        let mut is_array = true;
        for step in path {
            if !is_array && let Type::Pointer { .. } = interface.resolved(here.to) {
                let super::Value::Pointer(next) = here.get(&[])? else {
                    return Err(null_followed(path));
                };
                here = next;
            }
            here = match (*step, interface.resolved(here.to)) {
                (Step::Member(name), Type::Record(record)) => {
                    let (_, member) = member(interface, *record, name)?;
                    if let sandbridge_interface::plan::Access::Bits { .. } = member.access {
                        let message = format!("`{}` is a bit-field", member.declaration);
                        return Err(Error::new(Code::ArgumentType, message)
                            .with_help("C has no pointers to bit-fields either"));
                    }
                    let addr = here.addr.checked_add(member.offset).ok_or_else(far)?;
                    let (to, count);
                    (to, count, is_array) = decayed(self, member.ty);
                    Self { addr, to, count, ..here.clone() }
                }
                (Step::Index(index), _) => {
                    if let Some(count) = here.count {
                        check_index(index, count as usize)?;
                    }
                    let next = Self { count: None, ..here }.offset(index as i64)?;
                    let (to, count);
                    (to, count, is_array) = decayed(self, next.to);
                    Self { to, count, ..next }
                }
                (Step::Member(name), _) => {
                    let message = format!("`{name}` was asked of something without members");
                    return Err(Error::new(Code::UnknownMember, message));
                }
            };
        }
        Ok(here)
    }

    fn sized(&self, ty: TypeId) -> Result<Layout> {
        layout::of(self.library.interface(), ty).filter(|layout| layout.size > 0).ok_or_else(|| {
            let message = format!("what a `{}` points to has no size", self.type_name());
            Error::new(Code::ArgumentType, message).with_help("cast it to the type of its elements")
        })
    }
}

/// An array is reached by its first element; a flexible one has an unknown count.
fn decayed(pointer: &Pointer, ty: TypeId) -> (TypeId, Option<u32>, bool) {
    match *pointer.library.interface().resolved(ty) {
        Type::Array { of, count } => (of, count.filter(|count| *count > 0), true),
        _ => (ty, Some(1), false),
    }
}
