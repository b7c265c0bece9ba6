//! The words that specifiers are made of.

use sandbridge_interface::Scalar;

/// Words without meaning for types and calls.
pub(super) fn is_ignored(word: &str) -> bool {
    matches!(
        word,
        "volatile"
            | "__volatile"
            | "__volatile__"
            | "restrict"
            | "__restrict"
            | "__restrict__"
            | "register"
            | "_Thread_local"
            | "__thread"
            | "thread_local"
            | "_Noreturn"
            | "__extension__"
            | "_Nonnull"
            | "_Nullable"
            | "_Null_unspecified"
    )
}

/// Whether a word other than a basic type or a name begins or continues specifiers.
pub(super) fn is_specifier_word(word: &str) -> bool {
    is_ignored(word)
        || matches!(
            word,
            "const"
                | "__const"
                | "__const__"
                | "_Atomic"
                | "struct"
                | "union"
                | "enum"
                | "typeof"
                | "__typeof"
                | "__typeof__"
                | "typeof_unqual"
                | "__typeof_unqual__"
                | "_BitInt"
                | "_Complex"
                | "__complex__"
                | "__complex"
                | "typedef"
                | "extern"
                | "static"
                | "inline"
                | "__inline"
                | "__inline__"
                | "constexpr"
                | "__attribute__"
                | "__attribute"
                | "_Alignas"
                | "alignas"
                | "__declspec"
                | "auto"
        )
}

/// The usual spelling of a basic type word.
pub(super) fn basic_word(word: &str) -> Option<&'static str> {
    Some(match word {
        "void" => "void",
        "char" => "char",
        "short" => "short",
        "int" => "int",
        "long" => "long",
        "float" | "_Float32" => "float",
        "double" | "_Float64" | "_Float32x" => "double",
        "signed" | "__signed" | "__signed__" => "signed",
        "unsigned" => "unsigned",
        "_Bool" | "bool" => "_Bool",
        "__int128" => "__int128",
        "__int128_t" => "__int128_t",
        "__uint128_t" => "__uint128_t",
        "_Float16" | "__fp16" => "_Float16",
        "__builtin_va_list" => "va_list",
        _ => return None,
    })
}

/// GNU machine modes: the same signedness in another width.
pub(super) fn moded(scalar: Scalar, mode: &str) -> Option<Scalar> {
    let pick = |signed, unsigned| Some(if scalar.is_signed() { signed } else { unsigned });
    match mode {
        "QI" | "byte" => pick(Scalar::SChar, Scalar::UChar),
        "HI" => pick(Scalar::Short, Scalar::UShort),
        "SI" => pick(Scalar::Int, Scalar::UInt),
        "word" | "pointer" => pick(Scalar::Long, Scalar::ULong),
        "DI" => pick(Scalar::LongLong, Scalar::ULongLong),
        "TI" => pick(Scalar::Int128, Scalar::UInt128),
        "SF" => Some(Scalar::Float),
        "DF" => Some(Scalar::Double),
        "TF" => Some(Scalar::LongDouble),
        _ => None,
    }
}
