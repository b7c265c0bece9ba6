//! The vocabulary of facts files: every key, what may stand behind it and what it means. The reader
//! accepts what these tables have, and the published schema is written from them.

/// What may stand behind a key.
#[derive(Debug)]
pub(crate) enum Form {
    /// `true` or `false`.
    Flag,
    /// Any text.
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A C expression; a number stands for itself.
    Expression,
    /// A list of texts.
    Texts,
    /// How long C may call a host function.
    Scope,
    /// A table.
    Table(&'static Section),
    /// A list of tables.
    Tables(&'static Section),
    /// Any of these.
    Either(&'static [Form]),
}

/// The keys of one table.
#[derive(Debug)]
pub(crate) struct Section {
    /// What the schema calls it.
    pub(crate) name: &'static str,
    /// Its keys.
    pub(crate) keys: &'static [Key],
    /// What stands behind keys that are names of the library.
    pub(crate) others: Option<(&'static Form, &'static str)>,
    /// Keys that must be there.
    pub(crate) required: &'static [&'static str],
}

/// One key.
#[derive(Debug)]
pub(crate) struct Key {
    /// The key.
    pub(crate) name: &'static str,
    /// What may stand behind it.
    pub(crate) form: Form,
    /// What it means, in a sentence.
    pub(crate) doc: &'static str,
}

const fn key(name: &'static str, form: Form, doc: &'static str) -> Key {
    Key { name, form, doc }
}

/// A table whose keys are names of the library.
const fn names(name: &'static str, form: &'static Form, doc: &'static str) -> Section {
    Section { name, keys: &[], others: Some((form, doc)), required: &[] }
}

/// The whole file.
pub(crate) static FILE: Section = Section {
    name: "file",
    keys: &[
        key("$schema", Form::Text, "Where an editor finds this schema."),
        key("prefix", TEXT_OR_TEXTS, "Taken off the names of functions, constants and types."),
        key("skip", Form::Texts, "C names that only the C layer has; `*` stands for anything."),
        key(
            "package",
            Form::Table(&PACKAGE),
            "How packages made of the library describe themselves.",
        ),
        key("errors", Form::Table(&ERRORS), "Rules that say which results are failures."),
        key("types", Form::Table(&TYPES), "C types that mean more than they say."),
        key("handles", Form::Table(&HANDLES), "Further kinds of handle, by class name."),
        key("functions", Form::Table(&FUNCTIONS), "Functions that mean more than they say."),
        key("callbacks", Form::Table(&CALLBACKS), "Functions that C calls back."),
        key("constants", Form::Table(&CONSTANTS), "Constants with another name."),
    ],
    others: None,
    required: &[],
};

const TEXT_OR_TEXTS: Form = Form::Either(&[Form::Text, Form::Texts]);

static PACKAGE: Section = Section {
    name: "package",
    keys: &[
        key("name", Form::Text, "Name in the registries: `zlib-wasm`."),
        key("version", Form::Text, "Version of the package."),
        key("description", Form::Text, "One line on what it does."),
        key("license", Form::Text, "SPDX expression."),
        key("license_file", Form::Text, "File with the licence's text, beside the facts file."),
        key("homepage", Form::Text, "Where the library lives."),
        key("authors", Form::Texts, "`Name <address>` each."),
        key(
            "group",
            Form::Text,
            "Group of packages that have one, and prefix of their classes: `org.example`.",
        ),
    ],
    others: None,
    required: &["name", "version"],
};

static ERRORS: Section =
    names("errors", &Form::Table(&ERROR), "A rule; functions name it with `error`.");

static ERROR: Section = Section {
    name: "error",
    keys: &[
        key("class", Form::Text, "Class of the exception; by default the rule's name and `Error`."),
        key("fails", Form::Expression, "True when the call failed; reads `ret` and parameters."),
        key("message", Form::Expression, "Address of the message, which ends in a NUL."),
        key("status", Form::Expression, "The number that the exception carries; by default `ret`."),
        key(
            "names",
            TEXT_OR_TEXTS,
            "`enum tag`, or constants: what names the number; by default as for another rule of the class.",
        ),
    ],
    others: None,
    required: &["fails"],
};

static TYPES: Section = names("types", &Form::Table(&TYPE), "A `typedef` name or `struct tag`.");

static TYPE: Section = Section {
    name: "type",
    keys: &[
        key("name", Form::Text, "The class, or the name without prefix."),
        key("skip", Form::Flag, "Only the C layer has it."),
        key("handle", Form::Table(&HANDLE), "Pointers to it become closable objects."),
        key("union_tag", Form::Table(&UNION_TAG), "Which member of a union is live."),
    ],
    others: None,
    required: &[],
};

const CLOSE: Key = key(
    "close",
    Form::Expression,
    "The function that ends it, or a call over `self` and `parent`; without, it is only lent.",
);
const PARENT: Key = key("parent", Form::Text, "The kind of handle that must outlive it.");
const CLOSE_ERROR: Key = key("error", Form::Text, "The rule for the result of closing it.");
const OBJECT: Key = key("object", Form::Flag, "The caller provides the memory of the object.");
const PREFIX: Key = key("prefix", TEXT_OR_TEXTS, "Taken off the names of its methods.");

static HANDLE: Section = Section {
    name: "handle",
    keys: &[CLOSE, PARENT, CLOSE_ERROR, OBJECT, PREFIX],
    others: None,
    required: &[],
};

static HANDLES: Section = names("handles", &Form::Table(&KIND), "The class.");

static KIND: Section = Section {
    name: "kind",
    keys: &[
        key("type", Form::Text, "The C type that pointers point to."),
        CLOSE,
        PARENT,
        CLOSE_ERROR,
        OBJECT,
        PREFIX,
    ],
    others: None,
    required: &["type"],
};

static UNION_TAG: Section = Section {
    name: "union_tag",
    keys: &[
        key("member", Form::Text, "The union member; without, an anonymous union."),
        key("tag", Form::Text, "The member that says which is live."),
        key("cases", Form::Table(&CASES), "Constant or number to the live member."),
    ],
    others: None,
    required: &["tag", "cases"],
};

static CASES: Section = names("cases", &Form::Text, "The member that is live.");

static FUNCTIONS: Section =
    names("functions", &Form::Table(&FUNCTION), "A function by its C name.");

static FUNCTION: Section = Section {
    name: "function",
    keys: &[
        key("name", TEXT_OR_PARAM, "Its name; by default the C name without prefix."),
        key("method_of", FLAG_OR_TEXT_OR_PARAM, "The handle whose method it is; `false` for none."),
        key("error", TEXT_OR_PARAM, "The rule that says when it failed."),
        key("skip", Form::Either(&[Form::Flag, Form::Table(&PARAM)]), "Only the C layer has it."),
        key("ret", Form::Table(&RESULT), "The result."),
    ],
    others: Some((&Form::Table(&PARAM), "A parameter by its C name, or `p->member`.")),
    required: &[],
};

// Parameters may be called so too.
const TEXT_OR_PARAM: Form = Form::Either(&[Form::Text, Form::Table(&PARAM)]);
const FLAG_OR_TEXT_OR_PARAM: Form = Form::Either(&[Form::Flag, Form::Text, Form::Table(&PARAM)]);

const NAME: Key = key("name", Form::Text, "What the caller calls it, or the result.");
const SIZE: Key = key("size", Form::Expression, "Bytes that the pointer covers.");
const COUNT: Key = key("count", Form::Expression, "Elements that the pointer covers.");
const CAPACITY: Key = key("capacity", Form::Expression, "How much to reserve for a result.");
const TEXT: Key = key(
    "text",
    Form::Word(&["utf8", "latin1", "utf16"]),
    "It is text in this encoding; up to its NUL unless `size` or `count` is given.",
);
const NULLABLE: Key = key("nullable", Form::Flag, "`NULL` may stand there.");
const FREE: Key = key("free", Form::Text, "The caller owns it; this function frees the original.");
const BORROWED_FROM: Key =
    key("borrowed_from", Form::Text, "The parameter that owns what is pointed to.");
const UNTIL: Key = key("until", TEXT_OR_TEXTS, "Functions after which it is gone.");
const KIND_OF: Key =
    key("handle", Form::Text, "The class of the handle, where its type has several.");
const OWNED: Key = key("owned", Form::Flag, "The caller has to close the handle.");
const BORROWED: Key = key("borrowed", Form::Flag, "C lends the handle.");
const PARENT_PARAM: Key = key("parent", Form::Text, "The parameter with the handle's parent.");
const VALUE: Key = key("value", Form::Expression, "Computed; the caller does not give it.");

static PARAM: Section = Section {
    name: "parameter",
    keys: &[
        NAME,
        key("out", Form::Flag, "It is a result."),
        key("in", Form::Flag, "Behind the pointer is a number that the caller gives."),
        key("inout", Form::Flag, "The caller gives it and gets it back."),
        SIZE,
        COUNT,
        CAPACITY,
        TEXT,
        NULLABLE,
        key("optional", Form::Flag, "May be left out, which means `NULL`."),
        key("default", Form::Expression, "May be left out, which means this constant."),
        VALUE,
        FREE,
        BORROWED_FROM,
        UNTIL,
        key("callback", Form::Table(&CALLBACK), "It is a host function."),
        KIND_OF,
        OWNED,
        BORROWED,
        PARENT_PARAM,
        key("on_failure", Form::Word(&["close"]), "A failing call hands the handle out too."),
        key(
            "raise",
            Form::Text,
            "C reports a failure by calling it; its argument with the message.",
        ),
    ],
    others: None,
    required: &[],
};

static RESULT: Section = Section {
    name: "result",
    keys: &[
        NAME,
        key("out", Form::Flag, "It is kept beside `error`; `false` drops it."),
        SIZE,
        COUNT,
        TEXT,
        NULLABLE,
        VALUE,
        FREE,
        BORROWED_FROM,
        UNTIL,
        KIND_OF,
        OWNED,
        BORROWED,
        PARENT_PARAM,
    ],
    others: None,
    required: &[],
};

static CALLBACK: Section = Section {
    name: "callback",
    keys: &[
        key("userdata", Form::Text, "The parameter that C hands to it."),
        key(
            "scope",
            Form::Scope,
            "How long C may call it: `call`, `once`, `until:function`, `handle`, `destroy`, `forever`.",
        ),
        key("until", TEXT_OR_TEXTS, "Functions after which C no longer calls it."),
        key("destroy", Form::Text, "The parameter for a function that C calls when it is done."),
        key("on_raise", Form::Expression, "What C gets when it raises; without, C is unwound."),
    ],
    others: None,
    required: &[],
};

static CALLBACKS: Section = names(
    "callbacks",
    &Form::Table(&CALLBACK_TYPE),
    "`function.parameter`, a `typedef` name, or `struct.member`.",
);

static CALLBACK_TYPE: Section = Section {
    name: "callback_type",
    keys: &[
        key("params", Form::Tables(&CALLBACK_PARAM), "What each of C's arguments is."),
        key("names", Form::Texts, "What each of them is called."),
    ],
    others: None,
    required: &[],
};

static CALLBACK_PARAM: Section = Section {
    name: "callback_parameter",
    keys: &[
        key("userdata", Form::Flag, "Not given: it says which host function is meant."),
        key("handle", Form::Text, "The class of the handle that it is."),
        TEXT,
        SIZE,
        COUNT,
        key("out", Form::Flag, "Room for what the host function returns."),
        CAPACITY,
        key("exact", Form::Flag, "All of the room must be filled."),
    ],
    others: None,
    required: &[],
};

static CONSTANTS: Section =
    names("constants", &Form::Table(&CONSTANT), "A constant by its C name.");

static CONSTANT: Section = Section {
    name: "constant",
    keys: &[
        key("name", Form::Text, "Its name; by default the C name without prefix."),
        key("skip", Form::Flag, "Only the C layer has it."),
    ],
    others: None,
    required: &[],
};
