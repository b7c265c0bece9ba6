//! Handles: pointers that become closable objects.

use sandbridge_interface::facts::{Expr, Handle};
use sandbridge_interface::name::nearest;
use sandbridge_interface::{Code, Interface, Result, Type, TypeId, layout, spell};

use super::document::Value;
use super::expression;
use super::form::{Form, Typed, assignable};
use super::scope::{Ret, Scope, missing_function, missing_type};
use super::syntax::Kind as Syntax;
use super::{Context, name, parse};

/// A kind of handle, as far as its types are concerned.
#[derive(Debug, Clone)]
pub(super) struct Kind<'a> {
    /// The class.
    pub(super) class: String,
    /// What the pointer points to.
    pub(super) ty: TypeId,
    /// The `typedef` that says so, where pointers to anything point to `ty`.
    alias: Option<&'a str>,
    /// The table with `close` and the rest.
    table: Value<'a>,
    /// How the file calls it.
    written: &'a str,
}

/// Finds all kinds of handles.
pub(super) fn kinds<'a>(interface: &Interface, root: &Value<'a>) -> Result<Vec<Kind<'a>>> {
    let mut kinds = Vec::new();
    for (written, entry) in entries(root, "types") {
        let ty = interface
            .type_named(written)
            .ok_or_else(|| missing_type(interface, written, 0).of_key(&entry))?;
        let Some(table) = entry.get("handle") else { continue };
        let class = match entry.get("name") {
            Some(class) => name::class(&class)?,
            None => name::pascal(&name::stripped(root, written)),
        };
        kinds.push(kind(interface, class, ty, table, written)?);
    }
    for (written, table) in entries(root, "handles") {
        let Some(named) = table.get("type") else { continue };
        let text = named.text().unwrap_or_default();
        let ty = interface
            .type_named(text)
            .ok_or_else(|| missing_type(interface, text, 0).of(&named))?;
        name::check_class(&table, written)?;
        kinds.push(kind(interface, written.to_owned(), ty, table, text)?);
    }
    for (index, kind) in kinds.iter().enumerate() {
        if kinds[..index].iter().any(|other| other.class == kind.class) {
            let message = format!("there are two classes called `{}`", kind.class);
            return Err(kind.table.key_error(Code::FactsType, message));
        }
    }
    Ok(kinds)
}

fn entries<'a>(root: &Value<'a>, key: &str) -> Vec<(&'a str, Value<'a>)> {
    root.get(key).map(|table| table.entries()).unwrap_or_default()
}

fn kind<'a>(
    interface: &Interface,
    class: String,
    ty: TypeId,
    table: Value<'a>,
    written: &'a str,
) -> Result<Kind<'a>> {
    let pointee = match *interface.resolved(ty) {
        Type::Pointer { to, .. } => to,
        _ => ty,
    };
    let is_pointer = matches!(interface.resolved(ty), Type::Pointer { .. });
    let alias = match interface.resolved(pointee) {
        Type::Void if is_pointer && matches!(interface.ty(ty), Type::Named { .. }) => Some(written),
        Type::Record(_) => None,
        _ => {
            let message = format!(
                "`{written}` is no struct, no union and no `typedef` of `void *`, which handles are"
            );
            return Err(table.key_error(Code::FactsType, message));
        }
    };
    Ok(Kind { class, ty: interface.resolve(pointee), alias, table, written })
}

impl Kind<'_> {
    /// Whether a pointer of type `ty` points to one.
    fn is_at(&self, interface: &Interface, ty: TypeId) -> bool {
        if let Some(alias) = self.alias {
            return name::is_named(interface, ty, alias);
        }
        match *interface.resolved(ty) {
            Type::Pointer { to, .. } => interface.resolved(to) == interface.ty(self.ty),
            _ => false,
        }
    }

    /// Whether the caller provides the memory of the object.
    pub(super) fn is_object(&self) -> bool {
        self.table.is("object")
    }

    /// What its methods' names begin with in C.
    pub(super) fn prefixes(&self) -> Vec<&str> {
        name::prefixes(&self.table)
    }
}

