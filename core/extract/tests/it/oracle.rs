//! The same headers through `lang-c`, another parser: the same functions, parameter counts and
//! `typedef` names must come out.

use std::collections::{BTreeMap, BTreeSet};

use lang_c::ast::{
    Declaration, DeclarationSpecifier, Declarator, DeclaratorKind, DerivedDeclarator,
    ExternalDeclaration, FunctionSpecifier, StorageClassSpecifier, TypeSpecifier,
};
use lang_c::driver::{Config, parse_preprocessed};
use lang_c::span::Node;
use sandbridge_extract::{Header, Keep, parse_header};

use crate::header::{LIBC, LIBRARIES};
use crate::toolchain::Toolchain;

#[derive(Debug, Default, PartialEq, Eq)]
struct Names {
    /// With their number of parameters.
    functions: BTreeMap<String, usize>,
    typedefs: BTreeSet<String>,
}

#[test]
fn libraries_agree_with_lang_c() {
    for (library, files) in LIBRARIES {
        check(&Toolchain::new(files), library);
    }
}

#[test]
fn libc_agrees_with_lang_c() {
    let toolchain = Toolchain::new(&[]);
    for header in LIBC {
        check(&toolchain, header);
    }
}

fn check(toolchain: &Toolchain, header: &str) {
    let source = format!("#include <{header}>\n");
    // lang-c knows neither C23 nor what `-dD` keeps.
    // In members it does not know `_Alignas` either, which changes no name.
    let plain = toolchain.run(&["-std=gnu11", "-E", "-D_Alignas(x)="], &source);
    let theirs = theirs(plain).unwrap_or_else(|error| panic!("{header}: lang-c: {error}"));
    let text = toolchain.run(&["-std=gnu11", "-E", "-dD", "-CC"], &source);
    let ours = ours(header, &text);
    assert_eq!(ours, theirs, "{header}");
}

fn ours(name: &str, text: &str) -> Names {
    let header = Header { name, text, simd: false, keep: Keep::Everything };
    let extracted = parse_header(&header).unwrap_or_else(|error| panic!("{name}: {error}"));
    let functions = extracted.interface.functions.into_iter();
    let type_names = extracted.interface.type_names.into_iter();
    Names {
        functions: functions.map(|function| (function.name, function.params.len())).collect(),
        typedefs: type_names.map(|named| named.name).collect(),
    }
}

fn theirs(text: String) -> Result<Names, String> {
    let parsed =
        parse_preprocessed(&Config::with_clang(), text).map_err(|error| error.to_string())?;
    let mut names = Names::default();
    for item in parsed.unit.0 {
        match item.node {
            ExternalDeclaration::Declaration(declaration) => {
                note(&declaration.node, &mut names);
            }
            ExternalDeclaration::FunctionDefinition(definition) => {
                let definition = definition.node;
                if !is_local(&definition.specifiers) {
                    note_function(&definition.declarator.node, &mut names);
                }
            }
            ExternalDeclaration::StaticAssert(_) => {}
        }
    }
    Ok(names)
}

fn note(declaration: &Declaration, names: &mut Names) {
    let is_typedef = declaration.specifiers.iter().any(|specifier| {
        matches!(&specifier.node, DeclarationSpecifier::StorageClass(class)
            if class.node == StorageClassSpecifier::Typedef)
    });
    for declarator in &declaration.declarators {
        let declarator = &declarator.node.declarator.node;
        if is_typedef {
            names.typedefs.extend(name_of(declarator));
        } else if !is_local(&declaration.specifiers) {
            note_function(declarator, names);
        }
    }
}

/// `static` and `inline` functions are no exports.
fn is_local(specifiers: &[Node<DeclarationSpecifier>]) -> bool {
    specifiers.iter().any(|specifier| match &specifier.node {
        DeclarationSpecifier::StorageClass(class) => class.node == StorageClassSpecifier::Static,
        DeclarationSpecifier::Function(function) => function.node == FunctionSpecifier::Inline,
        _ => false,
    })
}

fn note_function(declarator: &Declarator, names: &mut Names) {
    // A parenthesized name (`int (isalpha)(int)`) is the same function.
    let inner = match &declarator.kind.node {
        DeclaratorKind::Declarator(inner) if inner.node.derived.is_empty() => &inner.node,
        DeclaratorKind::Identifier(_) => declarator,
        _ => return,
    };
    let params = declarator.derived.iter().find_map(|derived| match &derived.node {
        DerivedDeclarator::Function(function) => {
            let params = &function.node.parameters;
            let is_void = params.len() == 1
                && params[0].node.declarator.is_none()
                && params[0].node.specifiers.iter().any(|specifier| {
                    matches!(&specifier.node, DeclarationSpecifier::TypeSpecifier(ty)
                        if ty.node == TypeSpecifier::Void)
                });
            Some(if is_void { 0 } else { params.len() })
        }
        DerivedDeclarator::KRFunction(names) => Some(names.len()),
        _ => None,
    });
    if let (Some(name), Some(params)) = (name_of(inner), params) {
        names.functions.insert(name, params);
    }
}

fn name_of(declarator: &Declarator) -> Option<String> {
    match &declarator.kind.node {
        DeclaratorKind::Abstract => None,
        DeclaratorKind::Identifier(name) => Some(name.node.name.clone()),
        DeclaratorKind::Declarator(inner) => name_of(&inner.node),
    }
}
