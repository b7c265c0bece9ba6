//! A library whose functions are WASI's: each passes its arguments on.

use std::path::Path;

use sandbridge_extract::parse_cdef;
use sandbridge_interface::{GuestAddr, section};
use sandbridge_runtime::{Access, Cache, Entered, Library, Options, Slot, load_bytes};
use tempfile::TempDir;
use wasm_encoder::{
    CodeSection, EntityType, ExportKind, ExportSection, Function, FunctionSection, ImportSection,
    MemorySection, MemoryType, Module, TypeSection, ValType,
};

/// Every function of preview 1 but `proc_exit`, with its parameters: `i` for 32 bits, `I` for 64.
pub(crate) const FUNCTIONS: &[(&str, &str)] = &[
    ("args_get", "ii"),
    ("args_sizes_get", "ii"),
    ("clock_res_get", "ii"),
    ("clock_time_get", "iIi"),
    ("environ_get", "ii"),
    ("environ_sizes_get", "ii"),
    ("fd_advise", "iIIi"),
    ("fd_allocate", "iII"),
    ("fd_close", "i"),
    ("fd_datasync", "i"),
    ("fd_fdstat_get", "ii"),
    ("fd_fdstat_set_flags", "ii"),
    ("fd_fdstat_set_rights", "iII"),
    ("fd_filestat_get", "ii"),
    ("fd_filestat_set_size", "iI"),
    ("fd_filestat_set_times", "iIIi"),
    ("fd_pread", "iiiIi"),
    ("fd_prestat_dir_name", "iii"),
    ("fd_prestat_get", "ii"),
    ("fd_pwrite", "iiiIi"),
    ("fd_read", "iiii"),
    ("fd_readdir", "iiiIi"),
    ("fd_renumber", "ii"),
    ("fd_seek", "iIii"),
    ("fd_sync", "i"),
    ("fd_tell", "ii"),
    ("fd_write", "iiii"),
    ("path_create_directory", "iii"),
    ("path_filestat_get", "iiiii"),
    ("path_filestat_set_times", "iiiiIIi"),
    ("path_link", "iiiiiii"),
    ("path_open", "iiiiiIIii"),
    ("path_readlink", "iiiiii"),
    ("path_remove_directory", "iii"),
    ("path_rename", "iiiiii"),
    ("path_symlink", "iiiii"),
    ("path_unlink_file", "iii"),
    ("poll_oneoff", "iiii"),
    ("proc_raise", "i"),
    ("random_get", "ii"),
    ("sched_yield", ""),
    ("sock_accept", "iii"),
    ("sock_recv", "iiiiii"),
    ("sock_send", "iiiii"),
    ("sock_shutdown", "ii"),
];

/// Error numbers of preview 1 that the tests name.
pub(crate) mod errno {
    pub(crate) const SUCCESS: i32 = 0;
    pub(crate) const BADF: i32 = 8;
    pub(crate) const EXIST: i32 = 20;
    pub(crate) const FAULT: i32 = 21;
    pub(crate) const ILSEQ: i32 = 25;
    pub(crate) const INVAL: i32 = 28;
    pub(crate) const ISDIR: i32 = 31;
    pub(crate) const LOOP: i32 = 32;
    pub(crate) const MFILE: i32 = 33;
    pub(crate) const NAMETOOLONG: i32 = 37;
    pub(crate) const NOENT: i32 = 44;
    pub(crate) const NOTDIR: i32 = 54;
    pub(crate) const NOTEMPTY: i32 = 55;
    pub(crate) const NOTSUP: i32 = 58;
    pub(crate) const ROFS: i32 = 69;
    pub(crate) const NOTCAPABLE: i32 = 76;
}

/// The first granted folder.
pub(crate) const DATA: i64 = 3;
/// The second.
pub(crate) const SHARE: i64 = 4;

/// Rights to read, and to write.
pub(crate) const READ: i64 = 1 << 1;
pub(crate) const WRITE: i64 = 1 << 6;

/// `oflags`.
pub(crate) const CREATE: i64 = 1;
pub(crate) const DIRECTORY: i64 = 2;
pub(crate) const EXCLUSIVE: i64 = 4;
pub(crate) const TRUNCATE: i64 = 8;

