//! From headers to an interface that fits the module: preprocess, parse, compare, prune.

use std::path::{Path, PathBuf};

use sandbridge_extract::{Extracted, Header, Keep, parse_cdef, parse_header};
use sandbridge_interface::{Code, Error, Interface, Origin, Result, abi, section};

use crate::file;
use crate::module::Module;
use crate::report::Report;
use crate::toolchain::{Flags, Toolchain};

/// Names in a note are cut off after this many.
const NAMES_SHOWN: usize = 8;

/// Preprocesses the headers as the library's sources see them and reads their declarations.
/// Places are named relative to the folders that the user gave, so that the module says nothing
/// of the machine that built it.
pub(crate) fn extract(
    toolchain: &dyn Toolchain,
    headers: &[PathBuf],
    flags: &Flags,
    name: &str,
    work: &Path,
) -> Result<Extracted> {
    let mut includes = String::new();
    let mut folders: Vec<PathBuf> = flags.include_folders().map(PathBuf::from).collect();
    for header in headers {
        file::require(header)?;
        let absolute = std::path::absolute(header)
            .map_err(|error| Error::bug(format!("{}: {error}", header.display())))?;
        includes.push_str(&format!("#include \"{}\"\n", absolute.display()));
        folders.extend(absolute.parent().map(PathBuf::from));
    }
    let source = work.join("headers.c");
    std::fs::write(&source, includes).map_err(|error| file::unwritable(&source, &error))?;
    let text = toolchain.preprocess(&source, flags)?;
    let mut extracted =
        parse_header(&Header { name, text: &text, simd: !flags.no_simd, keep: Keep::OwnHeaders })?;
    shorten_places(&mut extracted.interface, folders);
    Ok(extracted)
}

/// Reads declarations that need no preprocessor.
pub(crate) fn extract_cdef(cdef: &Path, name: &str, simd: bool) -> Result<Extracted> {
    let text = file::read_text(cdef)?;
    let mut extracted = parse_cdef(name, &text).map_err(|error| error.context(cdef.display()))?;
    extracted.interface.simd = simd;
    Ok(extracted)
}

/// Compares every prototype with the module and drops what the module lacks.
///
/// # Errors
/// [`Code::PrototypeMismatch`] for the first prototype that disagrees; [`Code::NotExported`] when
/// the module has none of the functions; [`Code::UnsupportedFeature`].
pub(crate) fn reconcile(
    interface: &mut Interface,
    module: &Module<'_>,
    report: &Report,
) -> Result<()> {
    module.require_supported()?;
    let mut failures = Vec::new();
    let mut missing = Vec::new();
    for function in &interface.functions {
        let symbol = function.symbol.as_deref().unwrap_or(&function.name);
        match module.function(symbol) {
            Some(export) => failures.extend(abi::check_export(interface, function, export).err()),
            None => missing.push(function.name.clone()),
        }
    }
    if let Some(error) = failures.first() {
        for other in &failures[1..] {
            report.note(&format!("also: {other}"));
        }
        return Err(error.clone());
    }
    if !missing.is_empty() && missing.len() == interface.functions.len() {
        return Err(Error::new(
            Code::NotExported,
            format!(
                "library `{}`: the module exports none of the {} functions that the header \
                 declares ({})",
                interface.name,
                missing.len(),
                shown(&missing)
            ),
        )
        .with_help(
            "give the header of this library; a module made elsewhere must have been linked with \
             its functions exported (`-fvisibility=default -Wl,--export-dynamic`)",
        ));
    }
    if !missing.is_empty() {
        report.note(&format!(
            "{} declared functions are not in the module and were left out: {}",
            missing.len(),
            shown(&missing)
        ));
        interface.functions.retain(|function| !missing.contains(&function.name));
    }
    let is_there = |name: &str| module.has_global(name);
    let globals = interface.globals.iter().map(|global| &global.name);
    let missing: Vec<String> = globals.filter(|name| !is_there(name)).cloned().collect();
    if !missing.is_empty() {
        report.note(&format!(
            "{} declared variables are not in the module and were left out: {}",
            missing.len(),
            shown(&missing)
        ));
        interface.globals.retain(|global| is_there(&global.name));
    }
    Ok(())
}

/// The module with its interface, written to `output`; gives its size.
pub(crate) fn write(module: &[u8], extracted: &Extracted, output: &Path) -> Result<usize> {
    let described = section::attach(module, &extracted.interface, &extracted.docs)?;
    file::write_atomically(output, &described)?;
    Ok(described.len())
}

fn shown(names: &[String]) -> String {
    let mut text = names[..names.len().min(NAMES_SHOWN)].join(", ");
    if names.len() > NAMES_SHOWN {
        text.push_str(&format!(" and {} more", names.len() - NAMES_SHOWN));
    }
    text
}

fn shorten_places(interface: &mut Interface, mut folders: Vec<PathBuf>) {
    folders.sort_by_key(|folder| std::cmp::Reverse(folder.components().count()));
    let shorten = |origin: &mut Origin| {
        let place = Path::new(&origin.file);
        let inner = folders.iter().find_map(|folder| place.strip_prefix(folder).ok());
        let short = match inner {
            Some(inner) => inner,
            None if place.is_absolute() => Path::new(place.file_name().unwrap_or_default()),
            None => place,
        };
        origin.file = short.to_string_lossy().replace('\\', "/");
    };
    interface.functions.iter_mut().for_each(|function| shorten(&mut function.origin));
    interface.constants.iter_mut().for_each(|constant| shorten(&mut constant.origin));
    interface.globals.iter_mut().for_each(|global| shorten(&mut global.origin));
}

#[cfg(test)]
mod tests {
    use sandbridge_interface::{Constant, ConstantValue};

    use super::*;

    fn shortened(place: &str, folders: &[&str]) -> String {
        let mut interface = Interface::default();
        interface.constants.push(Constant {
            name: "A".into(),
            value: ConstantValue::Integer(1),
            origin: Origin { file: place.into(), line: 1 },
        });
        shorten_places(&mut interface, folders.iter().map(PathBuf::from).collect());
        interface.constants[0].origin.file.clone()
    }

    #[cfg(unix)]
    #[test]
    fn places_say_nothing_of_the_machine() {
        assert_eq!(shortened("/home/me/zlib/zlib.h", &["/home/me/zlib"]), "zlib.h");
        assert_eq!(shortened("/home/me/a/b/c.h", &["/home/me", "/home/me/a"]), "b/c.h");
        assert_eq!(shortened("/elsewhere/b/c.h", &["/home/me"]), "c.h");
        assert_eq!(shortened("./inc/c.h", &["."]), "inc/c.h");
        assert_eq!(shortened("inc/c.h", &["/home/me"]), "inc/c.h");
    }

    #[test]
    fn long_lists_of_names_are_cut() {
        let names: Vec<String> = (0..10).map(|number| format!("f{number}")).collect();
        assert_eq!(shown(&names[..2]), "f0, f1");
        assert!(shown(&names).ends_with("f7 and 2 more"));
    }
}
