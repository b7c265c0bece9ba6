//! Structs and unions with their members: those that C has a name for, and those that are only what a
//! member of another is.

use std::borrow::Cow;

use sandbridge_interface::plan::{Access, Member, members};
use sandbridge_interface::{Docs, Interface, Record, RecordId, Type, spell};

use super::doc;
use super::tag::Tagged;
use crate::value;

/// A struct or union.
#[derive(Debug)]
pub struct RecordClass<'a> {
    /// Which.
    pub id: RecordId,
    /// The record itself.
    pub record: &'a Record,
    /// What `lib.types` has it under: its `typedef` name, or its tag.
    pub c_name: &'a str,
    /// The same without prefix.
    pub name: &'a str,
    /// How C names it: `struct z_stream_s`.
    pub spelling: String,
    /// Its comment.
    pub doc: Option<&'a str>,
    /// Its members, those of anonymous records raised to it, with their comments.
    pub members: Vec<(Member, Option<Cow<'a, str>>)>,
}

/// A struct or union without a name, which a member of another is, or is an array of.
#[derive(Debug)]
pub struct Inner<'a> {
    /// What it may be called: `quantity_is` of the member `is`.
    pub name: String,
    /// Where it is in C: `quantity.is`.
    pub place: String,
    /// The record, which has no names of its own.
    pub class: RecordClass<'a>,
}

/// Those that C has a name for, and whose members are known.
pub(super) fn named<'a>(interface: &'a Interface, docs: &'a Docs) -> Vec<RecordClass<'a>> {
    let facts = &interface.facts;
    let one = |at: usize| {
        let id = RecordId(at as u32);
        interface.record(id).layout?;
        let c_name = c_name(interface, id)?;
        if facts.skipped.contains(c_name) {
            return None;
        }
        let spelling = spell::record_name(interface, id);
        let comment = doc(docs, &spelling).or_else(|| doc(docs, &format!("typedef {c_name}")));
        let tagged = Tagged::of(interface, id);
        let note = |at: usize| tagged.as_ref().and_then(|tagged| tagged.of_member(at));
        let class = class(interface, docs, id, &spelling, &note);
        Some(RecordClass { c_name, name: facts.name(c_name), doc: comment, ..class })
    };
    (0..interface.records.len()).filter_map(one).collect()
}

/// Those without a name in these.
pub(super) fn inner<'a>(
    interface: &'a Interface,
    docs: &'a Docs,
    outer: &[RecordClass<'a>],
) -> Vec<Inner<'a>> {
    let mut found = Vec::new();
    for class in outer {
        descend(interface, docs, (class.name, &class.spelling), class, &mut found);
    }
    found
}

fn descend<'a>(
    interface: &'a Interface,
    docs: &'a Docs,
    (name, place): (&str, &str),
    outer: &RecordClass<'a>,
    found: &mut Vec<Inner<'a>>,
) {
    let tagged = Tagged::of(interface, outer.id);
    for (union, (member, _)) in outer.members.iter().enumerate() {
        let Access::Record { record: id } = *value::innermost(&member.access).0 else { continue };
        let is_known = found.iter().any(|one| one.class.id == id);
        if is_known || c_name(interface, id).is_some() {
            continue;
        }
        let name = format!("{name}_{}", member.name);
        let place = format!("{place}.{}", member.name);
        let note = |at: usize| tagged.as_ref().and_then(|tagged| tagged.within(union, at));
        let class = class(interface, docs, id, &place, &note);
        descend(interface, docs, (&name, &place), &class, found);
        found.push(Inner { name, place, class });
    }
}

/// Its `typedef` name, or its tag.
fn c_name(interface: &Interface, id: RecordId) -> Option<&str> {
    let mut names = interface.type_names.iter();
    let typedef = names.find(|of| *interface.resolved(of.ty) == Type::Record(id));
    typedef.map(|of| of.name.as_str()).or(interface.record(id).name.as_deref())
}

/// A record without names; `path` is what comments of its members are stored below, and `note` gives
/// what a tag adds to the comment of the member at a position.
fn class<'a>(
    interface: &'a Interface,
    docs: &'a Docs,
    id: RecordId,
    path: &str,
    note: &dyn Fn(usize) -> Option<String>,
) -> RecordClass<'a> {
    let member = |(at, member): (usize, Member)| {
        let text = doc(docs, &format!("{path}.{}", member.name));
        let text = match (text, note(at)) {
            (text, None) => text.map(Cow::Borrowed),
            (None, Some(note)) => Some(Cow::Owned(note)),
            (Some(text), Some(note)) => Some(Cow::Owned(format!("{}\n\n{note}", text.trim_end()))),
        };
        (member, text)
    };
    RecordClass {
        id,
        record: interface.record(id),
        c_name: "",
        name: "",
        spelling: spell::record_name(interface, id),
        doc: None,
        members: members(interface, id).into_iter().enumerate().map(member).collect(),
    }
}
