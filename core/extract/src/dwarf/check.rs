//! A header against the debugging information: both as interfaces, compared name by name.

use std::collections::HashSet;

use sandbridge_interface::{
    Code, Error, Function, Interface, Origin, RecordId, Result, SignatureId, Type, TypeId, layout,
    plan, spell,
};

use super::die::Debug;
use super::index::Index;
use super::types::{Described, Reader};

const HELP: &str = "give the header that the module was built with, and the same macros (-D) and \
                    options that change layouts";

/// Compares all that both know.
pub(super) fn check<'a>(interface: &Interface, debug: &Debug<'a>, index: &Index<'a>) -> Result<()> {
    let mut reader = Reader::new(debug, index);
    let mut functions = Vec::new();
    for function in &interface.functions {
        let symbol = function.symbol.as_deref().unwrap_or(&function.name);
        if let Some(die) = index.function(symbol)
            && reader.function(symbol, die)?
        {
            functions.push(function);
        }
    }
    let mut globals = Vec::new();
    for global in &interface.globals {
        let Some(die) = index.variable(&global.name) else { continue };
        let before = reader.build.interface.globals.len();
        reader.global(&global.name, die)?;
        if reader.build.interface.globals.len() > before {
            globals.push(global);
        }
    }
    let records = named_records(interface, index, &mut reader)?;
    let theirs = reader.finish()?;

    let mut compare = Compare { ours: interface, theirs: &theirs, agreed: HashSet::new() };
    for (ours, theirs) in functions.into_iter().zip(&theirs.interface.functions) {
        compare.function(ours, theirs)?;
    }
    for (ours, other) in globals.into_iter().zip(&theirs.interface.globals) {
        let difference = compare.whole(|compare, pairs| compare.ty(ours.ty, other.ty, pairs));
        difference.map_err(|what| {
            let ours_text = spell::declare(interface, ours.ty, &ours.name);
            let theirs_text = spell::declare(&theirs.interface, other.ty, &ours.name);
            conflict(interface, &ours_text, &theirs_text, &other.origin, &what)
                .with_origin(ours.origin.clone())
        })?;
    }
    records.into_iter().try_for_each(|(ours, candidates)| compare.record(ours, &candidates))
}

/// The header's complete records that have a name, each with the definitions of that name.
fn named_records(
    interface: &Interface,
    index: &Index<'_>,
    reader: &mut Reader<'_, '_>,
) -> Result<Vec<(RecordId, Vec<RecordId>)>> {
    let mut found = Vec::new();
    for (number, record) in (0..).zip(&interface.records) {
        let (Some(name), Some(_)) = (&record.name, record.layout) else { continue };
        let dies = match record.is_tag {
            true => index.records(record.kind, name),
            false => index.typedefs(name),
        };
        let mut candidates = Vec::new();
        for die in dies {
            let Some(ty) = reader.ty(Some(*die))? else { continue };
            if let Type::Record(id) = *reader.build.interface.resolved(ty)
                && !candidates.contains(&id)
            {
                candidates.push(id);
            }
        }
        found.push((RecordId(number), candidates));
    }
    Ok(found)
}

/// Records that are still to be compared.
type Pairs = Vec<(RecordId, RecordId)>;

struct Compare<'a> {
    ours: &'a Interface,
    theirs: &'a Described,
    /// Records that agree, with all that they lead to.
    agreed: HashSet<(RecordId, RecordId)>,
}