/// Where the tests put paths, further paths, lists of buffers, and read results.
pub(crate) const PATH: u32 = 0x1000;
const OTHER: u32 = 0x2000;
const LIST: u32 = 0x3000;
pub(crate) const RESULT: u32 = 0x3100;
pub(crate) const BUFFER: u32 = 0x4000;

/// A guest with a folder that it may change, `/data`, and one that it may read, `/share`.
pub(crate) struct Guest {
    library: Library,
    pub(crate) outside: TempDir,
}

impl Guest {
    pub(crate) fn new() -> Self {
        Self::with(|options, outside| {
            options.folder("/data", outside.join("data"), Access::ReadWrite).folder(
                "/share",
                outside.join("share"),
                Access::ReadOnly,
            )
        })
    }

    /// `outside` holds the folders `data` and `share`, and a file `secret` beside them.
    pub(crate) fn with(grant: impl FnOnce(Options, &Path) -> Options) -> Self {
        let outside = tempfile::tempdir().expect("there is room");
        for folder in ["data", "share"] {
            std::fs::create_dir(outside.path().join(folder)).expect("there is room");
        }
        std::fs::write(outside.path().join("secret"), "secret").expect("there is room");
        let options = Options { cache: Cache::Off, ..Options::default() };
        let library = load_bytes(&module(), &grant(options, outside.path())).expect("it loads");
        Self { library, outside }
    }

    /// The library, to be loaded with other options.
    pub(crate) fn module() -> Vec<u8> {
        module()
    }

    pub(crate) fn host(&self, path: &str) -> std::path::PathBuf {
        self.outside.path().join(path)
    }

