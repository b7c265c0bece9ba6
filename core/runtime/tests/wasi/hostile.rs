//! Arguments that are wrong on purpose: every pointer, length, count and descriptor.

use sandbridge_runtime::Access;

use crate::guest::{
    BUFFER, CREATE, DATA, FUNCTIONS, Guest, PATH, READ, RESULT, SHARE, WRITE, errno,
};

/// Values at the edges of pages, of integers and of descriptors; others are at the edge of memory.
const NASTY: [i64; 22] = [
    0,
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    100,
    1024,
    1025,
    0x1000,
    0xfff8,
    0xffff,
    0x10000,
    0x1_0001,
    0x7fff_ffff,
    0x8000_0000,
    0xffff_fff8,
    0xffff_ffff,
    i64::MAX,
    i64::MIN,
];

/// Numbers that are the same in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit
    }
}

#[test]
fn nothing_that_a_guest_says_traps_the_host() {
    let guest =
        Guest::with(|options, outside| {
            let mut options = options
                .folder("/data", outside.join("data"), Access::ReadWrite)
                .folder("/share", outside.join("share"), Access::ReadOnly);
            options.randomness = true;
            options.args = vec!["program".to_owned(), "argument".to_owned()];
            options.env = vec![("NAME".to_owned(), "value".to_owned())];
            options
        });
    let mut random = Random(1);
    let end = guest.end();
    let nasty = [&NASTY[..], &[end - 32, end - 8, end - 1, end, end + 1]].concat();
    for round in 0..400 {
        // Memory full of small numbers, text, or pointers to what is before the end of memory.
        let pattern: Vec<u8> = match round % 4 {
            0 => vec![0; 0x8000],
            1 => b"a/../b\0.".repeat(0x1000),
            2 => [0xff; 0x8000].to_vec(),
            _ => (0..0x2000u32).flat_map(|word| (word * 16).to_le_bytes()).collect(),
        };
        guest.write(0, &pattern);
        for (name, params) in FUNCTIONS {
            let args: Vec<i64> = params.chars().map(|_| nasty[random.below(nasty.len())]).collect();
            // What it gives is an error number; that it gives one is what is tested here.
            let error = guest.call(name, &args);
            assert!((0..=76).contains(&error), "{name}{args:x?} gave {error}");
        }
    }
    let left = |folder: &str| std::fs::read_dir(guest.host(folder)).expect("it is").count();
    assert_eq!(left("share"), 0, "it may not be changed");
    assert_eq!(std::fs::read_dir(guest.outside.path()).expect("it is there").count(), 3);
}

#[test]
fn results_outside_of_memory_are_faults_before_anything_is_done() {
    let guest = Guest::new();
    let file = guest.open(DATA, "a", CREATE, READ | WRITE).expect("it is created");
    guest.put(file, "0123456789").expect("there is room");
    let list = guest.vectors(&[(BUFFER, 4)]);
    let end = guest.end();
    for outside in [end - 3, end, 0x7fff_ffff, 0xffff_ffff] {
        assert_eq!(guest.call("fd_write", &[file, list, 1, outside]), errno::FAULT);
        assert_eq!(guest.call("fd_pread", &[file, list, 1, 0, outside]), errno::FAULT);
        assert_eq!(guest.call("fd_seek", &[file, 0, 0, outside]), errno::FAULT);
        assert_eq!(guest.call("fd_filestat_get", &[file, outside]), errno::FAULT);
        guest.write(PATH, b"new");
        let open = [DATA, 0, PATH.into(), 3, CREATE, WRITE, 0, 0, outside];
        assert_eq!(guest.call("path_open", &open), errno::FAULT);
        let stat = [DATA, 0, PATH.into(), 3, outside];
        assert_ne!(guest.call("path_filestat_get", &stat), errno::SUCCESS);
    }
    assert_eq!(std::fs::read_to_string(guest.host("data/a")).expect("it is"), "0123456789");
    assert!(!guest.host("data/new").exists());
    assert_eq!(guest.call("fd_tell", &[file, RESULT.into()]), errno::SUCCESS);
    assert_eq!(guest.result_u64(), 10, "the position is where it was");
}

