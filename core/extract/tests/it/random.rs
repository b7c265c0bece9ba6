//! Random records, laid out and passed by us and by the compiler.

use std::collections::HashMap;
use std::fmt::Write;

use sandbridge_extract::{Header, Keep, parse_header};
use sandbridge_interface::Type;
use sandbridge_interface::abi::wasm_signature;

use crate::toolchain::{Toolchain, function_types};

const RECORDS: usize = 1500;

const SCALARS: [(&str, u32); 14] = [
    ("_Bool", 1),
    ("char", 8),
    ("unsigned char", 8),
    ("short", 16),
    ("unsigned short", 16),
    ("int", 32),
    ("unsigned", 32),
    ("long", 32),
    ("long long", 64),
    ("unsigned long long", 64),
    ("enum color", 32),
    ("enum small", 8),
    ("_BitInt(12)", 12),
    ("unsigned _BitInt(37)", 37),
];
const OTHERS: [&str; 9] = [
    "float",
    "double",
    "long double",
    "__int128",
    "void *",
    "float _Complex",
    "_BitInt(90)",
    "loose",
    "strict",
];

/// What the compiler says of a record: size, alignment, and the offset of each member, in bits.
#[derive(Debug, PartialEq, Eq)]
struct Bits {
    size: u32,
    align: u32,
    offsets: Vec<u32>,
}

#[test]
fn random_records_are_laid_out_and_passed_as_by_the_compiler() {
    let (source, named) = source(0x5eed_1234_abcd_0001, RECORDS);
    let toolchain = Toolchain::new(&[]);
    let options = ["-std=gnu2x", "-fsyntax-only", "-Xclang", "-fdump-record-layouts-simple"];
    let theirs = dumped(&toolchain.run(&options, &source));
    let text = toolchain.run(&["-std=gnu2x", "-E", "-dD"], &source);
    let header = Header { name: "random", text: &text, simd: false, keep: Keep::OwnHeaders };
    let ours = parse_header(&header).unwrap_or_else(|error| panic!("{error}")).interface;
    for (index, named) in named.iter().enumerate() {
        let ty = ours.type_named(&format!("r{index}")).expect("the record is declared");
        let Type::Record(id) = *ours.resolved(ty) else { panic!("r{index} is no record") };
        let record = ours.record(id);
        let layout = record.layout.expect("it is complete");
        let offset = |field: &sandbridge_interface::Field| {
            field.offset * 8 + field.bits.map_or(0, |bits| u32::from(bits.shift))
        };
        let offsets: Vec<u32> = record.fields.iter().map(offset).collect();
        let ours = Bits { size: layout.size * 8, align: layout.align * 8, offsets };
        let theirs = &theirs[&format!("r{index}")];
        // We leave unnamed members out.
        let kept = theirs.offsets.iter().zip(named).filter(|(_, named)| **named);
        let offsets = kept.map(|(offset, _)| *offset).collect();
        let theirs = Bits { offsets, ..*theirs };
        let start = source.find(&format!(" r{index} {{")).unwrap_or_default();
        let before = source[..start].rfind('}').unwrap_or_default();
        let text: String = source[before..].chars().take(start - before + 300).collect();
        assert_eq!(ours, theirs, "{text}");
    }
    let passed = function_types(&toolchain.run(&["-std=gnu2x", "-S", "-o", "-"], &source));
    for function in &ours.functions {
        let lowered = wasm_signature(&ours, function.signature).to_string();
        assert_eq!(Some(&lowered), passed.get(&function.name), "{}", function.name);
    }
    assert_eq!(ours.functions.len(), RECORDS);
}

/// Random records, each with a function that takes and returns it; says of each record's members
/// whether they have names.
pub(crate) fn source(seed: u64, records: usize) -> (String, Vec<Vec<bool>>) {
    let mut random = Random(seed);
    let mut source = "enum color { RED, GREEN };\nenum __attribute__((packed)) small { ONE };\n\
        typedef int loose __attribute__((aligned(2)));\n\
        typedef short strict __attribute__((aligned(8)));\n"
        .to_owned();
    let mut named = Vec::new();
    for index in 0..records {
        named.push(record(&mut random, index, &mut source));
    }
    // The compiler lays out what is used.
    for index in 0..records {
        let _ = writeln!(source, "T{index} pass{index}(T{index} x, int y) {{ return x; }}");
    }
    (source, named)
}

