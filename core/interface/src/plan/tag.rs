//! Unions with a tag: which member is live. A number beside the union says so, as the facts tell.
//!
//! Reading a member that is not live is an error, writing one makes it live. Members without a case
//! are as in C.

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::{Access, Member, members};
use crate::facts::UnionTag;
use crate::{Code, Error, Interface, RecordId, RecordKind, Result, Type, bits, spell};

/// The tag of a record that holds a union, or is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    /// The position of the tag among the record's members.
    pub member: u32,
    /// The position of the union; without, the union's members are among the record's own.
    pub union: Option<u32>,
    /// Bytes from the record's start to the tag.
    pub offset: u32,
    /// How it is read and written, whatever its type: always [`Access::Bits`] of an integer.
    pub access: Access,
    /// Members of the union that have a case.
    pub cases: Vec<Case>,
    /// Members of the union that have none: they are as in C, but no conversion shows them.
    pub others: Vec<u32>,
}

/// When a member of the union is live.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// Its position among the union's members, or the record's when the union has no name.
    pub member: u32,
    /// What the tag then is. Writing the member makes it the first, unless it is one of them.
    pub values: Vec<i64>,
}

/// What a tag refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Reading a member while the tag has a value that does not stand for it.
    Read {
        /// The member, by position as in [`Case`].
        member: u32,
        /// The tag's value.
        value: i128,
    },
    /// Making a record from two members of its union.
    Both {
        /// One of them.
        one: u32,
        /// The other.
        other: u32,
    },
    /// Making a record from a tag and a member that it does not stand for.
    Contradiction {
        /// The member.
        member: u32,
        /// The tag's value.
        value: i128,
    },
}

/// The tag of a record, when the facts know one.
pub fn tag(interface: &Interface, record: RecordId) -> Option<Tag> {
    let mut known = interface.facts.union_tags.iter();
    resolve(interface, known.find(|tag| tag.record == record.0)?)
}

/// Finds the members that a tag names; `None` where one is missing, or the tag is no integer.
pub(crate) fn resolve(interface: &Interface, facts: &UnionTag) -> Option<Tag> {
    let record = RecordId(facts.record);
    let own = members(interface, record);
    let member = position(&own, &facts.tag)?;
    let tag = &own[member as usize];
    let union = match facts.member.as_str() {
        "" => None,
        name => Some(position(&own, name)?),
    };
    let inner = match union.map(|at| &own[at as usize].access) {
        None => anonymous(interface, record, facts.cases.first().map(|(_, name)| name.as_str()))?,
        Some(Access::Record { record }) => *record,
        Some(_) => return None,
    };
    // Without a name, the union's members are the record's.
    let inner = members(interface, inner);
    let of = if union.is_some() { &inner } else { &own };
    let mut cases: Vec<Case> = Vec::new();
    for (value, name) in &facts.cases {
        let member = position(of, name)?;
        match cases.iter_mut().find(|case| case.member == member) {
            Some(case) => case.values.push(*value),
            None => cases.push(Case { member, values: vec![*value] }),
        }
    }
    let others = inner.iter().filter(|one| union.is_some() || one.name != facts.tag);
    let others = others.filter_map(|one| position(of, &one.name));
    let others = others.filter(|at| !cases.iter().any(|case| case.member == *at)).collect();
    let (offset, access) = (tag.offset, integer(&tag.access)?);
    Some(Tag { member, union, offset, access, cases, others })
}

/// The record itself when it is a union, or the anonymous union in it that has such a member.
fn anonymous(interface: &Interface, id: RecordId, wanted: Option<&str>) -> Option<RecordId> {
    let record = interface.record(id);
    let has = |name| members(interface, id).iter().any(|member| member.name == name);
    if record.kind == RecordKind::Union && wanted.is_none_or(has) {
        return Some(id);
    }
    record.fields.iter().find_map(|field| match (&field.name, interface.resolved(field.ty)) {
        (None, Type::Record(inner)) => anonymous(interface, *inner, wanted),
        _ => None,
    })
}

fn position(members: &[Member], name: &str) -> Option<u32> {
    members.iter().position(|member| member.name == name).map(|at| at as u32)
}

