//! `union_tag`: which member of a union is live.

use sandbridge_interface::facts::UnionTag;
use sandbridge_interface::name::nearest;
use sandbridge_interface::plan::Access;
use sandbridge_interface::{Code, Field, Interface, Record, RecordId, RecordKind, Result, Type};

use super::document::Value;
use super::scope::Scope;
use super::{Fault, member};

/// Records that are looked through for an anonymous union, at most.
const MAX_ANONYMOUS: usize = 256;

/// Reads the tags of all types.
pub(super) fn read(interface: &Interface, root: &Value<'_>) -> Result<Vec<UnionTag>> {
    let mut tags = Vec::new();
    for (name, entry) in root.get("types").map(|types| types.entries()).unwrap_or_default() {
        let (Some(table), Some(ty)) = (entry.get("union_tag"), interface.type_named(name)) else {
            continue;
        };
        let Type::Record(record) = *interface.resolved(ty) else {
            return Err(table.key_error(Code::FactsType, format!("`{name}` is no struct")));
        };
        if tags.iter().any(|tag: &UnionTag| tag.record == record.0) {
            let message = format!("`{name}` has a `union_tag` already, under another name");
            return Err(table.key_error(Code::FactsType, message));
        }
        let tag = table.text_of("tag").unwrap_or_default();
        let Some((_, field)) = member::field(interface, record, tag, 0) else {
            let missing = member::find(interface, ty, tag, 0).err();
            let fault = missing.unwrap_or_else(|| Fault::new(0, Code::FactsName, "no such member"));
            return Err(match table.get("tag") {
                Some(value) => fault.of(&value),
                None => fault.of_key(&table),
            });
        };
        let Some(range) = range(interface, field) else {
            let message = format!("`{tag}` is no integer and no enumeration");
            return Err(table.key_error(Code::FactsType, message));
        };
        tags.push(UnionTag {
            record: record.0,
            member: table.text_of("member").unwrap_or_default().to_owned(),
            tag: tag.to_owned(),
            cases: cases(interface, record, &table, range)?,
        });
    }
    Ok(tags)
}

/// For which values of the tag, which holds such a range, which member is live.
fn cases(
    interface: &Interface,
    record: RecordId,
    table: &Value<'_>,
    (least, greatest): (i128, i128),
) -> Result<Vec<(i64, String)>> {
    let tag = table.text_of("tag").unwrap_or_default();
    let union = live(interface, record, table)?;
    let mut cases: Vec<(i64, String)> = Vec::new();
    for (constant, live) in table.get("cases").map(|cases| cases.entries()).unwrap_or_default() {
        let member = live.text().unwrap_or_default();
        let names = || union.fields.iter().filter_map(|field| field.name.as_deref());
        if !names().any(|name| name == member) {
            let error = live.error(Code::FactsName, format!("the union has no member `{member}`"));
            return Err(match nearest(member, names()) {
                Some(near) => error.with_help(format!("did you mean `{near}`?")),
                None => error,
            });
        }
        if member == tag && table.get("member").is_none() {
            let message = "the tag itself is always live: name another member";
            return Err(live.error(Code::FactsType, message));
        }
        let value = case(interface, constant, &live)?;
        if i128::from(value) < least || i128::from(value) > greatest {
            let message = format!("`{tag}` holds numbers from {least} to {greatest}");
            return Err(live.key_error(Code::FactsType, message));
        }
        if let Some((_, other)) = cases.iter().find(|(other, _)| *other == value) {
            let message = format!("{value} stands for `{other}` already");
            return Err(live.key_error(Code::FactsType, message));
        }
        cases.push((value, member.to_owned()));
    }
    if cases.is_empty() {
        let message = "it has no cases: say for which values of the tag a member is live";
        return Err(table.key_error(Code::FactsType, message));
    }
    Ok(cases)
}

/// Doubles hold every integer up to here; one of the languages has no other numbers.
const EXACT: i128 = 1 << 53;

/// Which numbers a tag holds, of those that every language has.
fn range(interface: &Interface, field: &Field) -> Option<(i128, i128)> {
    let (least, greatest) = match field.bits {
        Some(bits) if bits.signed => (-(1 << (bits.width - 1)), (1 << (bits.width - 1)) - 1),
        Some(bits) => (0, (1 << bits.width) - 1),
        None => match Access::of(interface, field.ty) {
            Access::Number { number, .. } => number.range()?,
            _ => return None,
        },
    };
    Some((least.max(-EXACT), greatest.min(EXACT)))
}

/// The value of a case, which is a constant's name or a number.
fn case(interface: &Interface, key: &str, live: &Value<'_>) -> Result<i64> {
    let number = match key.parse::<i64>() {
        Ok(number) => return Ok(number),
        Err(_) => Scope::new(interface).find(key, 0),
    };
    match number.map_err(|fault| fault.of_key(live))? {
        super::scope::Meaning::Number(number) => i64::try_from(number)
            .map_err(|_| live.key_error(Code::FactsType, format!("{number} is too large"))),
        _ => Err(live.key_error(Code::FactsType, format!("`{key}` is no constant"))),
    }
}

/// The union whose members the cases name.
fn live<'i>(interface: &'i Interface, id: RecordId, table: &Value<'_>) -> Result<&'i Record> {
    let as_union = |field: &Field| match *interface.resolved(field.ty) {
        Type::Record(id) if interface.record(id).kind == RecordKind::Union => Some(id),
        _ => None,
    };
    let (found, message) = match table.text_of("member") {
        Some(name) => (
            member::field(interface, id, name, 0).and_then(|(_, field)| as_union(field)),
            format!("there is no union called `{name}` in it"),
        ),
        None => {
            let cases = table.get("cases").map(|cases| cases.entries()).unwrap_or_default();
            let first = cases.first().and_then(|(_, live)| live.text());
            let (mut unions, mut seen) = (Vec::new(), 0);
            anonymous(interface, id, &mut unions, &mut seen);
            let has = |id: &&RecordId| {
                let mut fields = interface.record(**id).fields.iter();
                fields.any(|field| field.name.as_deref() == first)
            };
            let found = unions.iter().find(has).or(unions.first()).copied();
            (found, "there is no anonymous union in it".to_owned())
        }
    };
    match found {
        Some(id) => Ok(interface.record(id)),
        None => Err(table.key_error(Code::FactsName, message)),
    }
}

/// The unions whose members are the record's own: itself, and anonymous ones.
fn anonymous(interface: &Interface, id: RecordId, found: &mut Vec<RecordId>, seen: &mut usize) {
    let record = interface.record(id);
    if record.kind == RecordKind::Union {
        found.push(id);
    }
    *seen += 1;
    for field in &record.fields {
        match (&field.name, interface.resolved(field.ty)) {
            (None, Type::Record(inner)) if *seen < MAX_ANONYMOUS => {
                anonymous(interface, *inner, found, seen);
            }
            _ => {}
        }
    }
}
