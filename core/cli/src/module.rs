//! What a wasm module says of itself: exports with their types, imports, sizes.

use std::collections::BTreeMap;

use sandbridge_interface::abi::{ValType, WasmSignature};
use sandbridge_interface::{Code, Error, Result};
use wasmparser::{ExternalKind, FuncType, Operator, Parser, Payload, TypeRef};

/// A module, read without compiling it.
#[derive(Debug, Default)]
pub(crate) struct Module<'a> {
    /// Size of the whole file in bytes.
    pub(crate) size: usize,
    /// Size of the machine-independent code in bytes.
    pub(crate) code: usize,
    /// Size of initialised data in bytes.
    pub(crate) data: usize,
    /// Custom sections with their sizes.
    pub(crate) custom: Vec<(&'a str, usize)>,
    /// What the module asks its host for.
    pub(crate) imports: Vec<Import<'a>>,
    /// Memory in pages of 64 KiB: at the start, and at most.
    pub(crate) memory: Option<(u64, Option<u64>)>,
    /// Whether exceptions are in the encoding from before the standard.
    has_legacy_exceptions: bool,
    functions: BTreeMap<&'a str, WasmSignature>,
    globals: Vec<&'a str>,
}

/// One import.
#[derive(Debug)]
pub(crate) struct Import<'a> {
    /// Who is to provide it: `wasi_snapshot_preview1`, `env`.
    pub(crate) module: &'a str,
    /// Its name there.
    pub(crate) name: &'a str,
    /// Its type when it is a function.
    pub(crate) signature: Option<WasmSignature>,
}

impl<'a> Module<'a> {
    /// Reads a module.
    ///
    /// # Errors
    /// [`Code::NotWasm`], [`Code::ModuleDamaged`] or [`Code::WrongAbi`].
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self> {
        if !bytes.starts_with(b"\0asm") {
            return Err(Error::new(Code::NotWasm, "the file is not a WebAssembly module")
                .with_help("give a `.wasm` file, for example one made by `sandbridge build`"));
        }
        if !Parser::is_core_wasm(bytes) {
            return Err(Error::new(
                Code::WrongAbi,
                "the file is a WebAssembly component, or of another version than 1",
            )
            .with_help("give a core module, which C compilers write for wasm32-wasip1"));
        }
        let mut module = Self { size: bytes.len(), ..Self::default() };
        module.collect(bytes).map_err(|error| {
            Error::new(Code::ModuleDamaged, format!("the module is truncated or damaged: {error}"))
                .with_help("get or build the file again")
        })?;
        Ok(module)
    }

    /// The wasm type of an exported function.
    pub(crate) fn function(&self, name: &str) -> Option<&WasmSignature> {
        self.functions.get(name)
    }

    /// All exported functions by name.
    pub(crate) fn functions(&self) -> impl Iterator<Item = (&'a str, &WasmSignature)> {
        self.functions.iter().map(|(name, signature)| (*name, signature))
    }

    /// Whether a global of that name is exported, which is how a C variable's address is.
    pub(crate) fn has_global(&self, name: &str) -> bool {
        self.globals.contains(&name)
    }

    /// Refuses what no engine of ours runs.
    ///
    /// # Errors
    /// [`Code::UnsupportedFeature`] with the flag to compile with.
    pub(crate) fn require_supported(&self) -> Result<()> {
        if !self.has_legacy_exceptions {
            return Ok(());
        }
        Err(Error::new(
            Code::UnsupportedFeature,
            "the module has exceptions (setjmp) in the legacy encoding, which no standard has",
        )
        .with_help(
            "compile with clang 20 or later and \
             `--cflag=-mllvm --cflag=-wasm-use-legacy-eh=false`, or convert the module with \
             binaryen's `wasm-opt --translate-to-exnref`",
        ))
    }

