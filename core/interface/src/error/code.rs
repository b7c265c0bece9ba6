//! The one table of errors: permanent codes, what they mean, and the kind that becomes a class in
//! every host language.

macro_rules! kinds {
    ($($(#[doc = $doc:literal])* $kind:ident = $class:literal,)*) => {
        /// What went wrong, coarsely: each kind is one exception class in each host language.
        /// Hosts match on it exhaustively, so a new kind does not compile until all have it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Kind { $($(#[doc = $doc])* $kind,)* }

        impl Kind {
            /// Every kind, in the table's order.
            pub const ALL: &[Self] = &[$(Self::$kind,)*];

            /// The name of its class in the host languages.
            pub const fn class(self) -> &'static str {
                match self { $(Self::$kind => $class,)* }
            }

            /// Its meaning, for the classes' documentation.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$kind => concat!($($doc,)*).trim_ascii(),)* }
            }
        }
    };
}

kinds! {
    /// The module cannot be loaded: missing, damaged, or made for another environment.
    Load = "LoadError",
    /// The interface is damaged, disagrees with the module, or lacks the name asked for.
    Interface = "InterfaceError",
    /// An argument or member has the wrong type, or there are too many or too few.
    Type = "TypeMismatchError",
    /// A number does not fit its C type, or a length does not fit its buffer.
    Range = "OutOfRangeError",
    /// Text cannot cross: it holds a NUL, or is not valid in its encoding.
    Text = "TextError",
    /// The guest trapped, aborted or exited; the instance is dead until it is reset.
    Trap = "TrapError",
    /// A limit was reached: memory, host stack, call depth or deadline.
    Limit = "LimitError",
    /// The instance was killed earlier by a trap or a limit and was not reset since.
    Dead = "DeadInstanceError",
    /// A pointer, struct or library was used after close, with another library, or from two
    /// threads at once.
    Handle = "HandleError",
    /// The guest or the caller asked for a capability that was not granted.
    Denied = "DeniedError",
    /// The cache of compiled modules cannot be used.
    Cache = "CacheError",
    /// A C declaration cannot be read.
    Declaration = "DeclarationError",
    /// The C compiler is missing or failed.
    Build = "BuildError",
    /// The library itself reported a failure; `status` is its number. Each library has classes of its
    /// own below this one.
    Library = "LibraryError",
    /// The facts file contradicts the header or itself, or the library broke its facts.
    Facts = "FactsError",
    /// A fault in Sandbridge itself; please report it.
    Bug = "BugError",
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $code:ident $text:literal $kind:ident,)*) => {
        /// A permanent error code. A code is never given another meaning and never reused.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $($(#[doc = $doc])* $code,)* }

        impl Code {
            /// Every code, in the table's order.
            pub const ALL: &[Self] = &[$(Self::$code,)*];

            /// How users see it: `SB0101`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$code => $text,)* }
            }

            /// The kind that it belongs to.
            pub const fn kind(self) -> Kind {
                match self { $(Self::$code => Kind::$kind,)* }
            }

            /// Its meaning in one sentence.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$code => concat!($($doc,)*).trim_ascii(),)* }
            }
        }
    };
}

