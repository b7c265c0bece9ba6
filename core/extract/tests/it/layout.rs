//! Sizes, offsets and bit-field images: the table of cases, evaluated by our own parser.

use std::collections::BTreeMap;

use sandbridge_extract::{Extracted, Header, Keep, parse_header};
use sandbridge_interface::{ConstantValue, Type};

use crate::toolchain::Toolchain;

const CASES: &str = include_str!("../../../conformance/abi/layout_cases.txt");

#[test]
fn all_layouts_are_as_listed() {
    let (listed, source) = split();
    let text = Toolchain::new(&[]).preprocess(source);
    // Arrays of numbers become enumerations, which the parser evaluates.
    let mut constants = String::new();
    let mut rest = String::new();
    for line in text.lines() {
        for statement in line.split_inclusive(';') {
            match statement.trim().strip_prefix("const int ").and_then(as_enumeration) {
                Some(enumeration) => constants.push_str(&enumeration),
                None => rest.push_str(statement),
            }
        }
        rest.push('\n');
    }
    let extracted = read(&format!("{rest}{constants}"));
    let mut checked = 0;
    for (name, values) in &listed {
        if name.starts_with("vb") {
            check_image(&extracted, source, name, values);
            checked += 1;
            continue;
        }
        // `ld_mant` is followed by what else its object file holds.
        let values = if name == "ld_mant" { &values[..1] } else { values };
        for (index, value) in values.iter().enumerate() {
            let found = extracted.interface.constant(&format!("{name}_{index}"));
            let found = found.map(|constant| constant.value.clone());
            let value = ConstantValue::Integer(value.parse().expect("a number is listed"));
            assert_eq!(found, Some(value), "{name}[{index}]");
            checked += 1;
        }
    }
    assert!(checked > 110, "{checked}");
}

/// The listed values by name, and the source that they come from.
fn split() -> (BTreeMap<String, Vec<String>>, &'static str) {
    let source = &CASES[CASES.find("#include").expect("a source follows the values")..];
    let listed = CASES.lines().take_while(|line| !line.starts_with("#include"));
    let listed = listed.filter_map(|line| line.split_once(": "));
    let values = |text: &str| text.split_whitespace().map(str::to_owned).collect();
    (listed.map(|(name, text)| (name.to_owned(), values(text))).collect(), source)
}

/// `a[2]={x,y};` as `enum { a_0 = x, a_1 = y };`.
fn as_enumeration(statement: &str) -> Option<String> {
    let (name, value) = statement.strip_suffix(';')?.split_once('=')?;
    let name = name.split('[').next()?.trim();
    let value = value.strip_prefix('{').and_then(|list| list.strip_suffix('}')).unwrap_or(value);
    let mut depth = 0;
    let mut parts = vec![String::new()];
    for c in value.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut()?.push(c);
    }
    let parts = parts.iter().enumerate().map(|(index, part)| format!("{name}_{index}=({part}),"));
    Some(format!("enum {{{}}};\n", parts.collect::<String>()))
}

/// Writes the initial values of `const struct b1 vb1={…};` bit by bit and compares the bytes.
fn check_image(extracted: &Extracted, source: &str, name: &str, listed: &[String]) {
    let start = source.find(&format!(" {name}=")).expect("the source has the variable");
    let tag = source[..start].rsplit(' ').next().expect("a tag stands before it");
    let list = source[start..].split(['{', '}']).nth(1).expect("a list of values follows");
    let values = list.split(',').map(|text| number(text.trim()));
    let interface = &extracted.interface;
    let ty = interface.type_named(&format!("struct {tag}")).expect("the record is declared");
    let Type::Record(record) = interface.resolved(ty) else { panic!("`{tag}` is no record") };
    let record = interface.record(*record);
    let mut image = vec![0u8; record.layout.expect("it is complete").size as usize];
    for (field, value) in record.fields.iter().zip(values) {
        let (shift, width) = match field.bits {
            Some(bits) => (u32::from(bits.shift), u32::from(bits.width)),
            None => (0, 8),
        };
        for bit in 0..width {
            let at = field.offset * 8 + shift + bit;
            image[(at / 8) as usize] |= u8::from(value >> bit & 1 == 1) << (at % 8);
        }
    }
    let mut expected = Vec::new();
    for text in listed {
        match text.split_once('*') {
            Some((_, count)) => expected.extend(vec![0; count.parse().expect("a count")]),
            None => expected.push(text.parse().expect("a byte")),
        }
    }
    assert_eq!(image, expected, "{name}");
}

fn number(text: &str) -> i128 {
    let digits = text.trim_end_matches(['U', 'L']);
    match digits.strip_prefix("0x") {
        Some(hex) => i128::from_str_radix(hex, 16).expect("a hexadecimal number"),
        None => digits.parse().expect("a decimal number"),
    }
}

fn read(text: &str) -> Extracted {
    let header = Header { name: "layout", text, simd: false, keep: Keep::OwnHeaders };
    parse_header(&header).unwrap_or_else(|error| panic!("{error}"))
}