/// Writes a record; says of each member whether it has a name.
fn record(random: &mut Random, index: usize, source: &mut String) -> Vec<bool> {
    let kind = if random.one_in(5) { "union" } else { "struct" };
    let pack = [1, 2, 4, 8][random.below(4)];
    let is_packed_by_pragma = random.one_in(6);
    if is_packed_by_pragma {
        let _ = writeln!(source, "#pragma pack(push, {pack})");
    }
    let mut attributes = String::new();
    if random.one_in(6) {
        attributes.push_str("__attribute__((packed)) ");
    }
    if random.one_in(8) {
        let _ = write!(attributes, "__attribute__((aligned({}))) ", 1 << random.below(6));
    }
    let _ = writeln!(source, "typedef {kind} {attributes} r{index} {{");
    let mut named = Vec::new();
    for member in 0..random.below(8) {
        named.push(member_of(random, index, member, source));
    }
    if kind == "struct" && !named.is_empty() && random.one_in(12) {
        let _ = writeln!(source, "  int rest[];");
        named.push(true);
    }
    let _ = writeln!(source, "}} T{index};");
    if is_packed_by_pragma {
        let _ = writeln!(source, "#pragma pack(pop)");
    }
    named
}

fn member_of(random: &mut Random, record: usize, member: usize, source: &mut String) -> bool {
    let align = if random.one_in(10) {
        format!(" __attribute__((aligned({})))", 1 << random.below(6))
    } else if random.one_in(12) {
        " __attribute__((packed))".to_owned()
    } else {
        String::new()
    };
    if random.one_in(2) {
        let (ty, bits) = SCALARS[random.below(SCALARS.len())];
        let width = random.below(bits as usize + 1);
        if width == 0 || random.one_in(6) {
            let _ = writeln!(source, "  {ty} :{width}{align};");
            return false;
        }
        let _ = writeln!(source, "  {ty} m{member}:{width}{align};");
        return true;
    }
    let ty = match random.below(4) {
        0 if record > 0 => format!("T{}", random.below(record)),
        1 => OTHERS[random.below(OTHERS.len())].to_owned(),
        _ => SCALARS[random.below(SCALARS.len())].0.to_owned(),
    };
    // Records are kept small, as those with records in them grow without end.
    let count = random.below(4);
    let is_array = random.one_in(4) && !ty.starts_with(['T', 'l']) && ty != "strict";
    let array = if is_array { format!("[{count}]") } else { String::new() };
    let _ = writeln!(source, "  {ty} m{member}{array}{align};");
    true
}

fn dumped(text: &str) -> HashMap<String, Bits> {
    let number = |block: &str, key: &str| -> u32 {
        let rest = block.split(key).nth(1).expect("the dump has the key");
        rest.split_whitespace().next().and_then(|n| n.parse().ok()).expect("a number follows")
    };
    let blocks = text.split("*** Dumping AST Record Layout").skip(1);
    let parsed = blocks.filter_map(|block| {
        let name = block.split("Type: ").nth(1)?.lines().next()?.rsplit(' ').next()?;
        let offsets = block.split("FieldOffsets: [").nth(1)?.split(']').next()?;
        let offsets = offsets.split(", ").filter_map(|offset| offset.parse().ok()).collect();
        let (size, align) = (number(block, " Size:"), number(block, " Alignment:"));
        Some((name.to_owned(), Bits { size, align, offsets }))
    });
    parsed.collect()
}

/// xorshift64*, so that a failure repeats.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap_or(0) % limit.max(1)
    }

    pub(crate) fn one_in(&mut self, limit: usize) -> bool {
        self.below(limit) == 0
    }
}
