//! A library as C has it, for people.

use sandbridge_interface::{Enum, Interface, RecordId, plan, spell};

use super::text::Page;
use crate::page::value_text;

/// Shows functions, structs, enumerations, constants and variables.
pub(super) fn show(page: &mut Page<'_>, interface: &Interface) {
    let functions = interface.functions.iter();
    let functions: Vec<_> =
        functions.filter(|function| page.shown.wants(&[&function.name])).collect();
    let is_both = !interface.facts.is_empty();
    if !functions.is_empty() {
        page.heading(if is_both { "functions of C" } else { "functions" }, functions.len());
    }
    for function in functions {
        page.line(2, &format!("{};", spell::prototype(interface, function)));
        page.doc(&function.name, interface.facts.name(&function.name), 6);
    }
    records(page, interface);
    enums(page, interface);
    let constants = interface.constants.iter();
    let constants: Vec<_> =
        constants.filter(|constant| page.shown.wants(&[&constant.name])).collect();
    if !constants.is_empty() {
        page.heading("constants", constants.len());
        for constant in constants {
            page.line(2, &format!("{} = {}", constant.name, value_text(&constant.value)));
        }
    }
    let globals = interface.globals.iter();
    let globals: Vec<_> = globals.filter(|global| page.shown.wants(&[&global.name])).collect();
    if !globals.is_empty() {
        page.heading("variables", globals.len());
        for global in globals {
            let qualifier = if global.is_const { "const " } else { "" };
            let declared = spell::declare(interface, global.ty, &global.name);
            page.line(2, &format!("{qualifier}{declared};"));
            page.doc(&global.name, &global.name, 6);
        }
    }
}

fn records(page: &mut Page<'_>, interface: &Interface) {
    let ids =
        (0..interface.records.len()).map(|at| RecordId(u32::try_from(at).unwrap_or(u32::MAX)));
    let named = ids.map(|id| (id, spell::record_name(interface, id)));
    let records: Vec<_> = named.filter(|(_, name)| page.shown.wants(&[name])).collect();
    if records.is_empty() {
        return;
    }
    page.heading("structs and unions", records.len());
    for (id, name) in records {
        let Some(shape) = plan::shape(interface, id) else {
            page.line(2, &format!("{name}  (opaque)"));
            page.doc(&name, &name, 6);
            continue;
        };
        let layout = interface.record(id).layout;
        let (size, align) = layout.map_or((0, 0), |layout| (layout.size, layout.align));
        page.line(2, &format!("{name}  size {size}, align {align}"));
        page.doc(&name, &name, 6);
        for member in &shape.members {
            let bits = match member.access {
                plan::Access::Bits { shift, width, .. } => format!(" : {width}  (bit {shift})"),
                _ => String::new(),
            };
            page.line(2, &format!("{:>6}  {}{bits}", member.offset, member.declaration));
        }
    }
}

fn enums(page: &mut Page<'_>, interface: &Interface) {
    let named = interface.enums.iter().map(|of| (of, name(of)));
    let enums: Vec<_> = named
        .filter(|(of, name)| {
            let variants = of.variants.iter().map(|variant| variant.name.as_str());
            page.shown.wants(&variants.chain([name.as_str()]).collect::<Vec<_>>())
        })
        .collect();
    if enums.is_empty() {
        return;
    }
    page.heading("enums", enums.len());
    for (enumeration, name) in enums {
        page.line(2, &format!("{name}: {}", enumeration.repr.spelling()));
        page.doc(&name, &name, 6);
        for variant in &enumeration.variants {
            page.line(6, &format!("{} = {}", variant.name, variant.value));
        }
    }
}

fn name(enumeration: &Enum) -> String {
    match (&enumeration.name, enumeration.is_tag) {
        (Some(name), true) => format!("enum {name}"),
        (Some(name), false) => name.clone(),
        (None, _) => "enum".to_owned(),
    }
}
