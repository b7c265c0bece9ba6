//! An npm package: the typed JavaScript package of a library, for every platform, as `npm pack` makes it.

use sandbridge_bindgen::model::Model;
use sandbridge_bindgen::node;
use sandbridge_interface::Result;
use sandbridge_interface::facts::Package;

use crate::{Archive, Entry, Input, metadata, tarball};

/// The oldest Node that Sandbridge runs on.
const NODE: &str = ">=20";

/// Makes the package.
///
/// # Errors
/// When the library's package has no name or version.
pub fn npm(input: &Input<'_>) -> Result<Archive> {
    let package = metadata::package(input)?;
    let model = Model::new(input.interface, input.docs)?;
    let module = node::module_file(&model);
    let mut files: Vec<Entry> =
        node::package(&model).into_iter().map(|file| Entry::new(file.path, file.text)).collect();
    let has_license = !package.license_text.is_empty();
    let mut paths: Vec<String> = files.iter().map(|file| file.path.clone()).collect();
    paths.push(module.clone());
    files.push(Entry::new(module, input.module));
    files.push(Entry::new("package.json", manifest(package, &paths)));
    if has_license {
        files.push(Entry::new("LICENSE", package.license_text.as_str()));
    }
    // The format has everything in one folder.
    let files =
        files.into_iter().map(|file| Entry::new(format!("package/{}", file.path), file.bytes));
    Ok(Archive {
        name: format!("{}-{}.tgz", package.name, package.version),
        bytes: tarball::archive(&files.collect::<Vec<_>>())?,
    })
}

/// `package.json`, in the order that people and resolvers read: TypeScript takes the first condition.
fn manifest(package: &Package, files: &[String]) -> String {
    let mut fields: Vec<(&str, String)> = Vec::new();
    let texts = [
        ("name", &package.name),
        ("version", &package.version),
        ("description", &package.description),
        ("license", &package.license),
        ("homepage", &package.homepage),
    ];
    fields.extend(
        texts
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(key, text)| (key, quoted(text))),
    );
    match package.authors.as_slice() {
        [] => {}
        [author] => fields.push(("author", quoted(author))),
        authors => fields.push(("contributors", list(authors))),
    }
    fields.push(("keywords", list(&["webassembly", "wasm", "sandbridge"])));
    fields.push(("engines", object(&[("node", quoted(NODE))], 1)));
    fields.push(("main", quoted("./index.js")));
    fields.push(("module", quoted("./index.mjs")));
    fields.push(("types", quoted("./index.d.ts")));
    let conditions = [
        ("types", quoted("./index.d.ts")),
        ("import", quoted("./index.mjs")),
        ("require", quoted("./index.js")),
    ];
    let exports = [(".", object(&conditions, 2)), ("./package.json", quoted("./package.json"))];
    fields.push(("exports", object(&exports, 1)));
    fields.push(("files", list(files)));
    let sandbridge = quoted(&format!("^{}", metadata::SANDBRIDGE));
    fields.push(("dependencies", object(&[("sandbridge", sandbridge)], 1)));
    object(&fields, 0) + "\n"
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn list(items: &[impl AsRef<str>]) -> String {
    let items: Vec<String> =
        items.iter().map(|item| format!("    {}", quoted(item.as_ref()))).collect();
    format!("[\n{}\n  ]", items.join(",\n"))
}

fn object(fields: &[(&str, String)], depth: usize) -> String {
    let pad = "  ".repeat(depth);
    let fields: Vec<String> =
        fields.iter().map(|(key, value)| format!("{pad}  {}: {value}", quoted(key))).collect();
    format!("{{\n{}\n{pad}}}", fields.join(",\n"))
}
