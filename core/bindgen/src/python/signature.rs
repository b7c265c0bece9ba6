//! How a function is called from Python: its parameters and result as annotations.

use sandbridge_interface::facts::Omitted;
use sandbridge_interface::habit::pascal;
use sandbridge_interface::plan::{Access, Number, Plan, PointerPlan, Wide};
use sandbridge_interface::{Interface, RecordId};

use crate::model::{HostFunction, Model};
use crate::value::{self, Given, Memory, Taken};

/// The signature, without `def`: `crc32(crc: int, buf: Buffer | Pointer | None, len: int) -> int`.
///
/// Records go by their names in `lib.types`; the other names are those of `sandbridge`, `typing`
/// and `collections.abc`.
pub fn signature(interface: &Interface, plan: &Plan) -> String {
    let annotate = Annotate { interface, model: None, shadowed: &[] };
    let params = annotate.parameters(plan);
    let results = value::results(plan);
    let types: Vec<String> = results.iter().map(|(_, one)| annotate.given(one)).collect();
    let result = match types.as_slice() {
        [] => "None".to_owned(),
        [one] => one.clone(),
        several => format!("tuple[{}]", several.join(", ")),
    };
    format!("{}({}) -> {result}", name(&plan.name), params.join(", "))
}

/// A C name as Python can have it.
pub(crate) fn name(c_name: &str) -> String {
    if is_keyword(c_name) { format!("{c_name}_") } else { c_name.to_owned() }
}

/// Whether Python has the word for itself.
pub(crate) fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word)
}

/// Makes annotations.
#[derive(Clone, Copy)]
pub(crate) struct Annotate<'a> {
    pub(crate) interface: &'a Interface,
    /// The package whose classes they name; without, C's names.
    pub(crate) model: Option<&'a Model<'a>>,
    /// Built-in types whose names mean something else in the package.
    pub(crate) shadowed: &'a [&'static str],
}

