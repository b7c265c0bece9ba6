//! Types of the debugging information into the tables of an interface.

use std::collections::{HashMap, HashSet};

use gimli::constants as dw;
use sandbridge_interface::{
    Constant, ConstantValue, EnumId, Interface, Origin, RecordId, Result, Scalar, Signature, Type,
    TypeId, TypeName, Variant, name,
};

use super::die::{Debug, Die, Entry, flag, number, small};
use super::index::{Index, kind};
use super::record::Key;
use crate::builder::Builder;

/// Types that lie deeper inside each other are not told.
const MAX_DEPTH: u32 = 64;

/// Reads entries on demand, each once.
pub(super) struct Reader<'d, 'a> {
    pub(super) debug: &'d Debug<'a>,
    pub(super) index: &'d Index<'a>,
    pub(super) build: Builder,
    /// Types read; `None` for those that cannot be told.
    types: HashMap<Die, Option<TypeId>>,
    depth: u32,
    /// Records by what they look like: each source file describes those of a header again.
    pub(super) records: HashMap<Key<'a>, RecordId>,
    enums: HashMap<EnumKey<'a>, EnumId>,
    /// Records whose members are yet to be read, by where they are described.
    pub(super) unread: HashMap<RecordId, Die>,
    pub(super) pending: Vec<RecordId>,
    pub(super) places: HashMap<RecordId, Origin>,
    /// Records with a member whose type cannot be told.
    pub(super) vague: HashSet<RecordId>,
}

/// What makes two descriptions one enumeration: its tag and its constants.
type EnumKey<'a> = (Option<&'a str>, Vec<(String, i128)>);

/// A function type with the names of its parameters.
type Named<'a> = (Signature, Vec<Option<&'a str>>);

/// An interface, unpruned, with what it cannot hold.
pub(super) struct Described {
    pub(super) interface: Interface,
    /// Where each record is defined.
    pub(super) places: HashMap<RecordId, Origin>,
    /// Records with members that are only known by their size.
    pub(super) vague: HashSet<RecordId>,
}

/// A type with what C says beside it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Qualified {
    pub(super) ty: TypeId,
    pub(super) is_const: bool,
}

impl<'d, 'a> Reader<'d, 'a> {
    pub(super) fn new(debug: &'d Debug<'a>, index: &'d Index<'a>) -> Self {
        Self {
            debug,
            index,
            build: Builder::new(),
            types: HashMap::new(),
            depth: 0,
            records: HashMap::new(),
            enums: HashMap::new(),
            unread: HashMap::new(),
            pending: Vec::new(),
            places: HashMap::new(),
            vague: HashSet::new(),
        }
    }

    pub(super) fn finish(mut self) -> Result<Described> {
        self.settle()?;
        let interface = self.build.interface;
        Ok(Described { interface, places: self.places, vague: self.vague })
    }

    /// The type that an entry is of; `void` when it names none, `None` when it cannot be told.
    pub(super) fn qualified(&mut self, ty: Option<Die>) -> Result<Option<Qualified>> {
        let Some(mut die) = ty else {
            return Ok(Some(Qualified { ty: self.build.void(), is_const: false }));
        };
        let mut is_const = false;
        for _ in 0..MAX_DEPTH {
            let entry = self.debug.entry(die)?;
            match entry.tag() {
                dw::DW_TAG_const_type => is_const = true,
                dw::DW_TAG_volatile_type | dw::DW_TAG_restrict_type | dw::DW_TAG_atomic_type => {}
                _ => {
                    let ty = self.plain(die, &entry)?;
                    return Ok(ty.map(|ty| Qualified { ty, is_const }));
                }
            }
            match self.debug.type_of(die, &entry) {
                Some(inner) => die = inner,
                None => return Ok(Some(Qualified { ty: self.build.void(), is_const })),
            }
        }
        Ok(None)
    }

    pub(super) fn ty(&mut self, ty: Option<Die>) -> Result<Option<TypeId>> {
        Ok(self.qualified(ty)?.map(|qualified| qualified.ty))
    }

    fn plain(&mut self, die: Die, entry: &Entry<'a>) -> Result<Option<TypeId>> {
        if let Some(known) = self.types.get(&die) {
            return Ok(*known);
        }
        if self.depth >= MAX_DEPTH {
            return Ok(None);
        }
        // What leads back to itself other than through a record is no type of C.
        self.types.insert(die, None);
        self.depth += 1;
        let read = self.read(die, entry);
        self.depth -= 1;
        let read = read?;
        self.types.insert(die, read);
        Ok(read)
    }

