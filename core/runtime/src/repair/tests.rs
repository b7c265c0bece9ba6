//! Modules as linkers leave them, made in memory.

use sandbridge_extract::parse_cdef;
use wasm_encoder as enc;
use wasmparser::Validator;

use super::*;

const CALLBACKS: &str = "void each(void (*visit)(int));";
const PLAIN: &str = "int add(int a, int b);";

/// What a test module has.
#[derive(Default)]
struct Parts<'a> {
    tables: &'a [(u64, Option<u64>)],
    globals: &'a [(bool, i32)],
    /// Names of the globals, when there is a name section.
    names: Option<&'a [&'a str]>,
    exports: &'a [(&'a str, enc::ExportKind, u32)],
}

fn module(parts: &Parts<'_>) -> Vec<u8> {
    let mut tables = enc::TableSection::new();
    for (minimum, maximum) in parts.tables {
        tables.table(enc::TableType {
            element_type: enc::RefType::FUNCREF,
            table64: false,
            minimum: *minimum,
            maximum: *maximum,
            shared: false,
        });
    }
    let mut globals = enc::GlobalSection::new();
    for (mutable, value) in parts.globals {
        let ty = enc::GlobalType { val_type: enc::ValType::I32, mutable: *mutable, shared: false };
        globals.global(ty, &enc::ConstExpr::i32_const(*value));
    }
    let mut exports = enc::ExportSection::new();
    for (name, kind, index) in parts.exports {
        exports.export(name, *kind, *index);
    }
    let mut module = enc::Module::new();
    if !tables.is_empty() {
        module.section(&tables);
    }
    if !globals.is_empty() {
        module.section(&globals);
    }
    if !exports.is_empty() {
        module.section(&exports);
    }
    if let Some(names) = parts.names {
        let mut map = enc::NameMap::new();
        for (index, name) in (0..).zip(names) {
            map.append(index, name);
        }
        let mut section = enc::NameSection::new();
        section.globals(&map);
        module.section(&section);
    }
    module.finish()
}

/// The repaired module's tables and exports, as `sandbridge inspect` would put them.
fn repaired(bytes: &[u8], declarations: &str) -> String {
    let interface = parse_cdef("test", declarations).expect("declarations").interface;
    let repaired = repair(bytes, &interface);
    Validator::new().validate_all(&repaired).expect("a sound module");
    assert!(matches!(repair(&repaired, &interface), Cow::Borrowed(_)), "it is repaired once");
    let mut text = String::new();
    for payload in Parser::new(0).parse_all(&repaired) {
        match payload.expect("a sound module") {
            Payload::TableSection(tables) => {
                for table in tables {
                    let ty = table.expect("a table").ty;
                    text += &format!("table {} {:?}; ", ty.initial, ty.maximum);
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    let export = export.expect("an export");
                    text += &format!("{} {:?} {}; ", export.name, export.kind, export.index);
                }
            }
            _ => {}
        }
    }
    text.trim_end_matches("; ").to_owned()
}

#[test]
fn a_fixed_table_that_is_not_exported_grows_and_is() {
    let globals: &[(bool, i32)] = &[(true, 66560)];
    let parts = Parts { tables: &[(3, Some(3))], globals, ..Parts::default() };
    assert_eq!(
        repaired(&module(&parts), CALLBACKS),
        "table 3 None; __indirect_function_table Table 0; __stack_pointer Global 0"
    );
    // Without callbacks a table of fixed size is quicker.
    assert_eq!(repaired(&module(&parts), PLAIN), "table 3 Some(3); __stack_pointer Global 0");
}

#[test]
fn what_is_there_already_stays() {
    let exports: &[_] =
        &[(TABLE, enc::ExportKind::Table, 1), (STACK_POINTER, enc::ExportKind::Global, 1)];
    let tables: &[_] = &[(7, Some(7)), (3, Some(9)), (1, None)];
    let globals: &[_] = &[(true, 16), (true, 32)];
    let bytes = module(&Parts { tables, globals, exports, names: None });
    assert_eq!(
        repaired(&bytes, CALLBACKS),
        "table 7 Some(7); table 3 None; table 1 None; \
         __indirect_function_table Table 1; __stack_pointer Global 1"
    );
}

#[test]
fn a_module_without_a_table_gets_one() {
    let memory: &[_] = &[("x", enc::ExportKind::Global, 0)];
    let bytes = module(&Parts { globals: &[(false, 5)], exports: memory, ..Parts::default() });
    assert_eq!(
        repaired(&bytes, CALLBACKS),
        "table 1 None; x Global 0; __indirect_function_table Table 0"
    );
    assert_eq!(
        repaired(&module(&Parts::default()), CALLBACKS),
        "table 1 None; __indirect_function_table Table 0"
    );
}

#[test]
fn the_stack_pointer_is_found_by_name_or_by_what_it_is() {
    let globals: &[(bool, i32)] = &[(true, 16), (true, 66560)];
    let found =
        |names, globals| repaired(&module(&Parts { globals, names, ..Parts::default() }), PLAIN);
    assert_eq!(found(Some(&["other", STACK_POINTER]), globals), "__stack_pointer Global 1");
    assert_eq!(found(Some(&["other", "another"]), globals), "");
    assert_eq!(found(None, globals), "__stack_pointer Global 0");
    assert_eq!(found(None, &[(false, 66560)]), "", "a constant");
    assert_eq!(found(None, &[(true, 1)]), "", "no stack starts at an odd address");
    assert_eq!(found(None, &[]), "");
}

#[test]
fn no_other_byte_changes() {
    let parts = Parts { tables: &[(3, Some(3))], names: Some(&[]), ..Parts::default() };
    let mut bytes = module(&parts);
    // A custom section in front, with a size in more bytes than needed, as linkers write it.
    bytes.splice(8..8, [0, 0x84, 0x80, 0x80, 0x80, 0, 1, b'x', 1, 2]);
    let interface = parse_cdef("test", CALLBACKS).expect("declarations").interface;
    let repaired = repair(&bytes, &interface);
    assert_eq!(repaired[..18], bytes[..18]);
    let names = bytes.len() - 10;
    assert!(repaired.ends_with(&bytes[names..]));
}

#[test]
fn damage_is_left_to_the_compiler() {
    let tables: &[_] = &[(3, Some(3))];
    let bytes = module(&Parts { tables, globals: &[(true, 16)], ..Parts::default() });
    let interface = parse_cdef("test", CALLBACKS).expect("declarations").interface;
    for end in 0..bytes.len() {
        // Cut between two sections, it is a shorter module.
        let cut = repair(&bytes[..end], &interface);
        assert!(matches!(cut, Cow::Borrowed(_)) || Parser::new(0).parse_all(&cut).count() > 1);
    }
    for at in 8..bytes.len() {
        for value in [0, 0x7f, 0x80, 0xff] {
            let mut damaged = bytes.clone();
            damaged[at] = value;
            let _ = repair(&damaged, &interface);
        }
    }
}
