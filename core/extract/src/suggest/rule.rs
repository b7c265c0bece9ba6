//! Which results look like statuses: enumerations of them, and `*_OK` that is 0.

use sandbridge_interface::{ConstantValue, Interface, Scalar, Type, TypeId, spell};

use super::{Suggestion, has_word};

/// A rule that the header suggests.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) name: String,
    /// The type of results that it is about.
    pub(super) ty: TypeId,
    why: String,
    fails: String,
    message: Option<String>,
    names: Option<String>,
}

impl Found {
    pub(super) fn suggestion(&self) -> Suggestion {
        let mut lines =
            vec![format!("[errors.{}]", self.name), format!("fails = \"{}\"", self.fails)];
        lines.extend(self.message.as_ref().map(|message| format!("message = \"{message}\"")));
        lines.extend(self.names.as_ref().map(|names| format!("names = \"{names}\"")));
        Suggestion { why: self.why.clone(), lines }
    }
}

/// All rules, the one for whole numbers last.
pub(super) fn rules(interface: &Interface) -> Vec<Found> {
    let mut found = Vec::new();
    for (index, ty) in interface.types.iter().enumerate() {
        let Type::Enum(id) = ty else { continue };
        let enumeration = interface.enumeration(*id);
        let spelled = spell::type_name(interface, TypeId(index as u32));
        let Some(name) = &enumeration.name else { continue };
        let good = enumeration.variants.iter().find(|variant| {
            variant.value == 0 && has_word(&variant.name, &["ok", "success", "none", "no_error"])
        });
        let is_status = has_word(name, &["status", "error", "result", "code"]);
        let (Some(good), true) = (good, is_status) else { continue };
        let ty = TypeId(index as u32);
        found.push(Found {
            name: rule_name(interface, found.len()),
            ty,
            why: format!("`{}` is 0 in `{spelled}`, which looks like statuses.", good.name),
            fails: format!("ret != {}", good.name),
            message: message(interface, ty),
            names: Some(spelled),
        });
    }
    let good = interface.constants.iter().find(|constant| {
        constant.value == ConstantValue::Integer(0)
            && ["_OK", "_SUCCESS", "_E_NONE"].iter().any(|end| constant.name.ends_with(end))
    });
    if let Some(good) = good
        && let Some(int) = interface.types.iter().position(|ty| *ty == Type::Scalar(Scalar::Int))
        && !found.iter().any(|rule| rule.fails.ends_with(&good.name))
    {
        let ty = TypeId(int as u32);
        found.push(Found {
            name: rule_name(interface, found.len()),
            ty,
            why: format!("`{}` is 0: results of type `int` may be statuses.", good.name),
            fails: format!("ret != {}", good.name),
            message: message(interface, ty),
            names: None,
        });
    }
    found
}

/// The library's name, with a number behind it from the second rule on.
fn rule_name(interface: &Interface, count: usize) -> String {
    let plain: String =
        interface.name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    let plain = if plain.is_empty() { "library".to_owned() } else { plain };
    if count == 0 { plain } else { format!("{plain}{}", count + 1) }
}

/// A call of the function that turns such a status into a text.
fn message(interface: &Interface, ty: TypeId) -> Option<String> {
    let found = interface.functions.iter().find(|function| {
        let signature = interface.signature(function.signature);
        // Many take the number as an `int`, even where statuses are an enumeration.
        let takes = matches!(signature.params.as_slice(), [only]
            if interface.resolved(*only) == interface.resolved(ty)
                || *interface.resolved(*only) == Type::Scalar(Scalar::Int));
        let gives_text = match *interface.resolved(signature.result) {
            Type::Pointer { to, .. } => *interface.resolved(to) == Type::Scalar(Scalar::Char),
            _ => false,
        };
        takes && gives_text && has_word(&function.name, &["err", "status", "strerror", "message"])
    });
    found.map(|function| format!("{}(ret)", function.name))
}
