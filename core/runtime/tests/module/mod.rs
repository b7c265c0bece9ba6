//! A small library made in memory, so that these tests need no compiler for C.

use sandbridge_extract::parse_cdef;
use sandbridge_interface::section;
use wasm_encoder::{
    BlockType, CodeSection, ExportKind, ExportSection, Function, FunctionSection, InstructionSink,
    MemArg, MemorySection, MemoryType, Module, NameMap, NameSection, TypeSection, ValType,
};

/// What the library offers.
const DECLARATIONS: &str = "
    int add(int a, int b);
    int next(void);
    void spin(unsigned int rounds);
    int recurse(int levels);
    void fail(void);
";
/// Where `next` keeps its counter.
const COUNTER: i32 = 64;

/// A module whose `add(a, b)` gives `a + b + twist`: with another twist it is another library.
pub(crate) fn module(twist: i32) -> Vec<u8> {
    let mut parts = Parts::default();
    parts.function("add", &[ValType::I32, ValType::I32], Some(ValType::I32), &[], |code| {
        code.local_get(0).local_get(1).i32_add().i32_const(twist).i32_add();
    });
    // Not atomic: two threads inside at once would lose counts.
    parts.function("next", &[], Some(ValType::I32), &[], |code| {
        let at = MemArg { offset: 0, align: 2, memory_index: 0 };
        code.i32_const(COUNTER).i32_const(COUNTER).i32_load(at).i32_const(1).i32_add();
        code.i32_store(at).i32_const(COUNTER).i32_load(at);
    });
    parts.function("spin", &[ValType::I32], None, &[], |code| {
        code.loop_(BlockType::Empty);
        code.local_get(0).i32_const(1).i32_sub().local_tee(0).br_if(0);
        code.end();
    });
    parts.function("recurse", &[ValType::I32], Some(ValType::I32), &[], |code| {
        code.local_get(0).i32_eqz().if_(BlockType::Result(ValType::I32));
        code.i32_const(0).else_().local_get(0).i32_const(1).i32_sub().call(3);
        code.i32_const(1).i32_add().end();
    });
    parts.function("fail", &[], None, &[], |code| {
        code.call(5);
    });
    parts.function("inner_fail", &[], None, &[], |code| {
        code.unreachable();
    });
    let extracted = parse_cdef("sample", DECLARATIONS).expect("the declarations are sound");
    section::attach(&parts.finish(), &extracted.interface, &extracted.docs).expect("it is a module")
}

/// A module as it grows.
#[derive(Default)]
pub(crate) struct Parts {
    types: TypeSection,
    functions: FunctionSection,
    exports: ExportSection,
    code: CodeSection,
    names: NameMap,
    count: u32,
}

impl Parts {
    pub(crate) fn function(
        &mut self,
        name: &str,
        params: &[ValType],
        result: Option<ValType>,
        locals: &[(u32, ValType)],
        body: impl FnOnce(&mut InstructionSink<'_>),
    ) {
        self.types.ty().function(params.iter().copied(), result);
        self.functions.function(self.count);
        self.exports.export(name, ExportKind::Func, self.count);
        self.names.append(self.count, name);
        let mut function = Function::new(locals.iter().copied());
        let mut sink = function.instructions();
        body(&mut sink);
        sink.end();
        self.code.function(&function);
        self.count += 1;
    }

    pub(crate) fn finish(mut self) -> Vec<u8> {
        let mut memories = MemorySection::new();
        memories.memory(MemoryType {
            minimum: 1,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        self.exports.export("memory", ExportKind::Memory, 0);
        let mut names = NameSection::new();
        names.functions(&self.names);
        let mut module = Module::new();
        module.section(&self.types).section(&self.functions).section(&memories);
        module.section(&self.exports).section(&self.code).section(&names);
        module.finish()
    }
}
