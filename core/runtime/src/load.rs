//! From a file or bytes to a [`Library`].

use std::fs;
use std::path::Path;

use sandbridge_interface::{Code, Docs, Error, Interface, Result, section};
use std::sync::OnceLock;
#[cfg(feature = "compiler")]
use wasmparser::WasmFeatures;
use wasmtime::{Engine, ExternType, Module};

use crate::options::Options;
#[cfg(feature = "compiler")]
use crate::repair::repair;
use crate::{Library, engine, export, signal};

/// A module that was compiled and checked against its interface.
pub(crate) struct Loaded {
    pub(crate) module: Module,
    pub(crate) interface: Interface,
    docs_section: Vec<u8>,
    docs: OnceLock<Docs>,
    /// Lets faults in the module's code through to the engine.
    _faults: Option<signal::Registered>,
}

impl Loaded {
    /// The header's comments, read when first asked for.
    pub(crate) fn docs(&self) -> &Docs {
        // Comments are only ever shown; damaged ones are as good as none.
        self.docs.get_or_init(|| section::decode_docs(&self.docs_section).unwrap_or_default())
    }
}

/// Loads the library in the file at `path`.
///
/// # Errors
/// Any [`Kind::Load`](sandbridge_interface::Kind::Load) or
/// [`Kind::Interface`](sandbridge_interface::Kind::Interface) error, naming the file.
pub fn load(path: &Path, options: &Options) -> Result<Library> {
    let bytes = fs::read(path).map_err(|error| {
        let what = match error.kind() {
            std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
            _ => error.to_string(),
        };
        Error::new(Code::FileUnreadable, format!("{}: {what}", path.display()))
            .with_help("give the path of a `.wasm` file, for example one from `sandbridge build`")
    })?;
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    load_named(&bytes, stem.as_deref(), options).map_err(|error| error.context(path.display()))
}

/// Loads the library in `bytes`.
///
/// # Errors
/// As for [`load`].
pub fn load_bytes(bytes: &[u8], options: &Options) -> Result<Library> {
    load_named(bytes, None, options)
}

fn load_named(bytes: &[u8], stem: Option<&str>, options: &Options) -> Result<Library> {
    let mut interface = match &options.interface {
        Some(given) => {
            given.validate()?;
            given.clone()
        }
        None => section::read(bytes)?.ok_or_else(no_interface)?,
    };
    if let Some(name) = options.name.as_deref() {
        name.clone_into(&mut interface.name);
    } else if interface.name.is_empty() {
        interface.name = stem.unwrap_or("library").to_owned();
    }
    let (engine, signals) = engine::engine(options.signals)?;
    let module = compiled(engine, bytes, &interface, options)?;
    check_memory(&module, options)?;
    export::check_prototypes(&interface, &module)?;
    let docs_section = section::find_docs(bytes)?.unwrap_or_default().to_vec();
    let code = module.text().as_ptr_range();
    let faults = signals.then(|| signal::register(code.start.addr()..code.end.addr()));
    let loaded = Loaded { module, interface, docs_section, docs: OnceLock::new(), _faults: faults };
    Library::new(loaded, options.clone())
}

#[cfg_attr(
    not(feature = "compiler"),
    expect(unused_variables, reason = "only a module that is compiled can be repaired")
)]
fn compiled(
    engine: &Engine,
    bytes: &[u8],
    interface: &Interface,
    options: &Options,
) -> Result<Module> {
    if let Some(code) = section::find(bytes, PRECOMPILED)? {
        if !options.trust_precompiled {
            return Err(Error::new(
                Code::NotGranted,
                "the file holds machine code, which runs unchecked",
            )
            .with_help(
                "load it as trusted if you made it yourself, or load the original `.wasm`",
            ));
        }
        // SAFETY: the caller says that the file was made by `precompile`; wasmtime checks that this
        // version with these settings made it.
        return unsafe { Module::deserialize(engine, code) }.map_err(|error| {
            Error::new(Code::NoCompiler, format!("the compiled code does not fit here: {error:#}"))
                .with_help("precompile the library again with this version on this kind of machine")
        });
    }
    #[cfg(feature = "compiler")]
    return crate::cache::load_or_compile(engine, &repair(bytes, interface), &options.cache);
    #[cfg(not(feature = "compiler"))]
    return Err(Error::new(
        Code::NoCompiler,
        "this build has no compiler and the file is not compiled",
    )
    .with_help("compile it with `sandbridge precompile` where there is one"));
}

