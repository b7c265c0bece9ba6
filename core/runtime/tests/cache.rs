//! The cache of compiled code: used when it is sound and private, rebuilt or refused otherwise.
#![cfg(feature = "compiler")]

mod module;

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use module::module;
use sandbridge_interface::Code;
use sandbridge_runtime::dynamic::{Value, call};
use sandbridge_runtime::{Cache, Options, load_bytes};

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is a place for temporary files");
    allow(folder.path(), 0o700);
    folder
}

fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).expect("it is ours");
}

/// Loads the module with that cache and gives 1 + 1 as its `add` has it.
fn sum(bytes: &[u8], folder: &Path) -> i128 {
    let options = Options { cache: Cache::Folder(folder.to_owned()), ..Options::default() };
    let library = load_bytes(bytes, &options).expect("it loads");
    match call(&library, "add", &mut [Value::Int(1), Value::Int(1)]) {
        Ok(Value::Int(sum)) => sum,
        other => panic!("add gave {other:?}"),
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let listed = fs::read_dir(folder).expect("it can be listed").flatten();
    let mut paths: Vec<_> = listed.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

fn entry(folder: &Path) -> PathBuf {
    let mut entries = entries(folder);
    assert_eq!(entries.len(), 1, "{entries:?}");
    entries.remove(0)
}

#[test]
fn a_second_load_compiles_nothing() {
    let (one, other) = (folder(), folder());
    let (plain, twisted) = (module(0), module(100));
    assert_eq!(sum(&plain, one.path()), 2);
    assert_eq!(sum(&twisted, other.path()), 102);
    let (plain_entry, twisted_entry) = (entry(one.path()), entry(other.path()));
    let inode = fs::metadata(&plain_entry).expect("it exists").ino();
    assert_eq!(sum(&plain, one.path()), 2);
    assert_eq!(fs::metadata(&plain_entry).expect("it exists").ino(), inode);
    // What compiling the module could never give: the other module's code under its name.
    fs::copy(&twisted_entry, &plain_entry).expect("it is ours");
    assert_eq!(sum(&plain, one.path()), 102);
}

#[test]
fn a_damaged_entry_is_rebuilt() {
    let folder = folder();
    let plain = module(0);
    sum(&plain, folder.path());
    let path = entry(folder.path());
    let sound = fs::read(&path).expect("it is ours");
    let mut flipped = sound.clone();
    flipped[sound.len() / 2] ^= 1;
    let truncated = sound[..sound.len() / 2].to_vec();
    for damaged in [flipped, truncated, Vec::new(), b"short".to_vec()] {
        fs::write(&path, &damaged).expect("it is ours");
        assert_eq!(sum(&plain, folder.path()), 2);
        assert_eq!(fs::read(&path).expect("it is ours").len(), sound.len());
        assert_ne!(fs::read(&path).expect("it is ours"), damaged);
    }
}

#[test]
fn different_settings_have_different_entries() {
    let folder = folder();
    for signals in [true, false] {
        let cache = Cache::Folder(folder.path().to_owned());
        let options = Options { cache, signals: Some(signals), ..Options::default() };
        load_bytes(&module(0), &options).expect("it loads");
    }
    assert_eq!(entries(folder.path()).len(), 2);
}

#[test]
fn a_folder_that_others_can_write_is_refused() {
    let folder = folder();
    for mode in [0o777, 0o770, 0o702] {
        allow(folder.path(), mode);
        let cache = Cache::Folder(folder.path().to_owned());
        let options = Options { cache, ..Options::default() };
        let error = load_bytes(&module(0), &options).err().expect("it is refused");
        assert_eq!(error.code(), Code::CacheFolder, "{mode:o}: {error}");
        assert!(entries(folder.path()).is_empty());
    }
}

#[test]
fn an_entry_that_others_can_write_is_not_trusted() {
    let (one, other) = (folder(), folder());
    let plain = module(0);
    sum(&plain, one.path());
    sum(&module(100), other.path());
    let path = entry(one.path());
    fs::copy(entry(other.path()), &path).expect("it is ours");
    allow(&path, 0o666);
    assert_eq!(sum(&plain, one.path()), 2);
    assert_eq!(fs::metadata(&path).expect("it was rebuilt").mode() & 0o022, 0);
}

#[test]
fn an_entry_that_is_a_link_is_not_followed() {
    let (one, other) = (folder(), folder());
    let plain = module(0);
    sum(&plain, one.path());
    sum(&module(100), other.path());
    let path = entry(one.path());
    fs::remove_file(&path).expect("it is ours");
    std::os::unix::fs::symlink(entry(other.path()), &path).expect("links exist");
    assert_eq!(sum(&plain, one.path()), 2);
}

#[test]
fn a_file_in_place_of_the_folder_is_refused() {
    let folder = folder();
    let path = folder.path().join("file");
    fs::write(&path, "").expect("it is ours");
    let options = Options { cache: Cache::Folder(path), ..Options::default() };
    let error = load_bytes(&module(0), &options).err().expect("it is refused");
    assert_eq!(error.code(), Code::CacheFolder);
}
