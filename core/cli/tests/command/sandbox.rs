//! A folder of its own for each test, and the command run in it.

use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A folder that goes away with the test.
pub(crate) struct Sandbox(tempfile::TempDir);

/// What a run of the command left behind.
pub(crate) struct Ran {
    /// Its exit code.
    pub(crate) code: i32,
    /// What it printed.
    pub(crate) stdout: String,
    /// What it reported.
    pub(crate) stderr: String,
}

impl Sandbox {
    /// A folder with these files.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let sandbox = Self(tempfile::tempdir().expect("a temporary folder"));
        for (name, text) in files {
            let path = sandbox.path(name);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        }
        sandbox
    }

    /// A path in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The contents of a file in the folder.
    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).expect("the command wrote the file")
    }

    /// Runs `sandbridge` with these words.
    pub(crate) fn run(&self, words: &[&str]) -> Ran {
        self.run_with(words, |_| {})
    }

    /// Runs it in a changed environment.
    pub(crate) fn run_with(&self, words: &[&str], change: impl FnOnce(&mut Command)) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sandbridge"));
        command.args(words).current_dir(self.0.path()).stdin(Stdio::null());
        change(&mut command);
        let output = command.output().expect("the command runs");
        Ran {
            code: output.status.code().expect("an exit code"),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    /// Runs it and expects success; gives what it printed.
    pub(crate) fn ok(&self, words: &[&str]) -> String {
        let ran = self.run(words);
        assert_eq!(ran.code, 0, "{words:?}: {}", ran.stderr);
        ran.stdout
    }

    /// Runs it and expects an error of that code; gives what it reported.
    #[track_caller]
    pub(crate) fn fails(&self, words: &[&str], code: &str) -> String {
        let ran = self.run(words);
        assert_eq!(ran.code, 1, "{words:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(&format!("[{code}]")), "{words:?}: {}", ran.stderr);
        ran.stderr
    }
}
