//! Which results look like statuses: enumerations of them, `*_OK` that is 0 among constants, and
//! null where an object was to be made.

use sandbridge_interface::habit::pascal;
use sandbridge_interface::{
    Constant, ConstantValue, Docs, Enum, Function, Interface, Scalar, Type, TypeId, spell,
};

use super::handle::{MAKES, ends};
use super::{Suggestion, has_own_word, has_word};

/// Words for results that are statuses, in comments that speak of what is returned.
const STATUSES: [&str; 4] = ["result code", "error code", "status code", "error status"];

/// Words in the names of functions that give numbers that are no statuses.
const NUMBERS: [&str; 12] = [
    "count",
    "bytes",
    "type",
    "is",
    "has",
    "busy",
    "remaining",
    "size",
    "length",
    "column",
    "number",
    "version",
];

/// Longest line of a list of names.
const WIDTH: usize = 96;

/// A rule that the header suggests.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) name: String,
    kind: Kind,
    why: String,
    lines: Vec<String>,
}

/// Which results a rule is about.
#[derive(Debug)]
enum Kind {
    /// Those of an enumeration, and whole numbers of which the comment says that they are among its
    /// constants.
    Of(TypeId, Vec<String>),
    /// Whole numbers of which the comment says that they are one of these constants.
    Int(Vec<String>),
    /// Pointers to what was to be made.
    Null,
}

impl Found {
    pub(super) fn suggestion(&self) -> Suggestion {
        let mut lines = vec![format!("[errors.{}]", self.name)];
        lines.extend(self.lines.iter().cloned());
        Suggestion { why: self.why.clone(), lines }
    }

    /// Why a function's result is likely to be such a status. Where the comment says nothing, a whole
    /// number is taken for one only if the function `is_known` to do something.
    pub(super) fn reason(
        &self,
        interface: &Interface,
        function: &Function,
        docs: &Docs,
        is_known: bool,
    ) -> Option<String> {
        let result = interface.signature(function.signature).result;
        match &self.kind {
            Kind::Of(ty, _) if interface.resolved(result) == interface.resolved(*ty) => {
                Some(format!("it returns `{}`", spell::type_name(interface, *ty)))
            }
            Kind::Null => {
                let is_maker = has_word(&function.name, &MAKES) && is_object(interface, result);
                is_maker.then(|| "it returns an object that it makes".to_owned())
            }
            Kind::Of(_, family) | Kind::Int(family) => {
                let is_int = *interface.resolved(result) == Type::Scalar(Scalar::Int);
                // Those give statuses as what was asked for, and what ends an object is no call of its own.
                if !is_int || has_word(&function.name, &["err"]) || ends(&function.name) {
                    return None;
                }
                if !is_known && has_own_word(&function.name, &NUMBERS) {
                    return None;
                }
                let comment = docs.0.get(&function.name).map_or("", String::as_str);
                let may_be = is_known && matches!(self.kind, Kind::Int(_));
                match says_status(comment, family) {
                    true => Some("its comment says that it returns a status".to_owned()),
                    false => may_be.then(|| "its result may be a status".to_owned()),
                }
            }
        }
    }
}

/// Whether a sentence of a comment speaks of returning and of a status.
fn says_status(comment: &str, family: &[String]) -> bool {
    let flowing = comment.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut sentences = flowing.split(". ");
    sentences.any(|sentence| {
        let words = || sentence.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        let is_named = || words().any(|word| family.iter().any(|name| name == word));
        has_word(sentence, &["return"]) && (is_named() || has_word(sentence, &STATUSES))
    })
}

/// All rules: those for enumerations, for whole numbers, for null.
pub(super) fn rules(interface: &Interface) -> Vec<Found> {
    let mut rules = Rules { interface, found: Vec::new() };
    for (index, ty) in interface.types.iter().enumerate() {
        let Type::Enum(id) = ty else { continue };
        let enumeration = interface.enumeration(*id);
        if let Some(name) = &enumeration.name
            && has_word(name, &["status", "error", "result", "code"])
        {
            rules.enumeration(TypeId(index as u32), enumeration);
        }
    }
    rules.constants();
    rules.null();
    rules.found
}

