//! Finding a member or element inside an object: `["trail", 1, "y"]` is `.trail[1].y`.

use sandbridge_interface::plan::{self, Access};
use sandbridge_interface::{Code, Error, Interface, RecordId, Result, name, spell};

/// One step into an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'a> {
    /// The member of that name.
    Member(&'a str),
    /// The element at that position.
    Index(usize),
}

/// Where a path leads inside one object.
pub(super) struct Place<'a> {
    /// Bytes from the object's start.
    pub(super) offset: usize,
    /// What is there.
    pub(super) access: Access,
    /// How C declares it, when it is a member.
    pub(super) declaration: Option<String>,
    /// What remains of the path once a pointer must be followed.
    pub(super) rest: &'a [Step<'a>],
}

/// Follows `path` from an object until it ends or leads through a pointer. In guest memory, flexible
/// array members have elements beyond the object.
pub(super) fn locate<'a>(
    interface: &Interface,
    access: Access,
    path: &'a [Step<'a>],
    in_guest: bool,
) -> Result<Place<'a>> {
    let mut place = Place { offset: 0, access, declaration: None, rest: path };
    while let Some((step, rest)) = place.rest.split_first() {
        let (offset, access, declaration) = match (*step, &place.access) {
            (_, Access::Pointer { .. }) => break,
            (Step::Member(name), Access::Record { record }) => {
                let member = member(interface, *record, name)?;
                (member.offset as usize, member.access, Some(member.declaration))
            }
            (Step::Index(index), Access::Array { element, count, stride }) => {
                let count = if in_guest && *count == 0 { usize::MAX } else { *count as usize };
                check_index(index, count)?;
                let offset = index.checked_mul(*stride as usize).ok_or_else(far)?;
                (offset, (**element).clone(), None)
            }
            (Step::Index(index), Access::Vector { number, lanes }) => {
                check_index(index, *lanes as usize)?;
                let access = Access::Number { number: *number, enumeration: None };
                (index * number.size() as usize, access, None)
            }
            (Step::Member(name), _) => {
                let message = format!("`{name}` was asked of something without members");
                return Err(Error::new(Code::UnknownMember, message));
            }
            (Step::Index(index), _) => {
                let message = format!("element {index} was asked of something without elements");
                return Err(Error::new(Code::ArgumentType, message));
            }
        };
        let offset = place.offset.checked_add(offset).ok_or_else(far)?;
        place = Place { offset, access, declaration, rest };
    }
    Ok(place)
}

/// The member of that name.
pub(super) fn member(
    interface: &Interface,
    record: RecordId,
    wanted: &str,
) -> Result<plan::Member> {
    let members = plan::members(interface, record);
    if let Some(found) = members.iter().find(|member| member.name == wanted) {
        return Ok(found.clone());
    }
    let record = spell::record_name(interface, record);
    let error = Error::new(Code::UnknownMember, format!("`{record}` has no member `{wanted}`"));
    Err(match name::nearest(wanted, members.iter().map(|member| member.name.as_str())) {
        Some(near) => error.with_help(format!("did you mean `{near}`?")),
        None => {
            error.with_help(match members.iter().map(|m| m.name.as_str()).collect::<Vec<_>>() {
                names if names.is_empty() => "it has no members at all".to_owned(),
                names => format!("it has {}", names.join(", ")),
            })
        }
    })
}

pub(super) fn far() -> Error {
    Error::new(Code::IndexOutOfRange, "the element lies beyond the 4 GiB of guest memory")
}

pub(super) fn check_index(index: usize, count: usize) -> Result<()> {
    if index < count {
        return Ok(());
    }
    let message = format!("element {index} lies outside an array of {count}");
    Err(Error::new(Code::IndexOutOfRange, message))
}
