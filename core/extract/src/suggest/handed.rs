//! What C hands out: objects that it makes, texts, objects in memory of the caller's.

use sandbridge_interface::{Function, Scalar, Type};

use super::function::Reader;
use super::handle::{Does, MAKES, Made, Owner, points_to};
use super::{has_word, key};

impl Reader<'_> {
    /// A result that is made from a handle, as its name says.
    pub(super) fn owned(&mut self, handles: &[Made]) {
        let result = self.interface.signature(self.function.signature).result;
        let is_made = handles.iter().any(|made| points_to(self.interface, result, made.ty));
        let takes_one = self
            .types
            .iter()
            .any(|param| handles.iter().any(|made| points_to(self.interface, *param, made.ty)));
        if is_made && takes_one && has_word(&self.function.name, &MAKES) {
            self.found.push((
                "its name says that it makes what it returns".to_owned(),
                vec!["ret = { owned = true }".to_owned()],
            ));
        }
    }

    /// A text that is left behind a pointer.
    pub(super) fn handed_text(&mut self, name: &str, is_owned: bool) {
        let is_list = has_word(name, &["arg", "list", "array", "names", "strings", "lines", "end"]);
        let free = if is_owned { self.free() } else { None };
        if is_list && !name.starts_with("arg") || is_owned && free.is_none() {
            return;
        }
        let free = free.map_or_else(String::new, |free| format!(", free = \"{free}\""));
        self.found.push((
            format!("`{name}` looks as if a text were left behind it"),
            vec![format!("{} = {{ out = true, text = \"utf8\"{free} }}", key(name))],
        ));
    }

    /// A text that is returned and that the caller has to free.
    pub(super) fn text(&mut self) {
        let result = self.interface.signature(self.function.signature).result;
        let Type::Pointer { to, is_const: false } = *self.interface.resolved(result) else {
            return;
        };
        let is_text = *self.interface.resolved(to) == Type::Scalar(Scalar::Char);
        let Some(free) = self.free().filter(|_| is_text) else { return };
        self.found.push((
            format!("it returns a text that is not `const`, which `{free}` may have to free"),
            vec![format!("ret = {{ text = \"utf8\", free = \"{free}\", nullable = true }}")],
        ));
    }

    /// The function with which the library frees memory that it hands out.
    fn free(&self) -> Option<&str> {
        let frees = |function: &&Function| {
            let params = &self.interface.signature(function.signature).params;
            let name = function.name.to_ascii_lowercase();
            name.ends_with("free") && matches!(params.as_slice(), [one] if self.is_untyped(*one))
        };
        let found = self.interface.functions.iter().filter(frees);
        found.map(|function| function.name.as_str()).min_by_key(|name| name.len())
    }

    /// An object in memory of the caller's.
    pub(super) fn object(&mut self, owner: &Owner, does: &Does) {
        let first = self.name(0);
        let (quoted, class) = (key(&first), &owner.class);
        match does {
            Does::Makes | Does::Copies => {
                self.used.push(0);
                self.found.push((
                    format!("`{first}` becomes a `{class}`"),
                    vec![format!("{quoted} = {{ out = true, handle = \"{class}\" }}")],
                ));
            }
            Does::Uses => {
                let Some([next_in, avail_in, next_out, avail_out]) =
                    owner.streams(self.interface, self.function)
                else {
                    return;
                };
                let member = |name: &str| format!("\"{first}->{name}\"");
                self.found.push((
                    format!("`{first}` has what goes in, and room for what comes out"),
                    vec![
                        format!("{} = {{ size = \"{first}->{avail_in}\" }}", member(next_in)),
                        format!("{} = {{ out = true }}", member(avail_in)),
                        format!(
                            "{} = {{ out = true, capacity = 65536, size = \"65536 - {first}->{avail_out}\" }}",
                            member(next_out)
                        ),
                        format!("{} = {{ value = 65536 }}", member(avail_out)),
                    ],
                ));
            }
        }
    }
}