/// An integer as the bits that it is.
fn integer(access: &Access) -> Option<Access> {
    let (shift, width, signed) = match *access {
        Access::Number { number, .. } => {
            (0, number.size() as u8 * 8, number.range().is_some_and(|(least, _)| least < 0))
        }
        Access::Bits { shift, width, signed, .. } => (shift, width, signed),
        _ => return None,
    };
    let is_float = matches!(access, Access::Number { number, .. } if number.range().is_none());
    (!is_float).then_some(Access::Bits { shift, width, signed, is_bool: false, enumeration: None })
}

impl Tag {
    /// How many bytes it touches.
    pub fn size(&self) -> usize {
        let (shift, width, _) = self.bits();
        (usize::from(shift) + usize::from(width)).div_ceil(8)
    }

    /// The bytes that it touches in the record's image.
    pub fn place<'a>(&self, image: &'a [u8]) -> Option<&'a [u8]> {
        let start = self.offset as usize;
        image.get(start..start + self.size())
    }

    /// The same for writing.
    pub fn place_mut<'a>(&self, image: &'a mut [u8]) -> Option<&'a mut [u8]> {
        let start = self.offset as usize;
        image.get_mut(start..start + self.size())
    }

    /// Its value, from the bytes that it touches.
    pub fn value(&self, bytes: &[u8]) -> i128 {
        let (shift, width, signed) = self.bits();
        bits::load(shift, width, signed, bytes)
    }

    /// Gives it a value, in the bytes that it touches.
    pub fn put(&self, value: i64, bytes: &mut [u8]) {
        let (shift, width, _) = self.bits();
        bits::store(shift, width, value as u64, bytes);
    }

    /// Whether a member of the union has a case.
    pub fn governs(&self, member: u32) -> bool {
        self.case(member).is_some()
    }

    /// The member that a value stands for.
    pub fn live(&self, value: i128) -> Option<u32> {
        let is = |case: &&Case| case.values.iter().any(|&one| i128::from(one) == value);
        self.cases.iter().find(is).map(|case| case.member)
    }

    /// What the tag must become once a member was written; `None` where it may stay.
    pub fn wanted(&self, member: u32, value: i128) -> Option<i64> {
        let case = self.case(member)?;
        let stands = case.values.iter().any(|&one| i128::from(one) == value);
        if stands { None } else { case.values.first().copied() }
    }

    /// Whether conversions show a member, of the union when it has a name and else of the record.
    pub fn shows(&self, member: u32, value: i128) -> bool {
        !self.others.contains(&member) && self.is_live(member, value)
    }

    /// Whether a member of the union is live; those without a case always are.
    pub fn is_live(&self, member: u32, value: i128) -> bool {
        self.wanted(member, value).is_none()
    }

    /// The error for what is refused of a record with this tag.
    #[cold]
    pub fn refused(
        &self,
        interface: &Interface,
        (library, record): (&str, RecordId),
        refusal: Refusal,
    ) -> Error {
        let text = Words::new(interface, self, record);
        let (own, record) = (text.tag(), &text.record);
        let (message, help) = match refusal {
            Refusal::Read { member, value } => {
                let name = text.member(member);
                (
                    format!("the member `{name}` of `{record}` is not live: {}", text.is(value)),
                    format!("ask `{own}` first; writing `{name}` makes it live"),
                )
            }
            Refusal::Both { one, other } => {
                let (one, other) = (text.member(one), text.member(other));
                (
                    format!(
                        "`{record}` was given both `{one}` and `{other}`, of which one is live at a \
                         time"
                    ),
                    format!("give the one that `{own}` stands for"),
                )
            }
            Refusal::Contradiction { member, value } => {
                let name = text.member(member);
                (
                    format!("`{record}` was given `{name}`, but {}", text.is(value)),
                    format!("leave `{own}` out: giving `{name}` sets it"),
                )
            }
        };
        Error::new(Code::NotLive, format!("{library}: {message}")).with_help(help)
    }

    fn bits(&self) -> (u8, u8, bool) {
        match self.access {
            Access::Bits { shift, width, signed, .. } => (shift, width, signed),
            _ => (0, 8, false),
        }
    }

    fn case(&self, member: u32) -> Option<&Case> {
        self.cases.iter().find(|case| case.member == member)
    }
}

/// What was given of a record that is being made, as far as its tag goes.
#[derive(Debug)]
pub struct Making<'a> {
    tag: Option<&'a Tag>,
    /// The tag's value, when it was given.
    value: Option<i128>,
    live: Option<u32>,
    /// Another member of the union, which is one too many.
    other: Option<u32>,
}

