//! Which compiler is taken, and the one that runs in Node, with a stand-in for the npm package.

use std::path::{Path, PathBuf};

use crate::sandbox::Sandbox;

/// Stands in for the package: it looks for the files that the real clang would ask for in its
/// virtual file system, and answers with what another compiler made.
const PACKAGE: &str = r#"
import { readFileSync } from 'node:fs';
const text = (opts, string) => opts.stderr(new TextEncoder().encode(string));
const look = (files, at) => at.split('/').filter(Boolean).reduce((entry, part) => entry?.[part], files);
export const commands = {
  async clang(args, files, opts) {
    const folder = '/real' + process.env.FOLDER;
    const after = (flag) => args[args.indexOf(flag) + 1];
    const put = (bytes) => {
      const parts = after('-o').split('/').filter(Boolean);
      const name = parts.pop();
      parts.reduce((entry, part) => (entry[part] ??= {}), files)[name] = bytes;
      return files;
    };
    if (args.includes('-E')) {
      if (!look(files, folder + '/add.h')) throw new Error('no header');
      opts.stdout(new TextEncoder().encode('# 1 "' + folder + '/add.h" 1\nint add(int a, int b);\n'));
      return files;
    }
    if (args.includes('-c')) {
      const source = args[args.indexOf('-o') - 1];
      if (source.endsWith('support.c')) return put(new Uint8Array());
      for (const wanted of ['/src/add.c', '/src/deep/sum.h', '/include/own.h']) {
        if (!look(files, folder + wanted)) {
          text(opts, folder + wanted + ': not there');
          throw Object.assign(new Error('exit'), { code: 1 });
        }
      }
      if (!args.includes('-I' + folder + '/include')) throw new Error('no -I: ' + args);
      return put(new Uint8Array([1]));
    }
    if (!args.includes('-Wl,-u,add,--export-if-defined=add')) throw new Error('no export: ' + args);
    return put(new Uint8Array(readFileSync(process.env.FOLDER + '/add.wasm')));
  },
};
"#;

fn library() -> Sandbox {
    Sandbox::new(&[
        ("add.h", "int add(int a, int b);\n"),
        ("deep/sum.h", "#define SUM(a, b) (a + b)\n"),
        ("include/own.h", ""),
        (
            "src/add.c",
            "#include \"../deep/sum.h\"\n#  include <own.h>\nint add(int a, int b) { return SUM(a, b); }\n",
        ),
        ("node_modules/@yowasp/clang/gen/bundle.js", PACKAGE),
        ("node_modules/@yowasp/clang/package.json", "{\"type\":\"module\"}"),
    ])
}

const WORDS: [&str; 6] = ["build", "src/add.c", "--header", "add.h", "-I", "include"];

#[test]
fn the_compiler_in_node_sees_the_files_that_sources_include() {
    let sandbox = library();
    sandbox.ok(&[&WORDS[..], &["-o", "add.wasm"]].concat());
    let build = || {
        sandbox.run_with(&[&WORDS[..], &["-o", "node.wasm"]].concat(), |command| {
            let folder = std::fs::canonicalize(sandbox.path("")).expect("a folder");
            command.env_clear().env("SANDBRIDGE_NODE", node()).env("FOLDER", folder);
        })
    };
    let ran = build();
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("@yowasp/clang"), "{}", ran.stderr);
    assert_eq!(sandbox.ok(&["call", "node.wasm", "add", "2", "3"]), "5\n");

    // What it says names real files, not those of its virtual system.
    std::fs::remove_file(sandbox.path("include/own.h")).expect("the file is there");
    let ran = build();
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("could not compile src/add.c"), "{}", ran.stderr);
    assert!(ran.stderr.contains("/include/own.h: not there"), "{}", ran.stderr);
    assert!(!ran.stderr.contains("/real/"), "{}", ran.stderr);
}

#[test]
fn the_wasi_sdk_goes_before_the_system_and_must_be_one() {
    let sandbox = library();
    let ran = sandbox.run_with(&WORDS, |command| {
        command.env("WASI_SDK_PATH", sandbox.path("include"));
    });
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("WASI_SDK_PATH"), "{}", ran.stderr);
    assert!(ran.stderr.contains("[SB1101]"), "{}", ran.stderr);
}

#[test]
fn a_named_compiler_goes_before_all_and_may_have_arguments() {
    let sandbox = library();
    let clang = in_path(|name| name.starts_with("clang-") && name[6..].parse::<u32>().is_ok());
    let named = format!("{} -DNAMED=1", clang.display());
    let source = "#ifndef NAMED\n#error no\n#endif\nint add(int a, int b) { return a + b; }\n";
    std::fs::write(sandbox.path("src/add.c"), source).expect("a file");
    let words = [&WORDS[..], &["--cc", &named, "-o", "add.wasm"]].concat();
    let ran = sandbox.run_with(&words, |command| {
        command.env("WASI_SDK_PATH", "/nowhere");
    });
    assert_eq!(ran.code, 0, "{}", ran.stderr);
}

#[test]
fn host_headers_are_out_of_sight() {
    let sandbox = library();
    let host = Path::new("/usr/include/linux/types.h").exists();
    assert!(host, "the test needs a header that only the host has");
    let source = "#include <linux/types.h>\nint add(int a, int b) { return a + b; }\n";
    std::fs::write(sandbox.path("src/add.c"), source).expect("a file");
    let error = sandbox.fails(&WORDS, "SB1102");
    assert!(error.contains("'linux/types.h' file not found"), "{error}");
}

fn node() -> PathBuf {
    in_path(|name| name == "node")
}

fn in_path(is_wanted: impl Fn(&str) -> bool) -> PathBuf {
    let path = std::env::var_os("PATH").expect("a PATH");
    std::env::split_paths(&path)
        .filter_map(|folder| std::fs::read_dir(folder).ok())
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.file_name().and_then(|name| name.to_str()).is_some_and(&is_wanted))
        .expect("the tests need clang and node in PATH")
}
