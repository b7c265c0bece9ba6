//! Arguments as words of a command line, turned into the values that calling by name takes.

use std::collections::BTreeMap;

use sandbridge_interface::plan::{Access, Number, Plan, Pointee, PointerPlan};
use sandbridge_interface::{Code, Error, Interface, Layout, Result, spell};
use sandbridge_runtime::Library;
use sandbridge_runtime::dynamic::{self, Array, Value};

use super::taken::{Taken, taken};
use super::{json, literal};
use crate::file;

/// The arguments of one call.
pub(super) struct Arguments<'a> {
    library: &'a Library,
    plan: &'a Plan,
    words: &'a [String],
    /// What the call is given, and after it what it left there.
    pub(super) values: Vec<Value>,
    /// How many elements the memory has that was made for an argument.
    made: BTreeMap<usize, u32>,
    /// Bytes that were given, by parameter.
    sizes: BTreeMap<&'a str, usize>,
}

impl<'a> Arguments<'a> {
    /// Reads all words. Buffers come first, so that `len:` finds them wherever they stand, then
    /// those of `out:`, whose size may be a `len:`.
    pub(super) fn read(library: &'a Library, plan: &'a Plan, words: &'a [String]) -> Result<Self> {
        let mut read = Self {
            library,
            plan,
            words,
            values: vec![Value::Null; words.len()],
            made: BTreeMap::new(),
            sizes: BTreeMap::new(),
        };
        let taken = taken(plan);
        let mut order: Vec<usize> = (0..words.len()).collect();
        order.sort_by_key(|&at| match &words[at] {
            word if word.starts_with("out:len:") => 1,
            word if word.split(',').any(|part| part.trim().starts_with("len:")) => 2,
            _ => 0,
        });
        for at in order {
            read.values[at] = match taken.get(&(at as u32)) {
                Some(taken) => read.value(at, taken).map_err(|error| read.at(error, at))?,
                // One too many is refused by the call, which counts.
                None => read.variable(&words[at])?,
            };
        }
        Ok(read)
    }

    /// What C may have written, by parameter: with the form of its elements.
    pub(super) fn written(&self) -> Vec<(&'a str, Value, Access)> {
        let taken = taken(self.plan);
        let named = self.plan.args.iter().enumerate();
        let found = named.filter_map(|(at, arg)| {
            let (Taken::Pointer(plan) | Taken::Data(plan)) = taken.get(&(at as u32))? else {
                return None;
            };
            let Pointee::Elements { element, layout } = &plan.pointee else { return None };
            if plan.is_const {
                return None;
            }
            let items = match self.values.get(at)? {
                Value::Array(array) => array.values(),
                Value::Pointer(pointer) => {
                    let count = *self.made.get(&at)?;
                    let steps = (0..count as usize).map(dynamic::Step::Index);
                    steps.map(|step| pointer.get(&[step])).collect::<Result<_>>().ok()?
                }
                _ => return None,
            };
            let (count, stride) = (items.len() as u32, layout.size);
            let element = Box::new(element.clone());
            Some((arg.name.as_str(), Value::List(items), Access::Array { element, count, stride }))
        });
        found.collect()
    }

    /// The bytes that a parameter has after the call.
    pub(super) fn bytes(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let Some(at) = self.position(name) else { return Ok(None) };
        Ok(match self.values.get(at) {
            Some(Value::Buffer(bytes) | Value::Bytes(bytes)) => Some(bytes.clone()),
            Some(Value::Array(array)) => Some(array.as_bytes().to_vec()),
            Some(Value::Pointer(pointer)) => {
                Some(pointer.read(self.sizes.get(name).copied().unwrap_or(0))?)
            }
            _ => None,
        })
    }

    /// The whole number that a parameter is, or that it points to, after the call.
    pub(super) fn number(&self, name: &str) -> Option<i128> {
        match self.values.get(self.position(name)?)? {
            Value::Int(value) => Some(*value),
            Value::Array(array) => match array.values().first()? {
                Value::Int(value) => Some(*value),
                _ => None,
            },
            _ => None,
        }
    }

    fn value(&mut self, at: usize, taken: &Taken<'a>) -> Result<Value> {
        let word = self.words[at].as_str();
        match taken {
            Taken::Number(number) => self.scalar(word, *number),
            Taken::Wide => literal::whole(self.interface(), word)
                .or_else(|| literal::float(self.interface(), word).map(Value::Float))
                .ok_or_else(|| unfit("a number", word)),
            Taken::Text => text(word),
            Taken::Pointer(plan) => self.pointer(at, plan, false),
            Taken::Data(plan) => self.pointer(at, plan, true),
            Taken::Object(access) => json::argument(self.interface(), access, word),
            Taken::Handle | Taken::Function if word == "null" => Ok(Value::Null),
            Taken::Handle | Taken::Function => {
                let message = format!("takes what no command line can hold, got `{word}`");
                Err(Error::new(Code::UnsupportedType, message).with_help(
                    "give null, or call it from Python, Java or Node, where functions are values",
                ))
            }
            Taken::Nothing => Ok(Value::Null),
        }
    }

