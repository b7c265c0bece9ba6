//! A library that lies at random, and modules damaged at random: every call ends in a value or in an
//! error that is no bug of ours, and the process goes on. The same numbers each run.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};

use sandbridge_conformance::cases;
use sandbridge_conformance::random::Random;
use sandbridge_interface::{Code, Error, section};
use sandbridge_runtime::dynamic::{Callable, Handle, Value, call, call_idiomatic};
use sandbridge_runtime::{Cache, Library, Options, load_bytes};

/// How many answers can be planted; their numbers are those in the case's C source.
const ANSWERS: u64 = 11;
/// The answer that is an address, and more often a good one than the others.
const ADDRESS: u64 = 0;
/// The answers that say what happens when a node ends, and when memory is released.
const DEEDS: [u64; 2] = [4, 5];
/// The last of what can happen then; greater numbers are nothing.
const LAST_DEED: u64 = 4;

const FUNCTIONS: &[&str] = &[
    "fill",
    "fill_wide",
    "sized",
    "bytes",
    "numbers",
    "many",
    "units",
    "text",
    "owned_text",
    "find",
    "ring_at",
    "open_node",
    "open_child",
    "lent_node",
    "node_number",
    "status",
    "tell",
    "ask",
    "keep",
    "keep_owned",
    "keep_once",
    "fire",
    "forget",
    "destroy",
    "grow",
];

/// A number at an edge: of memory, of 32 and of 64 bits, of what programs expect.
fn nasty(random: &mut Random, end: u64) -> u64 {
    let edges = [0, 1, 8, 1024, end, 1 << 16, 1 << 29, 1 << 31, 1 << 32, 1 << 61, 1 << 63];
    let near = [0, 1, 2, 3, 7, 8].map(|by| [by, 0u64.wrapping_sub(by)]);
    let edge = edges[random.below(edges.len())];
    let by = near[random.below(near.len())][random.below(2)];
    match random.below(8) {
        0 => random.bits(),
        _ => edge.wrapping_add(by),
    }
}

fn module(case: &str) -> Vec<u8> {
    let found = cases().expect("the cases are readable").into_iter().find(|one| one.name == case);
    std::fs::read(found.expect("there is such a case").folder.join("case.wasm"))
        .expect("the module is readable")
}

fn options() -> Options {
    // No more than the guest needs, so that a lie cannot make the test slow.
    Options { cache: Cache::Off, memory_limit: Some(8 << 20), ..Options::default() }
}

/// One run against the lying library.
struct Attack {
    library: Library,
    random: Random,
    end: u64,
    handles: Vec<Handle>,
}

impl Attack {
    fn new(seed: u64) -> Self {
        let library = load_bytes(&module("facts-hostile"), &options()).expect("it loads");
        Self { library, random: Random::new(seed), end: 0, handles: Vec::new() }
    }

    fn plant(&mut self) -> Result<(), Error> {
        self.end = match call(&self.library, "memory_end", &mut [])? {
            Value::Int(end) => end as u64,
            other => panic!("an end of memory that is {other:?}"),
        };
        for _ in 0..=self.random.below(3) {
            let index = self.random.bits() % ANSWERS;
            let answer = match index {
                ADDRESS if self.random.below(2) == 0 => 1024 + self.random.bits() % 64,
                index if DEEDS.contains(&index) => self.random.bits() % (LAST_DEED + 4),
                _ => nasty(&mut self.random, self.end),
            };
            let mut args = [Value::Int(index.into()), Value::Int(answer.into())];
            call(&self.library, "plant", &mut args)?;
        }
        Ok(())
    }

    /// A host function that goes back into the library, and fails at times.
    fn function(&mut self) -> Value {
        let deed = self.random.below(6);
        let library = self.library.clone();
        let inner = Mutex::new(Random::new(self.random.bits()));
        Value::Function(Callable::new(move |_| {
            let choice = match inner.lock() {
                Ok(mut random) => random.below(4),
                Err(_) => 0,
            };
            match deed {
                0 => return Err("it does not want to".into()),
                // Seldom, for each may call again twice.
                1 if choice == 0 => {
                    drop(call_idiomatic(&library, "fire", &mut vec![Value::Int(1)]));
                }
                2 => drop(call_idiomatic(
                    &library,
                    ["bytes", "text", "forget", "destroy"][choice],
                    &mut Vec::new(),
                )),
                3 => drop(library.close().and(library.reset())),
                4 => return Ok(Value::Bytes(vec![7; choice])),
                _ => {}
            }
            Ok(Value::Int(choice as i128))
        }))
    }

    fn call(&mut self) -> Result<(), Error> {
        let name = FUNCTIONS[self.random.below(FUNCTIONS.len())];
        let handle = self.handles.get(self.random.below(self.handles.len())).cloned();
        let handle = handle.map_or(Value::Null, Value::Handle);
        let mut args = match name {
            "tell" | "ask" | "keep" | "keep_owned" | "keep_once" => vec![self.function()],
            "fire" => vec![Value::Int(1)],
            "grow" => vec![Value::Int(self.random.below(2) as i128)],
            "open_child" | "node_number" => vec![handle],
            _ => Vec::new(),
        };
        let got = match name {
            "find" => call(&self.library, name, &mut [Value::Null]),
            _ => call_idiomatic(&self.library, name, &mut args),
        };
        match got? {
            Value::Handle(handle) => self.handles.push(handle),
            // Whatever it points to is looked at.
            Value::Pointer(pointer) => drop(pointer.get(&[]).and_then(|_| pointer.read(16))),
            _ => {}
        }
        if self.handles.len() > 8 {
            let one = self.handles.swap_remove(self.random.below(8));
            if self.random.below(2) == 0 {
                one.close()?;
            }
        }
        Ok(())
    }
}

