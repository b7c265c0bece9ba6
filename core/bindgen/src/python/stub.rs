//! The stub of a package: what it has, with types and documentation.

use std::collections::BTreeSet;
use std::fmt::Write;

use sandbridge_interface::ConstantValue;
use sandbridge_interface::habit::{pascal, result_class};
use sandbridge_interface::plan::{Access, Plan};

use super::about::sections;
use super::import::{imports, shadowed};
use super::layout::{assignment, bracketed, bytes_literal, docstring, literal};
use super::package::{NOTE, about};
use super::signature::{Annotate, alias, is_keyword, name};
use crate::model::{Callback, Enumeration, ErrorClass, Function, Handle, Model, RecordClass};
use crate::value;

/// Names that the module has for itself.
const OWN: &[&str] = &["Library", "c", "library", "load", "types"];
/// Attributes of every library, which keep their meaning there.
const LIBRARY: &[&str] = &[
    "address", "c", "callback", "close", "closed", "errno", "name", "new", "reset", "typed",
    "types",
];

/// `__init__.pyi`.
pub(super) fn stub(model: &Model<'_>) -> String {
    let shadowed = shadowed(model);
    let mut stub = Stub {
        model,
        annotate: Annotate { interface: model.interface, model: Some(model), shadowed: &shadowed },
        names: OWN.iter().map(|&name| name.to_owned()).collect(),
        out: String::new(),
    };
    stub.write();
    let head = format!("{NOTE}{}\n", docstring(&about(model), ""));
    format!("{head}{}\n{}", imports(&stub.out), stub.out.trim_start_matches('\n'))
}

struct Stub<'a> {
    model: &'a Model<'a>,
    annotate: Annotate<'a>,
    /// Names that are taken; the first in the file wins.
    names: BTreeSet<String>,
    out: String,
}

