//! `union_tag`: which member of a union is live.

use sandbridge_interface::facts::UnionTag;
use sandbridge_interface::name::nearest;
use sandbridge_interface::plan::Access;
use sandbridge_interface::{Code, Interface, Record, RecordKind, Result, Type};

use super::document::Value;
use super::scope::Scope;
use super::{Fault, member};

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
        let tag = table.text_of("tag").unwrap_or_default();
        let found = member::field(interface, record, tag, 0);
        let Some((_, field)) = found else {
            let missing = member::find(interface, ty, tag, 0).err();
            let fault = missing.unwrap_or_else(|| Fault::new(0, Code::FactsName, "no such member"));
            return Err(match table.get("tag") {
                Some(value) => fault.of(&value),
                None => fault.of_key(&table),
            });
        };
        if !matches!(Access::of(interface, field.ty), Access::Number { .. }) {
            let message = format!("`{tag}` is no number and no enumeration");
            return Err(table.key_error(Code::FactsType, message));
        }
        let union = live(interface, interface.record(record), &table)?;
        let mut cases = Vec::new();
        for (constant, live) in table.get("cases").map(|cases| cases.entries()).unwrap_or_default()
        {
            let member = live.text().unwrap_or_default();
            let names = || union.fields.iter().filter_map(|field| field.name.as_deref());
            if !names().any(|name| name == member) {
                let error =
                    live.error(Code::FactsName, format!("the union has no member `{member}`"));
                return Err(match nearest(member, names()) {
                    Some(near) => error.with_help(format!("did you mean `{near}`?")),
                    None => error,
                });
            }
            cases.push((case(interface, constant, &live)?, member.to_owned()));
        }
        tags.push(UnionTag {
            record: record.0,
            member: table.text_of("member").unwrap_or_default().to_owned(),
            tag: tag.to_owned(),
            cases,
        });
    }
    Ok(tags)
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
fn live<'i>(interface: &'i Interface, record: &'i Record, table: &Value<'_>) -> Result<&'i Record> {
    let wanted = table.text_of("member");
    let field = record.fields.iter().find(|field| {
        let is_union = matches!(*interface.resolved(field.ty), Type::Record(id)
            if interface.record(id).kind == RecordKind::Union);
        is_union && field.name.as_deref() == wanted
    });
    match field.map(|field| interface.resolved(field.ty)) {
        Some(&Type::Record(id)) => Ok(interface.record(id)),
        _ => {
            let message = match wanted {
                Some(name) => format!("there is no union called `{name}` in it"),
                None => "there is no anonymous union in it".to_owned(),
            };
            Err(table.key_error(Code::FactsName, message))
        }
    }
}
