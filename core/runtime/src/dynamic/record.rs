//! Structs and unions as values: their shape and their bytes, on the host's side.

use std::fmt;

use sandbridge_interface::plan::{self, Access};
use sandbridge_interface::{Code, Error, GuestAddr, RecordId, Result, Type, TypeId, spell};

use super::object::{self, Home};
use super::path::{Guard, Place, Step, locate};
use super::{Pointer, Value, pointer, text};
use crate::Library;

/// A struct or union of a library. Clones share nothing.
#[derive(Clone)]
pub struct Record {
    library: Library,
    generation: u32,
    id: RecordId,
    bytes: Vec<u8>,
    /// Of a union that was read from a record with a tag: that record's type, and the tag's value.
    under: Option<(RecordId, i128)>,
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:02x?}", self.type_name(), self.bytes)
    }
}

/// The same type of the same library with the same bytes, padding included.
impl PartialEq for Record {
    fn eq(&self, other: &Self) -> bool {
        (self.library.id(), self.id) == (other.library.id(), other.id) && self.bytes == other.bytes
    }
}

impl Record {
    /// A value of the type called `name`: from [`Value::Members`], [`Value::List`], another record,
    /// or [`Value::Null`] for all zero.
    ///
    /// # Errors
    /// [`Code::UnknownType`], [`Code::ArgumentType`] when the type is no complete record, and what
    /// converting the members ends in.
    pub fn new(library: &Library, name: &str, init: &Value) -> Result<Self> {
        let ty = library.type_named(name)?;
        let interface = library.interface();
        let (Type::Record(id), Access::Record { .. }) =
            (interface.resolved(ty), Access::of(interface, ty))
        else {
            let message = format!("{}: `{name}` is no complete struct or union", library.name());
            return Err(Error::new(Code::ArgumentType, message));
        };
        let home = Home { library, generation: library.enter()?.generation() };
        let access = Access::Record { record: *id };
        let mut bytes = vec![0; object::size(interface, &access)];
        if *init != Value::Null {
            object::store(home, &access, init, &mut bytes)
                .map_err(|error| error.context(spell::record_name(interface, *id)))?;
        }
        Ok(Self::from_bytes(home, *id, bytes))
    }

    pub(super) fn from_bytes(home: Home<'_>, id: RecordId, bytes: Vec<u8>) -> Self {
        Self { library: home.library.clone(), generation: home.generation, id, bytes, under: None }
    }

    /// How C names its type.
    pub fn type_name(&self) -> String {
        spell::record_name(self.library.interface(), self.id)
    }

