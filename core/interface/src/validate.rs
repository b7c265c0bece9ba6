//! The check that turns tables of numbers into something the other crates may trust.
//!
//! After it, every index is in its table, no type contains itself, every size and offset was
//! computed without overflow, and no chain of types is deep enough to exhaust a stack.

use std::collections::HashSet;

use crate::{
    Code, Error, Field, Function, Interface, Layout, Passing, Record, RecordKind, Result, Scalar,
    Type, TypeId, layout,
};

/// C11 5.2.4.1 asks for 12 declarators and 63 nested records; more is not a header.
const MAX_DEPTH: u32 = 64;
const MAX_ENTRIES: usize = 1 << 20;
/// Members of one record with those of anonymous records in it: without a bound, a few records
/// that hold each other twice would have billions.
const MAX_MEMBERS: u32 = 1 << 16;

impl Interface {
    /// Checks every index, layout and name.
    ///
    /// # Errors
    /// [`Code::SectionDamaged`], naming what is wrong.
    pub fn validate(&self) -> Result<()> {
        Check { interface: self }.all()
    }
}

struct Check<'a> {
    interface: &'a Interface,
}

fn damaged(what: impl Into<String>) -> Error {
    Error::new(Code::SectionDamaged, format!("the interface is damaged: {}", what.into()))
        .with_help("build the library again with `sandbridge build` or `sandbridge bind`")
}

fn ensure(holds: bool, what: impl FnOnce() -> String) -> Result<()> {
    if holds { Ok(()) } else { Err(damaged(what())) }
}

