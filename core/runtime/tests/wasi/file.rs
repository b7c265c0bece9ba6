//! Files in a granted folder: what the guest does is what the host sees.

use crate::guest::{
    CREATE, DATA, DIRECTORY, EXCLUSIVE, Guest, PATH, READ, RESULT, SHARE, TRUNCATE, WRITE, errno,
};

#[test]
fn a_file_is_written_and_read() {
    let guest = Guest::new();
    let file = guest.open(DATA, "a.txt", CREATE, READ | WRITE).expect("it is created");
    assert_eq!(guest.put(file, "hello world"), Ok(11));
    assert_eq!(std::fs::read_to_string(guest.host("data/a.txt")).expect("it is"), "hello world");
    assert_eq!(guest.get(file, 100, None).as_deref(), Ok(""), "the position is at the end");
    assert_eq!(guest.get(file, 5, Some(6)).as_deref(), Ok("world"));
    assert_eq!(seek(&guest, file, 0, 0), Ok(0));
    assert_eq!(guest.get(file, 100, None).as_deref(), Ok("hello world"));
    assert_eq!(seek(&guest, file, -5, 2), Ok(6));
    assert_eq!(seek(&guest, file, 2, 1), Ok(8));
    assert_eq!(guest.call("fd_tell", &[file, RESULT.into()]), errno::SUCCESS);
    assert_eq!(guest.result_u64(), 8);
    assert_eq!(guest.call("fd_filestat_set_size", &[file, 5]), errno::SUCCESS);
    assert_eq!(guest.get(file, 100, Some(0)).as_deref(), Ok("hello"));
    assert_eq!(guest.call("fd_sync", &[file]), errno::SUCCESS);
    assert_eq!(guest.call("fd_datasync", &[file]), errno::SUCCESS);
    assert_eq!(guest.call("fd_close", &[file]), errno::SUCCESS);
    assert_eq!(guest.get(file, 1, None), Err(errno::BADF));
    assert_eq!(guest.call("fd_close", &[file]), errno::BADF);
}

#[test]
fn flags_of_opening_are_kept() {
    let guest = Guest::new();
    std::fs::write(guest.host("data/old"), "old").expect("there is room");
    let open = |oflags, rights| guest.open(DATA, "old", oflags, rights);
    assert_eq!(open(CREATE | EXCLUSIVE, WRITE), Err(errno::EXIST));
    assert_eq!(guest.open(DATA, "none", 0, READ), Err(errno::NOENT));
    assert_eq!(open(DIRECTORY, READ), Err(errno::NOTDIR));
    assert_eq!(guest.open(DATA, ".", 0, WRITE), Err(errno::ISDIR));
    assert_eq!(open(1 << 9, READ), Err(errno::INVAL));
    let readable = open(0, READ).expect("it is there");
    assert_eq!(guest.put(readable, "no"), Err(errno::BADF));
    assert_eq!(guest.call("fd_filestat_set_size", &[readable, 0]), errno::BADF);
    let writable = open(0, WRITE).expect("it is there");
    assert_eq!(guest.get(writable, 1, None), Err(errno::BADF));
    assert_eq!(std::fs::read_to_string(guest.host("data/old")).expect("it is there"), "old");
    open(TRUNCATE, READ | WRITE).expect("it is there");
    assert_eq!(std::fs::read_to_string(guest.host("data/old")).expect("it is there"), "");
}

#[test]
fn appending_writes_at_the_end() {
    let guest = Guest::new();
    let file = guest.open(DATA, "log", CREATE, READ | WRITE).expect("it is created");
    guest.put(file, "one ").expect("there is room");
    assert_eq!(guest.call("fd_fdstat_set_flags", &[file, 1]), errno::SUCCESS);
    assert_eq!(seek(&guest, file, 0, 0), Ok(0));
    guest.put(file, "two").expect("there is room");
    assert_eq!(guest.get(file, 100, Some(0)).as_deref(), Ok("one two"));
    assert_eq!(guest.call("fd_fdstat_get", &[file, RESULT.into()]), errno::SUCCESS);
    assert_eq!(guest.read(RESULT, 4), [4, 0, 1, 0], "a regular file that appends");
}

