//! The compiler for wasm32 and the headers of Debian's development packages. A test that needs
//! them and cannot find them fails and says what to install.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use tempfile::TempDir;

/// What a machine needs for these tests.
const PACKAGES: &str =
    "clang-19 wasi-libc zlib1g-dev libsqlite3-dev libpng-dev libzstd-dev libexpat1-dev";

/// libpng asks for a header that Debian's wasi-libc lacks.
const SETJMP: &str =
    "typedef int jmp_buf[40];\nint setjmp(jmp_buf);\nvoid longjmp(jmp_buf, int);\n";

/// The compiler with a folder of its own, into which only the wanted headers are copied: what else
/// lies beside them is the host's.
pub(crate) struct Toolchain {
    folder: TempDir,
    clang: String,
}

impl Toolchain {
    pub(crate) fn new(headers: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        for header in headers {
            let found = find_header(header);
            fs::copy(found, folder.path().join(header)).expect("a header can be copied");
        }
        write(&folder.path().join("setjmp.h"), SETJMP);
        Self { folder, clang: find_clang() }
    }

    /// What the compiler prints, given options and a source text.
    pub(crate) fn run(&self, options: &[&str], source: &str) -> String {
        let file = self.folder.path().join("case.c");
        write(&file, source);
        let output = Command::new(&self.clang)
            .args(["--target=wasm32-wasi", "-nostdlibinc", "-w"])
            .arg("-isystem")
            .arg(wasi_headers())
            .arg("-I")
            .arg(self.folder.path())
            .args(options)
            .arg(&file)
            .output()
            .expect("the compiler can be started");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{} failed:\n{errors}", self.clang);
        String::from_utf8(output.stdout).expect("the compiler prints UTF-8")
    }

    /// A module, given options and a source text.
    pub(crate) fn module(&self, options: &[&str], source: &str) -> Vec<u8> {
        let module = self.folder.path().join("case.wasm");
        let output = module.to_string_lossy();
        self.run(&[options, &["-o", &output]].concat(), source);
        fs::read(&module).expect("the compiler wrote the module")
    }

    /// A header as the parser takes it: macros and comments kept.
    pub(crate) fn preprocess(&self, source: &str) -> String {
        self.run(&["-std=c23", "-E", "-dD", "-CC"], source)
    }
}

/// The wasm types of the functions in an assembly listing.
pub(crate) fn function_types(assembly: &str) -> BTreeMap<String, String> {
    let types = assembly.lines().filter_map(|line| {
        let (name, ty) = line.trim().strip_prefix(".functype\t")?.split_once(' ')?;
        Some((name.to_owned(), ty.to_owned()))
    });
    types.collect()
}

fn write(path: &Path, text: &str) {
    fs::write(path, text).expect("a file can be written to a temporary folder");
}

fn find_clang() -> String {
    let wanted = env::var("CLANG").into_iter();
    let candidates = wanted.chain(["clang-19".to_owned(), "clang".to_owned()]);
    let mut working = candidates.filter(|candidate| {
        Command::new(candidate).arg("--version").output().is_ok_and(|out| out.status.success())
    });
    working.next().unwrap_or_else(|| panic!("no clang found: apt-get install {PACKAGES}"))
}

fn wasi_headers() -> PathBuf {
    let folder = PathBuf::from("/usr/include/wasm32-wasi");
    assert!(folder.join("stdio.h").exists(), "no wasi-libc found: apt-get install {PACKAGES}");
    folder
}

/// Debian keeps headers in `/usr/include` and in folders per architecture and library.
fn find_header(name: &str) -> PathBuf {
    let root = PathBuf::from("/usr/include");
    let folders = fs::read_dir(&root).into_iter().flatten().flatten().map(|entry| entry.path());
    let known = folders.filter(|folder| {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        name.ends_with("-linux-gnu") || name.starts_with("libpng")
    });
    let mut found = std::iter::once(root.clone())
        .chain(known)
        .map(|folder| folder.join(name))
        .filter(|path| path.exists());
    found.next().unwrap_or_else(|| panic!("`{name}` not found: apt-get install {PACKAGES}"))
}
