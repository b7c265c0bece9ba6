//! A jar with its sources and its pom: what Maven and Gradle take, without a compiler.

use std::fmt::Write;

use sandbridge_bindgen::java;
use sandbridge_bindgen::model::Model;
use sandbridge_interface::Result;
use sandbridge_interface::facts::Package;

use crate::{Archive, Entry, Input, metadata, zip};

/// The oldest Java that Sandbridge runs on.
const JAVA: &str = "17";

/// Makes the jar, the jar of its sources, and the pom.
///
/// # Errors
/// When the library's package has no name, version or group, or one that Java cannot have.
pub fn jar(input: &Input<'_>) -> Result<Vec<Archive>> {
    let package = metadata::package(input)?;
    let model = Model::new(input.interface, input.docs)?;
    let group = java::package(&model)?;
    let folder = group.replace('.', "/");
    let classes = java::classes(&model)?;
    let pom = pom(package, group);

    let mut files: Vec<Entry> = Vec::new();
    let mut sources: Vec<Entry> = Vec::new();
    for class in classes {
        files.push(Entry::new(format!("{}.class", class.path), class.bytes));
        sources.push(Entry::new(format!("{}.java", class.path), class.source));
    }
    let module = format!("{folder}/{}.wasm", input.interface.name);
    files.push(Entry::new(module, input.module));
    let about = format!("META-INF/maven/{group}/{}", package.name);
    files.push(Entry::new(format!("{about}/pom.xml"), pom.as_str()));
    files.push(Entry::new(format!("{about}/pom.properties"), properties(package, group)));
    if !package.license_text.is_empty() {
        for files in [&mut files, &mut sources] {
            files.push(Entry::new("META-INF/LICENSE", package.license_text.as_str()));
        }
    }
    // The format wants its manifest in front.
    let manifest = [Entry::new("META-INF/MANIFEST.MF", manifest(package, group))];
    let name = format!("{}-{}", package.name, package.version);
    Ok(vec![
        Archive { name: format!("{name}.jar"), bytes: zip::archive(&manifest, &files)? },
        Archive { name: format!("{name}-sources.jar"), bytes: zip::archive(&manifest, &sources)? },
        Archive { name: format!("{name}.pom"), bytes: pom.into_bytes() },
    ])
}

fn manifest(package: &Package, group: &str) -> String {
    let mut text = "Manifest-Version: 1.0\r\n".to_owned();
    let mut field = |key: &str, value: &str| {
        // A line has at most 72 bytes; the next goes on behind a space.
        let mut line = format!("{key}: ");
        for c in value.chars() {
            if line.len() + c.len_utf8() > 72 {
                text.push_str(&line);
                text.push_str("\r\n");
                line = " ".to_owned();
            }
            line.push(c);
        }
        text.push_str(&line);
        text.push_str("\r\n");
    };
    field("Automatic-Module-Name", group);
    field("Implementation-Title", &package.name);
    field("Implementation-Version", &package.version);
    text.push_str("\r\n");
    text
}

fn properties(package: &Package, group: &str) -> String {
    format!("artifactId={}\ngroupId={group}\nversion={}\n", package.name, package.version)
}

/// A project object model of Maven 4.0.0.
fn pom(package: &Package, group: &str) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <project xmlns=\"http://maven.apache.org/POM/4.0.0\"\n         \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n         \
         xsi:schemaLocation=\"http://maven.apache.org/POM/4.0.0 \
         https://maven.apache.org/xsd/maven-4.0.0.xsd\">\n  \
         <modelVersion>4.0.0</modelVersion>\n",
    );
    let mut field = |indent: usize, key: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(text, "{:indent$}<{key}>{}</{key}>", "", escaped(value));
        }
    };
    field(2, "groupId", group);
    field(2, "artifactId", &package.name);
    field(2, "version", &package.version);
    field(2, "name", &package.name);
    field(2, "description", &package.description);
    field(2, "url", &package.homepage);
    if !package.license.is_empty() {
        let license = escaped(&package.license);
        let _ = write!(
            text,
            "  <licenses>\n    <license>\n      <name>{license}</name>\n    </license>\n  </licenses>\n"
        );
    }
    text.push_str(&developers(package));
    let _ = write!(
        text,
        "  <properties>\n    <maven.compiler.release>{JAVA}</maven.compiler.release>\n  </properties>\n  \
         <dependencies>\n    <dependency>\n      <groupId>dev.sandbridge</groupId>\n      \
         <artifactId>sandbridge</artifactId>\n      <version>{}</version>\n    </dependency>\n  \
         </dependencies>\n</project>\n",
        metadata::SANDBRIDGE
    );
    text
}

fn developers(package: &Package) -> String {
    if package.authors.is_empty() {
        return String::new();
    }
    let one = |author: &String| {
        let (name, address) = author.split_once('<').unwrap_or((author, ""));
        let address = address.trim_end_matches('>').trim();
        let mut text = format!("      <name>{}</name>\n", escaped(name.trim()));
        if !address.is_empty() {
            let _ = writeln!(text, "      <email>{}</email>", escaped(address));
        }
        format!("    <developer>\n{text}    </developer>\n")
    };
    let all: String = package.authors.iter().map(one).collect();
    format!("  <developers>\n{all}  </developers>\n")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