/// Machine code in a custom section, in a module that has no other code.
const PRECOMPILED: &str = "sandbridge.native";

/// A file that builds without a compiler can load too, with `trust_precompiled`: the interface,
/// the comments and machine code for this version, these settings and this kind of CPU.
///
/// # Errors
/// As for [`load`].
#[cfg(feature = "compiler")]
pub fn precompile(bytes: &[u8], options: &Options) -> Result<Vec<u8>> {
    let (engine, _) = engine::engine(options.signals)?;
    let interface = section::read(bytes)?.ok_or_else(no_interface)?;
    let repaired = repair(bytes, &interface);
    let module = crate::cache::load_or_compile(engine, &repaired, &options.cache)?;
    export::check_prototypes(&interface, &module)?;
    let code = module
        .serialize()
        .map_err(|error| Error::bug(format!("the code cannot be written: {error}")))?;
    let mut out = b"\0asm\x01\0\0\0".to_vec();
    section::append(&mut out, PRECOMPILED, &code);
    section::attach(&out, &interface, &section::read_docs(bytes)?)
}

/// A module whose memory starts larger than the limit would only fail later and less clearly.
fn check_memory(module: &Module, options: &Options) -> Result<()> {
    let Some(limit) = options.memory_limit else { return Ok(()) };
    let Some(ExternType::Memory(memory)) = module.get_export("memory") else { return Ok(()) };
    let needs = memory.minimum().saturating_mul(65536);
    if needs <= limit {
        return Ok(());
    }
    Err(Error::new(
        Code::OutOfMemory,
        format!("the module starts with {needs} bytes of memory, the limit is {limit}"),
    )
    .with_help("raise the memory limit"))
}

fn no_interface() -> Error {
    Error::new(Code::NoInterface, "the module carries no interface").with_help(
        "add one from its header with `sandbridge bind lib.wasm --header lib.h`, \
         or build it with `sandbridge build`",
    )
}

/// Why the compiler refused a module.
#[cfg(feature = "compiler")]
pub(crate) fn refused(bytes: &[u8], error: &wasmtime::Error) -> Error {
    let features = WasmFeatures::all().difference(WasmFeatures::LEGACY_EXCEPTIONS);
    match wasmparser::Validator::new_with_features(features).validate_all(bytes) {
        Ok(_) => Error::new(
            Code::UnsupportedFeature,
            format!("the module uses a WebAssembly feature that is not supported: {error:#}"),
        )
        .with_help("compile it with `sandbridge build`, which chooses features that are"),
        Err(_) if uses_legacy_exceptions(bytes) => Error::new(
            Code::UnsupportedFeature,
            "the module uses the legacy encoding of exceptions, which engines drop",
        )
        .with_help(
            "compile with `-mllvm -wasm-use-legacy-eh=false` (clang 20 or later), or convert the \
             module with binaryen's `wasm-opt --translate-to-exnref`",
        ),
        Err(invalid) => {
            Error::new(Code::ModuleDamaged, format!("the module is damaged: {}", invalid.message()))
                .with_help("copy or build the file again")
        }
    }
}

#[cfg(feature = "compiler")]
fn uses_legacy_exceptions(bytes: &[u8]) -> bool {
    wasmparser::Validator::new_with_features(WasmFeatures::all()).validate_all(bytes).is_ok()
}
