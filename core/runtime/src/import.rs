//! What the module imports, and who provides it.

use sandbridge_interface::{Code, Error, Result};
use wasmtime::{Extern, ExternType, Func, FuncType, Module, Store};

use crate::live::State;
use crate::options::Options;
use crate::wasi;

/// The imports in the module's order.
///
/// # Errors
/// [`Code::UnknownImport`] or [`Code::WrongAbi`], naming the import.
pub(crate) fn resolve(
    store: &mut Store<State>,
    module: &Module,
    options: &Options,
) -> Result<Vec<Extern>> {
    let mut externs = Vec::new();
    for import in module.imports() {
        let place = format!("{}.{}", import.module(), import.name());
        let ExternType::Func(ty) = import.ty() else {
            return Err(Error::new(
                Code::WrongAbi,
                format!("the module imports `{place}`, which is no function"),
            )
            .with_help("link the library so that it owns its memory, table and globals"));
        };
        let function = if import.module() == wasi::MODULE {
            wasi::function(store, import.name(), &ty)
        } else {
            None
        };
        let function = match function {
            Some(function) => function,
            None if options.trap_unknown_imports => trapping(store, ty, place),
            None => return Err(unknown(import.module(), &place)),
        };
        externs.push(function.into());
    }
    Ok(externs)
}

fn trapping(store: &mut Store<State>, ty: FuncType, place: String) -> Func {
    Func::new(store, ty, move |_, _, _| {
        Err(wasmtime::Error::new(Error::new(
            Code::UnknownImport,
            format!("the library called `{place}`, which nobody provides"),
        )))
    })
}

fn unknown(module: &str, place: &str) -> Error {
    let error =
        Error::new(Code::UnknownImport, format!("the module imports `{place}`, which is unknown"));
    error.with_help(match module {
        "wasi_unstable" => "compile the library against WASI preview 1",
        "env" => {
            "a C function is declared but defined nowhere: add its source to the build, or load \
             with unknown imports trapping"
        }
        _ => "load with unknown imports trapping, if the library can do without it",
    })
}
