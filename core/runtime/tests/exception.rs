//! Guest exceptions, which is what setjmp and longjmp become: caught in the guest, passing through
//! host functions, leaving the outermost call. The module is as a linker leaves it: its function
//! table has a fixed size and is not exported.
#![cfg(feature = "compiler")]

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use sandbridge_extract::parse_cdef;
use sandbridge_interface::{Code, Error, SignatureId, Type, section};
use sandbridge_runtime::{Cache, Entered, Library, Options, Slot, load_bytes};
use wasm_encoder::{
    BlockType, Catch, CodeSection, ExportKind, ExportSection, Function, FunctionSection,
    MemorySection, MemoryType, Module, RefType, TableSection, TableType, TagKind, TagSection,
    TagType, TypeSection, ValType,
};

const DECLARATIONS: &str = "
    void throw_value(int value);
    int catch_value(int value);
    int catch_often(int times);
    int catch_from(void (*f)(int), int value);
";

fn library() -> Library {
    let (mut types, mut functions) = (TypeSection::new(), FunctionSection::new());
    types.ty().function([ValType::I32], []);
    types.ty().function([ValType::I32], [ValType::I32]);
    types.ty().function([ValType::I32, ValType::I32], [ValType::I32]);
    functions.function(0).function(1).function(1).function(2);
    let (mut tables, mut memories, mut tags) =
        (TableSection::new(), MemorySection::new(), TagSection::new());
    tables.table(TableType {
        element_type: RefType::FUNCREF,
        table64: false,
        minimum: 1,
        maximum: Some(1),
        shared: false,
    });
    memories.memory(MemoryType {
        minimum: 1,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    tags.tag(TagType { kind: TagKind::Exception, func_type_idx: 0 });
    let mut exports = ExportSection::new();
    exports.export("memory", ExportKind::Memory, 0);
    for (index, name) in
        ["throw_value", "catch_value", "catch_often", "catch_from"].into_iter().enumerate()
    {
        exports.export(name, ExportKind::Func, index as u32);
    }
    let mut module = Module::new();
    module.section(&types).section(&functions).section(&tables).section(&memories);
    module.section(&tags).section(&exports).section(&code());
    let extracted = parse_cdef("sample", DECLARATIONS).expect("the declarations are sound");
    let bytes = section::attach(&module.finish(), &extracted.interface, &extracted.docs)
        .expect("it is a module");
    let options = Options { cache: Cache::Off, ..Options::default() };
    load_bytes(&bytes, &options).expect("it loads")
}

fn code() -> CodeSection {
    let mut code = CodeSection::new();
    let catches = || [Catch::One { tag: 0, label: 0 }];
    let mut throws = Function::new([]);
    throws.instructions().local_get(0).throw(0).end();
    let mut catch = Function::new([]);
    catch.instructions().block(BlockType::Result(ValType::I32));
    catch.instructions().try_table(BlockType::Empty, catches());
    catch.instructions().local_get(0).call(0).end().i32_const(-1).end().end();
    let mut often = Function::new([(1, ValType::I32)]);
    often.instructions().loop_(BlockType::Empty).i32_const(1).call(1);
    often.instructions().local_get(1).i32_add().local_set(1);
    often.instructions().local_get(0).i32_const(1).i32_sub().local_tee(0).br_if(0).end();
    often.instructions().local_get(1).end();
    let mut from = Function::new([]);
    from.instructions().block(BlockType::Result(ValType::I32));
    from.instructions().try_table(BlockType::Empty, catches());
    from.instructions().local_get(1).local_get(0).call_indirect(0, 0).end();
    from.instructions().i32_const(-1).end().end();
    [throws, catch, often, from].iter().for_each(|function| {
        code.function(function);
    });
    code
}

/// Calls a function whose arguments and result are integers.
fn call(library: &Library, name: &str, args: &[i32]) -> Result<i32, Code> {
    let function = library.function(name).expect("it is declared");
    let mut slots: Vec<Slot> = args.iter().map(|arg| Slot::i32(*arg)).collect();
    let mut entered = library.enter().map_err(|error| error.code())?;
    entered.call(&function, &mut slots).map_err(|error| error.code())?;
    Ok(slots[0].to_i32())
}

fn callback_type(library: &Library) -> SignatureId {
    let mut types = library.interface().types.iter();
    types
        .find_map(|ty| match ty {
            Type::Function(signature) => Some(*signature),
            _ => None,
        })
        .expect("it is declared")
}

/// Bytes of this process in memory.
#[cfg(target_os = "linux")]
fn resident() -> u64 {
    let text = std::fs::read_to_string("/proc/self/statm").expect("Linux has it");
    let pages: u64 = text.split(' ').nth(1).and_then(|n| n.parse().ok()).expect("a number");
    pages * 4096
}

#[test]
fn exceptions_are_caught_in_the_guest() {
    let library = library();
    assert_eq!(call(&library, "catch_value", &[42]), Ok(42));
    assert_eq!(call(&library, "catch_often", &[1000]), Ok(1000));
}

#[cfg(target_os = "linux")]
#[test]
fn exceptions_are_garbage_that_is_collected() {
    let library = library();
    assert_eq!(call(&library, "catch_often", &[100_000]), Ok(100_000));
    let before = resident();
    assert_eq!(call(&library, "catch_often", &[900_000]), Ok(900_000));
    for _ in 0..100_000 {
        assert_eq!(call(&library, "throw_value", &[1]), Err(Code::UncaughtException));
    }
    let grown = resident().saturating_sub(before);
    assert!(grown < 8 << 20, "{grown} bytes");
}

#[test]
fn an_uncaught_exception_leaves_the_instance_usable() {
    let library = library();
    assert_eq!(call(&library, "throw_value", &[1]), Err(Code::UncaughtException));
    assert_eq!(call(&library, "catch_value", &[7]), Ok(7));
    assert_eq!(call(&library, "throw_value", &[2]), Err(Code::UncaughtException));
}

#[test]
fn an_exception_passes_through_a_host_function_unchanged() {
    let library = library();
    let passed = Arc::new(AtomicU32::new(0));
    let (throwing, count) = (library.function("throw_value").expect("declared"), passed.clone());
    let pointer = library
        .enter()
        .expect("it is alive")
        .add_callback(
            callback_type(&library),
            Box::new(move |entered, slots| {
                let mut inner = [Slot::i32(slots[0].to_i32() * 2)];
                let done = entered.call(&throwing, &mut inner);
                count.fetch_add(u32::from(done.is_err()), Ordering::Relaxed);
                done
            }),
        )
        .expect("the table grows");
    for value in 0..1000 {
        assert_eq!(call(&library, "catch_from", &[pointer.0 as i32, value]), Ok(2 * value));
    }
    assert_eq!(passed.load(Ordering::Relaxed), 1000);
}

#[test]
fn an_exception_that_a_host_function_keeps_goes_no_further() {
    let library = library();
    let throwing = library.function("throw_value").expect("declared");
    let pointer = library
        .enter()
        .expect("it is alive")
        .add_callback(
            callback_type(&library),
            Box::new(move |entered, slots| {
                let error = entered.call(&throwing, slots).expect_err("it throws");
                assert_eq!(error.code(), Code::UncaughtException);
                Ok(())
            }),
        )
        .expect("the table grows");
    assert_eq!(call(&library, "catch_from", &[pointer.0 as i32, 5]), Ok(-1));
    assert_eq!(call(&library, "catch_value", &[5]), Ok(5));
}

#[test]
fn an_exception_that_was_kept_is_not_thrown_later() {
    let library = library();
    let throwing = library.function("throw_value").expect("declared");
    let catching = library.function("catch_from").expect("declared");
    let mut entered = library.enter().expect("it is alive");
    let keep = move |entered: &mut Entered<'_>, slots: &mut [Slot]| {
        entered.call(&throwing, slots).expect_err("it throws");
        Ok(())
    };
    let keeping = entered.add_callback(callback_type(&library), Box::new(keep)).expect("it grows");
    let fail = move |entered: &mut Entered<'_>, _: &mut [Slot]| {
        let mut inner = [Slot::u32(keeping.0), Slot::i32(5)];
        entered.call(&catching, &mut inner)?;
        assert_eq!(inner[0].to_i32(), -1);
        Err(Error::new(Code::UncaughtException, "of the host's own"))
    };
    let failing = entered.add_callback(callback_type(&library), Box::new(fail)).expect("it grows");
    drop(entered);
    let got = call(&library, "catch_from", &[failing.0 as i32, 7]);
    assert_eq!(got, Err(Code::UncaughtException), "nothing is there for the guest to catch");
    assert_eq!(call(&library, "catch_value", &[5]), Ok(5));
}
