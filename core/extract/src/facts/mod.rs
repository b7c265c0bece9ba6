//! The facts file: what C's types cannot say of a library, as TOML. Read here, looked up in an
//! [`Interface`], checked against its types and put into it.
//!
//! A file becomes values with places (`document`) that have only keys of the vocabulary (`key`);
//! expressions in them become trees (`syntax`) whose names are looked up (`scope`, `expression`).
//! Handles come first, then what C calls back, then functions one by one.

mod callback;
mod check;
mod document;
mod expression;
mod fold;
mod form;
mod function;
mod handle;
mod host_function;
mod key;
mod member;
mod name;
mod package;
mod param;
mod place;
mod rule;
mod schema;
mod scope;
mod standard;
mod syntax;
mod take;
mod union;

use sandbridge_interface::facts::{Expr, Facts};
use sandbridge_interface::{Code, Error, Interface, Result, Type};

use document::Value;
use form::Typed;
use handle::Kind;
use rule::Rules;
use scope::Scope;
use syntax::Node;

pub use schema::facts_schema;

/// A facts file.
#[derive(Debug, Clone, Copy)]
pub struct FactsFile<'a> {
    /// How messages name it.
    pub path: &'a str,
    /// What is in it.
    pub text: &'a str,
}

/// Reads a facts file, checks it against the interface and puts what it says into it. `read` gives
/// the text of a file that the facts name, relative to theirs.
///
/// ```
/// use sandbridge_extract::{FactsFile, apply_facts, parse_cdef};
///
/// let mut interface = parse_cdef("sum", "long sum(const int *values, int count);")?.interface;
/// let text = "[functions.sum]\nvalues = { count = \"count\" }\n";
/// apply_facts(&mut interface, FactsFile { path: "sum.facts.toml", text }, &|_| unreachable!())?;
/// let plan = sandbridge_interface::plan::idiomatic(&interface, 0)?;
/// assert_eq!(plan.args.len(), 1);
/// # Ok::<(), sandbridge_interface::Error>(())
/// ```
///
/// # Errors
/// The first thing that is wrong, with file, line, column and key: see the codes of
/// [`Kind::Facts`](sandbridge_interface::Kind::Facts).
pub fn apply_facts(
    interface: &mut Interface,
    file: FactsFile<'_>,
    read: &dyn Fn(&str) -> Result<String>,
) -> Result<()> {
    let document = document::parse(file)?;
    let root = Value::root(file, &document, &key::FILE)?;
    standard::declare(interface, &root);
    let facts = resolve(interface, &root, read)?;
    let before = std::mem::replace(&mut interface.facts, facts);
    let checked = check::check(interface, &root);
    if checked.is_err() {
        interface.facts = before;
    }
    checked
}

fn resolve(
    interface: &Interface,
    root: &Value<'_>,
    read: &dyn Fn(&str) -> Result<String>,
) -> Result<Facts> {
    let mut context = Context {
        interface,
        root: root.clone(),
        kinds: handle::kinds(interface, root)?,
        rules: Rules::read(interface, root)?,
        callbacks: callback::Table::default(),
    };
    let handles = handle::handles(&mut context)?;
    let functions = function::functions(&mut context, &handles)?;
    callback::check_use(&context)?;
    let mut facts = Facts {
        package: package::read(root, read)?,
        rules: context.rules.made,
        handles,
        functions,
        callbacks: context.callbacks.made,
        union_tags: union::read(interface, root)?,
        ..Facts::default()
    };
    name::read(interface, root, &context.kinds, &mut facts)?;
    Ok(facts)
}

/// What readers share.
struct Context<'a> {
    interface: &'a Interface,
    root: Value<'a>,
    kinds: Vec<Kind<'a>>,
    rules: Rules<'a>,
    callbacks: callback::Table,
}

/// What is wrong at a byte of a text.
#[derive(Debug)]
struct Fault {
    at: usize,
    code: Code,
    message: String,
    help: Option<String>,
}

impl Fault {
    fn new(at: usize, code: Code, message: impl Into<String>) -> Self {
        Self { at, code, message: message.into(), help: None }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The error, when `value` is the text.
    fn of(self, value: &Value<'_>) -> Error {
        let error = value.text_error(self.at, self.code, &self.message);
        match self.help {
            Some(help) => error.with_help(help),
            None => error,
        }
    }

    /// The error, when the text is the key of `value`.
    fn of_key(self, value: &Value<'_>) -> Error {
        let error = value.key_error(self.code, &self.message);
        match self.help {
            Some(help) => error.with_help(help),
            None => error,
        }
    }
}

/// The expression that a value is.
fn parse(interface: &Interface, value: &Value<'_>) -> Result<Node> {
    if let Some(number) = value.integer() {
        return Ok(Node { at: 0, kind: syntax::Kind::Number(number) });
    }
    let is_type = |word: &str| {
        const WORDS: [&str; 14] = [
            "struct", "union", "enum", "const", "void", "char", "short", "int", "long", "signed",
            "unsigned", "float", "double", "_Bool",
        ];
        let is_named = |ty: &Type| matches!(ty, Type::Named { name, .. } if name == word);
        WORDS.contains(&word) || interface.types.iter().any(is_named)
    };
    syntax::parse(value.text().unwrap_or_default(), &is_type).map_err(|fault| fault.of(value))
}

/// The expression that a value is, in `scope`.
fn evaluate(scope: &Scope<'_>, value: &Value<'_>) -> Result<Typed> {
    let node = parse(scope.interface, value)?;
    expression::resolve(scope, &node).map_err(|fault| fault.of(value))
}

/// The number that a value is when the library is built.
fn constant(interface: &Interface, value: &Value<'_>) -> Result<i64> {
    let typed = evaluate(&Scope::new(interface), value)?;
    match typed.expr {
        Expr::Integer(number) => i64::try_from(number)
            .map_err(|_| value.error(Code::FactsType, format!("{number} needs more than 64 bits"))),
        _ => Err(value.error(Code::FactsExpression, "it must be a constant")),
    }
}