struct Rules<'a> {
    interface: &'a Interface,
    found: Vec<Found>,
}

impl Rules<'_> {
    fn enumeration(&mut self, ty: TypeId, enumeration: &Enum) {
        let spelled = spell::type_name(self.interface, ty);
        let ends = |name: &str, words: &[&str]| {
            let name = name.to_ascii_lowercase();
            words.iter().any(|word| name.ends_with(word))
        };
        let zero = enumeration.variants.iter().find(|variant| variant.value == 0);
        let Some(zero) = zero else { return };
        let is_good = has_word(&zero.name, &["ok", "success", "none", "no_error"]);
        let is_bad = ends(&zero.name, &["error", "fail", "failure", "failed"])
            && enumeration.variants.iter().any(|other| ends(&other.name, &["ok", "success"]));
        let fails = match (is_good, is_bad) {
            (true, _) => format!("ret != {}", zero.name),
            (false, true) => format!("ret == {}", zero.name),
            (false, false) => return,
        };
        let why = format!("`{}` is 0 in `{spelled}`, which looks like statuses.", zero.name);
        let names = vec![format!("names = \"{spelled}\"")];
        let family = enumeration.variants.iter().map(|variant| variant.name.clone()).collect();
        self.add(Kind::Of(ty, family), why, &fails, self.message(ty), names);
    }

    /// Constants in a row, of which the first is 0 and says that all is well.
    fn constants(&mut self) {
        let it = self.interface;
        let good = it.constants.iter().position(|constant| {
            constant.value == ConstantValue::Integer(0)
                && ["_OK", "_SUCCESS", "_E_NONE"].iter().any(|end| constant.name.ends_with(end))
        });
        let int = it.types.iter().position(|ty| *ty == Type::Scalar(Scalar::Int));
        let (Some(at), Some(int)) = (good, int) else { return };
        let good = &it.constants[at];
        let is_variant =
            it.enums.iter().flat_map(|of| &of.variants).any(|variant| variant.name == good.name);
        if is_variant {
            return;
        }
        let row = row(&it.constants[at..]);
        let negative: Vec<&str> =
            row.iter().filter(|(_, value)| *value < 0).map(|(name, _)| *name).collect();
        let positive = row.iter().filter(|(_, value)| *value > 0);
        let (why, fails, failures) = match negative.is_empty() {
            false => (
                format!("`{}` is 0 and failures are negative.", good.name),
                "ret < 0".to_owned(),
                negative,
            ),
            true => (
                format!("`{}` is 0: results of type `int` may be statuses.", good.name),
                format!("ret != {}", good.name),
                // Numbers in turn are failures; what comes after a gap means something else.
                positive
                    .zip(1i128..)
                    .take_while(|((_, value), count)| value == count)
                    .map(|((name, _), _)| *name)
                    .collect(),
            ),
        };
        let mut family: Vec<String> = row.iter().map(|(name, _)| (*name).to_owned()).collect();
        family.push(good.name.clone());
        let names = listed(&failures);
        let ty = TypeId(int as u32);
        self.add(Kind::Int(family), why, &fails, self.message(ty), names);
    }

    /// Null where an object was to be made.
    fn null(&mut self) {
        let it = self.interface;
        let maker = it.functions.iter().find(|function| {
            has_word(&function.name, &MAKES)
                && is_object(it, it.signature(function.signature).result)
        });
        let Some(maker) = maker else { return };
        let why = format!("`{}` returns null when it fails, as those do that make.", maker.name);
        self.add(Kind::Null, why, "ret == NULL", None, Vec::new());
    }

    /// A rule of the library's only class of exceptions.
    fn add(
        &mut self,
        kind: Kind,
        why: String,
        fails: &str,
        message: Option<String>,
        names: Vec<String>,
    ) {
        let it = self.interface;
        let plain: String =
            it.name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        let plain = if plain.is_empty() { "library".to_owned() } else { plain };
        let (name, class) = match (self.found.is_empty(), &kind) {
            (true, _) => (plain, None),
            (false, Kind::Null) => (format!("{plain}_null"), Some(plain)),
            (false, _) => (format!("{plain}{}", self.found.len() + 1), Some(plain)),
        };
        let class = class.map(|plain| format!("class = \"{}Error\"", pascal(&plain)));
        let mut lines: Vec<String> = class.into_iter().collect();
        lines.push(format!("fails = \"{fails}\""));
        lines.extend(message.map(|message| format!("message = \"{message}\"")));
        lines.extend(names);
        self.found.push(Found { name, kind, why, lines });
    }

    /// A call of the function that turns such a status into a text.
    fn message(&self, ty: TypeId) -> Option<String> {
        let it = self.interface;
        let found = it.functions.iter().find(|function| {
            let signature = it.signature(function.signature);
            // Many take the number as an `int`, even where statuses are an enumeration.
            let takes = matches!(signature.params.as_slice(), [only]
                if it.resolved(*only) == it.resolved(ty)
                    || *it.resolved(*only) == Type::Scalar(Scalar::Int));
            let gives_text = match *it.resolved(signature.result) {
                Type::Pointer { to, .. } => *it.resolved(to) == Type::Scalar(Scalar::Char),
                _ => false,
            };
            let words = ["err", "status", "strerror", "message"];
            takes && gives_text && has_word(&function.name, &words)
        });
        found.map(|function| format!("{}(ret)", function.name))
    }
}

