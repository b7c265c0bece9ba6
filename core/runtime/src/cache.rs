//! Compiled code on disk, so that a library is compiled once per machine.
//!
//! An entry is named by what it was made from: the module's bytes and everything that decides what
//! the compiler makes of them (wasmtime's version, its settings, the CPU's features). It holds the
//! code followed by a checksum. Machine code is run unchecked, so entries are only taken from a
//! folder that nobody else can write.

use std::path::PathBuf;

/// Where compiled code is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Cache {
    /// In `$SANDBRIDGE_CACHE_DIR`, or `sandbridge` in the user's cache folder. Where that cannot
    /// be used safely, each load compiles.
    #[default]
    User,
    /// In this folder, which must belong to the user alone; anything else is an error.
    Folder(PathBuf),
    /// Nowhere: each load compiles.
    Off,
}

#[cfg(feature = "compiler")]
pub(crate) use disk::load_or_compile;

#[cfg(feature = "compiler")]
mod disk {
    use std::fs;
    use std::hash::{Hash, Hasher};
    use std::io::Write;
    use std::path::{Path, PathBuf};

    use sandbridge_interface::{Code, Error, Result};
    use wasmtime::{Engine, Module};

    use super::Cache;

    /// Length of the checksum at the end of an entry.
    const SUM: usize = blake3::OUT_LEN;

    /// The compiled module: from the cache when it is there and sound, else compiled and put there.
    pub(crate) fn load_or_compile(engine: &Engine, bytes: &[u8], cache: &Cache) -> Result<Module> {
        let Some(folder) = folder(cache)? else { return compile(engine, bytes) };
        let path = folder.join(format!("{}.aot", key(engine, bytes)));
        if let Some(module) = read(engine, &path) {
            return Ok(module);
        }
        let module = compile(engine, bytes)?;
        match (write(&module, &folder, &path), cache) {
            (Ok(()), _) | (Err(_), Cache::User | Cache::Off) => Ok(module),
            (Err(error), Cache::Folder(_)) => Err(Error::new(
                Code::CacheFolder,
                format!("the compiled code cannot be kept in {}: {error}", folder.display()),
            )
            .with_help("name a cache folder that you can write, or turn the cache off")),
        }
    }

    fn compile(engine: &Engine, bytes: &[u8]) -> Result<Module> {
        Module::from_binary(engine, bytes).map_err(|error| crate::load::refused(bytes, &error))
    }

    /// The folder to use, made when it is not there; `None` to go without.
    fn folder(cache: &Cache) -> Result<Option<PathBuf>> {
        match cache {
            Cache::Off => Ok(None),
            Cache::Folder(folder) => prepare(folder).map(|()| Some(folder.clone())),
            Cache::User => {
                let named = std::env::var_os("SANDBRIDGE_CACHE_DIR").map(PathBuf::from);
                let folder = named.or_else(|| Some(dirs::cache_dir()?.join("sandbridge/aot")));
                Ok(folder.filter(|folder| prepare(folder).is_ok()))
            }
        }
    }

    fn prepare(folder: &Path) -> Result<()> {
        let unusable = |why: String| {
            Error::new(
                Code::CacheFolder,
                format!("the cache folder {} cannot be used: {why}", folder.display()),
            )
            .with_help("name a folder that belongs to you and that others cannot write")
        };
        let metadata = match fs::metadata(folder) {
            Ok(metadata) => metadata,
            Err(_) => {
                make(folder).map_err(|error| unusable(error.to_string()))?;
                fs::metadata(folder).map_err(|error| unusable(error.to_string()))?
            }
        };
        if !metadata.is_dir() {
            return Err(unusable("it is no folder".into()));
        }
        if !owner::is_private(&metadata) {
            return Err(unusable("others own it or can write it".into()));
        }
        Ok(())
    }

    fn make(folder: &Path) -> std::io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder)
    }

    /// Names what the entry was made from.
    fn key(engine: &Engine, bytes: &[u8]) -> String {
        struct Into(blake3::Hasher);
        impl Hasher for Into {
            fn finish(&self) -> u64 {
                0
            }

            fn write(&mut self, bytes: &[u8]) {
                self.0.update(bytes);
            }
        }
        let mut hasher = Into(blake3::Hasher::new());
        hasher.write(env!("CARGO_PKG_VERSION").as_bytes());
        engine.precompile_compatibility_hash().hash(&mut hasher);
        hasher.write(bytes);
        hasher.0.finalize().to_hex()[..40].to_owned()
    }

    /// A sound entry; anything else is as if there were none.
    fn read(engine: &Engine, path: &Path) -> Option<Module> {
        let metadata = fs::symlink_metadata(path).ok()?;
        if !metadata.is_file() || !owner::is_private(&metadata) {
            return None;
        }
        let bytes = fs::read(path).ok()?;
        let (code, sum) = bytes.split_at_checked(bytes.len().checked_sub(SUM)?)?;
        if blake3::hash(code).as_bytes() != sum {
            return None;
        }
        // SAFETY: the code is what `write` put there: its checksum holds, its name says that this
        // engine made it from these bytes, and nobody else can write the file or its folder.
        unsafe { Module::deserialize(engine, code) }.ok()
    }

    /// Written beside and renamed, so that a reader sees all of it or nothing.
    fn write(module: &Module, folder: &Path, path: &Path) -> std::io::Result<()> {
        let code = module.serialize().map_err(std::io::Error::other)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(&code)?;
        file.write_all(blake3::hash(&code).as_bytes())?;
        file.persist(path)?;
        Ok(())
    }

    #[cfg(unix)]
    mod owner {
        use std::os::unix::fs::MetadataExt;

        pub(super) fn is_private(metadata: &std::fs::Metadata) -> bool {
            // SAFETY: it takes nothing and cannot fail.
            let user = unsafe { libc::geteuid() };
            metadata.uid() == user && metadata.mode() & 0o022 == 0
        }
    }

    #[cfg(not(unix))]
    mod owner {
        /// Elsewhere the user's cache folder is private by the system's own rules.
        pub(super) fn is_private(_: &std::fs::Metadata) -> bool {
            true
        }
    }
}
