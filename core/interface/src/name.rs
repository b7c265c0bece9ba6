//! Finding things by the names that C programmers use, and the nearest name when there is none.

use crate::{Interface, RecordKind, Scalar, SignatureId, Type, TypeId};

/// Stars that a type's name may have.
const MAX_POINTERS: usize = 64;

/// The type called `name`: a `typedef` name, `struct tag`, `union tag`, `enum tag`, a bare tag or
/// a basic type with its specifiers in any order, with `const` and trailing `*` where the header
/// has such a pointer.
pub fn find_type(interface: &Interface, name: &str) -> Option<TypeId> {
    let name = name.trim();
    // One level of recursion each; no header has nearly as many.
    if name.bytes().filter(|&byte| byte == b'*').count() > MAX_POINTERS {
        return None;
    }
    if let Some(pointee) = name.strip_suffix('*') {
        return find_pointer(interface, pointee.trim_end());
    }
    let words: Vec<&str> = name.split_ascii_whitespace().filter(|word| *word != "const").collect();
    match words.as_slice() {
        [] => None,
        ["struct", tag] => find_record(interface, tag, Some(RecordKind::Struct)),
        ["union", tag] => find_record(interface, tag, Some(RecordKind::Union)),
        ["enum", tag] => find_enum(interface, tag),
        ["void"] => position(interface, &Type::Void),
        [name] => find_typedef(interface, name)
            .or_else(|| find_record(interface, name, None))
            .or_else(|| find_enum(interface, name))
            .or_else(|| find_basic(interface, &words)),
        _ => find_basic(interface, &words),
    }
}

/// The function type that `name` means: a `typedef` of it or of a pointer to it, or its spelling,
/// `int (*)(int)` or `int (int)`.
pub fn find_signature(interface: &Interface, name: &str) -> Option<SignatureId> {
    if let Some(found) = find_type(interface, name) {
        return match *interface.resolved(found) {
            Type::Function(signature) => Some(signature),
            Type::Pointer { to, .. } => match *interface.resolved(to) {
                Type::Function(signature) => Some(signature),
                _ => None,
            },
            _ => None,
        };
    }
    let bare = |text: &str| text.replace("(*)", "").replace(char::is_whitespace, "");
    let wanted = bare(name);
    let ids = (0..interface.signatures.len()).map(|index| SignatureId(index as u32));
    ids.into_iter().find(|&id| bare(&crate::spell::function_pointer(interface, id)) == wanted)
}

/// The candidate that is most like `wanted`, when one is alike enough to have been meant.
///
/// ```
/// use sandbridge_interface::name::nearest;
///
/// assert_eq!(nearest("compres2", ["crc32", "compress2"].into_iter()), Some("compress2"));
/// assert_eq!(nearest("frobnicate", ["crc32", "compress2"].into_iter()), None);
/// ```
pub fn nearest<'a>(wanted: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (wanted.chars().count() / 3).clamp(1, 4);
    candidates
        .filter(|candidate| candidate.len().abs_diff(wanted.len()) <= limit * 4)
        .map(|candidate| (distance(wanted, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Names that differ in case alone are as near as it gets.
fn distance(wanted: &str, candidate: &str) -> usize {
    if wanted.eq_ignore_ascii_case(candidate) {
        return 0;
    }
    strsim::damerau_levenshtein(wanted, candidate)
}

fn find_pointer(interface: &Interface, pointee: &str) -> Option<TypeId> {
    let wants_const = pointee.split_ascii_whitespace().any(|word| word == "const");
    let pointee = interface.resolve(find_type(interface, pointee)?);
    let mut other = None;
    for (index, ty) in interface.types.iter().enumerate() {
        let Type::Pointer { to, is_const } = ty else { continue };
        if interface.resolve(*to) != pointee {
            continue;
        }
        let id = TypeId(u32::try_from(index).ok()?);
        if *is_const == wants_const {
            return Some(id);
        }
        other.get_or_insert(id);
    }
    // Whether the header promises not to write does not change what the pointer is.
    other
}

fn find_typedef(interface: &Interface, wanted: &str) -> Option<TypeId> {
    if let Some(found) = interface.type_names.iter().find(|entry| entry.name == wanted) {
        return Some(found.ty);
    }
    // Names of system headers are not listed, but stay where declarations use them.
    find(interface, |ty| matches!(ty, Type::Named { name, .. } if name == wanted))
}

fn find_record(interface: &Interface, tag: &str, kind: Option<RecordKind>) -> Option<TypeId> {
    find(interface, |ty| {
        let Type::Record(id) = ty else { return false };
        let record = interface.record(*id);
        // `struct name` is for tags; a bare name may also be that of an untagged record.
        record.name.as_deref() == Some(tag)
            && kind.is_none_or(|kind| record.kind == kind && record.is_tag)
    })
}

fn find_enum(interface: &Interface, tag: &str) -> Option<TypeId> {
    find(
        interface,
        |ty| matches!(ty, Type::Enum(id) if interface.enumeration(*id).name.as_deref() == Some(tag)),
    )
}

fn find_basic(interface: &Interface, words: &[&str]) -> Option<TypeId> {
    let scalar = basic(words)?;
    position(interface, &Type::Scalar(scalar))
}

fn find(interface: &Interface, matches: impl Fn(&Type) -> bool) -> Option<TypeId> {
    let index = interface.types.iter().position(matches)?;
    u32::try_from(index).ok().map(TypeId)
}

fn position(interface: &Interface, wanted: &Type) -> Option<TypeId> {
    find(interface, |ty| ty == wanted)
}

/// The basic type that a multiset of specifiers means: `long unsigned` is `unsigned long`.
pub fn basic(words: &[&str]) -> Option<Scalar> {
    let mut sorted = words.to_vec();
    // `signed` is implied except for `char`, and `int` by everything that may stand before it.
    sorted.sort_unstable();
    if sorted.contains(&"signed") && !sorted.contains(&"char") {
        sorted.retain(|word| *word != "signed");
        if sorted.is_empty() {
            return Some(Scalar::Int);
        }
        if sorted
            .iter()
            .any(|word| matches!(*word, "unsigned" | "float" | "double" | "_Bool" | "bool"))
        {
            return None;
        }
    }
    let may_have_int = sorted.len() > 1 && !sorted.contains(&"char");
    if may_have_int && let Some(int) = sorted.iter().position(|word| *word == "int") {
        sorted.remove(int);
    }
    Some(match sorted.as_slice() {
        ["_Bool"] | ["bool"] => Scalar::Bool,
        ["char"] => Scalar::Char,
        ["char", "signed"] => Scalar::SChar,
        ["char", "unsigned"] => Scalar::UChar,
        ["short"] => Scalar::Short,
        ["short", "unsigned"] => Scalar::UShort,
        ["int"] => Scalar::Int,
        ["unsigned"] => Scalar::UInt,
        ["long"] => Scalar::Long,
        ["long", "unsigned"] => Scalar::ULong,
        ["long", "long"] => Scalar::LongLong,
        ["long", "long", "unsigned"] => Scalar::ULongLong,
        ["__int128"] | ["__int128_t"] => Scalar::Int128,
        ["__int128", "unsigned"] | ["__uint128_t"] => Scalar::UInt128,
        ["_Float16"] => Scalar::Half,
        ["float"] => Scalar::Float,
        ["double"] => Scalar::Double,
        ["double", "long"] => Scalar::LongDouble,
        _ => return None,
    })
}
