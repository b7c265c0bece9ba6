//! The types of a library's npm package, with the comments of its header.

use std::fmt::Write;

use sandbridge_interface::ConstantValue;
use sandbridge_interface::habit::camel;
use sandbridge_interface::plan::Access;

use super::about::tags;
use super::layout::{annotated, bracketed, doc, tagged};
use super::names::{Names, member, method};
use super::package::{NOTE, integer};
use super::signature::{Annotate, Param};
use crate::model::{Function, Model};
use crate::value;

/// What every record has, and its members step in front of.
const RECORD: &[&str] = &["bytes", "copy", "equals", "toJSON", "toString"];

/// `index.d.ts`.
pub(super) fn types(model: &Model<'_>, names: &Names) -> String {
    let annotate = Annotate { interface: model.interface, model: Some(model) };
    let mut types = Types { model, names, annotate, out: String::new() };
    types.head();
    types.callbacks();
    types.errors();
    types.records();
    types.enumerations();
    types.results();
    types.handles();
    types.functions();
    types.constants();
    types.library();
    types.out
}

struct Types<'a> {
    model: &'a Model<'a>,
    names: &'a Names,
    annotate: Annotate<'a>,
    out: String,
}

impl Types<'_> {
    fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Starts a declaration, with what is said of it.
    fn begin(&mut self, comment: &str) {
        self.push("\n");
        self.push(&doc(0, comment));
    }

    fn head(&mut self) {
        let (package, name) = (self.model.package, &self.model.interface.name);
        let mut about = match package.description.as_str() {
            "" => format!("The C library {name}, compiled to WebAssembly."),
            description => format!("{}.", description.trim_end_matches('.')),
        };
        about.push_str(
            "\n\nThe library is loaded when a function is called first, without any grants;\n\
             `load` loads it once more with some. `c` has everything as C wrote it.",
        );
        let about = doc(0, &about).replace(" */\n", " *\n * @packageDocumentation\n */\n");
        self.push(&format!("{NOTE}\n{about}\nimport * as sandbridge from \"sandbridge\";\n"));
    }

    fn callbacks(&mut self) {
        for named in &self.names.callbacks {
            let Some(callback) = self.model.callbacks.get(named.of) else { continue };
            let Some((params, back)) = self.annotate.callable(callback.of) else { continue };
            self.begin(&format!("Called by C as `{}`.", callback.declaration));
            let head = format!("export type {} = ", named.name);
            self.push(&bracketed(0, &head, &params, &format!(" => {back};")));
        }
    }

    fn errors(&mut self) {
        for named in &self.names.errors {
            let Some(error) = self.model.errors.get(named.of) else { continue };
            let library = &self.model.interface.name;
            let mut comment = format!("A failure that {library} reports; `status` is its number.");
            if !error.statuses.is_empty() {
                comment.push_str("\n\n`statusName` is one of:\n");
                for (status, name) in &error.statuses {
                    let _ = write!(comment, "\n- {status}: {name}");
                }
            }
            self.begin(&comment);
            self.push(&format!(
                "export class {} extends sandbridge.LibraryError {{}}\n",
                named.name
            ));
        }
    }

    fn records(&mut self) {
        for named in &self.names.records {
            let Some(record) = self.model.records.get(named.of) else { continue };
            self.begin(&above(&record.spelling, record.doc));
            let hidden: Vec<String> = record
                .members
                .iter()
                .filter(|(member, _)| RECORD.contains(&member.name.as_str()))
                .map(|(member, _)| format!("\"{}\"", member.name))
                .collect();
            let base = match hidden.is_empty() {
                true => "sandbridge.Record".to_owned(),
                false => format!("Omit<sandbridge.Record, {}>", hidden.join(" | ")),
            };
            if record.members.is_empty() {
                self.push(&format!("export interface {} extends {base} {{}}\n", named.name));
                continue;
            }
            self.push(&format!("export interface {} extends {base} {{\n", named.name));
            for (member, comment) in &record.members {
                self.push(&doc(2, comment.as_deref().unwrap_or_default()));
                let item = format!("{}: {}", member.name, self.annotate.object(&member.access));
                self.push(&annotated(2, &item, ";"));
            }
            self.push("}\n");
        }
        self.begin("The classes of structs and unions.");
        if self.names.records.is_empty() {
            self.push("export const types: {};\n");
            return;
        }
        self.push("export const types: {\n");
        for named in &self.names.records {
            self.push(&format!("  readonly {0}: sandbridge.RecordClass<{0}>;\n", named.name));
        }
        self.push("};\n");
    }

    fn enumerations(&mut self) {
        for named in &self.names.enums {
            let Some(of) = self.model.enums.get(named.of) else { continue };
            self.begin(of.doc.unwrap_or(&format!("The C enumeration `{}`.", of.c_name)));
            self.push(&format!("export const {}: {{\n", named.name));
            for variant in &of.variants {
                self.push(&doc(2, variant.doc.unwrap_or_default()));
                let value = integer(variant.variant.value);
                self.push(&format!("  readonly {}: {value};\n", variant.name));
            }
            self.push("};\n");
        }
    }

    fn results(&mut self) {
        for named in &self.names.results {
            let Some(function) = self.model.functions.get(named.of) else { continue };
            self.begin(&format!("What `{}` gives.", camel(function.name)));
            self.push(&format!("export interface {} {{\n", named.name));
            for (field, given) in value::results(&function.plan) {
                let item = format!("{}: {}", camel(field), self.annotate.given(&given));
                self.push(&annotated(2, &item, ";"));
            }
            self.push("}\n");
        }
    }

    fn handles(&mut self) {
        for named in &self.names.handles {
            let Some(handle) = self.model.handles.get(named.of) else { continue };
            let mut comment = above(&handle.spelling, handle.doc);
            let makers = handle.makers.iter().filter_map(|&at| self.model.functions.get(at));
            let makers: Vec<String> =
                makers.map(|maker| format!("`{}`", camel(maker.name))).collect();
            if !makers.is_empty() {
                let _ = write!(comment, "\n\nIt comes from {}.", makers.join(", "));
            }
            self.begin(&comment);
            self.push(&format!("export class {} extends sandbridge.Handle {{\n", named.name));
            self.push("  private constructor();\n");
            let mut taken = std::collections::BTreeSet::new();
            for function in self.model.methods(handle) {
                let own = method(function, handle.is_closable);
                if taken.insert(own.clone()) {
                    self.declaration(2, &own, function, 1);
                }
            }
            if handle.is_closable {
                let comment = "Closes it, and first what depends on it; twice is fine.";
                self.push(&doc(2, comment));
                self.push("  close(): void;\n  [Symbol.dispose](): void;\n");
            }
            self.push("}\n");
        }
    }

    fn functions(&mut self) {
        for named in &self.names.functions {
            let Some(function) = self.model.functions.get(named.of) else { continue };
            self.push("\n");
            self.declaration(0, &format!("export function {}", named.name), function, 0);
        }
    }

    /// A function without its first `skipped` parameters.
    fn declaration(&mut self, indent: usize, head: &str, function: &Function<'_>, skipped: usize) {
        let tags = tags(self.model, function, skipped);
        self.push(&tagged(indent, &above(&function.prototype, function.doc), &tags));
        let params: Vec<String> = self
            .annotate
            .parameters(&function.plan)
            .iter()
            .skip(skipped)
            .map(Param::declared)
            .collect();
        let result = self.result(function);
        self.push(&bracketed(indent, head, &params, &format!(": {result};")));
    }

    fn result(&self, function: &Function<'_>) -> String {
        match value::results(&function.plan).as_slice() {
            [] => "void".to_owned(),
            [(_, one)] => self.annotate.given(one),
            _ => {
                let at = self.model.functions.iter().position(|one| std::ptr::eq(one, function));
                at.and_then(|at| self.names.result(at)).unwrap_or("any").to_owned()
            }
        }
    }

    fn constants(&mut self) {
        for named in &self.names.constants {
            let Some(constant) = self.model.constants.get(named.of) else { continue };
            let ty = match constant.value {
                ConstantValue::Integer(value) => integer(*value),
                ConstantValue::Float(_) => "number".to_owned(),
                ConstantValue::Text(bytes) if std::str::from_utf8(bytes).is_ok() => {
                    "string".to_owned()
                }
                ConstantValue::Text(_) => "Uint8Array".to_owned(),
            };
            self.begin(constant.doc.unwrap_or_default());
            self.push(&format!("export const {}: {ty};\n", named.name));
        }
        for named in &self.names.variants {
            let (of, index) = named.of;
            let variant = self.model.enums.get(of).and_then(|of| of.variants.get(index));
            let Some(variant) = variant else { continue };
            self.begin(variant.doc.unwrap_or_default());
            let value = integer(variant.variant.value);
            self.push(&format!("export const {}: {value};\n", named.name));
        }
    }

    /// A load of the library, and what makes one.
    fn library(&mut self) {
        self.begin("A load of the library, with everything that the package has.");
        self.push("export interface Library extends sandbridge.Library {\n");
        let (model, names) = (self.model, self.names);
        for named in &names.functions {
            let Some(function) = model.functions.get(named.of) else { continue };
            let item = format!("readonly {}: typeof {};\n", member(function), named.name);
            self.push(&format!("  {item}"));
        }
        for named in names.handles.iter().chain(&names.errors) {
            self.push(&format!("  readonly {0}: typeof {0};\n", named.name));
        }
        let interface = model.interface;
        let mut taken: std::collections::BTreeSet<String> = names
            .functions
            .iter()
            .filter_map(|it| model.functions.get(it.of))
            .map(member)
            .collect();
        for global in &interface.globals {
            let own = interface.facts.name(&global.name);
            if !interface.facts.skipped.contains(&global.name) && taken.insert(own.to_owned()) {
                let constant = if global.is_const { "readonly " } else { "" };
                let ty = self.annotate.object(&Access::of(interface, global.ty));
                self.push(&annotated(2, &format!("{constant}{own}: {ty}"), ";"));
            }
        }
        self.push("}\n");
        self.begin(
            "Loads the library once more: with grants, or for work of its own. It shares\n\
             the classes of handles and failures with all loads.",
        );
        self.push("export function load(options?: sandbridge.LoadOptions): Library;\n");
        self.begin("The load that the functions of this package are called in.");
        self.push("export function library(): Library;\n");
        self.begin("Everything as C wrote it, by its C name.");
        self.push("export const c: sandbridge.Library[\"c\"];\n");
    }
}

/// What C has, above the comment of its header.
fn above(c: &str, comment: Option<&str>) -> String {
    match comment {
        Some(comment) => format!("`{c}`\n\n{comment}"),
        None => format!("`{c}`"),
    }
}
