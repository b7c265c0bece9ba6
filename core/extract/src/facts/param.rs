//! Parameters: from what the file says of one to what it is for.

use sandbridge_interface::facts::{Binary, Expr, Initial, Omitted, ParamFacts, Place, Role, Take};
use sandbridge_interface::plan::{Access, Number};
use sandbridge_interface::{Code, Error, Result, Type, TypeId, spell};

use super::callback::{encoding, is_text, unit};
use super::document::Value;
use super::form::assignable;
use super::function::{Draft, Reader};
use super::place::Counted;
use super::syntax::Kind;
use super::{constant, fold};

impl<'a> Reader<'_, 'a> {
    /// Finds the role of every parameter: first of those that others follow from.
    pub(super) fn roles(&mut self) -> Result<()> {
        type Step<'c, 'a> = fn(&mut Reader<'c, 'a>, usize, &Value<'a>) -> Result<()>;
        let steps: [Step<'_, 'a>; 5] = [
            Self::callback_role,
            Self::raise_role,
            Self::data_role,
            Self::room_role,
            Self::out_role,
        ];
        for step in steps {
            for index in 0..self.drafts.len() {
                if let Some(keys) = self.drafts[index].keys.clone()
                    && self.drafts[index].role.is_none()
                {
                    step(self, index, &keys)?;
                }
            }
        }
        self.count_of_result()?;
        for index in 0..self.drafts.len() {
            if self.drafts[index].role.is_none() {
                let role = self.rest(index)?;
                self.drafts[index].role = Some(role);
            }
        }
        Ok(())
    }

    /// The parameter that C leaves the length of its result in.
    fn count_of_result(&mut self) -> Result<()> {
        let ret = self.table.as_ref().and_then(|table| table.get("ret"));
        if let Some(keys) = ret
            && let Some((value, _)) = self.extent(&keys)?
        {
            self.handed_over(&value)?;
        }
        Ok(())
    }

    /// What the caller gives with a length or as text.
    fn data_role(&mut self, index: usize, keys: &Value<'a>) -> Result<()> {
        let extent = self.extent(keys)?;
        let text = keys.get("text");
        // With a length it is a buffer, whichever way it goes; without, one object.
        let is_object = extent.is_none() && (keys.is("in") || keys.is("inout"));
        let is_result = keys.is("out") || is_object;
        if is_result || keys.get("value").is_some() || (extent.is_none() && text.is_none()) {
            return Ok(());
        }
        let ty = self.drafts[index].ty;
        let place = extent.as_ref().map_or(keys, |(value, _)| value);
        let (unit, text) = self.unit(place, ty, text.as_ref())?;
        let nullable = keys.is("nullable") || keys.is("optional");
        let mut size = None;
        if let Some((value, is_bytes)) = extent {
            let scale = if is_bytes { unit } else { 1 };
            let node = self.parse(&value)?;
            if !self.follow(&node, index as u32, Counted::Given, scale)? {
                let number = self.number_before(&value)?;
                size = Some(rounded_up(number, scale));
            }
        }
        let is_written = keys.is("inout");
        self.drafts[index].role = Some(Role::Data { text, size, nullable, is_written });
        Ok(())
    }

    /// What is reserved for C to fill.
    fn room_role(&mut self, index: usize, keys: &Value<'a>) -> Result<()> {
        let (extent, capacity) = (self.extent(keys)?, keys.get("capacity"));
        let ty = self.drafts[index].ty;
        if !keys.is("out") {
            return match capacity {
                Some(capacity) => Err(capacity
                    .key_error(Code::FactsType, "only a result has a capacity: `out = true`")),
                None => Ok(()),
            };
        }
        let is_pointers = matches!(*self.interface.resolved(ty), Type::Pointer { to, .. }
            if matches!(self.interface.resolved(to), Type::Pointer { .. }));
        if capacity.is_none() && (extent.is_none() || is_pointers) {
            return Ok(());
        }
        let text = keys.get("text");
        let (unit, text) = self.unit(keys, ty, text.as_ref())?;
        self.writable(keys, ty)?;
        let is_bytes = extent.as_ref().is_some_and(|(_, is_bytes)| *is_bytes);
        let scale = if is_bytes { unit } else { 1 };
        let (reserved, size) = match (capacity, extent) {
            (Some(capacity), None) => (capacity, None),
            (Some(capacity), Some((value, _))) => {
                let node = self.parse(&value)?;
                let follows = self.follow(&node, index as u32, Counted::Reserved, scale)?;
                let is_read = !(follows && matches!(node.kind, Kind::Name(_)));
                let size = is_read.then(|| self.number_after(&value)).transpose()?;
                (capacity, size.map(|size| divided(size, scale)))
            }
            (None, Some((value, _))) => match self.parse(&value)?.kind {
                // The caller says how many, and C fills all of it.
                Kind::Name(_) | Kind::Number(_) => (value, None),
                _ => {
                    let message = "how much is to be reserved? Say it with `capacity`";
                    return Err(keys.key_error(Code::FactsType, message));
                }
            },
            (None, None) => return Ok(()),
        };
        let capacity = divided(self.number_before(&reserved)?, scale);
        self.drafts[index].role = Some(Role::Room { text, capacity, size });
        Ok(())
    }

    /// What C leaves behind a pointer.
    fn out_role(&mut self, index: usize, keys: &Value<'a>) -> Result<()> {
        let [is_in, is_out, is_inout] = ["in", "out", "inout"].map(|key| keys.is(key));
        match [is_in, is_out, is_inout].into_iter().filter(|is| *is).count() {
            0 => return Ok(()),
            1 => {}
            _ => {
                let message = "`in`, `out` and `inout` exclude each other";
                return Err(keys.key_error(Code::FactsType, message));
            }
        }
        let is_given = is_in || is_inout;
        if matches!(self.drafts[index].place, Place::Member { .. }) {
            let message = "nothing is counted by this member, so that it is no result";
            return Err(keys.key_error(Code::FactsType, message));
        }
        let ty = self.drafts[index].ty;
        let Type::Pointer { to, .. } = *self.interface.resolved(ty) else {
            return Err(self.not(keys, ty, "a result is left behind a pointer"));
        };
        if !is_in {
            self.writable(keys, ty)?;
        }
        if is_out && let Some(handle) = self.kind(ty, Some(keys))? {
            if !self.handles[handle as usize].is_object {
                let class = &self.handles[handle as usize].name;
                let message = format!(
                    "a new `{class}` is left behind a pointer to a pointer, or it is an object \
                     whose memory the caller provides"
                );
                return Err(keys.key_error(Code::FactsType, message).with_help(
                    "say `object = true` of the handle if the caller provides its memory",
                ));
            }
            let parent = self.parent(handle, Some(keys))?;
            self.drafts[index].role = Some(Role::Object { handle, parent });
            return Ok(());
        }
        if sandbridge_interface::layout::of(self.interface, to).is_none() {
            return Err(self.not(
                keys,
                ty,
                "a result is left behind a pointer to something of known size",
            ));
        }
        let is_number = matches!(Access::of(self.interface, to), Access::Number { .. });
        let value = keys.get("value");
        let initial = match (&value, is_given) {
            (Some(value), false) if is_number => {
                let typed = self.before(value)?;
                assignable(self.interface, &typed, to)
                    .map_err(|what| value.error(Code::FactsType, what))?;
                Initial::Value(typed.expr)
            }
            (None, true) if is_number => Initial::Given,
            (None, false) => Initial::Zero,
            _ => return Err(self.not(keys, ty, "what is given behind a pointer is a number")),
        };
        let take = match (is_in, is_inout) {
            (true, _) => Take::Nothing,
            (_, true) => Take::Plain,
            _ => self.take(keys, to, true)?,
        };
        self.drafts[index].role = Some(Role::Cell { initial, take });
        Ok(())
    }

    /// What is given as in C, as a handle, or computed.
    fn rest(&mut self, index: usize) -> Result<Role> {
        let draft = &self.drafts[index];
        let (ty, keys) = (draft.ty, draft.keys.clone());
        let is_member = matches!(draft.place, Place::Member { .. });
        if let Some(value) = keys.as_ref().and_then(|keys| keys.get("value")) {
            let typed = self.before(&value)?;
            assignable(self.interface, &typed, ty)
                .map_err(|what| value.error(Code::FactsType, what))?;
            return Ok(Role::Value(typed.expr));
        }
        if let Some(handle) = self.kind(ty, keys.as_ref())? {
            let nullable =
                keys.as_ref().is_some_and(|keys| keys.is("nullable") || keys.is("optional"));
            return Ok(Role::Handle { handle, nullable });
        }
        let is_number = matches!(Access::of(self.interface, ty), Access::Number { .. });
        if is_member && !is_number {
            let keys = keys.unwrap_or_else(|| self.somewhere());
            let message =
                "a member that is no number is given with `size`, `count`, `text` or as a handle";
            return Err(keys.key_error(Code::FactsType, message));
        }
        Ok(Role::Plain)
    }

    /// A parameter whose role is known.
    pub(super) fn finished(&mut self, index: usize) -> Result<ParamFacts> {
        let Draft { place, c_name, keys, role, .. } = &self.drafts[index];
        let member = c_name.rsplit(['>', '.']).next().unwrap_or(c_name);
        let given = keys.as_ref().and_then(|keys| keys.text_of("name"));
        let role = role.clone().unwrap_or(Role::Plain);
        let omitted = match keys {
            Some(keys) => self.omitted(index, keys, &role)?,
            None => None,
        };
        let name = given.unwrap_or(member).to_owned();
        Ok(ParamFacts { place: *place, name, role, omitted })
    }

    fn omitted(&self, index: usize, keys: &Value<'a>, role: &Role) -> Result<Option<Omitted>> {
        if let Some(default) = keys.get("default") {
            let ty = match (role, self.interface.resolved(self.drafts[index].ty)) {
                (Role::Cell { initial: Initial::Given, .. }, &Type::Pointer { to, .. }) => to,
                _ => self.drafts[index].ty,
            };
            let is_given = matches!(role, Role::Plain | Role::Cell { initial: Initial::Given, .. });
            let number = match Access::of(self.interface, ty) {
                Access::Number { number, .. } if is_given => number,
                _ => return Err(self.not(&default, ty, "what a number stands for is a number")),
            };
            let value = constant(self.interface, &default)?;
            let fits =
                number.range().is_none_or(|(least, most)| (least..=most).contains(&value.into()));
            if !fits || matches!(number, Number::F32 | Number::F64) {
                let ty = spell::type_name(self.interface, ty);
                return Err(default.error(Code::FactsType, format!("{value} does not fit `{ty}`")));
            }
            return Ok(Some(Omitted::Number(value)));
        }
        if !keys.is("optional") {
            return Ok(None);
        }
        let ty = self.drafts[index].ty;
        let is_pointer = matches!(self.interface.resolved(ty), Type::Pointer { .. });
        match role {
            Role::Plain if !is_pointer => {
                let what = "what is left out stands for `NULL`";
                Err(self.not(keys, ty, what).with_help("give a number's `default`"))
            }
            Role::Plain | Role::Data { .. } | Role::Handle { .. } | Role::Callback { .. } => {
                Ok(Some(Omitted::Null))
            }
            _ => Err(keys.key_error(Code::FactsType, "the caller does not give it anyway")),
        }
    }

    /// `size` or `count`, and whether it counts bytes.
    pub(super) fn extent(&self, keys: &Value<'a>) -> Result<Option<(Value<'a>, bool)>> {
        match (keys.get("size"), keys.get("count")) {
            (Some(_), Some(count)) => {
                Err(count.key_error(Code::FactsType, "`size` and `count` exclude each other"))
            }
            (Some(size), None) => Ok(Some((size, true))),
            (None, count) => Ok(count.map(|count| (count, false))),
        }
    }

    /// Bytes of one element behind a pointer, and the encoding when it is text.
    pub(super) fn unit(
        &self,
        place: &Value<'a>,
        ty: TypeId,
        text: Option<&Value<'a>>,
    ) -> Result<(u32, Option<sandbridge_interface::facts::Encoding>)> {
        let Type::Pointer { to, .. } = *self.interface.resolved(ty) else {
            return Err(self.not(text.unwrap_or(place), ty, "what has a length is a pointer"));
        };
        match text {
            Some(text) => {
                let encoding = encoding(text.text().unwrap_or_default());
                if !is_text(self.interface, to, encoding) {
                    let what = format!("text is a pointer to {}-byte units", encoding.unit());
                    return Err(self.not(text, ty, &what));
                }
                Ok((encoding.unit(), Some(encoding)))
            }
            None => match unit(self.interface, to) {
                Some(unit) => Ok((unit, None)),
                None => Err(self.not(place, ty, "an array has elements of known size")),
            },
        }
    }

    fn writable(&self, keys: &Value<'a>, ty: TypeId) -> Result<()> {
        match *self.interface.resolved(ty) {
            Type::Pointer { is_const: true, .. } => {
                Err(self.not(keys, ty, "a result is left behind a pointer that is not `const`"))
            }
            _ => Ok(()),
        }
    }

    /// The error for a type that is not what the facts say.
    pub(super) fn not(&self, place: &Value<'a>, ty: TypeId, what: &str) -> Error {
        let ty = spell::type_name(self.interface, ty);
        place.key_error(Code::FactsType, format!("{what}, which `{ty}` is not"))
    }
}

/// Bytes as elements, those of a part counted.
fn rounded_up(bytes: Expr, unit: u32) -> Expr {
    divided(fold::binary(Binary::Add, bytes, Expr::Integer(i128::from(unit) - 1)), unit)
}

/// Bytes as whole elements.
pub(super) fn divided(bytes: Expr, unit: u32) -> Expr {
    match unit {
        0 | 1 => bytes,
        _ => fold::binary(Binary::Divide, bytes, Expr::Integer(unit.into())),
    }
}