impl Compare<'_> {
    fn function(&mut self, ours: &Function, theirs: &Function) -> Result<()> {
        let difference = self.whole(|compare, pairs| {
            compare.signatures(ours.signature, theirs.signature, Some(ours), pairs)
        });
        difference.map_err(|what| {
            let ours_text = spell::prototype(self.ours, ours);
            let theirs_text = spell::prototype(&self.theirs.interface, theirs);
            conflict(self.ours, &ours_text, &theirs_text, &theirs.origin, &what)
                .with_origin(ours.origin.clone())
        })
    }

    /// A record that agrees with none of the definitions of its name.
    fn record(&mut self, ours: RecordId, candidates: &[RecordId]) -> Result<()> {
        let mut first = None;
        for theirs in candidates {
            let start = |_: &Self, pairs: &mut Pairs| {
                pairs.push((ours, *theirs));
                Ok(())
            };
            match self.whole(start) {
                Ok(()) => return Ok(()),
                Err(what) => first = first.or(Some(what)),
            }
        }
        let Some(what) = first else { return Ok(()) };
        let message = format!(
            "library `{}`: the header disagrees with the module's debugging information: {what}",
            self.ours.name
        );
        Err(Error::new(Code::Conflict, message).with_help(HELP))
    }

    /// Compares what `start` does and then all records that this leads to.
    fn whole(
        &mut self,
        start: impl FnOnce(&Self, &mut Pairs) -> Result<(), String>,
    ) -> Result<(), String> {
        let mut pairs = Vec::new();
        let mut assumed = Vec::new();
        let mut done = start(self, &mut pairs);
        while done.is_ok()
            && let Some(pair) = pairs.pop()
        {
            if self.agreed.insert(pair) {
                assumed.push(pair);
                done = self.records(pair.0, pair.1, &mut pairs);
            }
        }
        if done.is_err() {
            assumed.iter().for_each(|pair| {
                self.agreed.remove(pair);
            });
        }
        done
    }

    fn records(&self, ours: RecordId, theirs: RecordId, pairs: &mut Pairs) -> Result<(), String> {
        let (one, other) = (self.ours.record(ours), self.theirs.interface.record(theirs));
        let (Some(our_layout), Some(their_layout)) = (one.layout, other.layout) else {
            return Ok(());
        };
        let name = spell::record_name(self.ours, ours);
        let place = self.theirs.places.get(&theirs);
        let place = place.map_or_else(String::new, |at| format!(" ({}:{})", at.file, at.line));
        let differs = |what: String| format!("`{name}`{place}: {what}");
        if one.kind != other.kind {
            return Err(differs("it is a struct in one and a union in the other".to_owned()));
        }
        let members = plan::members(self.ours, ours);
        let known = plan::members(&self.theirs.interface, theirs);
        let is_vague = self.theirs.vague.contains(&theirs);
        for member in &members {
            let Some(other) = known.iter().find(|other| other.name == member.name) else {
                if is_vague {
                    continue;
                }
                return Err(differs(format!("the module's has no member `{}`", member.name)));
            };
            let (here, there) = (position(member), position(other));
            if here != there {
                let name = &member.name;
                let (here, there) = (describe(here), describe(there));
                return Err(differs(format!(
                    "the member `{name}` is at {here} in the header and at {there} in the module"
                )));
            }
        }
        if let Some(extra) = known.iter().find(|o| members.iter().all(|m| m.name != o.name)) {
            return Err(differs(format!("the header's has no member `{}`", extra.name)));
        }
        if our_layout.size != their_layout.size {
            let (here, there) = (our_layout.size, their_layout.size);
            return Err(differs(format!(
                "it has {here} bytes in the header and {there} in the module"
            )));
        }
        if is_vague {
            return Ok(());
        }
        for (field, other) in one.fields.iter().zip(&other.fields) {
            self.ty(field.ty, other.ty, pairs).map_err(|what| {
                let member = field.name.as_deref().unwrap_or("(anonymous)");
                differs(format!("the member `{member}`: {what}"))
            })?;
        }
        Ok(())
    }

    fn signatures(
        &self,
        ours: SignatureId,
        theirs: SignatureId,
        names: Option<&Function>,
        pairs: &mut Pairs,
    ) -> Result<(), String> {
        let (one, other) = (self.ours.signature(ours), self.theirs.interface.signature(theirs));
        if one.params.len() != other.params.len() {
            let (here, there) = (one.params.len(), other.params.len());
            return Err(format!("{here} parameters in the header and {there} in the module"));
        }
        if one.is_variadic != other.is_variadic {
            return Err("only one of them ends in `...`".to_owned());
        }
        for (index, (param, other)) in one.params.iter().zip(&other.params).enumerate() {
            self.ty(*param, *other, pairs).map_err(|what| {
                let name = names.and_then(|names| names.params.get(index)?.name.clone());
                match name {
                    Some(name) => format!("parameter `{name}`: {what}"),
                    None => format!("parameter {}: {what}", index + 1),
                }
            })?;
        }
        self.ty(one.result, other.result, pairs).map_err(|what| format!("result: {what}"))
    }

    /// Whether two types are the same to a caller; records are left to be compared later.
    fn ty(&self, ours: TypeId, theirs: TypeId, pairs: &mut Pairs) -> Result<(), String> {
        let there = &self.theirs.interface;
        let agree = match (self.ours.resolved(ours), there.resolved(theirs)) {
            (Type::Scalar(a), Type::Scalar(b)) => {
                (a.size(), a.is_signed(), a.is_float()) == (b.size(), b.is_signed(), b.is_float())
                    && a.spelling().contains("_Bool") == b.spelling().contains("_Bool")
            }
            (Type::Enum(_), Type::Scalar(scalar)) => {
                !scalar.is_float() && self.same_size(ours, theirs)
            }
            (Type::Scalar(scalar), Type::Enum(_)) => {
                !scalar.is_float() && self.same_size(ours, theirs)
            }
            (Type::Enum(_), Type::Enum(_)) => self.same_size(ours, theirs),
            (Type::Pointer { to: a, .. }, Type::Pointer { to: b, .. }) => {
                return self.pointees(*a, *b, pairs);
            }
            (Type::Array { of: a, count: m }, Type::Array { of: b, count: n }) => {
                self.ty(*a, *b, pairs)?;
                m == n || m.is_none() || n.is_none()
            }
            (Type::Function(a), Type::Function(b)) => {
                return self.signatures(*a, *b, None, pairs);
            }
            (Type::Record(a), Type::Record(b)) => {
                pairs.push((*a, *b));
                self.ours.record(*a).kind == there.record(*b).kind
            }
            (a, b) => a == b,
        };
        if agree {
            return Ok(());
        }
        let (one, other) = (spell::type_name(self.ours, ours), spell::type_name(there, theirs));
        Err(format!("`{one}` in the header, `{other}` in the module"))
    }

    /// `void` stands for anything, and bytes are bytes.
    fn pointees(&self, ours: TypeId, theirs: TypeId, pairs: &mut Pairs) -> Result<(), String> {
        match (self.ours.resolved(ours), self.theirs.interface.resolved(theirs)) {
            (Type::Void, _) | (_, Type::Void) => Ok(()),
            (Type::Scalar(a), Type::Scalar(b)) if (a.size(), b.size()) == (1, 1) => Ok(()),
            _ => self.ty(ours, theirs, pairs),
        }
    }

    fn same_size(&self, ours: TypeId, theirs: TypeId) -> bool {
        let size = layout::of(self.ours, ours).map(|layout| layout.size);
        size == layout::of(&self.theirs.interface, theirs).map(|layout| layout.size)
    }
}

/// Where a member begins, in bits, and its width when it is a bit-field.
fn position(member: &plan::Member) -> (u32, Option<u8>) {
    let start = member.offset.saturating_mul(8);
    match member.access {
        plan::Access::Bits { shift, width, .. } => (start + u32::from(shift), Some(width)),
        _ => (start, None),
    }
}

fn describe(position: (u32, Option<u8>)) -> String {
    match position {
        (bit, Some(width)) => format!("bit {bit} ({width} wide)"),
        (bit, None) => format!("byte {}", bit / 8),
    }
}

fn conflict(interface: &Interface, ours: &str, theirs: &str, place: &Origin, what: &str) -> Error {
    let (library, file, line) = (&interface.name, &place.file, place.line);
    let message = if ours == theirs {
        format!(
            "library `{library}`: the header's `{ours}` disagrees with the module's ({file}:{line}): \
             {what}"
        )
    } else {
        format!(
            "library `{library}`: the header has `{ours}`, the module was compiled from `{theirs}` \
             ({file}:{line}): {what}"
        )
    };
    Error::new(Code::Conflict, message).with_help(HELP)
}
