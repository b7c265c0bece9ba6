//! Writes the generated files of the repository, or with `--check` says which are out of date.

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let check = std::env::args().any(|arg| arg == "--check");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut stale = false;
    for file in sandbridge_bindgen::error_classes() {
        let path = root.join(&file.path);
        if std::fs::read_to_string(&path).is_ok_and(|text| text == file.text) {
            continue;
        }
        stale = true;
        println!("{} {}", if check { "out of date:" } else { "writing" }, file.path);
        if !check && let Err(error) = write(&path, &file.text) {
            eprintln!("{}: {error}", file.path);
            return ExitCode::FAILURE;
        }
    }
    if check && stale {
        eprintln!("run `cargo run -p sandbridge-bindgen`");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

fn write(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, text)
}
