//! Drops what the interface does not need: system headers declare thousands of things.

use std::mem;

use sandbridge_interface::{
    EnumId, Interface, Passing, Record, RecordId, SignatureId, Type, TypeId,
};

use crate::Extracted;
use crate::builder::BASIC;
use crate::parser::{Linkage, Parser};

/// Keeps what is wanted and all types that it reaches.
pub(crate) fn finish(mut parser: Parser<'_>) -> Extracted {
    let mut full = mem::take(&mut parser.build.interface);
    full.functions.retain(|function| {
        let declared = parser.declared.get(function.name.as_str());
        declared.is_some_and(|d| d.is_function && d.linkage == Linkage::External && d.is_kept)
    });
    full.globals.retain(|global| {
        let declared = parser.declared.get(global.name.as_str());
        declared.is_some_and(|d| !d.is_function && d.linkage == Linkage::External && d.is_kept)
    });
    let mut reach = Reach::new(&full);
    for index in 0..=BASIC.len() {
        reach.ty(TypeId(number(index)));
    }
    for function in &full.functions {
        reach.signature(function.signature);
    }
    for global in &full.globals {
        reach.ty(global.ty);
    }
    for named in &full.type_names {
        reach.ty(named.ty);
    }
    // Tags of the library's own that nothing else mentions.
    for (index, ty) in full.types.iter().enumerate() {
        let (place, name) = match ty {
            Type::Record(id) => (parser.build.record_places[id.index()], &full.record(*id).name),
            Type::Enum(id) => (parser.build.enum_places[id.index()], &full.enumeration(*id).name),
            _ => continue,
        };
        if name.is_some() && parser.is_kept(place) {
            reach.ty(TypeId(number(index)));
        }
    }
    reach.all();
    let numbers = reach.numbers();
    let interface = renumber(full, &numbers);
    let docs = mem::take(&mut parser.docs).finish(&interface, |id| numbers.record(id));
    Extracted { interface, docs }
}

/// What has been reached, and types yet to look into.
struct Reach<'a> {
    full: &'a Interface,
    types: Vec<bool>,
    records: Vec<bool>,
    enums: Vec<bool>,
    signatures: Vec<bool>,
    pending: Vec<TypeId>,
}

impl<'a> Reach<'a> {
    fn new(full: &'a Interface) -> Self {
        Self {
            full,
            types: vec![false; full.types.len()],
            records: vec![false; full.records.len()],
            enums: vec![false; full.enums.len()],
            signatures: vec![false; full.signatures.len()],
            pending: Vec::new(),
        }
    }

    fn ty(&mut self, id: TypeId) {
        if !mem::replace(&mut self.types[id.index()], true) {
            self.pending.push(id);
        }
    }

    fn signature(&mut self, id: SignatureId) {
        if mem::replace(&mut self.signatures[id.index()], true) {
            return;
        }
        let signature = self.full.signature(id);
        self.ty(signature.result);
        for param in &signature.params {
            self.ty(*param);
        }
    }

    fn all(&mut self) {
        while let Some(id) = self.pending.pop() {
            match *self.full.ty(id) {
                Type::Pointer { to, .. } | Type::Array { of: to, .. } | Type::Named { to, .. } => {
                    self.ty(to);
                }
                Type::Record(id) => {
                    self.records[id.index()] = true;
                    let record = self.full.record(id);
                    for field in &record.fields {
                        self.ty(field.ty);
                    }
                    if let Passing::Single(element) = record.passing {
                        self.ty(element);
                    }
                }
                Type::Enum(id) => self.enums[id.index()] = true,
                Type::Function(id) => self.signature(id),
                Type::Void
                | Type::Scalar(_)
                | Type::Complex(_)
                | Type::BitInt { .. }
                | Type::Vector { .. } => {}
            }
        }
    }

    fn numbers(&self) -> Numbers {
        Numbers {
            types: count(&self.types),
            records: count(&self.records),
            enums: count(&self.enums),
            signatures: count(&self.signatures),
        }
    }
}

/// New numbers by old ones; `None` is dropped.
struct Numbers {
    types: Vec<Option<u32>>,
    records: Vec<Option<u32>>,
    enums: Vec<Option<u32>>,
    signatures: Vec<Option<u32>>,
}

impl Numbers {
    // All that a kept thing refers to is kept, so the old number never stays.
    fn ty(&self, id: TypeId) -> TypeId {
        TypeId(self.types[id.index()].unwrap_or(id.0))
    }

    fn record(&self, id: RecordId) -> Option<RecordId> {
        self.records[id.index()].map(RecordId)
    }

    fn signature(&self, id: SignatureId) -> SignatureId {
        SignatureId(self.signatures[id.index()].unwrap_or(id.0))
    }
}

fn count(kept: &[bool]) -> Vec<Option<u32>> {
    let mut next = 0;
    kept.iter()
        .map(|kept| {
            kept.then(|| {
                next += 1;
                next - 1
            })
        })
        .collect()
}

fn renumber(full: Interface, numbers: &Numbers) -> Interface {
    Interface {
        // Facts are read after the pruning.
        facts: full.facts,
        types: kept(full.types, &numbers.types).map(|ty| renumber_type(ty, numbers)).collect(),
        records: kept(full.records, &numbers.records)
            .map(|r| renumber_record(r, numbers))
            .collect(),
        enums: kept(full.enums, &numbers.enums).collect(),
        signatures: kept(full.signatures, &numbers.signatures)
            .map(|mut signature| {
                signature.result = numbers.ty(signature.result);
                for param in &mut signature.params {
                    *param = numbers.ty(*param);
                }
                signature
            })
            .collect(),
        functions: full
            .functions
            .into_iter()
            .map(|mut function| {
                function.signature = numbers.signature(function.signature);
                function
            })
            .collect(),
        globals: full
            .globals
            .into_iter()
            .map(|mut global| {
                global.ty = numbers.ty(global.ty);
                global
            })
            .collect(),
        type_names: full
            .type_names
            .into_iter()
            .map(|mut named| {
                named.ty = numbers.ty(named.ty);
                named
            })
            .collect(),
        name: full.name,
        simd: full.simd,
        constants: full.constants,
    }
}

fn renumber_type(ty: Type, numbers: &Numbers) -> Type {
    match ty {
        Type::Pointer { to, is_const } => Type::Pointer { to: numbers.ty(to), is_const },
        Type::Array { of, count } => Type::Array { of: numbers.ty(of), count },
        Type::Named { name, to } => Type::Named { name, to: numbers.ty(to) },
        Type::Record(id) => Type::Record(numbers.record(id).unwrap_or(id)),
        Type::Enum(id) => Type::Enum(EnumId(numbers.enums[id.index()].unwrap_or(id.0))),
        Type::Function(id) => Type::Function(numbers.signature(id)),
        Type::Void
        | Type::Scalar(_)
        | Type::Complex(_)
        | Type::BitInt { .. }
        | Type::Vector { .. } => ty,
    }
}

fn renumber_record(mut record: Record, numbers: &Numbers) -> Record {
    for field in &mut record.fields {
        field.ty = numbers.ty(field.ty);
    }
    if let Passing::Single(element) = &mut record.passing {
        *element = numbers.ty(*element);
    }
    record
}

fn kept<T>(all: Vec<T>, numbers: &[Option<u32>]) -> impl Iterator<Item = T> {
    all.into_iter().zip(numbers).filter(|(_, number)| number.is_some()).map(|(item, _)| item)
}

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
