//! Writes the sample of random programs to `cases/random-*`; `core/conformance/build --write` makes
//! the modules of it.

use std::path::Path;
use std::{fs, io};

use sandbridge_conformance::random::sample;

fn main() -> io::Result<()> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    for file in sample() {
        let path = cases.join(&file.path);
        fs::create_dir_all(path.parent().unwrap_or(&cases))?;
        fs::write(path, file.text)?;
    }
    Ok(())
}
