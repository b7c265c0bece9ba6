//! Records for functions with several results, and what makes the structs in lists.

use std::collections::BTreeSet;

use sandbridge_interface::RecordId;
use sandbridge_interface::plan::Access as Value;

use super::super::code::{Access, Class, Doc, Field, Form, Ty};
use super::doc::{doc, marked};
use super::name::{Names, components};
use crate::model::{Describe, Function};
use crate::value::{self, Given};

/// A record for each function with several results.
pub(super) fn classes(names: &Names<'_, '_>) -> Vec<Class> {
    let functions = names.model.functions.iter().enumerate();
    let record = |(at, function): (usize, &Function<'_>)| {
        let name = names.result(at)?;
        let results = value::results(&function.plan);
        let texts = Describe { model: names.model, null: "null" }.results(function);
        let unique = components(results.iter().map(|(name, _)| *name));
        let mut doc = doc(None, &format!("What {} gives.", function.c_name), None);
        let fields = results.iter().zip(unique).enumerate().map(|(index, ((_, given), name))| {
            let text = texts.get(index).map(String::as_str).unwrap_or_default();
            doc.tags.push(format!("@param {name} {}", marked(text)));
            component(name, names.outcome(&function.plan, index, given))
        });
        let fields = fields.collect();
        let (form, is_public) = (Form::Record, true);
        let (interfaces, methods) = (Vec::new(), Vec::new());
        Some(Class { name, doc, form, is_public, interfaces, fields, methods })
    };
    functions.filter_map(record).collect()
}

fn component(name: String, ty: Ty) -> Field {
    let (access, doc) = (Access::Private, Doc::default());
    Field { name, ty, doc, access, is_static: false, value: None }
}

/// The structs that functions give lists of.
pub(super) fn listed(names: &Names<'_, '_>) -> BTreeSet<RecordId> {
    let functions = names.model.functions.iter().filter(|function| !function.is_skipped);
    let results = functions.flat_map(|function| value::results(&function.plan));
    let listed = results.filter_map(|(_, given)| match given {
        Given::Elements { element: Value::Record { record }, .. } => Some(record),
        _ => None,
    });
    listed.filter(|&id| names.structure(id).is_some()).collect()
}
