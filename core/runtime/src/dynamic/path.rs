//! Finding a member or element inside an object: `["trail", 1, "y"]` is `.trail[1].y`.

use sandbridge_interface::plan::{self, Access, Refusal, Tag};
use sandbridge_interface::{Code, Error, Interface, RecordId, Result, name, spell};

use crate::Library;

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
    /// Members of unions with a tag that the path led to.
    pub(super) guards: Vec<Guard>,
    /// The record whose tagged union it is, and where that record starts.
    pub(super) under: Option<(RecordId, usize)>,
}

/// Follows `path` from an object until it ends or leads through a pointer. In guest memory, flexible
/// array members have elements beyond the object. `under` is the record that the object is the tagged
/// union of.
pub(super) fn locate<'a>(
    interface: &Interface,
    access: Access,
    path: &'a [Step<'a>],
    in_guest: bool,
    under: Option<RecordId>,
) -> Result<Place<'a>> {
    let (guards, under) = (Vec::new(), under.map(|record| (record, Guard::OUTSIDE)));
    let mut place = Place { offset: 0, access, declaration: None, rest: path, guards, under };
    while let Some((step, rest)) = place.rest.split_first() {
        let (offset, access, declaration) = match (*step, &place.access) {
            (_, Access::Pointer { .. }) => break,
            (Step::Member(name), Access::Record { record }) => {
                let (position, member) = member(interface, *record, name)?;
                let (base, is_last) = (place.offset, rest.is_empty());
                place.pass(interface, (*record, base), position, is_last);
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
        if declaration.is_none() {
            place.under = None;
        }
        place = Place { offset, access, declaration, rest, ..place };
    }
    Ok(place)
}

impl Place<'_> {
    /// Notes what passing a member means for the tags of unions.
    fn pass(
        &mut self,
        interface: &Interface,
        (record, base): (RecordId, usize),
        member: u32,
        is_last: bool,
    ) {
        let own = plan::tag(interface, record);
        let under = self.under.take();
        let by_parent = under.and_then(|(id, base)| Some((id, base, plan::tag(interface, id)?)));
        let by_itself = own.clone().filter(|tag| tag.union.is_none());
        let by_itself = by_itself.map(|tag| (record, base, tag));
        if let Some((record, base, tag)) = by_parent.or(by_itself).filter(|of| of.2.governs(member))
        {
            self.guards.push(Guard { record, base, member, is_last, tag });
        }
        if own.is_some_and(|tag| tag.union == Some(member)) {
            self.under = Some((record, base));
        }
    }

    /// The member that the path ends at, when it has a tag to say whether it is live.
    pub(super) fn last_guard(&self) -> Option<&Guard> {
        self.guards.iter().find(|guard| guard.is_last && self.rest.is_empty())
    }
}

/// A member that a tag says is live or not.
pub(super) struct Guard {
    /// The record with the tag.
    pub(super) record: RecordId,
    /// Where that record starts.
    pub(super) base: usize,
    /// The member's position in the union.
    pub(super) member: u32,
    /// Whether nothing of the path is behind it.
    pub(super) is_last: bool,
    pub(super) tag: Tag,
}

impl Guard {
    /// Where the tag is.
    pub(super) fn offset(&self) -> usize {
        self.base + self.tag.offset as usize
    }

    /// The start of records that are not here: of a union that was copied out of one.
    pub(super) const OUTSIDE: usize = usize::MAX;

    /// Refuses a member that is not live, by the tag's value.
    pub(super) fn check_value(&self, library: &Library, value: i128) -> Result<()> {
        match self.tag.is_live(self.member, value) {
            true => Ok(()),
            false => {
                let of = (library.name(), self.record);
                let refusal = Refusal::Read { member: self.member, value };
                Err(self.tag.refused(library.interface(), of, refusal))
            }
        }
    }

    /// Makes the member the live one, in the bytes of the tag.
    pub(super) fn enliven(&self, bytes: &mut [u8]) {
        if let Some(wanted) = self.tag.wanted(self.member, self.tag.value(bytes)) {
            self.tag.put(wanted, bytes);
        }
    }
}

/// The member of that name, with its position.
pub(super) fn member(
    interface: &Interface,
    record: RecordId,
    wanted: &str,
) -> Result<(u32, plan::Member)> {
    let members = plan::members(interface, record);
    if let Some(at) = members.iter().position(|member| member.name == wanted) {
        return Ok((at as u32, members[at].clone()));
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
