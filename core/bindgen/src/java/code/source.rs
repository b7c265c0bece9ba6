//! Source text of classes.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::import::{Names, dotted};
use super::{
    Access, CONSTRUCTOR, Call, Class, Doc, Expr, Field, Form, Kind, Method, Param, Stmt, Ty,
};
use crate::wrap;

/// The longest line.
const WIDTH: usize = 100;

/// The text of the file of that class; `siblings` are the simple names of its package.
pub(crate) fn source(class: &Class, siblings: &BTreeSet<String>, note: &str) -> String {
    let names = Names::new(class, siblings);
    let writer = Writer { class, names: &names };
    let body = writer.class();
    let mut text = format!("// {note}\npackage {};\n\n", dotted(class.package()));
    let imports = names.imports();
    for name in &imports {
        let _ = writeln!(text, "import {name};");
    }
    text.push_str(if imports.is_empty() { "" } else { "\n" });
    text.push_str(&body);
    text
}

struct Writer<'a> {
    class: &'a Class,
    names: &'a Names,
}

impl Writer<'_> {
    fn class(&self) -> String {
        let class = self.class;
        let mut text = doc(&class.doc, "");
        let visible = if class.is_public { "public " } else { "" };
        let name = class.simple_name();
        let interfaces: Vec<String> =
            class.interfaces.iter().map(|name| self.names.show(name)).collect();
        let interfaces = interfaces.join(", ");
        let head = match &class.form {
            Form::Class(parent) => {
                let parent = match parent.as_str() {
                    "java/lang/Object" => String::new(),
                    parent => format!(" extends {}", self.names.show(parent)),
                };
                let more = listed(" implements ", &interfaces);
                format!("{visible}final class {name}{parent}{more}")
            }
            Form::Interface => {
                text.push_str("@FunctionalInterface\n");
                format!("{visible}interface {name}{}", listed(" extends ", &interfaces))
            }
            Form::Record => {
                let components: Vec<String> = self
                    .components()
                    .map(|field| format!("{} {}", self.ty(&field.ty), field.name))
                    .collect();
                let head = broken(&format!("{visible}record {name}("), &components, ")", "");
                format!("{head}{}", listed(" implements ", &interfaces))
            }
        };
        text.push_str(&head);
        let mut parts: Vec<String> = Vec::new();
        let fields = class.fields.iter().filter(|field| !self.is_component(field));
        parts.extend(fields.map(|field| self.field(field)));
        let written = class.methods.iter().filter(|method| method.access != Access::Bridge);
        parts.extend(written.map(|method| self.method(method)));
        match parts.is_empty() {
            true => text.push_str(" {}\n"),
            false => {
                let _ = write!(text, " {{\n{}}}\n", parts.join("\n"));
            }
        }
        text
    }

    fn components(&self) -> impl Iterator<Item = &Field> {
        self.class.fields.iter().filter(|field| self.is_component(field))
    }

    fn is_component(&self, field: &Field) -> bool {
        self.class.form == Form::Record && !field.is_static
    }

    fn field(&self, field: &Field) -> String {
        let mut text = doc(&field.doc, "    ");
        let is_static = if field.is_static { "static " } else { "" };
        let value = field.value.as_ref().map(|value| format!(" = {}", self.expr(value)));
        let _ = writeln!(
            text,
            "    {}{is_static}final {} {}{};",
            access(field.access),
            self.ty(&field.ty),
            field.name,
            value.unwrap_or_default()
        );
        text
    }

    fn method(&self, method: &Method) -> String {
        let mut text = doc(&method.doc, "    ");
        if method.is_override {
            text.push_str("    @Override\n");
        }
        if method.is_unchecked() {
            text.push_str("    @SuppressWarnings(\"unchecked\")\n");
        }
        let is_interface = self.class.form == Form::Interface;
        let visible = match (is_interface, &method.body) {
            (true, Some(_)) => "default ",
            (true, None) => "",
            (false, _) => access(method.access),
        };
        let is_static = if method.is_static { "static " } else { "" };
        let head = match method.name.as_str() {
            CONSTRUCTOR => format!("    {visible}{}(", self.class.simple_name()),
            name => format!("    {visible}{is_static}{} {name}(", self.ty(&method.returns)),
        };
        let last = method.params.len().saturating_sub(1);
        let param = |(index, param): (usize, &Param)| match &param.ty {
            Ty::Array(of) if method.is_variadic && index == last => {
                format!("{}... {}", self.ty(of), param.name)
            }
            ty => format!("{} {}", self.ty(ty), param.name),
        };
        let params: Vec<String> = method.params.iter().enumerate().map(param).collect();
        let throws: Vec<String> = method.throws.iter().map(|name| self.names.show(name)).collect();
        let throws = listed(" throws ", &throws.join(", "));
        text.push_str(&broken(&head, &params, &format!("){throws}"), "    "));
        match &method.body {
            None => text.push_str(";\n"),
            Some(body) if body.is_empty() => text.push_str(" {}\n"),
            Some(body) => {
                text.push_str(" {\n");
                for stmt in body {
                    text.push_str(&self.stmt(stmt));
                }
                text.push_str("    }\n");
            }
        }
        text
    }

    fn stmt(&self, stmt: &Stmt) -> String {
        let indent = "        ";
        match stmt {
            Stmt::Let(name, ty, value) => {
                self.line(&format!("{indent}{} {name} = ", self.ty(ty)), value)
            }
            Stmt::Do(value) => self.line(indent, value),
            Stmt::Set(_, name, _, value) => self.line(&format!("{indent}this.{name} = "), value),
            // It would be said by itself.
            Stmt::Super(_, _, args) if args.is_empty() => String::new(),
            Stmt::Super(_, _, args) => {
                let args: Vec<String> = args.iter().map(|arg| self.expr(arg)).collect();
                format!("{};\n", broken(&format!("{indent}super("), &args, ")", indent))
            }
            Stmt::UnlessNull(name) => {
                format!("{indent}if ({name} == null) {{\n{indent}    return null;\n{indent}}}\n")
            }
            Stmt::Return(None) => format!("{indent}return;\n"),
            Stmt::Return(Some(value)) => self.line(&format!("{indent}return "), value),
        }
    }

    /// A statement, its outermost arguments on lines of their own where it is long.
    fn line(&self, head: &str, value: &Expr) -> String {
        let whole = format!("{head}{};\n", self.expr(value));
        let (head, args) = match value {
            _ if whole.len() <= WIDTH => return whole,
            Expr::Cast(ty, value) => return self.line(&format!("{head}({}) ", self.ty(ty)), value),
            Expr::Call(call) if is_chain(call) => return self.chain(head, call),
            Expr::Call(call) => (format!("{head}{}(", self.callee(call)), &call.args),
            Expr::New { class, args, .. } => {
                (format!("{head}new {}(", self.names.show(class)), args)
            }
            _ => return whole,
        };
        let args: Vec<String> = args.iter().map(|arg| self.expr(arg)).collect();
        format!("{};\n", broken(&head, &args, ")", "        "))
    }

    /// Calls on what calls gave, each on a line of its own.
    fn chain(&self, head: &str, call: &Call) -> String {
        let (mut at, mut links) = (call, Vec::new());
        loop {
            let args: Vec<String> = at.args.iter().map(|arg| self.expr(arg)).collect();
            let link = format!("{}({})", at.name, args.join(", "));
            match &at.kind {
                Kind::Virtual(Expr::Call(inner)) => {
                    links.push(format!("\n                .{link}"));
                    at = inner;
                }
                _ => {
                    let first = self.expr(&Expr::Call(Box::new(at.clone())));
                    links.reverse();
                    return format!("{head}{first}{};\n", links.concat());
                }
            }
        }
    }

    fn expr(&self, expr: &Expr) -> String {
        match expr {
            Expr::This => "this".to_owned(),
            Expr::Local(name) => name.clone(),
            Expr::Null => "null".to_owned(),
            Expr::Boolean(value) => value.to_string(),
            Expr::Int(value) => value.to_string(),
            Expr::Long(value) => format!("{value}L"),
            Expr::Double(value) => double(*value),
            Expr::Text(text) => quoted(text),
            Expr::ClassOf(name) => format!("{}.class", self.names.show(name)),
            Expr::Field { of: Some(of), name, .. } => format!("{}.{name}", self.expr(of)),
            Expr::Field { of: None, class, name, .. } => {
                format!("{}.{name}", self.names.show(class))
            }
            Expr::Call(call) => {
                let args: Vec<String> = call.args.iter().map(|arg| self.expr(arg)).collect();
                format!("{}({})", self.callee(call), args.join(", "))
            }
            Expr::New { class, args, .. } => {
                let args: Vec<String> = args.iter().map(|arg| self.expr(arg)).collect();
                format!("new {}({})", self.names.show(class), args.join(", "))
            }
            Expr::Cast(ty, value) => format!("({}) {}", self.ty(ty), self.expr(value)),
            Expr::Index(array, index) => format!("{}[{index}]", self.expr(array)),
        }
    }

    fn callee(&self, call: &Call) -> String {
        let name = &call.name;
        match &call.kind {
            Kind::Static if call.class == self.class.name => name.clone(),
            Kind::Static => format!("{}.{name}", self.names.show(&call.class)),
            Kind::Virtual(Expr::This) | Kind::Interface(Expr::This) => name.clone(),
            Kind::Virtual(of @ Expr::Cast(..)) | Kind::Interface(of @ Expr::Cast(..)) => {
                format!("({}).{name}", self.expr(of))
            }
            Kind::Virtual(of) | Kind::Interface(of) => format!("{}.{name}", self.expr(of)),
        }
    }

    fn ty(&self, ty: &Ty) -> String {
        ty.spelled(&|name| self.names.show(name))
    }
}