    fn scalar(&self, word: &str, number: Number) -> Result<Value> {
        let word = self.with_length(word)?;
        let it = self.interface();
        let value = match number {
            Number::F32 | Number::F64 => literal::float(it, &word).map(Value::Float),
            Number::Bool => literal::integer(it, &word).map(|value| match value {
                0 | 1 => Value::Bool(value == 1),
                _ => Value::Int(value),
            }),
            // A fraction is a number that does not fit; the call says what would.
            _ => literal::whole(it, &word).or_else(|| literal::float(it, &word).map(Value::Float)),
        };
        value.ok_or_else(|| {
            let error = unfit(&literal::wanted(number), &word);
            match word.starts_with(|first: char| first.is_ascii_alphabetic()) {
                true => {
                    error.with_help("give a number, or a constant that `sandbridge inspect` lists")
                }
                false => error,
            }
        })
    }

    /// What is given for a pointer; facts know its length, so that text needs no NUL.
    fn pointer(&mut self, at: usize, plan: &PointerPlan, is_sized: bool) -> Result<Value> {
        let word = self.words[at].as_str();
        if word == "null" {
            return Ok(Value::Null);
        }
        let zeros = match word.strip_prefix("out:") {
            Some(size) => Some(vec![0; self.size(size)?]),
            None => None,
        };
        let bytes = match zeros {
            Some(zeros) => Some(zeros),
            None => buffer(word)?,
        };
        if let Some(bytes) = bytes {
            self.note(at, bytes.len());
            return self.memory(at, plan, bytes);
        }
        match &plan.pointee {
            Pointee::Bytes if plan.text && !is_sized => {
                let text = plain(word);
                self.note(at, text.len());
                Ok(Value::Text(text.to_owned()))
            }
            Pointee::Bytes => {
                let mut bytes = plain(word).as_bytes().to_vec();
                self.note(at, bytes.len());
                bytes.extend((!is_sized).then_some(0));
                Ok(if plan.is_const { Value::Bytes(bytes) } else { Value::Buffer(bytes) })
            }
            _ if plan.wide_text.is_some() => text(word),
            Pointee::Elements { element: Access::Number { number, .. }, .. } => {
                let bytes = self.numbers(word, *number)?;
                self.note(at, bytes.len());
                Ok(Value::Array(Array::from_bytes(*number, bytes)))
            }
            Pointee::Elements { element, layout } => self.objects(at, plan, (element, *layout)),
            Pointee::Opaque => Err(unfit("`null`", word).with_help(
                "only the library makes such objects: call it from Python, Java or Node",
            )),
        }
    }

    /// Objects as JSON: one, or several in a list.
    fn objects(
        &mut self,
        at: usize,
        plan: &PointerPlan,
        (element, layout): (&Access, Layout),
    ) -> Result<Value> {
        let word = self.words[at].as_str();
        let Some(given) = json::parse(word) else {
            return Err(unfit("a buffer, JSON or `null`", word)
                .with_help("give @FILE, hex:BYTES, out:SIZE, null, or members: {\"x\": 1}"));
        };
        let count = given.as_array().map_or(1, Vec::len);
        let array = Access::Array {
            element: Box::new(element.clone()),
            count: u32::try_from(count).unwrap_or(u32::MAX),
            stride: layout.size,
        };
        let value = match given {
            serde_json::Value::Array(_) => json::value(self.interface(), &array, &given)?,
            one => Value::List(vec![json::value(self.interface(), element, &one)?]),
        };
        self.note(at, count * layout.size as usize);
        // Text behind pointers has to be put somewhere, which calling by name does.
        match plan.is_const || matches!(element, Access::Pointer { .. }) {
            true => Ok(value),
            false => self.place(at, plan, count, Some(&value)),
        }
    }

    /// Bytes in the form that the pointer wants.
    fn memory(&mut self, at: usize, plan: &PointerPlan, bytes: Vec<u8>) -> Result<Value> {
        match &plan.pointee {
            Pointee::Bytes if plan.is_const => Ok(Value::Bytes(bytes)),
            Pointee::Bytes => Ok(Value::Buffer(bytes)),
            Pointee::Elements { element: Access::Number { number, .. }, .. } => {
                Ok(Value::Array(Array::from_bytes(*number, bytes)))
            }
            Pointee::Elements { layout, .. } => {
                let count = bytes.len() / layout.size.max(1) as usize;
                let value = self.place(at, plan, count, None)?;
                if let Value::Pointer(pointer) = &value {
                    let whole = count * layout.size as usize;
                    pointer.write(bytes.get(..whole).unwrap_or_default(), 0)?;
                }
                Ok(value)
            }
            Pointee::Opaque => {
                let message = "points to what only the library can make, got bytes";
                Err(Error::new(Code::ArgumentType, message).with_help("give null"))
            }
        }
    }

