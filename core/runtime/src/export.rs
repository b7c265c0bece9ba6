//! What every library must export for itself, and whether its functions are what C says.

use sandbridge_interface::abi::{self, ValType, WasmSignature};
use sandbridge_interface::{Code, Error, Interface, Result};
use wasmtime::{
    AsContextMut, ExternType, FuncType, Global, Instance, Memory, Module, Mutability, Store,
};

use crate::live::State;

/// What wasm-ld calls the table that function pointers index.
pub(crate) const TABLE: &str = "__indirect_function_table";
/// What it calls the global that points to the guest's innermost frame.
pub(crate) const STACK_POINTER: &str = "__stack_pointer";

/// Compares every prototype with the export of that name. A declared function without an export is
/// no error until it is called.
pub(crate) fn check_prototypes(interface: &Interface, module: &Module) -> Result<()> {
    for function in &interface.functions {
        let symbol = function.symbol.as_deref().unwrap_or(&function.name);
        match module.get_export(symbol) {
            Some(ExternType::Func(ty)) => {
                let found = signature(&ty).ok_or_else(|| foreign_type(symbol))?;
                abi::check_export(interface, function, &found)?;
            }
            Some(_) => {
                return Err(Error::new(
                    Code::PrototypeMismatch,
                    format!("the header declares `{symbol}` as a function, the module exports something else"),
                )
                .with_origin(function.origin.clone()));
            }
            None => {}
        }
    }
    Ok(())
}

fn signature(ty: &FuncType) -> Option<WasmSignature> {
    let params = ty.params().map(|param| val_type(&param)).collect::<Option<Vec<_>>>()?;
    let mut results = ty.results();
    let result = match results.next() {
        Some(result) => Some(val_type(&result)?),
        None => None,
    };
    if results.next().is_some() {
        return None;
    }
    Some(WasmSignature { params, result })
}

fn val_type(ty: &wasmtime::ValType) -> Option<ValType> {
    Some(match ty {
        wasmtime::ValType::I32 => ValType::I32,
        wasmtime::ValType::I64 => ValType::I64,
        wasmtime::ValType::F32 => ValType::F32,
        wasmtime::ValType::F64 => ValType::F64,
        wasmtime::ValType::V128 => ValType::V128,
        wasmtime::ValType::Ref(_) => return None,
    })
}

fn foreign_type(symbol: &str) -> Error {
    Error::new(
        Code::WrongAbi,
        format!("the export `{symbol}` has several results or passes references, which no C function does"),
    )
    .with_help("compile the library for wasm32 with the C ABI that clang uses by default")
}

/// The one memory that a C library has.
pub(crate) fn memory(store: &mut Store<State>, instance: &Instance) -> Result<Memory> {
    let memory = instance.get_memory(&mut *store, "memory").ok_or_else(|| {
        Error::new(Code::WrongAbi, "the module exports no `memory`")
            .with_help("link it with a wasm32 C toolchain, for example by `sandbridge build`")
    })?;
    if memory.ty(&*store).is_64() {
        return Err(Error::new(Code::WrongAbi, "the module has a 64-bit memory")
            .with_help("compile it for wasm32, not wasm64"));
    }
    Ok(memory)
}

/// The guest's stack pointer and its value between calls, when the module exports it.
pub(crate) fn stack_pointer(
    store: &mut Store<State>,
    instance: &Instance,
) -> Option<(Global, i32)> {
    let global = instance.get_global(&mut *store, STACK_POINTER)?;
    if global.ty(&*store).mutability() != Mutability::Var {
        return None;
    }
    let initial = global.get(store.as_context_mut()).i32()?;
    Some((global, initial))
}
