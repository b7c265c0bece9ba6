//! Structs and unions: members, and the layout that our rules or DWARF itself give them.

use std::collections::HashSet;

use gimli::constants as dw;
use sandbridge_interface::layout::{LaidOut, MemberSpec, RecordSpec, lay_out};
use sandbridge_interface::{
    BitField, Field, Interface, Layout, Passing, RecordId, RecordKind, Result, Scalar, Type,
    TypeId, layout,
};

use super::damaged;
use super::die::{Die, Entry, flag, number, small};
use super::types::Reader;

/// Alignments that a record may have been given, none first.
const ALIGNS: [Option<u32>; 8] =
    [None, Some(2), Some(4), Some(8), Some(16), Some(32), Some(64), Some(128)];

/// What makes two descriptions one record.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Key<'a> {
    kind: RecordKind,
    tag: Option<&'a str>,
    size: Option<u64>,
    members: Vec<(Option<&'a str>, Option<u64>, Option<u64>)>,
    /// Of untagged ones: where they are declared.
    place: Option<(String, u32)>,
}

/// Members as DWARF states them.
struct Stated {
    size: u32,
    align: Option<u32>,
    members: Vec<StatedMember>,
}

struct StatedMember {
    spec: MemberSpec,
    /// In bits, from the start of the record.
    start: u32,
}

impl<'a> Reader<'_, 'a> {
    /// A record of that description, whose members are read later.
    pub(super) fn declare(
        &mut self,
        kind: RecordKind,
        tag: Option<&'a str>,
        die: Die,
    ) -> Result<RecordId> {
        let entry = self.debug.entry(die)?;
        let origin = self.debug.origin(die, &entry);
        let mut members = Vec::new();
        for (at, child) in self.debug.children(die)? {
            if child.tag() == dw::DW_TAG_member {
                let start = number(&child, dw::DW_AT_data_bit_offset)
                    .or_else(|| number(&child, dw::DW_AT_data_member_location));
                members.push((
                    self.debug.name(at, &child),
                    start,
                    number(&child, dw::DW_AT_bit_size),
                ));
            }
        }
        let place = tag.is_none().then(|| (origin.file.clone(), origin.line));
        let size = number(&entry, dw::DW_AT_byte_size);
        let key = Key { kind, tag, size, members, place };
        if let Some(known) = self.records.get(&key) {
            return Ok(*known);
        }
        let id = self.build.declare_record(kind, tag, 0);
        self.records.insert(key, id);
        self.places.insert(id, origin);
        if !flag(&entry, dw::DW_AT_declaration) {
            self.unread.insert(id, die);
            self.pending.push(id);
        }
        Ok(id)
    }

    /// Reads the members of all records that were met.
    pub(super) fn settle(&mut self) -> Result<()> {
        while let Some(id) = self.pending.pop() {
            self.complete(id, 0)?;
        }
        Ok(())
    }

    /// Reads the members of a record, and before that those of the records in it.
    fn complete(&mut self, id: RecordId, depth: u32) -> Result<()> {
        let Some(die) = self.unread.remove(&id) else { return Ok(()) };
        if depth > 64 {
            return Err(damaged("records lie in each other without end"));
        }
        let stated = self.stated(id, die)?;
        for member in &stated.members {
            if let Some(inner) = held(&self.build.interface, member.spec.ty) {
                self.complete(inner, depth + 1)?;
                if self.vague.contains(&inner) {
                    self.vague.insert(id);
                }
            }
        }
        let kind = self.build.interface.record(id).kind;
        let laid_out = lay(&self.build.interface, kind, &stated);
        // What contains itself, or lies outside itself, stays opaque.
        if let Some(laid_out) = laid_out {
            let record = self.build.record_mut(id);
            record.fields = laid_out.fields;
            record.layout = Some(laid_out.layout);
            record.passing = laid_out.passing;
        }
        Ok(())
    }

    fn stated(&mut self, id: RecordId, die: Die) -> Result<Stated> {
        let entry = self.debug.entry(die)?;
        let mut stated = Stated {
            size: small(&entry, dw::DW_AT_byte_size).unwrap_or(0),
            align: small(&entry, dw::DW_AT_alignment),
            members: Vec::new(),
        };
        let mut seen = HashSet::new();
        for (at, child) in self.debug.children(die)? {
            if child.tag() != dw::DW_TAG_member {
                continue;
            }
            let name = self.debug.name(at, &child);
            let width = small(&child, dw::DW_AT_bit_size);
            let ty = match self.ty(self.debug.type_of(at, &child))? {
                Some(ty) => ty,
                None => {
                    self.vague.insert(id);
                    match self.size_of(at, &child)? {
                        // Of a bit-field of unknown type nothing can be said.
                        Some(size) if width.is_none() => {
                            let byte = self.build.scalar(Scalar::UChar);
                            self.build.intern(Type::Array { of: byte, count: Some(size) })
                        }
                        _ => continue,
                    }
                }
            };
            // Only what C has: names once, and none at all for records alone.
            let is_record = held(&self.build.interface, ty).is_some();
            if name.is_some_and(|name| !seen.insert(name)) || (name.is_none() && !is_record) {
                continue;
            }
            let bytes = small(&child, dw::DW_AT_data_member_location).unwrap_or(0);
            let Some(bits) = bytes.checked_mul(8) else { continue };
            let start = small(&child, dw::DW_AT_data_bit_offset).unwrap_or(bits);
            let spec = MemberSpec {
                name: name.map(str::to_owned),
                ty,
                width,
                align: small(&child, dw::DW_AT_alignment),
                type_align: None,
                packed: false,
            };
            stated.members.push(StatedMember { spec, start });
        }
        Ok(stated)
    }

    fn size_of(&self, at: Die, entry: &Entry<'a>) -> Result<Option<u32>> {
        let mut next = self.debug.type_of(at, entry);
        for _ in 0..16 {
            let Some(die) = next else { break };
            let entry = self.debug.entry(die)?;
            if let Some(size) = small(&entry, dw::DW_AT_byte_size) {
                return Ok(Some(size));
            }
            next = self.debug.type_of(die, &entry);
        }
        Ok(None)
    }
}

