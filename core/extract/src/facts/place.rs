//! Members that act as parameters, and what follows from what: a length that is counted is not
//! given.

use sandbridge_interface::facts::{Initial, Place, Role, Take};
use sandbridge_interface::plan::{Access, Number};
use sandbridge_interface::{Code, Result, Type, TypeId};

use super::Fault;
use super::document::Value;
use super::function::{Draft, OWN_KEYS, Reader};
use super::member;
use super::syntax::{Kind, Node};

/// Adds the members that the file names as parameters, and those that lengths of such are.
pub(super) fn members(reader: &mut Reader<'_, '_>) -> Result<()> {
    let Some(table) = reader.table.clone() else { return Ok(()) };
    for (name, entry) in table.entries() {
        let is_own = OWN_KEYS.contains(&name) && (!entry.is_table() || name == "ret");
        let is_param = reader.drafts.iter().any(|draft| draft.c_name == name);
        if is_own || is_param {
            continue;
        }
        let place = path(reader, name).filter(|_| name.contains("->"));
        let Some(place) = place else { return Err(reader.no_param(name, &entry, true)) };
        let (param, offset, ty) = place.map_err(|fault| fault.of_key(&entry))?;
        add(reader, name, (param, offset, ty), Some(entry));
    }
    for index in 0..reader.drafts.len() {
        let Place::Member { param: object, .. } = reader.drafts[index].place else { continue };
        let Some(keys) = reader.drafts[index].keys.clone() else { continue };
        for key in ["size", "count"] {
            let Some(text) = keys.text_of(key) else { continue };
            if let Some(Ok((param, offset, ty))) = path(reader, text)
                && param == object
            {
                add(reader, text, (param, offset, ty), None);
            }
        }
    }
    Ok(())
}

/// Adds a member, unless it is there.
fn add<'a>(
    reader: &mut Reader<'_, 'a>,
    path: &str,
    (param, offset, ty): (u32, u32, TypeId),
    keys: Option<Value<'a>>,
) {
    let is_known = |draft: &Draft<'_>| {
        matches!(draft.place, Place::Member { param: object, offset: start, .. }
            if object == param && start == offset)
    };
    if reader.drafts.iter().any(is_known) {
        return;
    }
    let place = Place::Member { param, offset, ty };
    reader.drafts.push(Draft { place, c_name: path.to_owned(), ty, keys, role: None });
}

/// The member that a text names as `p->member`; `None` when it names none.
fn path(reader: &Reader<'_, '_>, text: &str) -> Option<Result<(u32, u32, TypeId), Fault>> {
    let node = super::syntax::parse(text, &|_| false).ok()?;
    member_at(reader, &node)
}

/// The member that an expression is.
fn member_at(reader: &Reader<'_, '_>, node: &Node) -> Option<Result<(u32, u32, TypeId), Fault>> {
    let Kind::Member { object, name, is_arrow } = &node.kind else { return None };
    let (param, start, ty) = match &object.kind {
        Kind::Name(param) if *is_arrow => {
            let index = reader.drafts.iter().position(|draft| draft.c_name == *param)?;
            match *reader.interface.resolved(reader.drafts[index].ty) {
                Type::Pointer { to, .. } => (index as u32, 0, to),
                _ => return None,
            }
        }
        Kind::Member { .. } if !is_arrow => match member_at(reader, object)? {
            Ok(found) => found,
            Err(fault) => return Some(Err(fault)),
        },
        _ => return None,
    };
    let found = member::find(reader.interface, ty, name, node.at);
    Some(found.map(|(offset, ty)| (param, start + offset, ty)))
}

/// Who counts elements of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    /// What the caller gives.
    Given,
    /// What is reserved.
    Reserved,
    /// What C hands over.
    HandedOver,
}

impl Reader<'_, '_> {
    /// Makes the parameter that an expression names alone follow from the elements of `of`; says
    /// whether it did.
    pub(super) fn follow(
        &mut self,
        node: &Node,
        of: u32,
        counted: Counted,
        scale: u32,
    ) -> Result<bool> {
        let Some((target, is_behind)) = self.target(node) else { return Ok(false) };
        let draft = &self.drafts[target];
        let is_member = matches!(draft.place, Place::Member { .. });
        if draft.role.is_some() || !is_free(draft) || target as u32 == of {
            return Ok(false);
        }
        let is_out = draft.keys.as_ref().is_some_and(|keys| keys.is("out"));
        let take = if is_out { Take::Plain } else { Take::Nothing };
        let ty = match (self.interface.resolved(draft.ty), is_behind) {
            (&Type::Pointer { to, is_const: false }, true) => to,
            (_, false) => draft.ty,
            _ => return Ok(false),
        };
        if !matches!(Access::of(self.interface, ty), Access::Number { number, .. }
            if !matches!(number, Number::F32 | Number::F64 | Number::Bool))
        {
            return Ok(false);
        }
        let role = match (is_behind, counted) {
            (true, Counted::HandedOver) => Role::Cell { initial: Initial::Zero, take },
            (true, _) => Role::Cell { initial: Initial::Length { of, scale }, take },
            (false, Counted::HandedOver) => return Ok(false),
            (false, _) => {
                if is_out && !is_member {
                    let keys = draft.keys.clone().unwrap_or_else(|| self.somewhere());
                    let message = "a number by value is no result";
                    return Err(keys.key_error(Code::FactsType, message));
                }
                Role::Length { of, scale, is_result: is_out }
            }
        };
        self.drafts[target].role = Some(role);
        Ok(true)
    }

    /// The parameter that an expression names alone, and whether behind a pointer.
    fn target(&self, node: &Node) -> Option<(usize, bool)> {
        let named = |name: &str| self.drafts.iter().position(|draft| draft.c_name == name);
        match &node.kind {
            Kind::Name(name) => Some((named(name)?, false)),
            Kind::Deref(inner) => match &inner.kind {
                Kind::Name(name) => Some((named(name)?, true)),
                _ => None,
            },
            Kind::Member { .. } => {
                let (param, offset, _) = member_at(self, node)?.ok()?;
                let is_there = |draft: &Draft<'_>| {
                    matches!(draft.place, Place::Member { param: object, offset: start, .. }
                        if object == param && start == offset)
                };
                Some((self.drafts.iter().position(is_there)?, false))
            }
            _ => None,
        }
    }
}

/// Whether the file leaves a parameter to follow from another.
fn is_free(draft: &Draft<'_>) -> bool {
    let Some(keys) = &draft.keys else { return true };
    keys.entries().iter().all(|(key, _)| matches!(*key, "name" | "out"))
}
