//! Records for C's structs that functions take and give by value, where all members are numbers.

use sandbridge_interface::plan::{Access as Value, Member};
use sandbridge_interface::{RecordId, RecordKind};

use super::super::code::{Access, Class, Doc, Expr, Field, Form, Method, Stmt, Ty};
use super::super::signature;
use super::doc::{doc, escaped};
use super::handle::{param, plain};
use super::name::{Names, components, runtime};
use crate::model::{Model, RecordClass};
use crate::value::{self, Given, Memory, Taken};

/// More members than this are no record that anyone wants to make.
const MAX_MEMBERS: usize = 32;

/// The structs that some function takes or gives by value or only reads, and that can be records.
pub(super) fn used(model: &Model<'_>) -> Vec<RecordId> {
    let mut used = Vec::new();
    for function in model.functions.iter().filter(|function| !function.is_skipped) {
        let taken = value::parameters(&function.plan).filter_map(|(_, taken)| match taken {
            Taken::Value(Value::Record { record }) => Some(record),
            Taken::Pointer(pointer) if pointer.is_const => {
                match value::memory(model.interface, pointer) {
                    Memory::Record(record) => Some(record),
                    _ => None,
                }
            }
            _ => None,
        });
        used.extend(taken);
        let results = value::results(&function.plan);
        used.extend(results.iter().filter_map(|(_, given)| match given {
            Given::Value(Value::Record { record }) => Some(*record),
            _ => None,
        }));
    }
    used.sort();
    used.dedup();
    used.retain(|&id| model.record(id).is_some_and(|class| numbers(class).is_some()));
    used
}

/// Its members, where all are numbers and apart.
fn numbers<'r>(class: &'r RecordClass<'_>) -> Option<Vec<&'r Value>> {
    let count = class.members.len();
    if class.record.kind == RecordKind::Union || !(1..=MAX_MEMBERS).contains(&count) {
        return None;
    }
    let mut end = 0;
    let number = |(member, _): &'r (Member, _)| match member.access {
        // Those of a union without a name lie over each other.
        Value::Number { number, .. } if member.offset >= end => {
            end = member.offset.saturating_add(number.size());
            Some(&member.access)
        }
        _ => None,
    };
    class.members.iter().map(number).collect()
}

/// A class for each of them.
pub(super) fn classes(names: &Names<'_, '_>) -> Vec<Class> {
    names.records().filter_map(|id| class(names, id)).collect()
}

fn class(names: &Names<'_, '_>, id: RecordId) -> Option<Class> {
    let record = names.model.record(id)?;
    let name = names.record(id)?.class_constant();
    let types: Vec<Ty> = numbers(record)?
        .into_iter()
        .map(|access| {
            let text = signature::given(names.model.interface, &Given::Value(access.clone()));
            Ty::parse(&text, &runtime)
        })
        .collect();
    let called = components(record.members.iter().map(|(member, _)| member.name.as_str()));
    let mut doc = doc(record.doc, &format!("{} of C.", record.spelling), None);
    let members = record.members.iter().zip(&called);
    doc.tags.extend(members.map(|((member, comment), name)| {
        let said = comment.as_deref().map_or_else(
            || member.declaration.clone(),
            |text| text.split_whitespace().collect::<Vec<_>>().join(" "),
        );
        format!("@param {name} {}", escaped(&said))
    }));
    let fields: Vec<Field> = called
        .iter()
        .zip(&types)
        .map(|(name, ty)| Field {
            name: name.clone(),
            ty: ty.clone(),
            doc: Doc::default(),
            access: Access::Private,
            is_static: false,
            value: None,
        })
        .collect();
    let methods = vec![of(&name, &fields), to_struct(&name, &fields)];
    let (form, is_public) = (Form::Record, true);
    Some(Class { name, doc, form, is_public, interfaces: Vec::new(), fields, methods })
}

fn structure() -> Ty {
    Ty::class(&runtime("Struct"))
}

/// From the struct.
fn of(class: &str, fields: &[Field]) -> Method {
    let get = |(index, field): (usize, &Field)| {
        let index = vec![Expr::Int(index as i32)];
        let read = |name: &str, ty: Ty| {
            let of = Expr::local("struct");
            of.call(&runtime("Struct"), name, vec![Ty::Int], ty, index.clone())
        };
        match field.ty {
            Ty::Int => read("getLong", Ty::Long).cast(Ty::Int),
            Ty::Float => read("getDouble", Ty::Double).cast(Ty::Float),
            Ty::Double => read("getDouble", Ty::Double),
            Ty::Boolean => {
                let bits = vec![read("getLong", Ty::Long)];
                Expr::call_static(&runtime("Bound"), "toBoolean", vec![Ty::Long], Ty::Boolean, bits)
            }
            _ => read("getLong", Ty::Long),
        }
    };
    let made = Expr::New {
        class: class.to_owned(),
        params: fields.iter().map(|field| field.ty.clone()).collect(),
        args: fields.iter().enumerate().map(get).collect(),
    };
    Method {
        is_static: true,
        params: vec![param("struct", structure())],
        returns: Ty::class(class),
        body: Some(vec![Stmt::Return(Some(made))]),
        ..plain("of", Access::Package)
    }
}

/// To a struct of its own.
fn to_struct(class: &str, fields: &[Field]) -> Method {
    let bound = Ty::class(&runtime("BoundRecord"));
    let empty = Expr::local("type").call(
        &runtime("BoundRecord"),
        "create",
        Vec::new(),
        structure(),
        Vec::new(),
    );
    let filled = fields.iter().enumerate().fold(empty, |made, (index, field)| {
        let value = Expr::field(class, &field.name, field.ty.clone());
        let (ty, value) = match field.ty {
            Ty::Int => (Ty::Long, value.cast(Ty::Long)),
            Ty::Float => (Ty::Double, value.cast(Ty::Double)),
            Ty::Double => (Ty::Double, value),
            Ty::Boolean => {
                let bound = runtime("Bound");
                (
                    Ty::Long,
                    Expr::call_static(&bound, "bits", vec![Ty::Boolean], Ty::Long, vec![value]),
                )
            }
            _ => (Ty::Long, value),
        };
        let args = vec![Expr::Int(index as i32), value];
        made.call(&runtime("Struct"), "set", vec![Ty::Int, ty], structure(), args)
    });
    Method {
        params: vec![param("type", bound)],
        returns: structure(),
        body: Some(vec![Stmt::Return(Some(filled))]),
        ..plain("toStruct", Access::Package)
    }
}