    pub(crate) fn enter(&self) -> Entered<'_> {
        self.library.enter().expect("nobody is inside")
    }

    /// Calls one of the functions for its error number.
    pub(crate) fn call(&self, name: &str, args: &[i64]) -> i32 {
        let (_, params) = FUNCTIONS.iter().find(|(known, _)| *known == name).expect("it is known");
        assert_eq!(args.len(), params.len(), "{name}");
        let function = self.library.function(name).expect("it is exported");
        let mut slots: Vec<Slot> = params
            .chars()
            .zip(args)
            .map(|(ty, arg)| if ty == 'I' { Slot::i64(*arg) } else { Slot::i32(*arg as i32) })
            .collect();
        slots.resize(slots.len().max(1), Slot::i32(0));
        self.enter().call(&function, &mut slots).expect("it does not trap");
        slots[0].to_i32()
    }

    /// The first address that is not in memory.
    pub(crate) fn end(&self) -> i64 {
        self.enter().memory_size() as i64
    }

    pub(crate) fn read(&self, at: u32, len: usize) -> Vec<u8> {
        self.enter().read(GuestAddr(at), len).expect("it is in memory").to_vec()
    }

    pub(crate) fn write(&self, at: u32, bytes: &[u8]) {
        self.enter().write(GuestAddr(at), bytes).expect("it is in memory");
    }

    pub(crate) fn result(&self) -> u32 {
        let bytes = self.read(RESULT, 4);
        u32::from_le_bytes(bytes.try_into().expect("there are 4"))
    }

    pub(crate) fn result_u64(&self) -> u64 {
        let bytes = self.read(RESULT, 8);
        u64::from_le_bytes(bytes.try_into().expect("there are 8"))
    }

    /// Calls a function that takes a folder and a path.
    pub(crate) fn on_path(&self, name: &str, folder: i64, path: &str) -> i32 {
        self.write(PATH, path.as_bytes());
        self.call(name, &[folder, PATH.into(), path.len() as i64])
    }

    pub(crate) fn rename(&self, from: (i64, &str), to: (i64, &str)) -> i32 {
        self.write(PATH, from.1.as_bytes());
        self.write(OTHER, to.1.as_bytes());
        let (from_len, to_len) = (from.1.len() as i64, to.1.len() as i64);
        let args = [from.0, PATH.into(), from_len, to.0, OTHER.into(), to_len];
        self.call("path_rename", &args)
    }

    /// The descriptor of what was opened, or why it was not. Links are followed.
    pub(crate) fn open(&self, from: i64, path: &str, oflags: i64, rights: i64) -> Result<i64, i32> {
        self.open_with(1, from, path, oflags, rights)
    }

    pub(crate) fn open_with(
        &self,
        lookup: i64,
        from: i64,
        path: &str,
        oflags: i64,
        rights: i64,
    ) -> Result<i64, i32> {
        self.write(PATH, path.as_bytes());
        let len = path.len() as i64;
        let args = [from, lookup, PATH.into(), len, oflags, rights, 0, 0, RESULT.into()];
        match self.call("path_open", &args) {
            errno::SUCCESS => Ok(self.result().into()),
            error => Err(error),
        }
    }

    /// Writes text through a descriptor, in two buffers.
    pub(crate) fn put(&self, fd: i64, text: &str) -> Result<u32, i32> {
        let (first, second) = text.split_at(text.len() / 2);
        self.write(BUFFER, first.as_bytes());
        self.write(BUFFER + 0x1000, second.as_bytes());
        self.vectors(&[(BUFFER, first.len() as u32), (BUFFER + 0x1000, second.len() as u32)]);
        match self.call("fd_write", &[fd, LIST.into(), 2, RESULT.into()]) {
            errno::SUCCESS => Ok(self.result()),
            error => Err(error),
        }
    }

    /// Reads at most `len` bytes through a descriptor, at its position or at an offset.
    pub(crate) fn get(&self, fd: i64, len: u32, offset: Option<i64>) -> Result<String, i32> {
        self.vectors(&[(BUFFER, len / 2), (BUFFER + len / 2, len - len / 2)]);
        let error = match offset {
            None => self.call("fd_read", &[fd, LIST.into(), 2, RESULT.into()]),
            Some(at) => self.call("fd_pread", &[fd, LIST.into(), 2, at, RESULT.into()]),
        };
        if error != errno::SUCCESS {
            return Err(error);
        }
        let bytes = self.read(BUFFER, self.result() as usize);
        Ok(String::from_utf8(bytes).expect("it is text"))
    }

    /// Puts a list of buffers where `list` says.
    pub(crate) fn vectors(&self, buffers: &[(u32, u32)]) -> i64 {
        let words = buffers.iter().flat_map(|(at, len)| [*at, *len]);
        let bytes: Vec<u8> = words.flat_map(u32::to_le_bytes).collect();
        self.write(LIST, &bytes);
        LIST.into()
    }
}

fn module() -> Vec<u8> {
    let (mut types, mut imports) = (TypeSection::new(), ImportSection::new());
    let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
    let mut exports = ExportSection::new();
    let mut declarations = String::new();
    let count = FUNCTIONS.len() as u32;
    for (index, (name, params)) in (0..).zip(FUNCTIONS) {
        let wide = |ty| if ty == 'I' { ValType::I64 } else { ValType::I32 };
        types.ty().function(params.chars().map(wide).collect::<Vec<_>>(), [ValType::I32]);
        imports.import("wasi_snapshot_preview1", name, EntityType::Function(index));
        functions.function(index);
        exports.export(name, ExportKind::Func, count + index);
        let mut function = Function::new([]);
        let mut sink = function.instructions();
        (0..params.len() as u32).for_each(|param| {
            sink.local_get(param);
        });
        sink.call(index).end();
        code.function(&function);
        let wide = |ty| if ty == 'I' { "long long" } else { "int" };
        let list: Vec<&str> = params.chars().map(wide).collect();
        let list = if list.is_empty() { "void".to_owned() } else { list.join(", ") };
        declarations.push_str(&format!("int {name}({list});\n"));
    }
    let mut memories = MemorySection::new();
    memories.memory(MemoryType {
        minimum: 1,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    exports.export("memory", ExportKind::Memory, 0);
    let mut module = Module::new();
    module.section(&types).section(&imports).section(&functions).section(&memories);
    module.section(&exports).section(&code);
    let extracted = parse_cdef("wasi", &declarations).expect("the declarations are sound");
    section::attach(&module.finish(), &extracted.interface, &extracted.docs).expect("a module")
}
