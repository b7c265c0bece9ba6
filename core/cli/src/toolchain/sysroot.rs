//! The C library that a system clang compiles against.
//!
//! A distribution keeps it below `/usr`, and `--sysroot=/usr` (or none) would let the host's own
//! headers in behind it: a sysroot of links that holds nothing else keeps them out.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use sandbridge_interface::Result;
use tempfile::TempDir;

use super::process;
use crate::file;

/// Names of the target's folders, newest first.
const TARGETS: [&str; 2] = ["wasm32-wasip1", "wasm32-wasi"];

/// A sysroot that holds a C library for wasm32 and nothing of the host.
#[derive(Debug)]
pub(super) struct Sysroot {
    /// What clang's `--target` must be to find it.
    target: &'static str,
    root: PathBuf,
    /// Set when the root was made for this run.
    private: Option<TempDir>,
}

impl Sysroot {
    /// A folder that is a sysroot, when it holds a C library.
    pub(super) fn at(root: &Path) -> Option<Self> {
        let target = *TARGETS.iter().find(|target| has_library(&root.join("lib").join(target)))?;
        Some(Self { target, root: root.to_owned(), private: None })
    }

    /// The first one among the places where distributions put it.
    pub(super) fn of_system() -> Result<Option<Self>> {
        const PLACES: [&str; 5] = [
            "/opt/wasi-sdk/share/wasi-sysroot",
            "/usr/share/wasi-sysroot",
            "/opt/homebrew/share/wasi-sysroot",
            "/usr/local/share/wasi-sysroot",
            "/usr/wasm32-wasi",
        ];
        if let Some(found) = PLACES.iter().find_map(|place| Self::at(Path::new(place))) {
            return Ok(Some(found));
        }
        for target in TARGETS {
            let (include, lib) =
                (Path::new("/usr/include").join(target), Path::new("/usr/lib").join(target));
            if include.is_dir() && has_library(&lib) {
                return Self::of_links(&include, &lib).map(Some);
            }
        }
        Ok(None)
    }

    /// Selects the target that this clang has its runtime library for, where the root has both:
    /// newer ones have it for the new name and call the old one deprecated. `false` when it has
    /// none.
    pub(super) fn suit(&mut self, clang: &Path) -> bool {
        let all = if self.private.is_some() { &TARGETS[..] } else { &[self.target] };
        let found = all.iter().find(|target| {
            let mut command = Command::new(clang);
            command.arg(format!("--target={target}"));
            command.args(["--rtlib=compiler-rt", "-print-libgcc-file-name"]);
            process::first_line(&mut command).is_some_and(|path| Path::new(&path).is_file())
        });
        self.target = found.copied().unwrap_or(self.target);
        found.is_some()
    }

    /// The compiler's arguments that select it. A root made for this run has a name of its own
    /// each time, which must not get into the objects.
    pub(super) fn arguments(&self) -> Vec<OsString> {
        let mut sysroot = OsString::from("--sysroot=");
        sysroot.push(&self.root);
        let mut arguments = vec![OsString::from(format!("--target={}", self.target)), sysroot];
        if self.private.is_some() {
            let mut map = OsString::from("-ffile-prefix-map=");
            map.push(&self.root);
            map.push("=/wasi-sysroot");
            arguments.push(map);
        }
        arguments
    }

    fn of_links(include: &Path, lib: &Path) -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("sandbridge-sysroot-")
            .tempdir()
            .map_err(|error| file::unwritable(&std::env::temp_dir(), &error))?;
        for (name, to) in [("include", include), ("lib", lib)] {
            let parent = folder.path().join(name);
            std::fs::create_dir(&parent)
                .and_then(|()| TARGETS.iter().try_for_each(|name| link(to, &parent.join(name))))
                .map_err(|error| file::unwritable(&parent, &error))?;
        }
        let target = TARGETS[TARGETS.len() - 1];
        Ok(Self { target, root: folder.path().to_owned(), private: Some(folder) })
    }
}

fn has_library(lib: &Path) -> bool {
    lib.join("libc.a").is_file() && lib.join("crt1-reactor.o").is_file()
}

#[cfg(unix)]
fn link(to: &Path, at: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(to, at)
}

#[cfg(not(unix))]
fn link(_: &Path, _: &Path) -> std::io::Result<()> {
    Err(std::io::Error::other("only Unix systems keep a C library for wasm32 below /usr"))
}