impl Stub<'_> {
    fn write(&mut self) {
        let model = self.model;
        let callbacks = model.callbacks.iter().chain(&model.c_callbacks);
        callbacks.for_each(|callback| self.callback(callback));
        model.errors.iter().for_each(|error| self.error(error));
        model.enums.iter().for_each(|of| self.enumeration(of));
        model.records.iter().for_each(|record| self.record(record));
        model.functions.iter().for_each(|function| self.results(function));
        model.handles.iter().for_each(|handle| self.handle(handle));
        model.free_functions().for_each(|function| self.function(function));
        self.constants();
        self.variables();
        self.library();
    }

    /// Whether a name is free and one that Python can have; it is taken from now on.
    fn take(&mut self, name: &str) -> bool {
        !is_keyword(name) && !name.starts_with("__") && self.names.insert(name.to_owned())
    }

    fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Ends a class; nothing stays open between it and what follows.
    fn end_class(&mut self) {
        while self.out.ends_with("\n\n") {
            self.out.pop();
        }
    }

    fn callback(&mut self, callback: &Callback) {
        let Some((params, back)) = self.annotate.callable(callback.of) else { return };
        let name = alias(&callback.name);
        if self.take(&name) {
            let params = format!("[{}]", params.join(", "));
            let head = format!("{name}: TypeAlias = Callable[");
            let line = bracketed("", &head, &[params, back], "");
            self.push(&line);
            self.push("\n");
        }
    }

    fn error(&mut self, error: &ErrorClass<'_>) {
        if !self.take(error.name) {
            return;
        }
        let library = &self.model.interface.name;
        let mut doc = format!("A failure that {library} reports; `status` is its number.");
        if !error.statuses.is_empty() {
            doc.push_str("\n\n`name` is one of:\n");
            for (status, name) in &error.statuses {
                let _ = write!(doc, "\n- {status}: {name}");
            }
        }
        let doc = docstring(&doc, "    ");
        self.push(&format!("\nclass {}(LibraryError):\n{doc}", error.name));
    }

    fn enumeration(&mut self, of: &Enumeration<'_>) {
        let class = pascal(of.name);
        if !self.take(&class) {
            return;
        }
        let doc =
            of.doc.map_or_else(|| format!("The C enumeration `{}`.", of.c_name), str::to_owned);
        let doc = docstring(&doc, "    ");
        self.push(&format!("\nclass {class}(IntEnum):\n{doc}\n"));
        for variant in of.variants.iter().filter(|variant| !is_keyword(variant.name)) {
            self.push(&format!("    {} = {}\n", variant.name, variant.variant.value));
            if let Some(doc) = variant.doc {
                self.push(&docstring(doc, "    "));
            }
        }
        self.end_class();
    }

    fn record(&mut self, record: &RecordClass<'_>) {
        let class = pascal(record.name);
        if !self.take(&class) {
            return;
        }
        let doc = record.doc.map_or_else(
            || format!("`{}`.", record.spelling),
            |doc| format!("`{}`\n\n{doc}", record.spelling),
        );
        let doc = docstring(&doc, "    ");
        self.push(&format!("\nclass {class}(Record):\n{doc}\n"));
        let shown = |name: &str| !is_keyword(name) && !name.starts_with("__");
        let members = record.members.iter().filter(|(member, _)| shown(&member.name));
        let mut params = vec!["self".to_owned()];
        for (member, doc) in members {
            let ty = self.annotate.member(&member.access);
            self.push(&format!("    {}: {ty}\n", member.name));
            self.push(&docstring(doc.as_deref().unwrap_or_default(), "    "));
            // Nested records and arrays are taken from what stands for them, too.
            let given = match member.access {
                Access::Record { .. } | Access::Array { .. } => "object",
                Access::Pointer { .. } | Access::Callback { .. } | Access::Opaque => "object",
                _ => &ty,
            };
            params.push(format!("{}: {given} = ...", member.name));
        }
        if record.members.iter().all(|(member, _)| shown(&member.name)) {
            let line = bracketed("    ", "def __init__", &params, " -> None: ...\n");
            self.push(&line);
        }
        self.end_class();
    }

    /// The class of a function's results, when it has several.
    fn results(&mut self, function: &Function<'_>) {
        let results = value::results(&function.plan);
        let class = result_class(self.model.interface, function.position as u32);
        let Some(class) = class.filter(|_| results.len() > 1 && !function.is_skipped) else {
            return;
        };
        if !self.take(&class) {
            return;
        }
        let doc = docstring(&format!("What `{}` gives.", name(function.name)), "    ");
        self.push(&format!("\nclass {class}(NamedTuple):\n{doc}\n"));
        for (field, given) in &results {
            let ty = self.annotate.given(given);
            self.push(&format!("    {}: {ty}\n", name(field)));
        }
    }

    fn handle(&mut self, handle: &Handle<'_>) {
        let model = self.model;
        if !self.take(handle.name) {
            return;
        }
        let mut doc = match handle.doc {
            Some(doc) => format!("An open `{}`.\n\n{doc}", handle.spelling),
            None => format!("An open `{}`.", handle.spelling),
        };
        let makers = handle.makers.iter().filter_map(|&at| model.functions.get(at));
        let makers: Vec<String> = makers.map(|maker| format!("`{}`", name(maker.name))).collect();
        if !makers.is_empty() {
            let _ = write!(doc, "\n\nIt comes from {}.", makers.join(", "));
        }
        if handle.is_closable {
            doc.push_str("\n\nIt is closed by `close()`, at the end of a `with`, or once nothing refers to it.");
        }
        let doc = docstring(&doc, "    ");
        self.push(&format!("\nclass {}(Handle):\n{doc}\n", handle.name));
        let mut taken: BTreeSet<String> = BTreeSet::new();
        for function in model.methods(handle) {
            let method = match name(function.name).as_str() {
                "closed" => "closed_".to_owned(),
                "close" if handle.is_closable => "close_".to_owned(),
                other => other.to_owned(),
            };
            if taken.insert(method.clone()) {
                let mut params = self.annotate.parameters(&function.plan);
                if let Some(first) = params.first_mut() {
                    *first = "self".to_owned();
                }
                self.definition("    ", &method, &params, function, true);
            }
        }
        if handle.is_closable {
            self.push("    def close(self) -> None:\n");
            self.push(
                "        \"\"\"Closes it, and first what depends on it; twice is fine.\"\"\"\n\n",
            );
            self.push("    def __enter__(self) -> Self: ...\n");
            self.push("    def __exit__(self, *exception: object) -> None: ...\n");
        }
        self.end_class();
    }

    fn function(&mut self, function: &Function<'_>) {
        let own = name(function.name);
        if self.take(&own) {
            let params = self.parameters(&function.plan);
            self.push("\n");
            self.definition("", &own, &params, function, true);
        }
    }

    /// The parameters; those of a function without facts go by position alone.
    fn parameters(&self, plan: &Plan) -> Vec<String> {
        let mut params = self.annotate.parameters(plan);
        if plan.program.is_none() && !params.is_empty() {
            let variadic = usize::from(plan.is_variadic);
            let end = params.len() - variadic;
            if end > 0 {
                params.insert(end, "/".to_owned());
            }
        }
        params
    }

    fn definition(
        &mut self,
        indent: &str,
        own: &str,
        params: &[String],
        function: &Function<'_>,
        is_documented: bool,
    ) {
        let result = self.result(function);
        let head = format!("def {own}");
        if !is_documented {
            let line = bracketed(indent, &head, params, &format!(" -> {result}: ..."));
            self.push(&format!("{line}\n"));
            return;
        }
        let line = bracketed(indent, &head, params, &format!(" -> {result}:"));
        let mut doc = format!("`{}`", function.prototype);
        if let Some(comment) = function.doc {
            let _ = write!(doc, "\n\n{comment}");
        }
        doc.push_str(&sections(self.model, function, indent.len() + 4));
        let doc = docstring(&doc, &format!("{indent}    "));
        let end = if indent.is_empty() { "" } else { "\n" };
        self.push(&format!("{line}\n{doc}{end}"));
    }

    fn result(&self, function: &Function<'_>) -> String {
        match value::results(&function.plan).as_slice() {
            [] => "None".to_owned(),
            [(_, one)] => self.annotate.given(one),
            _ => result_class(self.model.interface, function.position as u32)
                .unwrap_or_else(|| "object".to_owned()),
        }
    }

    fn constants(&mut self) {
        self.push("\n");
        let enums = self.model.enums.iter().flat_map(|of| &of.variants);
        let variants: Vec<(String, String, Option<&str>)> =
            enums.map(|of| (of.name.to_owned(), of.variant.value.to_string(), of.doc)).collect();
        let constants = self.model.constants.iter().map(|constant| {
            let value = match constant.value {
                ConstantValue::Integer(value) => value.to_string(),
                ConstantValue::Float(value) => float(*value),
                ConstantValue::Text(bytes) => match std::str::from_utf8(bytes) {
                    Ok(text) => literal(text),
                    Err(_) => bytes_literal(bytes),
                },
            };
            (constant.name.to_owned(), value, constant.doc)
        });
        for (name, value, doc) in constants.chain(variants).collect::<Vec<_>>() {
            if self.take(&name) {
                let line = assignment(&format!("{name}: Final"), &value);
                self.push(&format!("{line}\n{}", docstring(doc.unwrap_or_default(), "")));
            }
        }
    }

    fn variables(&mut self) {
        let interface = self.model.interface;
        for global in &interface.globals {
            let own = interface.facts.name(&global.name);
            if !interface.facts.skipped.contains(&global.name) && self.take(own) {
                let ty = self.annotate.member(&Access::of(interface, global.ty));
                self.push(&format!("{own}: {ty}\n"));
            }
        }
    }

    /// The classes of a load, and what the module has of its own.
    fn library(&mut self) {
        let model = self.model;
        self.end_class();
        self.push("\nclass _C(Namespace):\n");
        let before = self.out.len();
        let mut taken = BTreeSet::new();
        for function in &model.functions {
            if is_keyword(function.c_name) || !taken.insert(function.c_name) {
                continue;
            }
            let mut params = vec!["self".to_owned()];
            params.extend(self.annotate.parameters(&function.c));
            let end = params.len() - usize::from(function.c.is_variadic);
            params.insert(end, "/".to_owned());
            let result = self.annotate.given(&value::result(&function.c.lift));
            let head = format!("def {}", function.c_name);
            let line = bracketed("    ", &head, &params, &format!(" -> {result}: ..."));
            self.push(&format!("{line}\n"));
        }
        if self.out.len() == before {
            self.push("    pass\n");
        }
        self.push(
            "\nclass Library(sandbridge.Library):\n    @property\n    def c(self) -> _C: ...\n",
        );
        for function in model.free_functions() {
            let own = name(function.name);
            if LIBRARY.contains(&own.as_str())
                || own.starts_with('_')
                || !taken.insert(function.name) && !self.names.contains(&own)
            {
                continue;
            }
            let mut params = vec!["self".to_owned()];
            params.extend(self.parameters(&function.plan));
            self.definition("    ", &own, &params, function, false);
        }
        self.push(
            "\nlibrary: Library\nc: _C\ntypes: Types\n\ndef load(**options: Unpack[LoadOptions]) -> Library:\n",
        );
        self.push(&docstring(
            "Loads the library once more: with memory of its own, and with what is granted here.\n\n\
             Its classes of handles and exceptions are those of the module.",
            "    ",
        ));
    }
}

/// A floating number as source.
fn float(value: f64) -> String {
    match value {
        value if value.is_nan() => "float(\"nan\")".to_owned(),
        value if value.is_infinite() && value > 0.0 => "float(\"inf\")".to_owned(),
        value if value.is_infinite() => "float(\"-inf\")".to_owned(),
        value => format!("{value:?}"),
    }
}