/// The constants behind the first that are written in one block with it, and begin alike.
fn row(constants: &[Constant]) -> Vec<(&str, i128)> {
    let Some((first, rest)) = constants.split_first() else { return Vec::new() };
    let prefix = first.name.find('_').and_then(|end| first.name.get(..=end)).unwrap_or("");
    let mut line = first.origin.line;
    let mut row = Vec::new();
    for constant in rest {
        let ConstantValue::Integer(value) = constant.value else { break };
        let is_near = constant.origin.line.saturating_sub(line) <= 2;
        if !is_near || !constant.name.starts_with(prefix) {
            break;
        }
        line = constant.origin.line;
        row.push((constant.name.as_str(), value));
    }
    row
}

/// A list of names, in lines that fit.
fn listed(names: &[&str]) -> Vec<String> {
    if names.is_empty() {
        return Vec::new();
    }
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    let whole = format!("names = [{}]", quoted.join(", "));
    if whole.len() <= WIDTH {
        return vec![whole];
    }
    let mut lines = vec!["names = [".to_owned()];
    let mut line = String::new();
    for name in quoted {
        if !line.is_empty() && line.len() + name.len() + 6 > WIDTH {
            lines.push(std::mem::take(&mut line));
        }
        line.push_str(if line.is_empty() { "    " } else { " " });
        line.push_str(&name);
        line.push(',');
    }
    lines.extend([line, "]".to_owned()]);
    lines
}

/// Whether a pointer leads to what only the library sees inside.
fn is_object(interface: &Interface, pointer: TypeId) -> bool {
    match *interface.resolved(pointer) {
        Type::Pointer { to, is_const: false } => match interface.resolved(to) {
            Type::Record(id) => interface.record(*id).layout.is_none(),
            _ => false,
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::says_status;

    #[test]
    fn a_comment_tells_statuses_from_other_numbers() {
        let family = ["X_OK".to_owned(), "X_FULL".to_owned()];
        for (comment, expected) in [
            ("Opens it.\nReturns X_OK,\nor X_FULL.", true),
            ("On success [X_OK] is returned.", true),
            ("it returns an [error code] then. See there.", true),
            ("Returns the number of rows. X_OK is not among them.", false),
            ("it returns X_OKAY.", false),
            ("", false),
        ] {
            assert_eq!(says_status(comment, &family), expected, "{comment}");
        }
    }
}
