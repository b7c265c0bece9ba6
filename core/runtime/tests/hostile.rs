//! Modules that misbehave where a C library never does: in their start, their allocator, and in what
//! they do to a host with little stack.
#![cfg(feature = "compiler")]

mod module;

use std::thread;

use module::{Parts, module};
use sandbridge_extract::parse_cdef;
use sandbridge_interface::{Code, Error, section};
use sandbridge_runtime::dynamic::{Value, call, new};
use sandbridge_runtime::{Cache, Library, Options, Slot, load_bytes};
use wasm_encoder::{BlockType, InstructionSink, ValType};

const I32: ValType = ValType::I32;

fn load(parts: Parts) -> Result<Library, Error> {
    let extracted =
        parse_cdef("hostile", "int add(int a, int b); void *malloc(unsigned long size);")
            .expect("the declarations are sound");
    let module = section::attach(&parts.finish(), &extracted.interface, &extracted.docs)
        .expect("it is a module");
    load_bytes(&module, &Options { cache: Cache::Off, ..Options::default() })
}

/// A module with `add`, which is function 0.
fn sound() -> Parts {
    let mut parts = Parts::default();
    parts.function("add", &[I32, I32], Some(I32), &[], |code| {
        code.local_get(0).local_get(1).i32_add();
    });
    parts
}

/// The same with an allocator.
fn with_allocator(
    malloc: impl FnOnce(&mut InstructionSink<'_>),
    free: impl FnOnce(&mut InstructionSink<'_>),
) -> Parts {
    let mut parts = sound();
    parts.function("malloc", &[I32], Some(I32), &[], malloc);
    parts.function("free", &[I32], None, &[], free);
    parts
}

/// A module whose start calls itself `levels` times.
fn deep_start(levels: i32) -> Parts {
    let mut parts = sound();
    parts.function("dive", &[I32], Some(I32), &[], |code| {
        code.local_get(0).i32_eqz().if_(BlockType::Result(I32));
        code.i32_const(0).else_().local_get(0).i32_const(1).i32_sub().call(1);
        code.i32_const(1).i32_add().end();
    });
    parts.function("_initialize", &[], None, &[], |code| {
        code.i32_const(levels).call(1).drop();
    });
    parts
}

fn on_small_stack<T: Send + 'static>(act: impl FnOnce() -> T + Send + 'static) -> T {
    let small = thread::Builder::new().stack_size(192 << 10).spawn(act);
    small.expect("there is room for a thread").join().expect("it goes on")
}

#[test]
fn a_start_that_needs_more_stack_than_there_is_does_not_begin() {
    let error = on_small_stack(|| load(deep_start(3_000)).err());
    assert_eq!(error.map(|error| error.code()), Some(Code::HostStack));
    let library = load(deep_start(3_000)).expect("on a large stack it is fine");
    let sum = call(&library, "add", &mut [Value::Int(1), Value::Int(2)]);
    assert_eq!(sum.expect("it works"), Value::Int(3));
}

#[test]
fn a_start_that_fails_is_told() {
    let error = load(deep_start(10_000_000)).err().expect("no stack is that large");
    assert_eq!(error.code(), Code::InitializationFailed);
    let mut parts = sound();
    parts.function("_initialize", &[], None, &[], |code| {
        code.unreachable();
    });
    let error = load(parts).err().expect("its start traps");
    assert_eq!(error.code(), Code::InitializationFailed);
}

#[test]
fn an_allocator_that_lies_when_a_library_is_loaded_is_refused() {
    for (address, code) in [
        (0, Code::OutOfMemory),
        (1, Code::BadGuestPointer),
        (12, Code::BadGuestPointer),
        (65_536, Code::BadGuestPointer),
        (-8, Code::BadGuestPointer),
        (i32::MIN, Code::BadGuestPointer),
    ] {
        let parts = with_allocator(
            |code| {
                code.i32_const(address);
            },
            |_| {},
        );
        let error = load(parts).err().expect("there is no such room");
        assert_eq!(error.code(), code, "{address}: {error}");
    }
    let trapping = |code: &mut InstructionSink<'_>| {
        code.unreachable();
    };
    let error = load(with_allocator(trapping, |_| {})).err().expect("malloc traps");
    assert_eq!(error.code(), Code::Trapped);
}