/// Whether a call is on what another call gave, and that on what a third gave.
fn is_chain(call: &Call) -> bool {
    let Kind::Virtual(Expr::Call(inner)) = &call.kind else { return false };
    matches!(inner.kind, Kind::Virtual(Expr::Call(_)))
}

/// `head` with its parts on one line, or each on a line of its own.
fn broken(head: &str, parts: &[String], tail: &str, indent: &str) -> String {
    let line = format!("{head}{}{tail}", parts.join(", "));
    if line.len() + 2 <= WIDTH || parts.is_empty() {
        return line;
    }
    let separator = format!(",\n{indent}        ");
    format!("{head}\n{indent}        {}{tail}", parts.join(&separator))
}

/// Javadoc.
fn doc(doc: &Doc, indent: &str) -> String {
    if doc.text.is_empty() && doc.tags.is_empty() {
        return String::new();
    }
    let prefix = format!("{indent} * ");
    let empty = format!("{indent} *\n");
    let mut text = format!("{indent}/**\n");
    for (index, paragraph) in doc.text.iter().enumerate() {
        let (mark, gap) = if index > 0 { ("<p>", empty.as_str()) } else { ("", "") };
        // What is laid out already stays as it is.
        let is_block = paragraph.starts_with("<pre>");
        text.push_str(gap);
        text.push_str(&match is_block {
            true => paragraph
                .lines()
                .map(|line| format!("{prefix}{line}").trim_end().to_owned() + "\n")
                .collect(),
            false => wrap(&format!("{mark}{paragraph}"), &prefix, WIDTH),
        });
    }
    if !doc.tags.is_empty() {
        text.push_str(if doc.text.is_empty() { "" } else { &empty });
    }
    for tag in &doc.tags {
        let lines = wrap(tag, &prefix, WIDTH);
        let mut lines = lines.lines();
        let first = lines.next().map(|line| format!("{line}\n"));
        text.extend(first);
        for line in lines {
            let rest = line.strip_prefix(&prefix).unwrap_or(line);
            let _ = writeln!(text, "{prefix}    {rest}");
        }
    }
    let _ = writeln!(text, "{indent} */");
    text
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for unit in text.encode_utf16() {
        match char::from_u32(unit.into()) {
            Some('"') => quoted.push_str("\\\""),
            Some('\\') => quoted.push_str("\\\\"),
            Some('\n') => quoted.push_str("\\n"),
            Some(plain @ ' '..='~') => quoted.push(plain),
            // Other escapes would end the line before the literal is read.
            Some(control @ '\0'..='\u{7f}') => {
                let _ = write!(quoted, "\\{:03o}", u32::from(control));
            }
            _ => {
                let _ = write!(quoted, "\\u{unit:04x}");
            }
        }
    }
    quoted + "\""
}

fn double(value: f64) -> String {
    if value.is_nan() {
        "0.0 / 0.0".to_owned()
    } else if value.is_infinite() {
        if value > 0.0 { "1.0 / 0.0" } else { "-1.0 / 0.0" }.to_owned()
    } else {
        format!("{value:?}")
    }
}

fn listed(head: &str, names: &str) -> String {
    if names.is_empty() { String::new() } else { format!("{head}{names}") }
}

fn access(access: Access) -> &'static str {
    match access {
        Access::Public | Access::Bridge => "public ",
        Access::Package => "",
        Access::Private => "private ",
    }
}