#[test]
fn statuses_tell_size_kind_and_times() {
    let guest = Guest::new();
    std::fs::write(guest.host("data/a"), "12345").expect("there is room");
    let file = guest.open(DATA, "a", 0, READ | WRITE).expect("it is there");
    let second = 1_000_000_000;
    assert_eq!(guest.call("fd_filestat_set_times", &[file, 7, 3 * second, 5]), errno::SUCCESS);
    assert_eq!(guest.call("fd_filestat_get", &[file, RESULT.into()]), errno::SUCCESS);
    let stat = guest.read(RESULT, 64);
    assert_eq!((stat[16], &stat[32..40]), (4, &5u64.to_le_bytes()[..]));
    assert_eq!(&stat[48..56], &(3 * second).to_le_bytes());
    guest.write(PATH, b"a");
    let times = [DATA, 1, PATH.into(), 1, 0, 9 * second, 4];
    assert_eq!(guest.call("path_filestat_set_times", &times), errno::SUCCESS);
    assert_eq!(guest.call("path_filestat_get", &[DATA, 1, PATH.into(), 1, RESULT.into()]), 0);
    assert_eq!(&guest.read(RESULT, 64)[48..56], &(9 * second).to_le_bytes());
    assert_eq!(guest.call("fd_filestat_get", &[DATA, RESULT.into()]), errno::SUCCESS);
    assert_eq!(guest.read(RESULT, 17)[16], 3, "a directory");
}

#[test]
fn a_folder_that_may_be_read_is_not_changed() {
    let guest = Guest::new();
    std::fs::write(guest.host("share/a"), "kept").expect("there is room");
    std::fs::create_dir(guest.host("share/dir")).expect("there is room");
    std::fs::write(guest.host("data/b"), "b").expect("there is room");
    let file = guest.open(SHARE, "a", 0, READ).expect("it may be read");
    assert_eq!(guest.get(file, 10, None).as_deref(), Ok("kept"));
    let inner = guest.open(SHARE, "dir", DIRECTORY, READ).expect("it is there");
    let refused = [
        guest.open(SHARE, "a", 0, READ | WRITE).expect_err("it may only be read"),
        guest.open(SHARE, "a", TRUNCATE, READ).expect_err("it may only be read"),
        guest.open(SHARE, "new", CREATE, READ).expect_err("it may only be read"),
        guest.open(inner, "new", CREATE, WRITE).expect_err("it may only be read"),
        guest.on_path("path_unlink_file", SHARE, "a"),
        guest.on_path("path_create_directory", SHARE, "new"),
        guest.on_path("path_remove_directory", SHARE, "dir"),
        guest.rename((SHARE, "a"), (DATA, "a")),
        guest.rename((DATA, "b"), (SHARE, "b")),
        guest.call("path_filestat_set_times", &[SHARE, 1, PATH.into(), 1, 0, 0, 10]),
    ];
    assert_eq!(refused, [errno::ROFS; 10]);
    assert_eq!(guest.open(SHARE, "none", 0, WRITE), Err(errno::NOENT));
    assert_eq!(guest.call("fd_filestat_set_times", &[file, 0, 0, 10]), errno::BADF);
    assert_eq!(std::fs::read_to_string(guest.host("share/a")).expect("it is"), "kept");
    assert_eq!(std::fs::read_dir(guest.host("share")).expect("it is").count(), 2);
}

#[test]
fn descriptors_are_renumbered_and_limited() {
    let guest = Guest::new();
    std::fs::write(guest.host("data/a"), "a").expect("there is room");
    let first = guest.open(DATA, "a", 0, READ).expect("it is there");
    let second = guest.open(DATA, "a", 0, READ).expect("it is there");
    assert_eq!(guest.call("fd_renumber", &[second, first]), errno::SUCCESS);
    assert_eq!(guest.get(first, 1, None).as_deref(), Ok("a"));
    assert_eq!(guest.get(second, 1, None), Err(errno::BADF));
    assert_eq!(guest.call("fd_renumber", &[first, 4000]), errno::BADF);
    assert_eq!(guest.open(DATA, "a", 0, READ), Ok(second), "the lowest free number");
    let mut last = second;
    let full = loop {
        match guest.open(DATA, "a", 0, READ) {
            Ok(fd) => last = fd,
            Err(error) => break error,
        }
    };
    assert_eq!((last, full), (1023, errno::MFILE));
    assert_eq!(guest.call("fd_close", &[first]), errno::SUCCESS);
    assert_eq!(guest.open(DATA, "a", 0, READ), Ok(first));
}

fn seek(guest: &Guest, fd: i64, offset: i64, whence: i64) -> Result<u64, i32> {
    match guest.call("fd_seek", &[fd, offset, whence, RESULT.into()]) {
        errno::SUCCESS => Ok(guest.result_u64()),
        error => Err(error),
    }
}