/// Two pages, of which `malloc` always gives the same part, and a `free` that needs much stack.
fn deep_free() -> Parts {
    let mut parts = with_allocator(
        |code| {
            code.i32_const(1).memory_grow(0).drop();
            code.memory_size(0).i32_const(2).i32_sub().i32_const(65_536).i32_mul();
        },
        |code| {
            code.i32_const(3_000).call(3).drop();
        },
    );
    parts.function("dive", &[I32], Some(I32), &[], |code| {
        code.local_get(0).i32_eqz().if_(BlockType::Result(I32));
        code.i32_const(0).else_().local_get(0).i32_const(1).i32_sub().call(3);
        code.i32_const(1).i32_add().end();
    });
    parts
}

#[test]
fn memory_is_not_freed_where_the_guest_has_no_stack() {
    let mut parts = deep_free();
    // More than the start's one page, so that there is something to give.
    parts.function("_initialize", &[], None, &[], |code| {
        code.i32_const(2).memory_grow(0).drop();
    });
    let library = load(parts).expect("it starts");
    let kept = new(&library, "int", None, None).expect("malloc gives something");
    let freed = kept.clone();
    let error = on_small_stack(move || freed.free().err());
    assert_eq!(error.map(|error| error.code()), Some(Code::HostStack));
    assert_eq!(kept.free().err().map(|error| error.code()), None, "here it is freed");
}

#[test]
fn what_cannot_be_freed_now_is_freed_later() {
    let library = load(sound()).expect("it starts");
    let (generation, addr) = {
        let mut entered = library.enter().expect("it is open");
        (entered.generation(), entered.allocate(1 << 20).expect("there is room"))
    };
    library.release_later(generation, addr);
    let short = library.clone();
    let error = on_small_stack(move || short.enter().err());
    assert_eq!(error.map(|error| error.code()), Some(Code::HostStack));
    let mut entered = library.enter().expect("here is stack enough");
    let again = entered.allocate(1 << 20).expect("there is room");
    assert_eq!(again, addr, "what was freed is used again");
}

#[cfg(unix)]
#[test]
fn a_child_is_told_that_a_library_was_in_use() {
    use std::sync::mpsc::channel;

    let library = load(sound()).expect("it starts");
    let options = Options { cache: Cache::Off, ..Options::default() };
    let quiet = load_bytes(&module(0), &options).expect("it starts");
    let biased = load(sound()).expect("it starts");
    let function = |library: &Library| library.function("add").expect("it has one");
    let add = |library: &Library| -> Result<i32, Error> {
        let mut slots = [Slot::i32(1), Slot::i32(2)];
        library.enter()?.call(&function(library), &mut slots)?;
        Ok(slots[0].to_i32())
    };
    let (inside, is_inside) = channel();
    let (leave, may_leave) = channel::<()>();
    thread::scope(|scope| {
        let (used, often) = (&library, &biased);
        scope.spawn(move || {
            let _entered = used.enter();
            for _ in 0..2_000 {
                drop(often.enter());
            }
            let _biased = often.enter();
            inside.send(()).expect("somebody waits");
            // It ends with an error when the other half is gone, which is as good.
            let _ = may_leave.recv();
        });
        is_inside.recv().expect("it gets there");
        // SAFETY: the child calls nothing but this library, and leaves without ending threads that
        // it does not have.
        let child = unsafe { libc::fork() };
        if child == 0 {
            let codes = [&library, &biased].map(|one| add(one).err().map(|error| error.code()));
            let is_told = codes == [Some(Code::Busy); 2];
            let others = add(&quiet).ok() == Some(3);
            // SAFETY: nothing is left to be done.
            unsafe { libc::_exit(if is_told && others { 0 } else { 1 }) };
        }
        let mut status = 0;
        // SAFETY: the place is this function's.
        unsafe { libc::waitpid(child, &raw mut status, 0) };
        assert_eq!(status, 0, "the child was told, and went on");
        drop(leave);
    });
    assert_eq!(add(&library).expect("here the thread has left"), 3);
}