    /// Its image as in guest memory.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The member or element that `path` leads to, followed through pointers.
    ///
    /// # Errors
    /// [`Code::UnknownMember`], [`Code::IndexOutOfRange`], and those of [`Pointer::get`] beyond a
    /// pointer.
    pub fn get(&self, path: &[Step<'_>]) -> Result<Value> {
        let place = self.locate(path)?;
        place.guards.iter().try_for_each(|guard| self.check(guard))?;
        let end = place.offset + object::size(self.library.interface(), &place.access);
        let bytes = self.bytes.get(place.offset..end).ok_or_else(beyond)?;
        let value = object::load(self.home(), &place.access, bytes)?;
        match (place.rest, value) {
            ([], Value::Record(union)) => Ok(Value::Record(match place.under {
                Some((record, base)) => union.beside(&self.bytes, record, base),
                None => union,
            })),
            ([], value) => Ok(value),
            (rest, Value::Pointer(pointer)) => pointer.get(rest),
            (_, _) => Err(pointer::null_followed(path)),
        }
    }

    /// Assigns the member or element that `path` leads to.
    ///
    /// # Errors
    /// As for [`Record::get`], and what converting the value ends in.
    pub fn set(&mut self, path: &[Step<'_>], value: &Value) -> Result<()> {
        let library = self.library.clone();
        let place = self.locate(path)?;
        let is_written = |guard: &&Guard| guard.is_last && place.rest.is_empty();
        let read = place.guards.iter().filter(|guard| !is_written(guard));
        read.into_iter().try_for_each(|guard| self.check(guard))?;
        let end = place.offset + object::size(library.interface(), &place.access);
        let home = Home { library: &library, generation: self.generation };
        let bytes = self.bytes.get(place.offset..end).ok_or_else(beyond)?;
        if place.rest.is_empty() {
            let mut copy = self.bytes.clone();
            let stored = match place.under {
                Some((record, base)) => {
                    let size = object::size(library.interface(), &Access::Record { record });
                    let tag = plan::tag(library.interface(), record);
                    match (tag, copy.get_mut(base..base + size)) {
                        (Some(tag), Some(image)) => {
                            object::assign_union(home, (&tag, record), value, image)
                        }
                        _ => Err(beyond()),
                    }
                }
                None => object::store(home, &place.access, value, &mut copy[place.offset..end]),
            };
            stored.map_err(|error| {
                let name = self.type_name();
                match &place.declaration {
                    Some(member) => error.context(format_args!("{name}: member `{member}`")),
                    None => error.context(name),
                }
            })?;
            self.bytes = copy;
            if let Some(guard) = place.last_guard() {
                self.enliven(guard)?;
            }
            return Ok(());
        }
        match object::load(home, &place.access, bytes)? {
            Value::Pointer(pointer) => pointer.set(place.rest, value),
            _ => Err(pointer::null_followed(path)),
        }
    }

    /// The pointer, text or array that `path` leads to, as text up to its first NUL.
    ///
    /// # Errors
    /// As for [`Record::get`] and [`Pointer::text`].
    pub fn text(&self, path: &[Step<'_>]) -> Result<String> {
        let place = self.locate(path)?;
        place.guards.iter().try_for_each(|guard| self.check(guard))?;
        let end = place.offset + object::size(self.library.interface(), &place.access);
        let bytes = self.bytes.get(place.offset..end).ok_or_else(beyond)?;
        match text::array_text(&place.access, bytes) {
            Some(found) if place.rest.is_empty() => found,
            _ => text::of(&self.get(path)?),
        }
    }

    /// The names of the members that conversions show: of a union with a tag only the live one.
    pub fn shown(&self) -> Vec<String> {
        let interface = self.library.interface();
        let tag = match self.under {
            Some((record, value)) => plan::tag(interface, record).map(|tag| (tag, value)),
            None => plan::tag(interface, self.id).and_then(|tag| {
                let value = tag.value(tag.place(&self.bytes)?);
                Some((tag, value)).filter(|(tag, _)| tag.union.is_none())
            }),
        };
        let shows = |at: u32| tag.as_ref().is_none_or(|(tag, value)| tag.shows(at, *value));
        let members = (0..).zip(plan::members(interface, self.id));
        members.filter(|(at, _)| shows(*at)).map(|(_, member)| member.name).collect()
    }

    /// The live member of a union that was read from a record with a tag.
    pub(super) fn live(&self) -> Option<u32> {
        let (record, value) = self.under?;
        plan::tag(self.library.interface(), record)?.live(value)
    }

    /// As the union of the record that starts at `base` of an image.
    pub(super) fn beside(self, image: &[u8], record: RecordId, base: usize) -> Self {
        let tag = plan::tag(self.library.interface(), record);
        let value = tag.zip(image.get(base..)).and_then(|(tag, image)| {
            let bytes = tag.place(image)?;
            Some(tag.value(bytes))
        });
        Self { under: value.map(|value| (record, value)), ..self }
    }

    /// Where a path leads. In a union that was read from a record, the first step has a tag.
    fn locate<'a>(&self, path: &'a [Step<'a>]) -> Result<Place<'a>> {
        let under = self.under.map(|(record, _)| record);
        locate(self.library.interface(), self.access(), path, false, under)
    }

    /// Refuses a member that is not live.
    fn check(&self, guard: &Guard) -> Result<()> {
        match (guard.base, self.under) {
            (Guard::OUTSIDE, Some((_, value))) => guard.check_value(&self.library, value),
            _ => {
                let start = guard.offset();
                let bytes = self.bytes.get(start..start + guard.tag.size()).ok_or_else(beyond)?;
                guard.check_value(&self.library, guard.tag.value(bytes))
            }
        }
    }

    /// Makes a member that was written the live one.
    fn enliven(&mut self, guard: &Guard) -> Result<()> {
        match (guard.base, &mut self.under) {
            (Guard::OUTSIDE, Some((_, value))) => {
                *value = guard.tag.wanted(guard.member, *value).map_or(*value, i128::from);
            }
            _ => {
                let start = guard.offset();
                let end = start + guard.tag.size();
                guard.enliven(self.bytes.get_mut(start..end).ok_or_else(beyond)?);
            }
        }
        Ok(())
    }

    pub(super) fn id(&self) -> RecordId {
        self.id
    }

    /// Whether it is of that type of that library.
    pub(super) fn is(&self, home: Home<'_>, id: RecordId) -> bool {
        self.library.id() == home.library.id() && self.id == id
    }

    /// Its type, where the interface has it as such.
    pub(super) fn type_id(&self) -> Result<TypeId> {
        let mut types = self.library.interface().types.iter();
        let found = types.position(|ty| *ty == Type::Record(self.id));
        found.map(|at| TypeId(at as u32)).ok_or_else(|| Error::bug("a record without a type"))
    }

    fn access(&self) -> Access {
        Access::Record { record: self.id }
    }

    fn home(&self) -> Home<'_> {
        Home { library: &self.library, generation: self.generation }
    }

    /// Its bytes for a call or a member, when it may go there.
    pub(super) fn image(&self, home: Home<'_>, wanted: RecordId) -> Result<&[u8]> {
        let (own, other) = (self.library.name(), home.library.name());
        if self.library.id() != home.library.id() {
            let message =
                format!("the `{}` belongs to {own}, not to this load of {other}", self.type_name());
            return Err(Error::new(Code::ForeignPointer, message)
                .with_help("make it with the types of the library that it is given to"));
        }
        if self.id != wanted {
            let wanted = spell::record_name(home.interface(), wanted);
            let message = format!("expected a `{wanted}`, got a `{}`", self.type_name());
            return Err(Error::new(Code::ArgumentType, message));
        }
        if self.generation != home.generation && self.has_pointer(&self.access(), 0, &mut 65_536) {
            let message =
                format!("the `{}` holds pointers from before the reset", self.type_name());
            return Err(Error::new(Code::ForeignPointer, message)
                .with_help("make it again, with pointers into the present instance"));
        }
        Ok(&self.bytes)
    }

    /// Takes over what C left, which is of this life.
    pub(super) fn update(&mut self, generation: u32, bytes: &[u8]) {
        self.bytes.copy_from_slice(bytes);
        self.generation = generation;
    }

    /// Whether a pointer in it is not null. Unions can make the walk long without making the
    /// record large: past `budget` places it is taken to have one.
    fn has_pointer(&self, access: &Access, offset: usize, budget: &mut u32) -> bool {
        *budget = budget.saturating_sub(1);
        if *budget == 0 {
            return true;
        }
        match access {
            Access::Pointer { .. } | Access::Callback { .. } => {
                let bytes = self.bytes.get(offset..).and_then(|rest| rest.first_chunk());
                bytes.is_some_and(|bytes| GuestAddr(u32::from_le_bytes(*bytes)) != GuestAddr::NULL)
            }
            Access::Record { record } => {
                let members = plan::members(self.library.interface(), *record);
                members
                    .iter()
                    .any(|m| self.has_pointer(&m.access, offset + m.offset as usize, budget))
            }
            Access::Array { element, count, stride } => {
                let nested = !matches!(**element, Access::Number { .. }) && *stride > 0;
                let mut places = (0..*count as usize).map(|i| offset + i * *stride as usize);
                nested && places.any(|place| self.has_pointer(element, place, budget))
            }
            _ => false,
        }
    }
}

impl From<Record> for Value {
    fn from(record: Record) -> Self {
        Self::Record(record)
    }
}

impl From<Pointer> for Value {
    fn from(pointer: Pointer) -> Self {
        Self::Pointer(pointer)
    }
}

fn beyond() -> Error {
    Error::bug("a member lies beyond its record")
}
