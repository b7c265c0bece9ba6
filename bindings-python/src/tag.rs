//! Members of records, where a tag may say which member of a union is live: reading them, assigning
//! them, and noting which are given while a record is made.

use std::sync::Arc;

use pyo3::ffi;
use sandbridge_interface::plan::{Access, Making, Member, Refusal, Tag};
use sandbridge_interface::{Error, RecordId};

use crate::access;
use crate::error::Result;
use crate::library::{Members, Shared};
use crate::object::Owned;
use crate::place::Place;
use crate::record::{self, Record};

/// The record that a union is part of, whose tag says what is live.
pub(crate) struct Beside {
    id: RecordId,
    place: Place,
}

/// Some record's members: of a record object, or behind a pointer.
#[derive(Clone, Copy)]
pub(crate) struct Whole<'a> {
    pub(crate) shared: &'a Arc<Shared>,
    pub(crate) id: RecordId,
    pub(crate) place: &'a Place,
    pub(crate) beside: Option<&'a Beside>,
}

impl<'a> Whole<'a> {
    /// A member; `me` is the Python object that the place belongs to.
    #[inline]
    pub(crate) fn load(self, position: usize, me: *mut ffi::PyObject) -> Result<Owned> {
        let members = self.shared.members(self.id)?;
        let member = at(members, position)?;
        if self.beside.is_some() || members.shape.tag.is_some() {
            self.check(members, position)?;
            if is_union(members, position) {
                return self.union(members, member, me);
            }
        }
        access::load(self.shared, &member.access, self.place, member.offset as usize, me)
            .map_err(|failure| failure.context(format_args!("member `{}`", member.declaration)))
    }

    /// Assigns a member, which becomes the live one.
    #[inline]
    pub(crate) fn assign(self, position: usize, value: *mut ffi::PyObject) -> Result<()> {
        let members = self.shared.members(self.id)?;
        let member = at(members, position)?;
        if is_union(members, position) && !value.is_null() {
            return self.assign_union(members, member, value);
        }
        record::assign(self.shared, member, self.place, value)?;
        match self.ruling(members)? {
            Some(ruling) => ruling.enliven(position as u32),
            None => Ok(()),
        }
    }

    /// Whether conversions show a member.
    pub(crate) fn shows(self, position: usize) -> Result<bool> {
        match self.ruling(self.shared.members(self.id)?)? {
            Some(ruling) => Ok(ruling.tag.shows(position as u32, ruling.value()?)),
            None => Ok(true),
        }
    }

    /// The live member of a union that is part of a record with a tag.
    fn live(self) -> Result<Option<u32>> {
        match (self.beside, self.ruling(self.shared.members(self.id)?)?) {
            (Some(_), Some(ruling)) => Ok(ruling.tag.live(ruling.value()?)),
            _ => Ok(None),
        }
    }

    #[cold]
    fn check(self, members: &Members, position: usize) -> Result<()> {
        let Some(ruling) = self.ruling(members)? else { return Ok(()) };
        let (member, value) = (position as u32, ruling.value()?);
        if ruling.tag.is_live(member, value) {
            return Ok(());
        }
        let of = (self.shared.library.name(), ruling.id);
        let refusal = Refusal::Read { member, value };
        Err(ruling.tag.refused(self.shared.interface(), of, refusal).into())
    }

    /// The tag that says which of the members are live: that of the record around a union, or its
    /// own.
    fn ruling(self, members: &'a Members) -> Result<Option<Ruling<'a>>> {
        let (id, place, tag) = match self.beside {
            Some(beside) => {
                let tag = self.shared.members(beside.id)?.shape.tag.as_ref();
                (beside.id, &beside.place, tag)
            }
            None => {
                let tag = members.shape.tag.as_ref();
                (self.id, self.place, tag.filter(|tag| tag.union.is_none()))
            }
        };
        Ok(tag.map(|tag| Ruling { tag, id, place }))
    }

    /// The union with a tag, as a view that knows where its tag is.
    fn union(self, members: &Members, union: &Member, me: *mut ffi::PyObject) -> Result<Owned> {
        let Access::Record { record } = union.access else {
            return Err(Error::bug("a union that is no record").into());
        };
        let size = access::size(self.shared.interface(), &union.access);
        let place = self.place.part(me, union.offset as usize, size)?;
        let around = self.place.part(me, 0, members.shape.layout.size as usize)?;
        let beside = Beside { id: self.id, place: around };
        record::view_beside(self.shared, record, place, Some(Box::new(beside)))
    }

    fn assign_union(
        self,
        members: &Members,
        union: &Member,
        value: *mut ffi::PyObject,
    ) -> Result<()> {
        let mut image = vec![0; members.shape.layout.size as usize];
        self.place.read(0, &mut image)?;
        let tag = members.shape.tag.as_ref();
        let mut making = Making::new(tag);
        store_union(self.shared, union, value, &mut image, &mut making)?;
        let of = (self.shared.library.name(), self.id);
        making.settle(self.shared.interface(), of, &mut image)?;
        let start = union.offset as usize;
        let end = start + access::size(self.shared.interface(), &union.access);
        let bytes = image.get(start..end).ok_or_else(|| Error::bug("a union beyond its record"))?;
        self.place.write(start, bytes)?;
        if let Some((tag, bytes)) = tag.and_then(|tag| Some((tag, tag.place(&image)?))) {
            self.place.write(tag.offset as usize, bytes)?;
        }
        self.place.renew(self.shared.generation());
        Ok(())
    }
}

/// A tag with the record that it is in.
struct Ruling<'a> {
    tag: &'a Tag,
    id: RecordId,
    place: &'a Place,
}

