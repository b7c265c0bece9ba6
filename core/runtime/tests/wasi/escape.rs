//! No path leads out of a granted folder.
#![cfg(unix)]

use std::os::unix::fs::symlink;

use crate::guest::{BUFFER, CREATE, DATA, DIRECTORY, Guest, PATH, READ, RESULT, WRITE, errno};

/// Ways to `secret`, which lies beside the folder.
fn ways_out(guest: &Guest) -> Vec<String> {
    let data = guest.host("data");
    std::fs::create_dir(data.join("inner")).expect("there is room");
    let secret = guest.host("secret");
    symlink(&secret, data.join("absolute")).expect("links can be made");
    symlink("../secret", data.join("relative")).expect("links can be made");
    symlink("..", data.join("up")).expect("links can be made");
    symlink("inner/../../secret", data.join("winding")).expect("links can be made");
    symlink("relative", data.join("twice")).expect("links can be made");
    symlink("/proc/self/cwd", data.join("magic")).expect("links can be made");
    let paths = [
        "../secret",
        "inner/../../secret",
        "./../secret",
        "inner/../inner/../../secret",
        "absolute",
        "relative",
        "up/secret",
        "winding",
        "twice",
        "magic/Cargo.toml",
        "/etc/passwd",
        "//etc/passwd",
        "../data/../secret",
    ];
    let absolute = secret.to_str().expect("it is UTF-8").to_owned();
    paths.into_iter().map(str::to_owned).chain([absolute]).collect()
}

#[test]
fn no_path_leads_out() {
    let guest = Guest::new();
    for path in ways_out(&guest) {
        for (oflags, rights) in [(0, READ), (0, WRITE), (CREATE, WRITE), (DIRECTORY, READ)] {
            let error = guest.open(DATA, &path, oflags, rights).expect_err(&path);
            assert_eq!(error, errno::NOTCAPABLE, "{path}");
        }
        let stat = [DATA, 1, PATH.into(), path.len() as i64, RESULT.into()];
        guest.write(PATH, path.as_bytes());
        assert_eq!(guest.call("path_filestat_get", &stat), errno::NOTCAPABLE, "{path}");
        assert_ne!(guest.on_path("path_create_directory", DATA, &format!("{path}/new")), 0);
        assert_ne!(guest.rename((DATA, "inner"), (DATA, &format!("{path}/inner"))), 0, "{path}");
    }
    for path in ["../secret", "up/secret", "/etc/passwd"] {
        assert_eq!(guest.on_path("path_unlink_file", DATA, path), errno::NOTCAPABLE);
        assert_eq!(guest.on_path("path_remove_directory", DATA, path), errno::NOTCAPABLE);
        assert_eq!(guest.rename((DATA, path), (DATA, "mine")), errno::NOTCAPABLE);
        assert_eq!(guest.rename((DATA, "inner"), (DATA, path)), errno::NOTCAPABLE);
    }
    assert_eq!(std::fs::read_to_string(guest.host("secret")).expect("it is there"), "secret");
    let mut left: Vec<_> = std::fs::read_dir(guest.outside.path())
        .expect("it is there")
        .map(|entry| entry.expect("it can be read").file_name())
        .collect();
    left.sort();
    assert_eq!(left, ["data", "secret", "share"]);
}

#[test]
fn links_that_stay_inside_are_followed_when_asked() {
    let guest = Guest::new();
    std::fs::write(guest.host("data/file"), "inside").expect("there is room");
    symlink("file", guest.host("data/link")).expect("links can be made");
    symlink("itself", guest.host("data/itself")).expect("links can be made");
    let file = guest.open(DATA, "link", 0, READ).expect("it leads to a file");
    assert_eq!(guest.get(file, 10, None).as_deref(), Ok("inside"));
    assert_eq!(guest.open_with(0, DATA, "link", 0, READ), Err(errno::LOOP));
    assert_eq!(guest.open(DATA, "itself", 0, READ), Err(errno::LOOP));
    guest.write(PATH, b"link");
    let args = [DATA, PATH.into(), 4, BUFFER.into(), 3, RESULT.into()];
    assert_eq!(guest.call("path_readlink", &args), errno::SUCCESS);
    assert_eq!((guest.result(), guest.read(BUFFER, 3)), (3, b"fil".to_vec()), "as much as fits");
    assert_eq!(guest.call("path_filestat_get", &[DATA, 0, PATH.into(), 4, RESULT.into()]), 0);
    assert_eq!(guest.read(RESULT, 17)[16], 7, "the link itself");
}

#[test]
fn links_say_nothing_of_the_host_and_cannot_be_made() {
    let guest = Guest::new();
    symlink(guest.host("secret"), guest.host("data/absolute")).expect("links can be made");
    guest.write(PATH, b"absolute");
    let read = [DATA, PATH.into(), 8, BUFFER.into(), 4096, RESULT.into()];
    assert_eq!(guest.call("path_readlink", &read), errno::NOTCAPABLE);
    let path = i64::from(PATH);
    assert_eq!(guest.call("path_symlink", &[path, 8, DATA, path, 4]), errno::NOTSUP);
    assert_eq!(guest.call("path_link", &[DATA, 0, path, 8, DATA, path, 4]), errno::NOTSUP);
    // A link is removed, and not what it leads to.
    assert_eq!(guest.on_path("path_unlink_file", DATA, "absolute"), errno::SUCCESS);
    assert!(guest.host("secret").exists());
}

#[test]
fn what_is_neither_file_nor_folder_is_not_opened() {
    let guest = Guest::new();
    let _socket = std::os::unix::net::UnixListener::bind(guest.host("data/socket")).expect("bound");
    assert_eq!(guest.open(DATA, "socket", 0, READ), Err(errno::NOTSUP));
    let fifo = guest.host("data/fifo");
    let made = std::process::Command::new("mkfifo").arg(&fifo).status().expect("mkfifo runs");
    assert!(made.success());
    // Without a writer at its other end this would wait for ever.
    assert_eq!(guest.open(DATA, "fifo", 0, READ), Err(errno::NOTSUP));
    assert_eq!(guest.open(DATA, "fifo", 0, WRITE), Err(errno::NOTSUP));
}