#[test]
fn lists_of_buffers_that_lie_are_refused() {
    let guest = Guest::new();
    let file = guest.open(DATA, "a", CREATE, READ | WRITE).expect("it is created");
    let write = |list, count| guest.call("fd_write", &[file, list, count, RESULT.into()]);
    // One after the other in memory, but one of them not.
    let list = guest.vectors(&[(BUFFER, 16), (guest.end() as u32 - 16, 17)]);
    assert_eq!(write(list, 2), errno::FAULT);
    let list = guest.vectors(&[(0xffff_ffff, 0xffff_ffff)]);
    assert_eq!(write(list, 1), errno::FAULT);
    assert_eq!(write(list, 1025), errno::INVAL);
    assert_eq!(write(list, -1), errno::INVAL);
    assert_eq!(write(guest.end() - 7, 1), errno::FAULT);
    assert_eq!(write(-8, 1), errno::FAULT);
    assert_eq!(guest.host("data/a").metadata().expect("it is there").len(), 0);
    assert_eq!(write(list, 0), errno::SUCCESS);
}

#[test]
fn paths_that_are_no_paths_are_refused() {
    let guest = Guest::new();
    let open = |path: &[u8]| {
        guest.write(BUFFER, path);
        let len = path.len() as i64;
        guest.call("path_open", &[DATA, 0, BUFFER.into(), len, 0, READ, 0, 0, RESULT.into()])
    };
    assert_eq!(open(b""), errno::NOENT);
    assert_eq!(open(b"a\0b"), errno::INVAL);
    assert_eq!(open(b"\xff\xfe"), errno::ILSEQ);
    assert_eq!(open(&[b'a'; 4097]), errno::NAMETOOLONG);
    assert_eq!(open(&[b'a'; 300]), errno::NAMETOOLONG);
    assert_eq!(open(&b"a/".repeat(2000)), errno::NOENT);
    let outside = [DATA, 0, guest.end() - 16, 17, 0, READ, 0, 0, RESULT.into()];
    assert_eq!(guest.call("path_open", &outside), errno::FAULT);
}

#[test]
fn offsets_do_not_overflow() {
    let guest = Guest::new();
    let file = guest.open(DATA, "a", CREATE, READ | WRITE).expect("it is created");
    let seek = |offset, whence| guest.call("fd_seek", &[file, offset, whence, RESULT.into()]);
    assert_eq!(seek(-1, 0), errno::INVAL);
    assert_eq!(seek(i64::MAX, 0), errno::SUCCESS);
    assert_eq!(seek(1, 1), errno::INVAL);
    assert_eq!(seek(i64::MIN, 1), errno::INVAL);
    assert_eq!(seek(0, 3), errno::INVAL);
    let list = guest.vectors(&[(BUFFER, 4)]);
    for offset in [i64::MAX, -1, i64::MIN] {
        assert_ne!(guest.call("fd_pwrite", &[file, list, 1, offset, RESULT.into()]), 0);
    }
    assert_ne!(guest.call("fd_filestat_set_size", &[file, -1]), errno::SUCCESS);
    let times = [file, -1, -1, 5];
    assert_eq!(guest.call("fd_filestat_set_times", &times), errno::SUCCESS, "the year 2554");
    assert_eq!(guest.call("fd_filestat_set_times", &[file, 0, 0, 3]), errno::INVAL);
    let list = [SHARE, BUFFER.into(), 100, -1, RESULT.into()];
    assert_eq!(guest.call("fd_readdir", &list), errno::SUCCESS);
    assert_eq!(guest.result(), 0, "there is no such place in the list");
}