codes! {
    /// The file cannot be read.
    FileUnreadable "SB0101" Load,
    /// The bytes are not a WebAssembly module.
    NotWasm "SB0102" Load,
    /// The module is truncated or damaged.
    ModuleDamaged "SB0103" Load,
    /// The module was compiled for another ABI.
    WrongAbi "SB0104" Load,
    /// The module imports something that nobody provides.
    UnknownImport "SB0105" Load,
    /// The module uses a WebAssembly feature that is not supported.
    UnsupportedFeature "SB0106" Load,
    /// This build has no compiler and the module was not compiled before.
    NoCompiler "SB0107" Load,
    /// The module's start-up code failed.
    InitializationFailed "SB0108" Load,

    /// The embedded interface is damaged.
    SectionDamaged "SB0201" Interface,
    /// The embedded interface was written by a newer version.
    SectionVersion "SB0202" Interface,
    /// A C prototype disagrees with the export of that name.
    PrototypeMismatch "SB0203" Interface,
    /// A declared function is not exported by the module.
    NotExported "SB0204" Interface,
    /// The module carries no interface and none was given.
    NoInterface "SB0205" Interface,
    /// The library has nothing of that name.
    UnknownName "SB0206" Interface,
    /// The library has no type of that name.
    UnknownType "SB0207" Interface,
    /// The record has no member of that name.
    UnknownMember "SB0208" Interface,

    /// The call has too many or too few arguments.
    ArgumentCount "SB0301" Type,
    /// A value has a type that cannot be converted.
    ArgumentType "SB0302" Type,
    /// A number does not fit its C type.
    OutOfRange "SB0303" Range,
    /// Text for C contains a NUL.
    TextWithNul "SB0304" Text,
    /// A read-only buffer was given where the callee writes.
    ReadOnlyBuffer "SB0305" Type,
    /// Text is not valid in its encoding.
    TextEncoding "SB0306" Text,
    /// The guest returned text without a terminating NUL.
    TextUnterminated "SB0307" Text,
    /// A buffer has the wrong element type.
    ElementType "SB0308" Type,
    /// A C type that this version cannot convert.
    UnsupportedType "SB0309" Type,
    /// A buffer is longer or shorter than it must be.
    BufferLength "SB0310" Range,
    /// An index lies outside its array.
    IndexOutOfRange "SB0311" Range,
    /// The tag of a union says that another member is live.
    NotLive "SB0312" Type,

    /// The guest trapped.
    Trapped "SB0401" Trap,
    /// The guest called `abort()`.
    Aborted "SB0402" Trap,
    /// The guest called `exit()`.
    Exited "SB0403" Trap,
    /// The guest handed out a pointer outside its memory.
    BadGuestPointer "SB0404" Trap,
    /// A guest exception or `longjmp` left the outermost guest frame.
    UncaughtException "SB0405" Trap,
    /// A host function that the guest called raised an exception, which the host passes on.
    HostRaised "SB0406" Trap,

    /// The guest's memory is exhausted.
    OutOfMemory "SB0501" Limit,
    /// Too little host stack is left for the call.
    HostStack "SB0502" Limit,
    /// Calls are nested too deeply.
    CallDepth "SB0503" Limit,
    /// The guest's stack is exhausted.
    GuestStack "SB0504" Limit,

    /// The instance was killed earlier.
    DeadInstance "SB0601" Dead,
    /// The library or the object was closed.
    Closed "SB0602" Handle,
    /// Another thread is using the library.
    Busy "SB0603" Handle,
    /// A pointer or struct belongs to another library, or to the library before its reset.
    ForeignPointer "SB0604" Handle,
    /// C called a host function that was released.
    Released "SB0605" Handle,
    /// A function pointer points to nothing, or to a function of another type.
    FunctionType "SB0606" Handle,

    /// A capability was not granted.
    NotGranted "SB0701" Denied,

    /// The cache folder cannot be used safely.
    CacheFolder "SB0801" Cache,

    /// The library reported a failure by its status.
    LibraryFailed "SB0901" Library,

    /// A declaration has a syntax error.
    Syntax "SB1001" Declaration,
    /// A declaration names an unknown type.
    UndeclaredType "SB1002" Declaration,
    /// Two declarations of one name disagree.
    Conflict "SB1003" Declaration,
    /// A constant expression cannot be evaluated.
    ConstantExpression "SB1004" Declaration,
    /// A declaration uses something that C programs may, but wasm32 libraries cannot.
    UnsupportedDeclaration "SB1005" Declaration,

    /// No C compiler for wasm32 was found.
    NoToolchain "SB1101" Build,
    /// The C compiler reported errors.
    CompileFailed "SB1102" Build,
    /// The command was given options that contradict each other.
    Usage "SB1103" Build,
    /// A file could not be written.
    FileUnwritable "SB1104" Build,

    /// The facts file is not valid TOML, or has a key that facts do not know.
    FactsSyntax "SB1201" Facts,
    /// The facts file names something that the header does not have.
    FactsName "SB1202" Facts,
    /// Facts contradict a C type or each other.
    FactsType "SB1203" Facts,
    /// An expression in the facts cannot be read.
    FactsExpression "SB1204" Facts,
    /// The library broke its facts: a count above its capacity, a pointer outside its memory.
    FactsBroken "SB1205" Facts,
    /// An expression of the facts overflowed, divided by zero or does not fit where it goes.
    FactsOverflow "SB1206" Facts,

    /// An impossible state was reached.
    Bug "SB9901" Bug,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_ordered() {
        let texts: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert!(texts.windows(2).all(|pair| pair[0] < pair[1]), "{texts:?}");
    }

    #[test]
    fn every_kind_has_a_meaning_and_a_class() {
        for kind in Kind::ALL {
            assert!(kind.meaning().len() > 20, "{kind:?}");
            assert!(kind.class().ends_with("Error"), "{kind:?}");
        }
    }
}