impl Context<'_> {
    /// The kinds that a pointer of type `ty` may be.
    pub(super) fn kinds_at(&self, ty: TypeId) -> Vec<u32> {
        let fitting =
            self.kinds.iter().enumerate().filter(|(_, kind)| kind.is_at(self.interface, ty));
        fitting.map(|(index, _)| index as u32).collect()
    }

    /// The kind that `value` names by its class.
    pub(super) fn kind_named(&self, value: &Value<'_>) -> Result<u32> {
        let wanted = value.text().unwrap_or_default();
        let found = self
            .kinds
            .iter()
            .position(|kind| kind.class == wanted)
            .or_else(|| self.kinds.iter().position(|kind| kind.written == wanted));
        found.map(|index| index as u32).ok_or_else(|| {
            let error = value.error(Code::FactsName, format!("there is no handle `{wanted}`"));
            match nearest(wanted, self.kinds.iter().map(|kind| kind.class.as_str())) {
                Some(near) => error.with_help(format!("did you mean `{near}`?")),
                None => error.with_help("handles come from `[types]` and `[handles]`"),
            }
        })
    }
}

/// Resolves what is said of each kind.
pub(super) fn handles(context: &mut Context<'_>) -> Result<Vec<Handle>> {
    let mut handles = Vec::new();
    for kind in context.kinds.clone() {
        let interface = context.interface;
        let parent = kind.table.get("parent").map(|parent| context.kind_named(&parent));
        let parent = parent.transpose()?;
        let mut scope = Scope::new(interface);
        scope.this = Some(kind.ty);
        scope.parent = parent.map(|parent| context.kinds[parent as usize].ty);
        let close = match kind.table.get("close") {
            Some(close) => Some(close_call(&scope, &kind, &close)?),
            None => None,
        };
        let closer = close.as_ref().map(|(_, function)| *function);
        let rule = match (kind.table.get("error"), closer) {
            (Some(rule), Some(closer)) => {
                let signature = interface.functions[closer as usize].signature;
                scope.ret = Ret::Type(interface.signature(signature).result);
                Some(context.rules.make(&rule, &kind.class, &scope)?)
            }
            (Some(rule), None) => {
                return Err(rule.error(Code::FactsType, "nothing closes this handle"));
            }
            (None, _) => None,
        };
        if kind.is_object() && layout::of(interface, kind.ty).is_none() {
            let ty = spell::type_name(interface, kind.ty);
            let message = format!("the size of `{ty}` is not known, so that it cannot be provided");
            return Err(kind.table.key_error(Code::FactsType, message));
        }
        handles.push(Handle {
            name: kind.class.clone(),
            ty: kind.ty,
            close: close.map(|(call, _)| call),
            closer,
            parent,
            rule,
            is_object: kind.is_object(),
        });
    }
    for (index, kind) in context.kinds.iter().enumerate() {
        let mut at = handles[index].parent;
        for _ in 0..handles.len() {
            at = at.and_then(|at| handles[at as usize].parent);
        }
        if at.is_some() {
            let message = format!("`{}` is its own ancestor", kind.class);
            return Err(kind.table.key_error(Code::FactsType, message));
        }
    }
    Ok(handles)
}

/// The function that an expression calls, whatever its conditions.
fn closer(expr: &Expr) -> Option<u32> {
    match expr {
        Expr::Call { function, .. } => Some(*function),
        Expr::Conditional(_, then, otherwise) => closer(otherwise).and(closer(then)),
        _ => None,
    }
}

/// The call that closes a handle: as written, or of the function whose name stands there.
fn close_call(scope: &Scope<'_>, kind: &Kind<'_>, close: &Value<'_>) -> Result<(Expr, u32)> {
    let interface = scope.interface;
    let node = parse(interface, close)?;
    let Syntax::Name(function) = &node.kind else {
        let typed = expression::resolve(scope, &node).map_err(|fault| fault.of(close))?;
        let Some(function) = closer(&typed.expr) else {
            return Err(close.error(Code::FactsType, "a handle is closed by calling a function"));
        };
        let mut uses = false;
        typed.expr.walk(&mut |expr| uses |= *expr == Expr::This);
        if uses {
            return Ok((typed.expr, function));
        }
        let message = "the call does not get the handle, which is called `self`";
        return Err(close.error(Code::FactsType, message));
    };
    let Some((position, called)) = interface.function(function) else {
        return Err(missing_function(interface, function, node.at).of(close));
    };
    let signature = interface.signature(called.signature);
    let takes = match signature.params.as_slice() {
        [only] => {
            let own = Typed { expr: Expr::This, form: Form::Pointer(Some(kind.ty)) };
            assignable(interface, &own, *only).is_ok() && !signature.is_variadic
        }
        _ => false,
    };
    if !takes {
        let message = format!("`{function}` does not take just a `{}`", kind.written);
        return Err(close.error(Code::FactsType, message).with_help(format!(
            "write the call, with `self` for the handle, of {}",
            spell::prototype(interface, called)
        )));
    }
    let position = position as u32;
    Ok((Expr::Call { function: position, args: vec![Expr::This] }, position))
}