    /// Guest memory for `count` objects of what the pointer points to.
    fn place(
        &mut self,
        at: usize,
        plan: &PointerPlan,
        count: usize,
        init: Option<&Value>,
    ) -> Result<Value> {
        let name = spell::type_name(self.interface(), plan.to);
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        self.made.insert(at, count);
        dynamic::new(self.library, &name, init, Some(count)).map(Value::Pointer)
    }

    fn numbers(&self, word: &str, number: Number) -> Result<Vec<u8>> {
        let inner = word.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let mut bytes = Vec::new();
        for part in inner.unwrap_or(word).split(',') {
            let part = self.with_length(part.trim())?;
            let value = literal::bytes(self.interface(), &part, number);
            let wanted = || format!("{}, or several with commas", literal::wanted(number));
            bytes.extend(value.ok_or_else(|| unfit(&wanted(), word))?);
        }
        Ok(bytes)
    }

    /// An argument beyond the named ones, by its looks.
    fn variable(&self, word: &str) -> Result<Value> {
        if let Some(bytes) = buffer(word)? {
            return Ok(Value::Bytes(bytes));
        }
        let it = self.interface();
        Ok(match literal::whole(it, word) {
            Some(value) => value,
            None if word == "null" => Value::Null,
            None => match literal::float(it, word) {
                Some(value) => Value::Float(value),
                None => Value::Text(plain(word).to_owned()),
            },
        })
    }

    /// The word, or the number of bytes that `len:` stands for.
    fn with_length(&self, word: &str) -> Result<String> {
        match word.strip_prefix("len:") {
            Some(name) => self.length_of(name).map(|length| length.to_string()),
            None => Ok(word.to_owned()),
        }
    }

    fn size(&self, word: &str) -> Result<usize> {
        let size = literal::integer(self.interface(), &self.with_length(word)?);
        let size = size.and_then(|size| u32::try_from(size).ok());
        size.map(|size| size as usize)
            .ok_or_else(|| unfit("out:SIZE with a size in bytes", &format!("out:{word}")))
    }

    fn length_of(&self, name: &str) -> Result<usize> {
        self.sizes.get(name).copied().ok_or_else(|| {
            let message = format!("`len:{name}`: no buffer was given for a parameter `{name}`");
            Error::new(Code::ArgumentType, message)
                .with_help(format!("the prototype is: {}", self.plan.prototype))
        })
    }

    fn note(&mut self, at: usize, size: usize) {
        if let Some(arg) = self.plan.args.get(at) {
            self.sizes.insert(&arg.name, size);
        }
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.plan.args.iter().position(|arg| arg.name == name)
    }

    fn interface(&self) -> &'a Interface {
        self.library.interface()
    }

    fn at(&self, error: Error, at: usize) -> Error {
        let Some(arg) = self.plan.args.get(at) else { return error };
        let (library, function) = (self.library.name(), &self.plan.name);
        error.context(format_args!(
            "{library}.{function}: parameter `{}` ({})",
            arg.name, arg.spelling
        ))
    }
}

/// Text, from the word itself or from a file.
fn text(word: &str) -> Result<Value> {
    if word == "null" {
        return Ok(Value::Null);
    }
    let Some(bytes) = buffer(word)? else { return Ok(Value::Text(plain(word).to_owned())) };
    String::from_utf8(bytes).map(Value::Text).map_err(|_| {
        Error::new(Code::TextEncoding, format!("takes text, and `{word}` is not UTF-8"))
    })
}

/// The bytes that a word stands for: `@FILE`, standard input, or `hex:`.
fn buffer(word: &str) -> Result<Option<Vec<u8>>> {
    if word == "-" || word == "@-" {
        return file::read_stdin().map(Some);
    }
    if let Some(path) = word.strip_prefix('@') {
        return file::read(path.as_ref()).map(Some);
    }
    let Some(digits) = word.strip_prefix("hex:") else { return Ok(None) };
    literal::hex(digits).map(Some).ok_or_else(|| unfit("hex: and an even number of digits", word))
}

/// The word without the mark that says that it is text and nothing else.
fn plain(word: &str) -> &str {
    word.strip_prefix("text:").unwrap_or(word)
}

pub(super) fn unfit(wanted: &str, word: &str) -> Error {
    Error::new(Code::ArgumentType, format!("expected {wanted}, got `{word}`"))
}
