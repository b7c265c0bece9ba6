//! Damaged interfaces: whatever reads them gives a value or an error, never a panic, and what is
//! accepted can be planned.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use sandbridge_conformance::cases;
use sandbridge_conformance::random::Random;
use sandbridge_interface::plan::{plan, shape};
use sandbridge_interface::{Interface, RecordId, TypeId, abi, layout, section, spell};

const LEAST: u32 = 5_000;
const TIME: Duration = Duration::from_secs(10);
/// One mutation may not take longer: a loop that an attacker can stretch would show here.
const SLOWEST: Duration = Duration::from_secs(2);

fn sections() -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for case in cases().expect("the cases are readable") {
        let module = std::fs::read(case.folder.join("case.wasm")).expect("each case has a module");
        let interface = section::read(&module).expect("its interface is sound");
        let encoded = section::encode(&interface.expect("it has one")).expect("it can be encoded");
        found.push((case.name, encoded));
    }
    found
}

#[test]
fn damaged_interfaces_are_errors_and_never_panics() {
    let sections = sections();
    let mut random = Random::new(0x5eed_5eed_5eed_5eed);
    let (start, mut tried, mut accepted) = (Instant::now(), 0, 0);
    while tried < LEAST || start.elapsed() < TIME / 4 {
        assert!(start.elapsed() < TIME, "only {tried} mutations in {TIME:?}");
        let (name, section) = &sections[random.below(sections.len())];
        let mutated = mutate(section, &mut random);
        let begun = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| use_it(&mutated)));
        assert!(begun.elapsed() < SLOWEST, "{name}: {:?} for {mutated:02x?}", begun.elapsed());
        match outcome {
            Ok(was_accepted) => accepted += u32::from(was_accepted),
            Err(_) => panic!("{name}: mutation {tried} panicked: {mutated:02x?}"),
        }
        tried += 1;
    }
    assert!(accepted > tried / 100, "{accepted} of {tried} were accepted: nothing was tested");
}

/// Flips, overwrites, cuts, or doubles a few bytes behind the signature.
fn mutate(section: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = section.to_vec();
    for _ in 0..=random.below(3) {
        let at = 4 + random.below(bytes.len().saturating_sub(5));
        match random.below(6) {
            0 => bytes[at] ^= 1 << random.below(8),
            1 => bytes[at] = random.bits() as u8,
            2 => bytes[at] = bytes[at].wrapping_add(1),
            3 => bytes[at] = bytes[at].wrapping_sub(1),
            4 => bytes.truncate(at + 1),
            _ => {
                let end = (at + random.below(32)).min(bytes.len());
                let part = bytes[at..end].to_vec();
                bytes.splice(at..at, part);
            }
        }
    }
    bytes
}

/// Everything that hosts derive from an interface; `true` when it was accepted.
fn use_it(bytes: &[u8]) -> bool {
    let Ok(interface) = section::decode(bytes) else { return false };
    derive_all(&interface);
    true
}

fn derive_all(interface: &Interface) {
    for function in &interface.functions {
        let signature = abi::wasm_signature(interface, function.signature);
        if let Ok(plan) = plan(interface, function) {
            assert_eq!(plan.slots as usize, signature.params.len(), "{}", plan.prototype);
        }
        spell::prototype(interface, function);
    }
    for index in 0..interface.records.len() as u32 {
        if let Some(shape) = shape(interface, RecordId(index)) {
            for member in shape.members {
                assert!(member.offset <= shape.layout.size, "{}", member.declaration);
            }
        }
    }
    for index in 0..interface.types.len() as u32 {
        let _ = layout::of(interface, TypeId(index));
        let name = spell::type_name(interface, TypeId(index));
        let _ = interface.type_named(&name);
    }
}

#[test]
fn an_interface_that_multiplies_its_members_is_refused() {
    use sandbridge_interface::{Field, Layout, Passing, Record, RecordKind, Scalar, Type};

    let mut interface = Interface::default();
    interface.types.push(Type::Scalar(Scalar::Int));
    let layout = Some(Layout { size: 4, align: 4 });
    for level in 0..40u32 {
        let name = |index: u32| (level == 0).then(|| format!("m{index}"));
        let field = |index| Field { name: name(index), ty: TypeId(level), offset: 0, bits: None };
        interface.types.push(Type::Record(RecordId(level)));
        interface.records.push(Record {
            kind: RecordKind::Union,
            name: None,
            is_tag: false,
            fields: vec![field(0), field(1)],
            layout,
            passing: Passing::Memory,
            is_transparent: false,
        });
    }
    let error = interface.validate().expect_err("2^40 members");
    assert_eq!(error.code().as_str(), "SB0201");
    interface.records.truncate(10);
    interface.types.truncate(11);
    interface.validate().expect("1024 members are fine");
}

#[test]
fn damaged_modules_are_errors_and_never_panics() {
    let mut random = Random::new(0x0dd_ba11);
    let mut refused = 0;
    for case in cases().expect("the cases are readable") {
        let module = std::fs::read(case.folder.join("case.wasm")).expect("each case has a module");
        for _ in 0..50 {
            let mutated = match random.below(2) {
                0 => module[..random.below(module.len())].to_vec(),
                _ => mutate(&module, &mut random),
            };
            let read = catch_unwind(|| section::read(&mutated).is_err());
            refused += u32::from(read.expect("reading the sections does not panic"));
        }
    }
    assert!(refused > 100, "only {refused} were refused");
}

#[test]
fn hostile_encodings_neither_exhaust_the_stack_nor_memory() {
    let head = b"SBI\x01".as_slice();
    // One member of the map that nobody knows, nested a million deep: arrays, maps, tags.
    for opening in [b"\x81".as_slice(), b"\xa1\x00", b"\xc1", b"\x9f", b"\xbf\x00"] {
        let bytes = [head, b"\xa1\x63zzz", &opening.repeat(1_000_000), b"\x00"].concat();
        assert!(section::decode(&bytes).is_err(), "{opening:02x?}");
    }
    // Lengths beyond anything that follows: of tables, of text, of bytes.
    for claim in [
        b"\xa1\x65types\x9b\x00\x00\x00\xff\xff\xff\xff\xff".as_slice(),
        b"\xa1\x64name\x7b\x00\x00\x00\xff\xff\xff\xff\xff",
        b"\xbb\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\xa1\x64name\x5b\xff\xff\xff\xff\xff\xff\xff\xff",
    ] {
        let error = section::decode(&[head, claim].concat()).expect_err("it is damaged");
        assert_eq!(error.code().as_str(), "SB0201", "{claim:02x?}");
    }
}