impl Check<'_> {
    fn all(&self) -> Result<()> {
        self.counts()?;
        self.types()?;
        self.nesting()?;
        for record in &self.interface.records {
            self.record(record)?;
        }
        self.enums()?;
        self.signatures()?;
        self.names()?;
        crate::facts::validate(self.interface)
    }

    fn counts(&self) -> Result<()> {
        let it = self.interface;
        let longest = [
            it.types.len(),
            it.records.len(),
            it.enums.len(),
            it.signatures.len(),
            it.functions.len(),
            it.constants.len(),
            it.globals.len(),
            it.type_names.len(),
        ]
        .into_iter()
        .max()
        .unwrap_or(0);
        ensure(longest <= MAX_ENTRIES, || format!("a table has {longest} entries"))
    }

    fn id(&self, id: TypeId) -> Result<()> {
        ensure(id.index() < self.interface.types.len(), || format!("there is no type {}", id.0))
    }

    /// Names and arrays refer to earlier types only: that makes them finite without a search.
    fn types(&self) -> Result<()> {
        let mut depths = vec![0u32; self.interface.types.len()];
        for (index, ty) in self.interface.types.iter().enumerate() {
            match *ty {
                Type::Void | Type::Scalar(_) => {}
                Type::Complex(part) => {
                    ensure(part.is_float(), || "a complex type of integers".into())?;
                }
                Type::BitInt { bits, .. } => {
                    ensure((1..=8_388_608).contains(&bits), || format!("`_BitInt({bits})`"))?;
                }
                Type::Vector { lane, lanes } => {
                    let fits = lane.size() <= 8 && lanes.is_power_of_two() && lanes <= 1 << 16;
                    ensure(fits, || format!("a vector of {lanes} lanes"))?;
                }
                Type::Pointer { to, .. } => self.id(to)?,
                Type::Array { of: to, .. } | Type::Named { to, .. } => {
                    ensure(to.index() < index, || format!("type {index} refers forward"))?;
                    depths[index] = depths[to.index()] + 1;
                    ensure(depths[index] <= MAX_DEPTH, || format!("type {index} is too deep"))?;
                }
                Type::Record(id) => ensure(id.index() < self.interface.records.len(), || {
                    format!("there is no record {}", id.0)
                })?,
                Type::Enum(id) => ensure(id.index() < self.interface.enums.len(), || {
                    format!("there is no enumeration {}", id.0)
                })?,
                Type::Function(id) => ensure(id.index() < self.interface.signatures.len(), || {
                    format!("there is no function type {}", id.0)
                })?,
            }
        }
        Ok(())
    }

    /// No record contains itself, and none nests too deeply: a walk with a mark per record.
    fn nesting(&self) -> Result<()> {
        let mut heights = vec![None; self.interface.records.len()];
        let mut members = vec![None; self.interface.records.len()];
        for index in 0..self.interface.records.len() {
            self.height(index, 0, &mut heights)?;
            let count = self.members(index, &mut members);
            ensure(count <= MAX_MEMBERS, || format!("record {index} has {count} members"))?;
        }
        Ok(())
    }

    /// How many members a record has by name; its nesting was checked before.
    fn members(&self, record: usize, counts: &mut [Option<u32>]) -> u32 {
        if let Some(count) = counts[record] {
            return count;
        }
        let mut count = 0u32;
        for field in &self.interface.records[record].fields {
            count = count.saturating_add(match (&field.name, self.record_within(field.ty)) {
                (None, Some(inner)) => self.members(inner, counts),
                _ => 1,
            });
        }
        counts[record] = Some(count);
        count
    }

    fn height(&self, record: usize, depth: u32, heights: &mut [Option<u32>]) -> Result<u32> {
        if let Some(height) = heights[record] {
            return Ok(height);
        }
        ensure(depth <= MAX_DEPTH, || format!("record {record} contains itself or is too deep"))?;
        let mut height = 0;
        for field in &self.interface.records[record].fields {
            self.id(field.ty)?;
            if let Some(inner) = self.record_within(field.ty) {
                height = height.max(self.height(inner, depth + 1, heights)? + 1);
            }
        }
        ensure(height <= MAX_DEPTH, || format!("record {record} is too deep"))?;
        heights[record] = Some(height);
        Ok(height)
    }

    fn record_within(&self, mut ty: TypeId) -> Option<usize> {
        loop {
            match *self.interface.ty(ty) {
                Type::Named { to, .. } | Type::Array { of: to, .. } => ty = to,
                Type::Record(id) => return Some(id.index()),
                _ => return None,
            }
        }
    }

    fn record(&self, record: &Record) -> Result<()> {
        let name = record.name.as_deref().unwrap_or("(unnamed)");
        let Some(own) = record.layout else {
            return ensure(record.fields.is_empty(), || {
                format!("the opaque record `{name}` has members")
            });
        };
        let sane = own.align.is_power_of_two()
            && own.align <= 1 << 28
            && own.size <= 1 << 30
            && own.size % own.align == 0;
        ensure(sane, || format!("`{name}` has size {}, alignment {}", own.size, own.align))?;
        let mut seen = HashSet::new();
        for field in &record.fields {
            self.field(name, own, field)?;
            if let Some(field_name) = &field.name {
                ensure(is_identifier(field_name), || format!("member `{field_name}`"))?;
                ensure(seen.insert(field_name), || format!("`{name}.{field_name}` twice"))?;
            }
        }
        self.passing(name, record, own)
    }

    fn field(&self, record: &str, own: Layout, field: &Field) -> Result<()> {
        let place = || format!("`{record}.{}`", field.name.as_deref().unwrap_or("(anonymous)"));
        let outside = || format!("{} lies outside its record", place());
        let Some(inner) = layout::of(self.interface, field.ty) else {
            return Err(damaged(format!("{} has no size", place())));
        };
        let size = match field.bits {
            None => u64::from(inner.size),
            Some(bits) => {
                let width = u64::from(bits.width);
                let fits = bits.shift < 8 && (1..=64).contains(&width);
                ensure(fits && self.is_integer(field.ty), || {
                    format!("{} is no possible bit-field", place())
                })?;
                (u64::from(bits.shift) + width).div_ceil(8)
            }
        };
        ensure(u64::from(field.offset) + size <= u64::from(own.size), outside)
    }

    fn is_integer(&self, ty: TypeId) -> bool {
        match self.interface.resolved(ty) {
            Type::Scalar(scalar) => !scalar.is_float(),
            Type::Enum(_) | Type::BitInt { .. } => true,
            _ => false,
        }
    }

    fn passing(&self, name: &str, record: &Record, own: Layout) -> Result<()> {
        let Passing::Single(ty) = record.passing else { return Ok(()) };
        self.id(ty)?;
        let scalar = !matches!(
            self.interface.resolved(ty),
            Type::Void
                | Type::Function(_)
                | Type::Array { .. }
                | Type::Record(_)
                | Type::Complex(_)
        );
        let same = layout::of(self.interface, ty).is_some_and(|inner| {
            inner.size == own.size || (record.kind == RecordKind::Union && record.is_transparent)
        });
        ensure(scalar && same, || format!("`{name}` does not flatten to one scalar"))
    }

    fn enums(&self) -> Result<()> {
        for enumeration in &self.interface.enums {
            let name = enumeration.name.as_deref().unwrap_or("(unnamed)");
            let integer = !enumeration.repr.is_float()
                && !matches!(enumeration.repr, Scalar::Int128 | Scalar::UInt128);
            ensure(integer, || format!("`enum {name}` is held by no integer"))?;
            let variants = &enumeration.variants;
            ensure(variants.iter().all(|variant| is_identifier(&variant.name)), || {
                format!("`enum {name}` has a constant without a name")
            })?;
        }
        Ok(())
    }

    fn signatures(&self) -> Result<()> {
        for signature in &self.interface.signatures {
            self.id(signature.result)?;
            ensure(signature.params.len() <= 1000, || {
                "a function with over 1000 parameters".into()
            })?;
            let result = self.interface.resolved(signature.result);
            ensure(!matches!(result, Type::Array { .. } | Type::Function(_)), || {
                "a function that returns an array or a function".into()
            })?;
            for &param in &signature.params {
                self.id(param)?;
                let ty = self.interface.resolved(param);
                let passable = !matches!(ty, Type::Void | Type::Array { .. } | Type::Function(_));
                ensure(passable, || "a parameter without a value".into())?;
            }
        }
        Ok(())
    }

    fn names(&self) -> Result<()> {
        let it = self.interface;
        for function in &it.functions {
            self.function(function)?;
        }
        for constant in &it.constants {
            ensure(is_identifier(&constant.name), || format!("constant `{}`", constant.name))?;
        }
        for global in &it.globals {
            self.id(global.ty)?;
            ensure(is_identifier(&global.name), || format!("variable `{}`", global.name))?;
        }
        for named in &it.type_names {
            self.id(named.ty)?;
            let is_name =
                matches!(it.ty(named.ty), Type::Named { name, .. } if *name == named.name);
            ensure(is_name, || format!("`{}` is not the name of its type", named.name))?;
        }
        for ty in &it.types {
            if let Type::Named { name, .. } = ty {
                ensure(is_identifier(name), || format!("type name `{name}`"))?;
            }
        }
        let tags = it.records.iter().map(|record| &record.name);
        for tag in tags.chain(it.enums.iter().map(|e| &e.name)).flatten() {
            ensure(is_identifier(tag), || format!("tag `{tag}`"))?;
        }
        Ok(())
    }

    fn function(&self, function: &Function) -> Result<()> {
        let name = &function.name;
        ensure(is_identifier(name), || format!("function `{name}`"))?;
        let signature = self
            .interface
            .signatures
            .get(function.signature.index())
            .ok_or_else(|| damaged(format!("`{name}` has no type")))?;
        ensure(signature.params.len() == function.params.len(), || {
            format!("`{name}` names {} parameters", function.params.len())
        })?;
        let names = function.params.iter().filter_map(|param| param.name.as_deref());
        for param in names {
            ensure(is_identifier(param), || format!("parameter `{param}` of `{name}`"))?;
        }
        Ok(())
    }
}

/// What C calls an identifier; with `$` and non-ASCII letters as compilers take them. Hosts put
/// names into generated source, so nothing else gets past here.
fn is_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|first| first.is_alphabetic() || first == '_' || first == '$')
        && chars.all(|c| c.is_alphanumeric() || c == '_' || c == '$')
}
