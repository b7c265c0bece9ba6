//! Folders: how the guest finds them, what is in them, and which ones cannot be granted.

use sandbridge_interface::Code;
use sandbridge_runtime::{Access, Options, load_bytes};

use crate::guest::{BUFFER, DATA, DIRECTORY, Guest, READ, RESULT, SHARE, errno};

#[test]
fn granted_folders_are_told_by_name() {
    let guest = Guest::new();
    for (fd, name) in [(DATA, "/data"), (SHARE, "/share")] {
        assert_eq!(guest.call("fd_prestat_get", &[fd, RESULT.into()]), errno::SUCCESS);
        assert_eq!(guest.read(RESULT, 8), [0, 0, 0, 0, name.len() as u8, 0, 0, 0]);
        let len = name.len() as i64;
        assert_eq!(guest.call("fd_prestat_dir_name", &[fd, BUFFER.into(), len]), errno::SUCCESS);
        assert_eq!(guest.read(BUFFER, name.len()), name.as_bytes());
        let short = [fd, BUFFER.into(), len - 1];
        assert_eq!(guest.call("fd_prestat_dir_name", &short), errno::NAMETOOLONG);
    }
    for fd in [0, 5, -1] {
        assert_eq!(guest.call("fd_prestat_get", &[fd, RESULT.into()]), errno::BADF);
    }
}

#[test]
fn nothing_is_granted_without_being_asked_for() {
    let guest = Guest::with(|options, _| options);
    assert_eq!(guest.call("fd_prestat_get", &[DATA, RESULT.into()]), errno::BADF);
    assert_eq!(guest.open(DATA, "a", 0, READ), Err(errno::BADF));
    assert_eq!(guest.open(0, "a", 0, READ), Err(errno::NOTDIR));
    assert_eq!(guest.call("clock_time_get", &[0, 0, RESULT.into()]), errno::NOTCAPABLE);
    assert_eq!(guest.call("random_get", &[RESULT.into(), 8]), errno::NOTCAPABLE);
}

#[test]
fn names_are_listed_a_buffer_at_a_time() {
    let guest = Guest::new();
    let mut expected: Vec<String> = (0..300).map(|number| format!("file-{number:03}")).collect();
    for name in &expected {
        std::fs::write(guest.host("data").join(name), "").expect("there is room");
    }
    std::fs::create_dir(guest.host("data/folder")).expect("there is room");
    expected.extend([".", "..", "folder"].map(str::to_owned));
    expected.sort();
    for room in [64, 100, 4096] {
        let mut names = Vec::new();
        let mut cookie = 0;
        loop {
            let args = [DATA, BUFFER.into(), room, cookie, RESULT.into()];
            assert_eq!(guest.call("fd_readdir", &args), errno::SUCCESS);
            let used = guest.result() as usize;
            let bytes = guest.read(BUFFER, used);
            let mut rest = &bytes[..];
            while let Some((entry, after)) = take_entry(rest) {
                cookie = entry.next;
                let is_folder = [".", "..", "folder"].contains(&&*entry.name);
                assert_eq!(entry.kind, if is_folder { 3 } else { 4 }, "{}", entry.name);
                names.push(entry.name);
                rest = after;
            }
            if used < room as usize {
                break;
            }
        }
        names.sort();
        assert_eq!(names, expected, "with {room} bytes of room");
    }
}

struct Entry {
    next: i64,
    name: String,
    kind: u8,
}

/// The first entry, unless it is cut off, and what follows it.
fn take_entry(bytes: &[u8]) -> Option<(Entry, &[u8])> {
    let (head, rest) = bytes.split_at_checked(24)?;
    let next = i64::from_le_bytes(*head.first_chunk()?);
    let len = u32::from_le_bytes(*head[16..].first_chunk()?) as usize;
    let (name, rest) = rest.split_at_checked(len)?;
    let name = String::from_utf8(name.to_vec()).ok()?;
    Some((Entry { next, name, kind: head[20] }, rest))
}

#[test]
fn folders_are_made_renamed_and_removed() {
    let guest = Guest::new();
    assert_eq!(guest.on_path("path_create_directory", DATA, "one"), errno::SUCCESS);
    assert_eq!(guest.on_path("path_create_directory", DATA, "one"), errno::EXIST);
    let inner = guest.open(DATA, "one", DIRECTORY, READ).expect("it is there");
    assert_eq!(guest.on_path("path_create_directory", inner, "two"), errno::SUCCESS);
    assert_eq!(guest.on_path("path_remove_directory", DATA, "one"), errno::NOTEMPTY);
    assert_eq!(guest.rename((inner, "two"), (DATA, "moved")), errno::SUCCESS);
    assert!(guest.host("data/moved").is_dir());
    assert_eq!(guest.on_path("path_remove_directory", DATA, "one"), errno::SUCCESS);
    std::fs::write(guest.host("data/file"), "").expect("there is room");
    assert_eq!(guest.on_path("path_remove_directory", DATA, "file"), errno::NOTDIR);
    assert_eq!(guest.on_path("path_unlink_file", DATA, "file"), errno::SUCCESS);
    assert_eq!(guest.on_path("path_unlink_file", DATA, "file"), errno::NOENT);
}

#[test]
fn what_cannot_be_granted_is_refused_at_load() {
    let here = std::env::temp_dir();
    let cases = [
        ("data", &*here, "begin with `/`"),
        ("", &here, "begin with `/`"),
        ("/a/../b", &here, "`..`"),
        ("/a\0b", &here, "NUL"),
        ("/data", "/no/such/folder".as_ref(), "cannot grant /no/such/folder as `/data`"),
    ];
    let module = Guest::module();
    for (name, host, expected) in cases {
        let options = Options::default().folder(name, host, Access::ReadWrite);
        let error = load_bytes(&module, &options).err().expect("it is refused");
        assert_eq!(error.code(), Code::NotGranted, "{error}");
        assert!(error.to_string().contains(expected), "{error}");
    }
    let twice = Options::default().folder("/data", &here, Access::ReadWrite).folder(
        "/data",
        &here,
        Access::ReadOnly,
    );
    let error = load_bytes(&module, &twice).err().expect("it is refused");
    assert!(error.to_string().contains("granted twice"), "{error}");
}