impl<'a> Making<'a> {
    /// Nothing was given yet.
    pub fn new(tag: Option<&'a Tag>) -> Self {
        Self { tag, value: None, live: None, other: None }
    }

    /// A member of the record was written to its `image`.
    #[inline]
    pub fn wrote(&mut self, member: u32, image: &[u8]) {
        let Some(tag) = self.tag else { return };
        if member == tag.member {
            self.value = tag.place(image).map(|bytes| tag.value(bytes));
        } else if tag.union.is_none() {
            self.gave(member);
        }
    }

    /// A member of the union with a name was given.
    pub fn gave(&mut self, member: u32) {
        if self.tag.is_some_and(|tag| tag.governs(member)) && self.live != Some(member) {
            self.other = self.live.replace(member);
        }
    }

    /// The union's member that was given.
    pub fn live(&self) -> Option<u32> {
        self.live
    }

    /// Sets the tag in the record's image, unless it was given.
    ///
    /// # Errors
    /// [`Code::NotLive`] when two members of the union were given, or one that the tag does not stand
    /// for.
    #[inline]
    pub fn settle(
        self,
        interface: &Interface,
        of: (&str, RecordId),
        image: &mut [u8],
    ) -> Result<()> {
        match self.tag {
            Some(tag) if self.live.is_some() || self.value.is_some() => {
                self.decide(tag, interface, of, image)
            }
            _ => Ok(()),
        }
    }

    fn decide(
        self,
        tag: &Tag,
        interface: &Interface,
        of: (&str, RecordId),
        image: &mut [u8],
    ) -> Result<()> {
        let refuse = |refusal| Err(tag.refused(interface, of, refusal));
        if let (Some(one), Some(other)) = (self.other, self.live) {
            return refuse(Refusal::Both { one, other });
        }
        let Some(bytes) = tag.place_mut(image) else {
            return Err(Error::bug("a tag beyond its record"));
        };
        if let Some(value) = self.value {
            // A member of a union that is the record itself may have overwritten it.
            tag.put(value as i64, bytes);
        }
        let Some(live) = self.live else { return Ok(()) };
        let Some(wanted) = tag.wanted(live, tag.value(bytes)) else { return Ok(()) };
        match self.value {
            None => tag.put(wanted, bytes),
            Some(value) => return refuse(Refusal::Contradiction { member: live, value }),
        }
        Ok(())
    }
}

/// The names that messages use.
struct Words<'a> {
    interface: &'a Interface,
    tag: &'a Tag,
    record: String,
    own: Vec<Member>,
    /// The name of the union and its members.
    inner: Option<(String, Vec<Member>)>,
}

impl<'a> Words<'a> {
    fn new(interface: &'a Interface, tag: &'a Tag, record: RecordId) -> Self {
        let own = members(interface, record);
        let inner = tag.union.and_then(|at| own.get(at as usize)).and_then(|union| {
            let Access::Record { record } = union.access else { return None };
            Some((union.name.clone(), members(interface, record)))
        });
        Self { interface, tag, record: spell::record_name(interface, record), own, inner }
    }

    fn tag(&self) -> &str {
        self.own.get(self.tag.member as usize).map_or("", |tag| &tag.name)
    }

    fn member(&self, at: u32) -> String {
        match &self.inner {
            Some((union, members)) => {
                let name = members.get(at as usize).map_or("", |member| &member.name);
                format!("{union}.{name}")
            }
            None => self.own.get(at as usize).map_or_else(String::new, |m| m.name.clone()),
        }
    }

    /// `` `kind` is 1 (KIND_A), which stands for `count` ``.
    fn is(&self, value: i128) -> String {
        let enumeration = match self.own.get(self.tag.member as usize).map(|tag| &tag.access) {
            Some(Access::Number { enumeration, .. } | Access::Bits { enumeration, .. }) => {
                *enumeration
            }
            _ => None,
        };
        let variants = enumeration.and_then(|at| self.interface.enums.get(at as usize));
        let variant = variants.and_then(|of| of.variants.iter().find(|one| one.value == value));
        let constant = variant.map_or_else(String::new, |one| format!(" ({})", one.name));
        let meaning = match self.tag.live(value) {
            Some(live) => format!("stands for `{}`", self.member(live)),
            None => "stands for no member".to_owned(),
        };
        format!("`{}` is {value}{constant}, which {meaning}", self.tag())
    }
}