/// The record that a value of the type holds in place.
fn held(interface: &Interface, mut ty: TypeId) -> Option<RecordId> {
    loop {
        match *interface.ty(ty) {
            Type::Named { to, .. } | Type::Array { of: to, .. } => ty = to,
            Type::Record(id) => return Some(id),
            _ => return None,
        }
    }
}

/// The layout by our rules when they give what is stated, otherwise what is stated.
fn lay(interface: &Interface, kind: RecordKind, stated: &Stated) -> Option<LaidOut> {
    let members: Vec<MemberSpec> = stated.members.iter().map(|m| m.spec.clone()).collect();
    let mut spec = RecordSpec { kind, members, packed: false, pack: None, align: stated.align };
    for (packed, pack) in
        [(false, None), (true, None), (false, Some(1)), (false, Some(2)), (false, Some(4))]
    {
        (spec.packed, spec.pack) = (packed, pack);
        for align in ALIGNS {
            spec.align = stated.align.or(align);
            if let Ok(found) = lay_out(interface, &spec)
                && agrees(&found, stated)
            {
                return Some(found);
            }
        }
    }
    (spec.packed, spec.pack, spec.align) = (false, None, stated.align);
    as_stated(interface, &spec, stated)
}

fn agrees(found: &LaidOut, stated: &Stated) -> bool {
    let start = |field: &Field| {
        field.offset.saturating_mul(8) + field.bits.map_or(0, |bits| u32::from(bits.shift))
    };
    found.layout.size == stated.size
        && found.fields.len() == stated.members.len()
        && found.fields.iter().zip(&stated.members).all(|(field, m)| start(field) == m.start)
}

/// A layout that no attribute known to us gives: unnamed bit-fields, for example, are not in DWARF.
fn as_stated(interface: &Interface, spec: &RecordSpec, stated: &Stated) -> Option<LaidOut> {
    let mut fields = Vec::with_capacity(stated.members.len());
    let mut align = 1;
    for member in &stated.members {
        let inner = layout::of(interface, member.spec.ty)?;
        let size = member.spec.width.map_or(u64::from(inner.size) * 8, u64::from);
        if u64::from(member.start) + size > u64::from(stated.size) * 8 {
            return None;
        }
        let bits = match member.spec.width {
            None => None,
            Some(width) => Some(BitField {
                shift: (member.start % 8) as u8,
                width: u8::try_from(width).ok().filter(|width| (1..=64).contains(width))?,
                signed: is_signed(interface, member.spec.ty)?,
            }),
        };
        let offset = member.start / 8;
        if bits.is_none() && [offset, stated.size].iter().all(|at| at.is_multiple_of(inner.align)) {
            align = align.max(inner.align);
        }
        fields.push(Field { name: member.spec.name.clone(), ty: member.spec.ty, offset, bits });
    }
    let align = stated.align.filter(|align| align.is_power_of_two()).unwrap_or(align);
    let layout = Layout { size: stated.size, align };
    // How it travels does not depend on where its members are, but on whether one fills it.
    let passing = match lay_out(interface, spec).ok()?.passing {
        Passing::Single(one) if layout::of(interface, one)?.size != stated.size => Passing::Memory,
        other => other,
    };
    Some(LaidOut { fields, layout, passing })
}

fn is_signed(interface: &Interface, ty: TypeId) -> Option<bool> {
    match *interface.resolved(ty) {
        Type::Scalar(scalar) if !scalar.is_float() => Some(scalar.is_signed()),
        Type::Enum(id) => Some(interface.enumeration(id).repr.is_signed()),
        Type::BitInt { signed, .. } => Some(signed),
        _ => None,
    }
}