#[test]
fn whatever_a_library_answers_the_host_goes_on() {
    let (mut kinds, mut calls) = (std::collections::BTreeMap::new(), 0);
    for seed in 1..=40 {
        let mut attack = Attack::new(seed * 0x9e37_79b9_7f4a_7c15);
        for _ in 0..250 {
            let done = catch_unwind(AssertUnwindSafe(|| {
                attack.plant()?;
                attack.call()
            }));
            let done = done.unwrap_or_else(|_| panic!("seed {seed}: call {calls} panicked"));
            let Err(error) = done else {
                calls += 1;
                continue;
            };
            *kinds.entry(error.code().as_str()).or_insert(0) += 1;
            assert_ne!(error.code(), Code::Bug, "seed {seed}: {error}");
            if error.code() == Code::DeadInstance {
                attack.library.reset().expect("a fresh instance starts");
            }
        }
        attack.library.reset().expect("a fresh instance starts");
        let answer = call(&attack.library, "answer", &mut []).expect("it goes on");
        assert_eq!(answer, Value::Int(42));
    }
    assert!(calls > 2_000 && kinds.len() >= 8, "{calls} calls went well, and {kinds:?} came");
}

#[test]
fn a_long_chain_of_handles_closes_from_its_end() {
    const CHAIN: u64 = 5_000;
    let library = load_bytes(&module("facts-hostile"), &options()).expect("it loads");
    let closed = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&closed);
    let note = Callable::new(move |_| {
        seen.lock().expect("nobody panicked").push(());
        Ok(Value::Int(0))
    });
    call_idiomatic(&library, "keep", &mut vec![Value::Function(note)]).expect("it is kept");
    let mut chain: Vec<Handle> = Vec::new();
    for at in 0..CHAIN {
        let mut plant = [Value::Int(ADDRESS.into()), Value::Int((1024 + at).into())];
        call(&library, "plant", &mut plant).expect("it is planted");
        let opened = match chain.last() {
            None => call_idiomatic(&library, "open_node", &mut Vec::new()),
            Some(last) => {
                call_idiomatic(&library, "open_child", &mut vec![Value::Handle(last.clone())])
            }
        };
        match opened.expect("it opens") {
            Value::Handle(handle) => chain.push(handle),
            other => panic!("it opened {other:?}"),
        }
    }
    // Each closing calls the host function.
    call(&library, "plant", &mut [Value::Int(DEEDS[0].into()), Value::Int(2)]).expect("planted");
    chain[0].close().expect("all of it closes");
    assert_eq!(closed.lock().expect("nobody panicked").len() as u64, CHAIN);
    assert!(chain.iter().all(|one| !one.is_open().expect("the library is open")));
}

/// Sections whose damage cannot make the guest loop: all but its code and its data.
const HARMLESS: &[u8] = &[0, 1, 2, 3, 4, 5, 6, 7, 9];

#[test]
fn damaged_modules_load_or_are_refused() {
    let mut random = Random::new(0x000b_ad5e_c710);
    let (mut loaded, mut refused) = (0, 0);
    for case in ["facts-hostile", "callback-lifetime", "load-plain-link", "struct-by-value"] {
        let module = module(case);
        let places = places(&module);
        for _ in 0..60 {
            let mut damaged = module.clone();
            for _ in 0..=random.below(3) {
                let at = places[random.below(places.len())];
                match random.below(3) {
                    0 => damaged[at] ^= 1 << random.below(8),
                    1 => damaged[at] = random.bits() as u8,
                    _ => damaged[at] = [0, 1, 0x7f, 0x80, 0xff][random.below(5)],
                }
            }
            match catch_unwind(|| use_module(&damaged)) {
                Ok(true) => loaded += 1,
                Ok(false) => refused += 1,
                Err(_) => panic!("{case}: a damaged module panicked: {damaged:02x?}"),
            }
        }
    }
    assert!(loaded > 20 && refused > 20, "{loaded} loaded, {refused} were refused");
}

/// Where the bytes of the harmless sections are.
fn places(module: &[u8]) -> Vec<usize> {
    let (mut at, mut places) = (8, Vec::new());
    while at < module.len() {
        let id = module[at];
        let (mut size, mut shift) = (0usize, 0);
        loop {
            at += 1;
            size |= usize::from(module[at] & 0x7f) << shift;
            shift += 7;
            if module[at] & 0x80 == 0 {
                break;
            }
        }
        if HARMLESS.contains(&id) {
            places.extend(at + 1..at + 1 + size);
        }
        at += 1 + size;
    }
    places
}

/// Loads it and asks for everything that its interface says; whether it loaded.
fn use_module(bytes: &[u8]) -> bool {
    let Ok(library) = load_bytes(bytes, &options()) else { return false };
    if section::read(bytes).is_err() {
        return false;
    }
    for function in &library.interface().functions {
        for _ in 0..2 {
            // Nothing is given: most fail for that, and those that take nothing are called.
            let _ = call(&library, &function.name, &mut []);
            let _ = call_idiomatic(&library, &function.name, &mut Vec::new());
        }
    }
    true
}
