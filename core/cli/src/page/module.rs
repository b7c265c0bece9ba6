//! The module itself: what it asks for, what it is made of, what it exports beside the interface.

use std::collections::HashSet;

use indicatif::{HumanBytes, HumanCount};
use sandbridge_interface::Interface;

use crate::capability;
use crate::module::Module;

/// Bytes of a page of guest memory.
const PAGE: u64 = 64 << 10;

/// Something that the module asks its host for.
pub(super) struct CapabilityView {
    pub(super) name: &'static str,
    pub(super) meaning: &'static str,
    pub(super) imports: Vec<ImportView>,
}

/// An import.
pub(super) struct ImportView {
    /// With its module, where that is not WASI.
    pub(super) name: String,
    pub(super) ty: String,
}

/// An exported function that the interface does not describe.
pub(super) struct ExportView {
    pub(super) name: String,
    pub(super) ty: String,
}

/// A part of the file.
pub(super) struct PartView {
    pub(super) name: String,
    /// The style's class for it.
    pub(super) class: &'static str,
    pub(super) bytes: usize,
    /// The same with commas.
    pub(super) count: String,
    pub(super) size: String,
    /// Of the whole, in percent.
    pub(super) share: String,
}

/// What the module asks for.
pub(super) fn capabilities(module: &Module<'_>) -> Vec<CapabilityView> {
    let asked = capability::asked(module).into_iter();
    asked
        .map(|(capability, imports)| CapabilityView {
            name: capability.name(),
            meaning: capability.meaning(),
            imports: imports
                .iter()
                .map(|import| ImportView {
                    name: match capability {
                        capability::Capability::Host => {
                            format!("{}.{}", import.module, import.name)
                        }
                        _ => import.name.to_owned(),
                    },
                    ty: match &import.signature {
                        Some(ty) => ty.to_string(),
                        None => "no function".to_owned(),
                    },
                })
                .collect(),
        })
        .collect()
}

/// What is exported and not described.
pub(super) fn exports(module: &Module<'_>, interface: Option<&Interface>) -> Vec<ExportView> {
    let functions = interface.map_or(&[][..], |interface| &interface.functions);
    let described: HashSet<&str> = functions
        .iter()
        .map(|function| function.symbol.as_deref().unwrap_or(&function.name))
        .collect();
    let others = module.functions().filter(|(name, _)| !described.contains(name));
    others.map(|(name, ty)| ExportView { name: name.to_owned(), ty: ty.to_string() }).collect()
}

/// What the file is made of, the largest first.
pub(super) fn parts(module: &Module<'_>) -> Vec<PartView> {
    let mut parts = vec![("code".to_owned(), "code", module.code)];
    parts.push(("data".to_owned(), "data", module.data));
    for &(name, size) in &module.custom {
        let (name, class) = match name {
            "sandbridge.interface" => ("interface".to_owned(), "interface"),
            "sandbridge.docs" => ("comments".to_owned(), "docs"),
            "name" => ("names of functions".to_owned(), "other"),
            name => (format!("section {name}"), "other"),
        };
        parts.push((name, class, size));
    }
    let known: usize = parts.iter().map(|(_, _, size)| size).sum();
    let rest = module.size.saturating_sub(known);
    parts.push(("types, tables, imports, exports".to_owned(), "rest", rest));
    parts.sort_by_key(|(_, _, size)| std::cmp::Reverse(*size));
    let parts = parts.into_iter().filter(|(_, _, size)| *size > 0);
    parts
        .map(|(name, class, bytes)| PartView {
            name,
            class,
            bytes,
            count: HumanCount(bytes as u64).to_string(),
            size: size(bytes),
            share: share(bytes, module.size),
        })
        .collect()
}

/// The memory that the module starts with, and may have.
pub(super) fn memory(module: &Module<'_>) -> String {
    let bytes = |pages: u64| HumanBytes(pages.saturating_mul(PAGE)).to_string();
    match module.memory {
        None => "It has no memory of its own.".to_owned(),
        Some((start, None)) => {
            format!("It starts with {} of memory and grows as it needs.", bytes(start))
        }
        Some((start, Some(most))) => {
            format!("It starts with {} of memory and has at most {}.", bytes(start), bytes(most))
        }
    }
}

/// A size for people.
pub(super) fn size(bytes: usize) -> String {
    HumanBytes(bytes as u64).to_string()
}

fn share(part: usize, whole: usize) -> String {
    let tenths = (part as u64).saturating_mul(1000) / (whole.max(1) as u64);
    match tenths {
        0 => "< 0.1 %".to_owned(),
        tenths => format!("{}.{} %", tenths / 10, tenths % 10),
    }
}
