//! Host functions among parameters: their userdata, and how long C keeps them.

use sandbridge_interface::{Type, TypeId};

use super::function::Reader;
use super::handle::points_to;
use super::{has_own_word, has_word, key};

impl Reader<'_> {
    /// A host function, with its userdata and how long C keeps it.
    pub(super) fn callback(&mut self, index: usize, name: &str) {
        let is_userdata = |at: &usize| self.is_untyped(self.types[*at]);
        let before = index.checked_sub(1).filter(|at| !self.used.contains(at));
        let userdata =
            (index + 1..self.types.len()).find(is_userdata).or(before.filter(is_userdata));
        let is_kept = self.keeps();
        let scope = if is_kept { "handle" } else { "call" };
        let quoted = key(name);
        let Some(userdata) = userdata else {
            // Elsewhere it is said once, for all host functions of an object.
            if is_kept && self.takes_userdata(self.types[index]) {
                self.found.push((
                    format!("`{name}` is a host function that the object keeps"),
                    vec![format!(
                        "{quoted} = {{ callback = {{ scope = \"{scope}\" }}, nullable = true }}"
                    )],
                ));
            }
            return;
        };
        self.used.push(userdata);
        let userdata_name = self.name(userdata);
        let (keeps, nullable) = match is_kept {
            true => ("as long as the object lives", ", nullable = true"),
            false => ("if C does not keep it", ""),
        };
        self.found.push((
            format!("`{name}` is a host function and `{userdata_name}` its userdata, {keeps}"),
            vec![format!(
                "{quoted} = {{ callback = {{ userdata = \"{userdata_name}\", scope = \"{scope}\" }}{nullable} }}"
            )],
        ));
    }

    /// Whether the function gives host functions to an object, which keeps them.
    fn keeps(&self) -> bool {
        let is_object = |ty: &TypeId| {
            self.handles.made.iter().any(|made| points_to(self.interface, *ty, made.ty))
        };
        let words = ["hook", "handler", "callback", "listener"];
        let name = &self.function.name;
        self.types.first().is_some_and(is_object)
            && (has_word(name, &words) || has_own_word(name, &["set", "on", "register"]))
    }

    /// Whether host functions of that type get a pointer of their own first.
    fn takes_userdata(&self, pointer: TypeId) -> bool {
        let Type::Pointer { to, .. } = *self.interface.resolved(pointer) else { return false };
        let Type::Function(signature) = *self.interface.resolved(to) else { return false };
        let params = &self.interface.signature(signature).params;
        params.first().is_some_and(|first| self.is_untyped(*first))
    }
}