impl Ruling<'_> {
    fn value(&self) -> Result<i128> {
        self.with_bytes(|tag, bytes| tag.value(bytes))
    }

    /// Makes a member that was written the live one.
    fn enliven(&self, member: u32) -> Result<()> {
        if !self.tag.governs(member) {
            return Ok(());
        }
        let Some(wanted) = self.tag.wanted(member, self.value()?) else { return Ok(()) };
        let (bytes, size) = self.with_bytes(|tag, bytes| {
            tag.put(wanted, bytes);
            let mut all = [0; MAX_TAG];
            all[..bytes.len()].copy_from_slice(bytes);
            (all, bytes.len())
        })?;
        self.place.write(self.tag.offset as usize, &bytes[..size])
    }

    /// Runs `run` on a copy of the bytes that the tag touches.
    fn with_bytes<T>(&self, run: impl FnOnce(&Tag, &mut [u8]) -> T) -> Result<T> {
        let mut bytes = [0; MAX_TAG];
        let bytes = &mut bytes[..self.tag.size()];
        self.place.read(self.tag.offset as usize, bytes)?;
        Ok(run(self.tag, bytes))
    }
}

/// A bit-field touches up to so many bytes.
const MAX_TAG: usize = 9;

/// Whose members are given while a record is made: its own, or those of its union with a tag.
pub(crate) enum Note<'m, 'a> {
    Own(&'m mut Making<'a>),
    Union(&'m mut Making<'a>),
}

impl Note<'_, '_> {
    /// Writes a member to the image of its record.
    #[inline]
    pub(crate) fn store(
        &mut self,
        shared: &Arc<Shared>,
        members: &Members,
        position: usize,
        value: *mut ffi::PyObject,
        out: &mut [u8],
    ) -> Result<()> {
        let member = at(members, position)?;
        match self {
            Self::Own(making) if is_union(members, position) => {
                store_union(shared, member, value, out, making)
            }
            Self::Own(making) => {
                record::store_member(shared, member, value, out)?;
                making.wrote(position as u32, out);
                Ok(())
            }
            Self::Union(making) => {
                record::store_member(shared, member, value, out)?;
                making.gave(position as u32);
                Ok(())
            }
        }
    }
}

/// Writes a union with a tag to the image of its record.
fn store_union(
    shared: &Arc<Shared>,
    member: &Member,
    value: *mut ffi::PyObject,
    out: &mut [u8],
    making: &mut Making<'_>,
) -> Result<()> {
    let Access::Record { record: union } = member.access else {
        return Err(Error::bug("a union that is no record").into());
    };
    let start = member.offset as usize;
    let end = start + access::size(shared.interface(), &member.access);
    let place = out.get_mut(start..end).ok_or_else(|| Error::bug("a union beyond its record"))?;
    record::store_noting(shared, union, value, place, &mut Note::Union(making))
        .map_err(|failure| failure.context(format_args!("member `{}`", member.declaration)))?;
    if let Some(live) = record::of(value).map(|given| given.whole().live()).transpose()?.flatten() {
        making.gave(live);
    }
    Ok(())
}

impl Record {
    pub(crate) fn whole(&self) -> Whole<'_> {
        let beside = self.beside.as_deref();
        Whole { shared: &self.shared, id: self.id, place: &self.place, beside }
    }
}

#[inline]
fn at(members: &Members, position: usize) -> Result<&Member> {
    let member = members.shape.members.get(position);
    member.ok_or_else(|| Error::bug("no such member").into())
}

#[inline]
fn is_union(members: &Members, position: usize) -> bool {
    members.shape.tag.as_ref().is_some_and(|tag| tag.union == Some(position as u32))
}
