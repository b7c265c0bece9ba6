//! What becomes of what C hands over: a result, or what it left behind a pointer.

use sandbridge_interface::facts::{Expr, Take};
use sandbridge_interface::plan::{Access, Lift, lift_value};
use sandbridge_interface::{Code, Error, Result, Type, TypeId, spell};

use super::callback::{encoding, is_text, unit};
use super::document::Value;
use super::form::{Form, mismatch};
use super::function::{Draft, Reader};
use super::param::divided;
use super::place::Counted;

impl<'a> Reader<'_, 'a> {
    /// What becomes of the function's result.
    pub(super) fn take_result(&mut self) -> Result<Take> {
        let ret = self.table.as_ref().and_then(|table| table.get("ret"));
        let ty = self.result;
        let Some(keys) = ret else {
            if let Some(handle) = self.kind(ty, None)? {
                return Ok(Take::Filled(Box::new(self.handle(handle, None, false)?)));
            }
            let is_number = matches!(Access::of(self.interface, ty), Access::Number { .. });
            return Ok(match self.rule {
                Some(rule) if is_number && self.reads_result(rule) => Take::Nothing,
                _ => Take::Plain,
            });
        };
        if *self.interface.resolved(ty) == Type::Void && keys.get("value").is_none() {
            return Err(keys.key_error(Code::FactsType, "the function has no result"));
        }
        if keys.get("out").and_then(|out| out.flag()) == Some(false) {
            return Ok(Take::Nothing);
        }
        self.take(&keys, ty, false)
    }

    /// Whether a rule decides by the result.
    fn reads_result(&self, rule: u32) -> bool {
        let mut reads = false;
        self.context.rules.made[rule as usize]
            .fails
            .walk(&mut |expr| reads |= *expr == Expr::Result);
        reads
    }

    /// What becomes of a value of type `ty`. Handles are never null unless the facts say that they may
    /// be, text and copies may be null unless the facts say that they never are.
    pub(super) fn take(&mut self, keys: &Value<'a>, ty: TypeId, is_out: bool) -> Result<Take> {
        let take = self.shape(keys, ty, is_out)?;
        let Some(nullable) = keys.get("nullable") else {
            return Ok(match take {
                Take::Handle { .. } => Take::Filled(Box::new(take)),
                take => take,
            });
        };
        let is_pointer = matches!(self.interface.resolved(ty), Type::Pointer { .. });
        let is_text = matches!(lift_value(self.interface, ty), Ok(Lift::Text { .. }));
        let may_be = nullable.flag() == Some(true);
        match take {
            Take::Value(_) | Take::Nothing => {
                let message = "C's result is not given here, so that `nullable` means nothing";
                Err(nullable.key_error(Code::FactsType, message))
            }
            Take::Plain if !is_pointer => {
                Err(self.not(&nullable, ty, "only a pointer is ever `NULL`"))
            }
            take if may_be => Ok(take),
            Take::Text { .. } | Take::Data { .. } | Take::Handle { .. } => {
                Ok(Take::Filled(Box::new(take)))
            }
            Take::Plain if is_text => Ok(Take::Filled(Box::new(Take::Plain))),
            _ => {
                let message = "a typed pointer may always be `NULL`: leave `nullable` out";
                Err(nullable.key_error(Code::FactsType, message))
            }
        }
    }

    /// What becomes of such a value, `nullable` aside.
    fn shape(&mut self, keys: &Value<'a>, ty: TypeId, is_out: bool) -> Result<Take> {
        let extent = self.extent(keys)?;
        if let Some(value) = keys.get("value").filter(|_| !is_out) {
            let typed = self.after(&value)?;
            return match typed.form {
                Form::Number(_) => Ok(Take::Value(typed.expr)),
                form => {
                    let node = self.parse(&value)?;
                    Err(mismatch(self.interface, node.at, "a number", form).of(&value))
                }
            };
        }
        let free = keys.get("free").map(|free| self.free(&free)).transpose()?;
        let unused = |what: &str| -> Result<()> {
            let odd = ["free", "borrowed_from", "until"].iter().find_map(|key| keys.get(key));
            match odd {
                Some(odd) => Err(odd.key_error(Code::FactsType, what)),
                None => Ok(()),
            }
        };
        let to = match *self.interface.resolved(ty) {
            Type::Pointer { to, .. } => Some(to),
            _ => None,
        };
        if let Some(text) = keys.get("text") {
            self.not_borrowed(keys, "text is copied")?;
            let encoding = encoding(text.text().unwrap_or_default());
            if !to.is_some_and(|to| is_text(self.interface, to, encoding)) {
                let what = format!("text is a pointer to {}-byte units", encoding.unit());
                return Err(self.not(&text, ty, &what));
            }
            let size = match extent {
                Some((value, is_bytes)) => {
                    let size = self.handed_over(&value)?;
                    Some(if is_bytes { size } else { size.times(encoding.unit()) })
                }
                None => None,
            };
            return Ok(Take::Text { encoding, size, free });
        }
        if let Some((value, is_bytes)) = extent {
            self.not_borrowed(keys, "what has a length is copied")?;
            let Some(unit) = to.and_then(|to| unit(self.interface, to)) else {
                return Err(self.not(&value, ty, "an array has elements of known size"));
            };
            let size = self.handed_over(&value)?;
            return Ok(Take::Data { size: divided(size, if is_bytes { unit } else { 1 }), free });
        }
        if let Some(handle) = self.kind(ty, Some(keys))? {
            if let Some(free) = keys.get("free") {
                let message = "a handle is closed, not freed";
                return Err(free.key_error(Code::FactsType, message));
            }
            return self.handle(handle, Some(keys), is_out);
        }
        if let Some(odd) = ["handle", "owned", "borrowed", "parent", "on_failure"]
            .iter()
            .find_map(|key| keys.get(key))
        {
            return Err(self.not(&odd, ty, "a handle is a pointer to a type of `[types]`"));
        }
        if keys.get("borrowed_from").is_some() || keys.get("until").is_some() {
            if to.is_none() {
                return Err(self.not(keys, ty, "what is borrowed is a pointer"));
            }
            let from = keys.get("borrowed_from").map(|from| self.owner(&from)).transpose()?;
            let until = self.until(keys)?;
            return Ok(Take::Borrowed { from, until });
        }
        if to.is_some() {
            unused("how much is to be copied? Say it with `text`, `size` or `count`")?;
        } else {
            unused("only a pointer is freed or borrowed")?;
        }
        Ok(Take::Plain)
    }

    /// A length that C hands over with what it counts.
    pub(super) fn handed_over(&mut self, value: &Value<'a>) -> Result<Expr> {
        let node = self.parse(value)?;
        self.follow(&node, u32::MAX, Counted::HandedOver, 1)?;
        self.number_after(value)
    }

    fn not_borrowed(&self, keys: &Value<'a>, why: &str) -> Result<()> {
        match keys.get("borrowed_from").or_else(|| keys.get("until")) {
            Some(key) => {
                Err(key.key_error(Code::FactsType, format!("{why}, so that nothing is borrowed")))
            }
            None => Ok(()),
        }
    }

    fn until(&self, keys: &Value<'a>) -> Result<Vec<u32>> {
        let Some(until) = keys.get("until") else { return Ok(Vec::new()) };
        let mut functions = Vec::new();
        for item in until.items() {
            functions.extend(self.ending(&item, item.text().unwrap_or_default())?);
        }
        Ok(functions)
    }

    /// The parameter that owns what is borrowed: a handle.
    fn owner(&self, value: &Value<'a>) -> Result<u32> {
        let param = self.param_named(value)?;
        let ty = self.drafts[param as usize].ty;
        match self.context.kinds_at(ty).is_empty() {
            true => Err(self.not(value, ty, "an owner is a handle")),
            false => Ok(param),
        }
    }

    /// The function that frees what C hands over.
    fn free(&self, value: &Value<'a>) -> Result<u32> {
        let name = value.text().unwrap_or_default();
        let Some((position, function)) = self.interface.function(name) else {
            return Err(super::scope::missing_function(self.interface, name, 0).of(value));
        };
        let params = &self.interface.signature(function.signature).params;
        let takes_pointer = matches!(params.as_slice(), [only]
            if matches!(self.interface.resolved(*only), Type::Pointer { .. }));
        if takes_pointer {
            return Ok(position as u32);
        }
        let message = format!("`{name}` does not take just a pointer, which is then free");
        let error: Error = value.error(Code::FactsType, message);
        Err(error.with_help(spell::prototype(self.interface, function)))
    }

    /// The kind of handle that a value of type `ty` is.
    pub(super) fn kind(&self, ty: TypeId, keys: Option<&Value<'a>>) -> Result<Option<u32>> {
        let kinds = self.context.kinds_at(ty);
        if let Some(named) = keys.and_then(|keys| keys.get("handle")) {
            let kind = self.context.kind_named(&named)?;
            let behind = match *self.interface.resolved(ty) {
                Type::Pointer { to, .. } => self.context.kinds_at(to),
                _ => Vec::new(),
            };
            return match (kinds.contains(&kind), behind.contains(&kind)) {
                (true, _) => Ok(Some(kind)),
                (false, true) => Ok(None),
                (false, false) => Err(self.not(&named, ty, "a handle is a pointer to its type")),
            };
        }
        match (kinds.as_slice(), self.method_of) {
            ([], _) => Ok(None),
            ([only], _) => Ok(Some(*only)),
            (several, Some(own)) if several.contains(&own) => Ok(Some(own)),
            (several, _) if self.table.is_some() => {
                let classes: Vec<String> = several
                    .iter()
                    .map(|&kind| format!("`{}`", self.context.kinds[kind as usize].class))
                    .collect();
                let ty = spell::type_name(self.interface, ty);
                let message = format!("a `{ty}` may be a {}", classes.join(" or a "));
                let place = keys.cloned().unwrap_or_else(|| self.somewhere());
                let error = place.key_error(Code::FactsType, message);
                Err(error.with_help("say which: `method_of = \"...\"`, or `handle = \"...\"`"))
            }
            _ => Ok(None),
        }
    }

    /// A handle that C hands over.
    fn handle(&self, handle: u32, keys: Option<&Value<'a>>, is_out: bool) -> Result<Take> {
        let kind = &self.handles[handle as usize];
        let is = |key: &str| keys.is_some_and(|keys| keys.is(key));
        let from = keys.and_then(|keys| keys.get("borrowed_from"));
        if is("owned") && (is("borrowed") || from.is_some()) {
            let place = keys.cloned().unwrap_or_else(|| self.somewhere());
            return Err(place.key_error(Code::FactsType, "it is either owned or borrowed"));
        }
        let first =
            self.drafts.iter().position(|draft| !self.context.kinds_at(draft.ty).is_empty());
        // A result beside a handle may be that handle's own.
        let is_new = is_out || first.is_none();
        let is_lent = is("borrowed") || from.is_some() || kind.close.is_none();
        let is_owned = !is_lent && (is("owned") || is_new);
        if is("owned") && kind.close.is_none() {
            let place = keys.cloned().unwrap_or_else(|| self.somewhere());
            let message = format!("a `{}` has no `close`, so that it is only ever lent", kind.name);
            return Err(place.key_error(Code::FactsType, message));
        }
        let place = keys.cloned().unwrap_or_else(|| self.somewhere());
        let parent = match (is_owned, from) {
            (true, _) => self.parent(handle, keys)?,
            (false, Some(from)) => Some(self.owner(&from)?),
            (false, None) => first.map(|first| first as u32),
        };
        let is_handed_out_on_failure = keys.is_some_and(|keys| keys.get("on_failure").is_some());
        if is_handed_out_on_failure && !(is_owned && is_out) {
            let message = "only a handle that is left behind a pointer can be closed on failure";
            return Err(place.key_error(Code::FactsType, message));
        }
        Ok(Take::Handle { handle, is_owned, parent, is_handed_out_on_failure })
    }

    /// The parameter with the parent of a new handle.
    pub(super) fn parent(&self, handle: u32, keys: Option<&Value<'a>>) -> Result<Option<u32>> {
        if let Some(parent) = keys.and_then(|keys| keys.get("parent")) {
            return self.owner(&parent).map(Some);
        }
        let Some(wanted) = self.handles[handle as usize].parent else { return Ok(None) };
        let is_parent = |draft: &Draft<'_>| self.context.kinds_at(draft.ty).contains(&wanted);
        match self.drafts.iter().position(is_parent) {
            Some(param) => Ok(Some(param as u32)),
            None => {
                let (class, parent) =
                    (&self.handles[handle as usize].name, &self.handles[wanted as usize].name);
                let message =
                    format!("a `{class}` has a `{parent}` for parent, which no argument is");
                let place = keys.cloned().unwrap_or_else(|| self.somewhere());
                Err(place.key_error(Code::FactsType, message))
            }
        }
    }
}