    fn read(&mut self, die: Die, entry: &Entry<'a>) -> Result<Option<TypeId>> {
        match entry.tag() {
            dw::DW_TAG_base_type => Ok(self.base(die, entry)),
            dw::DW_TAG_pointer_type => self.pointer(die, entry).map(Some),
            dw::DW_TAG_typedef => self.typedef(die, entry),
            dw::DW_TAG_structure_type | dw::DW_TAG_union_type => {
                let id = self.record(die, entry)?;
                Ok(Some(self.build.intern(Type::Record(id))))
            }
            dw::DW_TAG_enumeration_type => self.enumeration(die, entry),
            dw::DW_TAG_array_type => self.array(die, entry),
            dw::DW_TAG_subroutine_type => {
                let signature = self.signature(die, entry, true)?;
                Ok(signature.map(|(signature, _)| self.build.function(signature).0))
            }
            _ => Ok(None),
        }
    }

    fn base(&mut self, die: Die, entry: &Entry<'a>) -> Option<TypeId> {
        let size = small(entry, dw::DW_AT_byte_size)?;
        let encoding = match entry.attr_value(dw::DW_AT_encoding)? {
            gimli::AttributeValue::Encoding(encoding) => encoding,
            _ => return None,
        };
        if encoding == dw::DW_ATE_complex_float {
            let part = match size {
                8 => Scalar::Float,
                16 => Scalar::Double,
                32 => Scalar::LongDouble,
                _ => return None,
            };
            return Some(self.build.intern(Type::Complex(part)));
        }
        let words: Vec<&str> = self.debug.name(die, entry)?.split_ascii_whitespace().collect();
        // Other languages call them otherwise; then size and encoding tell.
        let scalar = name::basic(&words).filter(|scalar| scalar.size() == size).or_else(|| {
            let is_bit_int = words.iter().any(|word| word.starts_with("_BitInt"));
            if is_bit_int { None } else { by_encoding(encoding, size) }
        })?;
        Some(self.build.scalar(scalar))
    }

    /// A pointer to what cannot be told is a `void *`.
    fn pointer(&mut self, die: Die, entry: &Entry<'a>) -> Result<TypeId> {
        let void = Qualified { ty: self.build.void(), is_const: false };
        let target = self.qualified(self.debug.type_of(die, entry))?.unwrap_or(void);
        Ok(self.build.pointer(target.ty, target.is_const))
    }

    fn typedef(&mut self, die: Die, entry: &Entry<'a>) -> Result<Option<TypeId>> {
        let Some(to) = self.ty(self.debug.type_of(die, entry))? else { return Ok(None) };
        let Some(name) = self.debug.name(die, entry) else { return Ok(Some(to)) };
        self.name_untagged(to, name);
        if self.build.depth(to) >= MAX_DEPTH as usize {
            return Ok(Some(to));
        }
        let ty = self.build.intern(Type::Named { name: name.to_owned(), to });
        let names = &mut self.build.interface.type_names;
        if !names.iter().any(|known| known.name == name) {
            names.push(TypeName { name: name.to_owned(), ty });
        }
        Ok(Some(ty))
    }

    /// The first `typedef` name of an untagged record or enumeration becomes its name.
    fn name_untagged(&mut self, ty: TypeId, name: &str) {
        match *self.build.interface.ty(ty) {
            Type::Record(id) => {
                self.build.record_mut(id).name.get_or_insert_with(|| name.to_owned());
            }
            Type::Enum(id) => {
                self.build.enum_mut(id).name.get_or_insert_with(|| name.to_owned());
            }
            _ => {}
        }
    }

    fn enumeration(&mut self, die: Die, entry: &Entry<'a>) -> Result<Option<TypeId>> {
        let underlying = self.ty(self.debug.type_of(die, entry))?;
        let repr = underlying.map(|id| self.build.interface.resolved(id));
        let repr = match (repr, number(entry, dw::DW_AT_byte_size)) {
            (Some(Type::Scalar(scalar)), _) if !scalar.is_float() => *scalar,
            (_, Some(1)) => Scalar::UChar,
            (_, Some(2)) => Scalar::UShort,
            (_, Some(8)) => Scalar::ULongLong,
            _ => Scalar::UInt,
        };
        let mut variants = Vec::new();
        for (at, child) in self.debug.children(die)? {
            let (Some(name), Some(value)) =
                (self.debug.name(at, &child), child.attr_value(dw::DW_AT_const_value))
            else {
                continue;
            };
            let value = match (repr.is_signed(), value.sdata_value(), value.udata_value()) {
                (true, Some(value), _) => i128::from(value),
                (_, _, Some(value)) => i128::from(value),
                (_, Some(value), _) => i128::from(value),
                _ => continue,
            };
            variants.push(Variant { name: name.to_owned(), value });
        }
        let tag = self.debug.name(die, entry);
        let values = variants.iter().map(|variant| (variant.name.clone(), variant.value));
        let key = (tag, values.collect());
        if let Some(known) = self.enums.get(&key) {
            return Ok(Some(self.build.intern(Type::Enum(*known))));
        }
        let id = self.build.declare_enum(tag, 0);
        let origin = self.debug.origin(die, entry);
        for variant in &variants {
            let constants = &mut self.build.interface.constants;
            if !constants.iter().any(|known| known.name == variant.name) {
                let value = ConstantValue::Integer(variant.value);
                let (name, origin) = (variant.name.clone(), origin.clone());
                constants.push(Constant { name, value, origin });
            }
        }
        let enumeration = self.build.enum_mut(id);
        enumeration.repr = repr;
        enumeration.variants = variants;
        self.enums.insert(key, id);
        Ok(Some(self.build.intern(Type::Enum(id))))
    }