    fn collect(&mut self, bytes: &'a [u8]) -> wasmparser::Result<()> {
        let mut types: Vec<Option<FuncType>> = Vec::new();
        let mut functions: Vec<u32> = Vec::new();
        let mut has_tags = false;
        for payload in Parser::new(0).parse_all(bytes) {
            match payload? {
                Payload::TypeSection(reader) => {
                    for group in reader {
                        types.extend(group?.types().map(|ty| match &ty.composite_type.inner {
                            wasmparser::CompositeInnerType::Func(func) => Some(func.clone()),
                            _ => None,
                        }));
                    }
                }
                Payload::ImportSection(reader) => {
                    for import in reader.into_imports() {
                        let import = import?;
                        let signature = match import.ty {
                            TypeRef::Func(ty) | TypeRef::FuncExact(ty) => {
                                functions.push(ty);
                                signature(&types, Some(ty))
                            }
                            _ => None,
                        };
                        let (module, name) = (import.module, import.name);
                        self.imports.push(Import { module, name, signature });
                    }
                }
                Payload::FunctionSection(reader) => {
                    for function in reader {
                        functions.push(function?);
                    }
                }
                Payload::MemorySection(reader) => {
                    for memory in reader {
                        let memory = memory?;
                        self.memory.get_or_insert((memory.initial, memory.maximum));
                    }
                }
                Payload::ExportSection(reader) => {
                    for export in reader {
                        let export = export?;
                        let ty = functions.get(export.index as usize).copied();
                        match export.kind {
                            ExternalKind::Func | ExternalKind::FuncExact => {
                                let signature = signature(&types, ty).unwrap_or_default();
                                self.functions.insert(export.name, signature);
                            }
                            ExternalKind::Global => self.globals.push(export.name),
                            _ => {}
                        }
                    }
                }
                Payload::TagSection(_) => has_tags = true,
                // Without tags there is nothing to catch, so most modules' code is not read.
                Payload::CodeSectionEntry(body) if has_tags && !self.has_legacy_exceptions => {
                    for operator in body.get_operators_reader()? {
                        self.has_legacy_exceptions |=
                            matches!(operator?, Operator::Try { .. } | Operator::Rethrow { .. });
                    }
                }
                Payload::CodeSectionStart { size, .. } => self.code = size as usize,
                Payload::DataSection(reader) => self.data = reader.range().len(),
                Payload::CustomSection(section) => {
                    self.custom.push((section.name(), section.data().len()));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// A copy of the module without debugging information.
pub(crate) fn without_dwarf(bytes: &[u8]) -> Result<Vec<u8>> {
    let damaged = |error| Error::bug(format!("the linker wrote a damaged module: {error}"));
    let mut kept = bytes.get(..8).unwrap_or_default().to_vec();
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload.map_err(damaged)?;
        if matches!(&payload, Payload::CustomSection(s) if s.name().starts_with(".debug_")) {
            continue;
        }
        if let Some((id, range)) = payload.as_section() {
            kept.push(id);
            leb128(&mut kept, range.len());
            kept.extend_from_slice(bytes.get(range).unwrap_or_default());
        }
    }
    Ok(kept)
}

fn signature(types: &[Option<FuncType>], ty: Option<u32>) -> Option<WasmSignature> {
    let func = types.get(ty? as usize)?.as_ref()?;
    Some(WasmSignature {
        params: func.params().iter().map(|ty| value_type(*ty)).collect::<Option<_>>()?,
        result: match func.results() {
            [] => None,
            [result] => Some(value_type(*result)?),
            _ => return None,
        },
    })
}

/// `None` for references, which no C value becomes.
fn value_type(ty: wasmparser::ValType) -> Option<ValType> {
    Some(match ty {
        wasmparser::ValType::I32 => ValType::I32,
        wasmparser::ValType::I64 => ValType::I64,
        wasmparser::ValType::F32 => ValType::F32,
        wasmparser::ValType::F64 => ValType::F64,
        wasmparser::ValType::V128 => ValType::V128,
        wasmparser::ValType::Ref(_) => return None,
    })
}

fn leb128(out: &mut Vec<u8>, mut value: usize) {
    loop {
        let low = (value & 0x7f) as u8;
        value >>= 7;
        if value == 0 {
            out.push(low);
            return;
        }
        out.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_module_is_named() {
        let code = |bytes: &[u8]| Module::read(bytes).expect_err("no module").code();
        assert_eq!(code(b"hello"), Code::NotWasm);
        assert_eq!(code(b"\0asm\x0d\0\x01\0"), Code::WrongAbi);
        assert_eq!(code(b"\0asm\x01\0\0\0\x01\x05\x01"), Code::ModuleDamaged);
    }

    #[test]
    fn only_dwarf_is_stripped() {
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        for name in [".debug_info", "name"] {
            module.extend([0, name.len() as u8 + 3, name.len() as u8]);
            module.extend(name.bytes().chain([1, 2]));
        }
        let stripped = without_dwarf(&module).expect("a module");
        let sections = Module::read(&stripped).expect("a module").custom;
        assert_eq!(sections, [("name", 2)]);
    }
}
