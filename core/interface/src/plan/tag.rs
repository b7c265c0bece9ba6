//! Unions with a tag: which member is live. A number beside the union says so, as the facts tell.
//!
//! Reading a member that is not live is an error, writing one makes it live. Members without a case
//! are as in C.

mod making;
mod refusal;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::{Access, Member, members};
use crate::facts::UnionTag;
use crate::{Interface, RecordId, RecordKind, Type, bits};

pub use making::Making;
pub use refusal::Refusal;

/// The tag of a record that holds a union, or is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    /// The position of the tag among the record's members.
    pub member: u32,
    /// The position of the union; without, the union's members are among the record's own.
    pub union: Option<u32>,
    /// Bytes from the record's start to the tag.
    pub offset: u32,
    /// How it is read and written: as [`Access::Bits`], whatever kind of integer it is.
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

/// An integer as the bits that it is; `None` for all else.
fn integer(access: &Access) -> Option<Access> {
    let (shift, width, signed) = match *access {
        Access::Number { number, .. } => {
            let (least, _) = number.range()?;
            (0, number.size() as u8 * 8, least < 0)
        }
        Access::Bits { shift, width, signed, .. } => (shift, width, signed),
        _ => return None,
    };
    Some(Access::Bits { shift, width, signed, is_bool: false, enumeration: None })
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

    /// Whether a member of the union may be read; those without a case always may.
    pub fn is_live(&self, member: u32, value: i128) -> bool {
        self.wanted(member, value).is_none()
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