    fn array(&mut self, die: Die, entry: &Entry<'a>) -> Result<Option<TypeId>> {
        let Some(mut of) = self.ty(self.debug.type_of(die, entry))? else { return Ok(None) };
        let mut bounds = Vec::new();
        for (_, child) in self.debug.children(die)? {
            if child.tag() == dw::DW_TAG_subrange_type {
                bounds.push(bound(&child));
            }
        }
        if flag(entry, dw::DW_AT_GNU_vector) {
            return Ok(match (self.build.interface.resolved(of), bounds.as_slice()) {
                (Type::Scalar(lane), [Some(lanes)]) => {
                    let (lane, lanes) = (*lane, *lanes);
                    Some(self.build.intern(Type::Vector { lane, lanes }))
                }
                _ => None,
            });
        }
        for count in bounds.into_iter().rev() {
            if self.build.depth(of) >= MAX_DEPTH as usize {
                return Ok(None);
            }
            of = self.build.intern(Type::Array { of, count });
        }
        Ok(Some(of))
    }

    /// A function type with the names of its parameters.
    pub(super) fn signature(
        &mut self,
        die: Die,
        entry: &Entry<'a>,
        is_prototype: bool,
    ) -> Result<Option<Named<'a>>> {
        let Some(result) = self.ty(self.debug.type_of(die, entry))? else { return Ok(None) };
        let mut signature = Signature { result, params: Vec::new(), is_variadic: false };
        let mut names = Vec::new();
        for (at, child) in self.debug.children(die)? {
            match child.tag() {
                dw::DW_TAG_formal_parameter => {
                    let ty = self.qualified(self.debug.type_of(at, &child))?;
                    let Some(ty) = ty else { return Ok(None) };
                    signature.params.push(self.decayed(ty));
                    names.push(self.debug.name(at, &child));
                }
                // Without a prototype it only says that nothing is known.
                dw::DW_TAG_unspecified_parameters => {
                    signature.is_variadic = is_prototype && flag(entry, dw::DW_AT_prototyped);
                }
                _ => {}
            }
        }
        Ok(Some((signature, names)))
    }

    fn decayed(&mut self, param: Qualified) -> TypeId {
        match *self.build.interface.resolved(param.ty) {
            Type::Array { of, .. } => self.build.pointer(of, param.is_const),
            Type::Function(_) => self.build.pointer(param.ty, false),
            _ => param.ty,
        }
    }

    /// The record that an entry describes, by its tag, with its definition looked up elsewhere
    /// when this is only a declaration. Its members are read later.
    fn record(&mut self, die: Die, entry: &Entry<'a>) -> Result<RecordId> {
        let kind = kind(entry.tag());
        let tag = self.debug.name(die, entry);
        let die = match tag {
            Some(tag) if flag(entry, dw::DW_AT_declaration) => {
                let known = self.index.records(kind, tag);
                let own = known.iter().find(|known| known.unit == die.unit);
                own.or_else(|| known.first()).copied().unwrap_or(die)
            }
            _ => die,
        };
        self.declare(kind, tag, die)
    }
}

fn bound(subrange: &Entry<'_>) -> Option<u32> {
    small(subrange, dw::DW_AT_count)
        .or_else(|| small(subrange, dw::DW_AT_upper_bound)?.checked_add(1))
}

fn by_encoding(encoding: gimli::DwAte, size: u32) -> Option<Scalar> {
    Some(match (encoding, size) {
        (dw::DW_ATE_boolean, 1) => Scalar::Bool,
        (dw::DW_ATE_signed_char | dw::DW_ATE_signed, 1) => Scalar::SChar,
        (dw::DW_ATE_unsigned_char | dw::DW_ATE_unsigned | dw::DW_ATE_UTF, 1) => Scalar::UChar,
        (dw::DW_ATE_signed, 2) => Scalar::Short,
        (dw::DW_ATE_unsigned | dw::DW_ATE_UTF, 2) => Scalar::UShort,
        (dw::DW_ATE_signed, 4) => Scalar::Int,
        (dw::DW_ATE_unsigned | dw::DW_ATE_UTF, 4) => Scalar::UInt,
        (dw::DW_ATE_signed, 8) => Scalar::LongLong,
        (dw::DW_ATE_unsigned, 8) => Scalar::ULongLong,
        (dw::DW_ATE_signed, 16) => Scalar::Int128,
        (dw::DW_ATE_unsigned, 16) => Scalar::UInt128,
        (dw::DW_ATE_float, 2) => Scalar::Half,
        (dw::DW_ATE_float, 4) => Scalar::Float,
        (dw::DW_ATE_float, 8) => Scalar::Double,
        (dw::DW_ATE_float, 16) => Scalar::LongDouble,
        _ => return None,
    })
}