impl Annotate<'_> {
    /// The parameters with their annotations, and with what stands for them when they are left out.
    pub(crate) fn parameters(&self, plan: &Plan) -> Vec<String> {
        let mut params: Vec<String> = value::parameters(plan)
            .map(|(arg, taken)| {
                let annotation = self.qualified(self.parameter(&taken));
                let default = match arg.omitted {
                    None => String::new(),
                    Some(Omitted::Null) => " = None".to_owned(),
                    Some(Omitted::Number(number)) => format!(" = {number}"),
                };
                format!("{}: {annotation}{default}", name(&arg.name))
            })
            .collect();
        if plan.is_variadic {
            params.push("*args: object".to_owned());
        }
        params
    }

    /// The annotation of a parameter.
    fn parameter(&self, taken: &Taken<'_>) -> String {
        match taken {
            Taken::Number(form, _) => number(*form).to_owned(),
            Taken::Wide(Wide::F128) => "LongDouble | float".to_owned(),
            Taken::Wide(form) => wide(*form).to_owned(),
            Taken::Pointer(plan) => self.pointer(plan),
            Taken::Callback(signature) => {
                let of = HostFunction { signature: *signature, facts: None };
                match self.host_function(of) {
                    Some(callable) => format!("{callable} | Callback | None"),
                    None => "FunctionPointer | None".to_owned(),
                }
            }
            Taken::Value(Access::Vector { number: lane, .. }) => {
                format!("Sequence[{}]", number(*lane))
            }
            Taken::Value(access) => self.object(access),
            Taken::Empty(record) => match self.model {
                Some(model) => pascal(model.interface.facts.name(record)),
                None => (*record).to_owned(),
            },
            Taken::Handle { kind, nullable } => or_none(self.handle(*kind), *nullable),
            Taken::Data { pointer, nullable } => {
                or_none(self.copied(pointer).join(" | "), *nullable)
            }
            Taken::Text { nullable } => or_none("str | bytes".to_owned(), *nullable),
            Taken::HostFunction { signature, callback, nullable } => {
                let of = HostFunction { signature: *signature, facts: *callback };
                let callable = self.host_function(of);
                or_none(callable.unwrap_or_else(|| "FunctionPointer".to_owned()), *nullable)
            }
        }
    }

    /// A callable: by the name that the package has for it, or in full.
    fn host_function(&self, of: HostFunction) -> Option<String> {
        if let Some(known) = self.model.and_then(|model| model.callback(of)) {
            self.callable(of)?;
            return Some(alias(&known.name));
        }
        let (params, back) = self.callable(of)?;
        Some(format!("Callable[[{}], {back}]", params.join(", ")))
    }

    /// What a callable is given, and what it gives; `None` where no host function can be.
    pub(crate) fn callable(&self, of: HostFunction) -> Option<(Vec<String>, String)> {
        let (params, back) = match of.facts {
            Some(position) => {
                let (params, back) = value::known_callback(self.interface, position)?;
                (params.into_iter().map(|(_, one)| one).collect(), back)
            }
            None => value::callback(self.interface, of.signature)?,
        };
        let params = params.iter().map(|one| self.given(one)).collect();
        let back = match back {
            Given::Nothing => self.qualified("object".to_owned()),
            Given::Bytes { .. } => "Buffer".to_owned(),
            back => self.given(&back),
        };
        Some((params, back))
    }

    /// The annotation of a result, or of what a host function is given.
    pub(crate) fn given(&self, given: &Given) -> String {
        self.qualified(self.given_plainly(given))
    }

    /// The annotation of a member or variable.
    pub(crate) fn member(&self, access: &Access) -> String {
        self.qualified(self.object(access))
    }

    /// Built-in types by their full names, where the package has something else of that name.
    fn qualified(&self, annotation: String) -> String {
        if self.shadowed.is_empty() {
            return annotation;
        }
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
        let mut out = String::new();
        let mut rest = annotation.as_str();
        while !rest.is_empty() {
            let end = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            if self.shadowed.contains(&word) {
                out.push_str("builtins.");
            }
            out.push_str(word);
            let end = after.find(is_word).unwrap_or(after.len());
            out.push_str(&after[..end]);
            rest = &after[end..];
        }
        out
    }

    fn given_plainly(&self, given: &Given) -> String {
        match given {
            Given::Nothing => "None".to_owned(),
            Given::Number(form, _) => number(*form).to_owned(),
            Given::Wide(form) => wide(*form).to_owned(),
            Given::Text => "str | None".to_owned(),
            Given::Pointer => "Pointer | None".to_owned(),
            Given::Callback => "FunctionPointer | None".to_owned(),
            Given::Value(access) => self.object(access),
            Given::Bytes { nullable } => or_none("bytes".to_owned(), *nullable),
            Given::Elements { element, nullable } => {
                let elements = match element {
                    Access::Number { number: form, enumeration: None } if *form != Number::Bool => {
                        format!("array[{}]", number(*form))
                    }
                    element => format!("list[{}]", self.object(element)),
                };
                or_none(elements, *nullable)
            }
            Given::FilledText => "str".to_owned(),
            Given::Texts => "list[str | None]".to_owned(),
            Given::Handle { kind, nullable } => or_none(self.handle(*kind), *nullable),
            Given::Handles(kind) => format!("list[{}]", self.handle(*kind)),
        }
    }

    fn pointer(&self, plan: &PointerPlan) -> String {
        let mut forms = self.copied(plan);
        forms.push("Pointer | None".to_owned());
        forms.join(" | ")
    }

    /// What is copied to the guest for a pointer.
    fn copied(&self, plan: &PointerPlan) -> Vec<String> {
        let mut forms = Vec::new();
        if plan.text || plan.wide_text.is_some() {
            forms.push("str".to_owned());
        }
        match value::memory(self.interface, plan) {
            Memory::Bytes { .. } => forms.push("Buffer".to_owned()),
            Memory::Texts => forms.push("Sequence[str | Pointer | None]".to_owned()),
            Memory::Record(record) => {
                let class = self.record(record);
                forms.push(class.clone());
                if plan.is_const {
                    forms.push("Mapping[str, object]".to_owned());
                    forms.push(format!("Sequence[{class} | Mapping[str, object]]"));
                }
            }
            Memory::Elements(element) => {
                let (innermost, depth) = value::innermost(element);
                if matches!(innermost, Access::Number { .. }) {
                    forms.push("Buffer".to_owned());
                }
                if plan.is_const {
                    let nested = "Sequence[".repeat(depth + 1);
                    let of = self.object(innermost);
                    forms.push(format!("{nested}{of}{}", "]".repeat(depth + 1)));
                }
            }
            Memory::Opaque => {}
        }
        forms
    }

    /// An object of C as Python has it.
    fn object(&self, access: &Access) -> String {
        match access {
            Access::Number { number: form, .. } => number(*form).to_owned(),
            Access::Bits { is_bool: true, .. } => "bool".to_owned(),
            Access::Bits { .. } => "int".to_owned(),
            Access::Wide { wide: form, .. } => wide(*form).to_owned(),
            Access::Complex { .. } => "complex".to_owned(),
            Access::Vector { number: lane, .. } => format!("list[{}]", number(*lane)),
            Access::Pointer { .. } => "Pointer | None".to_owned(),
            Access::Callback { .. } => "FunctionPointer | None".to_owned(),
            Access::Record { record } => self.record(*record),
            Access::Array { .. } => "Array".to_owned(),
            Access::Opaque => "object".to_owned(),
        }
    }

    fn record(&self, id: RecordId) -> String {
        match self.model {
            // One without a name, or that only the C layer has.
            Some(model) => {
                model.record(id).map_or_else(|| "Record".to_owned(), |record| pascal(record.name))
            }
            None => value::record_name(self.interface, id).to_owned(),
        }
    }

    /// The class of a kind of handle.
    fn handle(&self, kind: u32) -> String {
        let handles = &self.interface.facts.handles;
        handles.get(kind as usize).map_or("Handle", |handle| &handle.name).to_owned()
    }
}

/// What a package calls a type of host functions: nothing that exists at run time.
pub(crate) fn alias(name: &str) -> String {
    format!("_{}", pascal(name).trim_start_matches('_'))
}

fn or_none(annotation: String, nullable: bool) -> String {
    if nullable { format!("{annotation} | None") } else { annotation }
}

const fn number(number: Number) -> &'static str {
    match number {
        Number::Bool => "bool",
        Number::F32 | Number::F64 => "float",
        Number::I8
        | Number::U8
        | Number::I16
        | Number::U16
        | Number::I32
        | Number::U32
        | Number::I64
        | Number::U64 => "int",
    }
}

const fn wide(wide: Wide) -> &'static str {
    match wide {
        Wide::I128 | Wide::U128 | Wide::BitInt { .. } => "int",
        Wide::F128 => "LongDouble",
        Wide::F16 => "float",
    }
}

const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield",
];
