//! From an expression as written to one with its names resolved and its types checked.

use sandbridge_interface::facts::{Binary, Expr, Unary};
use sandbridge_interface::plan::Number;
use sandbridge_interface::{Code, Type, TypeId, layout, spell};

use super::Fault;
use super::fold;
use super::form::{Form, Typed, assignable, described, form_of, mismatch};
use super::scope::{Meaning, Scope};
use super::syntax::{Kind, Node};

/// What a node names before it is read.
enum Operand {
    Value(Typed),
    /// An object in memory.
    Object {
        base: Expr,
        offset: u32,
        ty: TypeId,
    },
}

type Resolved<T> = Result<T, Fault>;

/// Resolves an expression that has a value or is a call.
pub(super) fn resolve(scope: &Scope<'_>, node: &Node) -> Resolved<Typed> {
    let typed = Resolver { scope }.value(node)?;
    if fold::is_too_large(&typed.expr) {
        let message = "the expression is too large";
        return Err(Fault::new(node.at, Code::FactsExpression, message));
    }
    Ok(typed)
}

/// Resolves an expression that is a number.
pub(super) fn number(scope: &Scope<'_>, node: &Node) -> Resolved<Expr> {
    let typed = resolve(scope, node)?;
    match typed.form {
        Form::Number(_) => Ok(typed.expr),
        form => Err(mismatch(scope.interface, node.at, "a number", form)),
    }
}

struct Resolver<'a> {
    scope: &'a Scope<'a>,
}

impl Resolver<'_> {
    fn value(&self, node: &Node) -> Resolved<Typed> {
        match self.operand(node)? {
            Operand::Value(typed) => Ok(typed),
            Operand::Object { base, offset, ty } => self.read(node.at, base, offset, ty),
        }
    }

    /// A value that is a number.
    fn integer(&self, node: &Node) -> Resolved<Typed> {
        let typed = self.value(node)?;
        match typed.form {
            Form::Number(_) => Ok(typed),
            form => Err(mismatch(self.scope.interface, node.at, "a number", form)),
        }
    }

    fn operand(&self, node: &Node) -> Resolved<Operand> {
        let at = node.at;
        Ok(Operand::Value(match &node.kind {
            Kind::Number(value) => literal(*value),
            Kind::Name(name) => self.name(name, at)?,
            Kind::Call(name, args) => self.call(name, args, at)?,
            Kind::Unary(operator, inner) => self.unary(*operator, inner)?,
            Kind::Deref(pointer) => {
                let (base, ty) = self.pointer(pointer)?;
                return Ok(Operand::Object { base, offset: 0, ty });
            }
            Kind::AddressOf(inner) => self.address_of(inner)?,
            Kind::Index(pointer, index) => {
                let (base, ty) = self.pointer(pointer)?;
                let index = fold::times(self.integer(index)?.expr, self.size(ty, at)?);
                let base = fold::binary(Binary::Add, base, index);
                return Ok(Operand::Object { base, offset: 0, ty });
            }
            Kind::Member { object, name, is_arrow } => {
                return self.member(object, name, *is_arrow, at);
            }
            Kind::Binary(operator, left, right) => self.binary(*operator, left, right)?,
            Kind::Conditional(condition, then, otherwise) => {
                let condition = self.value(condition)?.expr;
                let (then, other) = (self.value(then)?, self.value(otherwise)?);
                let form = match (then.form, other.form) {
                    (Form::Number(a), Form::Number(b)) => Form::Number(a.filter(|_| a == b)),
                    (pointer @ Form::Pointer(_), Form::Pointer(_)) => pointer,
                    (Form::Void, Form::Void) => Form::Void,
                    (_, form) => {
                        let wanted = described(self.scope.interface, then.form);
                        let at = otherwise.at;
                        return Err(mismatch(self.scope.interface, at, &wanted, form));
                    }
                };
                Typed { expr: fold::conditional(condition, then.expr, other.expr), form }
            }
            Kind::Cast(name, inner) => self.cast(name, inner, at)?,
            Kind::SizeOfType(name) => literal(self.size(self.scope.ty(name, at)?, at)?.into()),
            Kind::SizeOf(inner) => match self.operand(inner)? {
                Operand::Object { ty, .. } => literal(self.size(ty, at)?.into()),
                Operand::Value(typed) => match typed.form {
                    Form::Number(Some(number)) => literal(number.size().into()),
                    Form::Pointer(_) => literal(4),
                    _ => return Err(Fault::new(at, Code::FactsType, "the size is not known")),
                },
            },
        }))
    }

    fn name(&self, name: &str, at: usize) -> Resolved<Typed> {
        let pointer = |expr, ty| Typed { expr, form: Form::Pointer(Some(ty)) };
        Ok(match self.scope.find(name, at)? {
            Meaning::Param(position, ty) => self.typed(name, at, Expr::Param(position), ty)?,
            Meaning::Result(ty) => self.typed(name, at, Expr::Result, ty)?,
            Meaning::This(ty) => pointer(Expr::This, ty),
            Meaning::Parent(ty) => pointer(Expr::Parent, ty),
            Meaning::Number(value) => literal(value),
            Meaning::Null => Typed { expr: Expr::Integer(0), form: Form::Pointer(None) },
        })
    }

    fn typed(&self, name: &str, at: usize, expr: Expr, ty: TypeId) -> Resolved<Typed> {
        let interface = self.scope.interface;
        let wrong = || {
            let ty = spell::type_name(interface, ty);
            let message = format!("`{name}` is a `{ty}`, which expressions cannot compute with");
            Fault::new(at, Code::FactsType, message)
        };
        match form_of(interface, ty).ok_or_else(wrong)? {
            Form::Void => Err(Fault::new(at, Code::FactsType, "the function has no result")),
            form => Ok(Typed { expr, form }),
        }
    }

    /// The value of an object.
    fn read(&self, at: usize, base: Expr, offset: u32, ty: TypeId) -> Resolved<Typed> {
        let interface = self.scope.interface;
        if let Expr::Param(object) = base {
            let known = |member: &&super::scope::MemberParam| {
                member.object == object && member.offset == offset
            };
            if let Some(member) = self.scope.members.iter().find(known) {
                return self.typed("the member", at, Expr::Param(member.position), ty);
            }
        }
        if let Type::Array { of, .. } = *interface.resolved(ty) {
            let expr = fold::binary(Binary::Add, base, Expr::Integer(offset.into()));
            return Ok(Typed { expr, form: Form::Pointer(Some(of)) });
        }
        let form = form_of(interface, ty);
        let number = match form {
            Some(Form::Number(Some(number))) => number,
            Some(Form::Pointer(_)) => Number::U32,
            _ => {
                let ty = spell::type_name(interface, ty);
                let message = format!("a `{ty}` is no number and no pointer");
                return Err(Fault::new(at, Code::FactsType, message));
            }
        };
        let expr = Expr::Load { address: Box::new(base), offset, number };
        Ok(Typed { expr, form: form.unwrap_or(Form::Void) })
    }

    /// A pointer that can be followed, and what it points to.
    fn pointer(&self, node: &Node) -> Resolved<(Expr, TypeId)> {
        let typed = self.value(node)?;
        match typed.form {
            Form::Pointer(Some(to)) => Ok((typed.expr, to)),
            form => {
                let wanted = "a pointer to something known";
                Err(mismatch(self.scope.interface, node.at, wanted, form))
            }
        }
    }

    fn member(&self, object: &Node, name: &str, is_arrow: bool, at: usize) -> Resolved<Operand> {
        let (base, start, ty) = match (is_arrow, self.operand(object)?) {
            (true, _) => {
                let (base, ty) = self.pointer(object)?;
                (base, 0, ty)
            }
            (false, Operand::Object { base, offset, ty }) => (base, offset, ty),
            (false, Operand::Value(_)) => {
                let message = format!("`.{name}` wants a struct before it; `->` follows a pointer");
                return Err(Fault::new(at, Code::FactsType, message));
            }
        };
        let (offset, ty) = super::member::find(self.scope.interface, ty, name, at)?;
        Ok(Operand::Object { base, offset: start + offset, ty })
    }

    fn address_of(&self, inner: &Node) -> Resolved<Typed> {
        Ok(match self.operand(inner)? {
            Operand::Object { base, offset, ty } => {
                let expr = fold::binary(Binary::Add, base, Expr::Integer(offset.into()));
                Typed { expr, form: Form::Pointer(Some(ty)) }
            }
            // C gets the address of a copy.
            Operand::Value(typed) if matches!(typed.form, Form::Pointer(_)) => {
                Typed { expr: Expr::Cell(Box::new(typed.expr)), form: Form::Pointer(None) }
            }
            Operand::Value(typed) => {
                let wanted = "a pointer or a member";
                return Err(mismatch(self.scope.interface, inner.at, wanted, typed.form));
            }
        })
    }

    fn unary(&self, operator: Unary, inner: &Node) -> Resolved<Typed> {
        let typed = match operator {
            Unary::Not => self.value(inner)?,
            Unary::Negate | Unary::Complement => self.integer(inner)?,
        };
        if typed.form == Form::Void {
            return Err(mismatch(self.scope.interface, inner.at, "a value", typed.form));
        }
        let form = Form::Number((operator == Unary::Not).then_some(Number::Bool));
        Ok(Typed { expr: fold::unary(operator, typed.expr), form })
    }

    fn binary(&self, operator: Binary, left: &Node, right: &Node) -> Resolved<Typed> {
        let (a, b) = (self.value(left)?, self.value(right)?);
        let interface = self.scope.interface;
        for (typed, node) in [(&a, left), (&b, right)] {
            if typed.form == Form::Void {
                return Err(mismatch(interface, node.at, "a value", typed.form));
            }
        }
        let is_truth = fold::is_truth(operator);
        let form = Form::Number(is_truth.then_some(Number::Bool));
        let is_logic = matches!(operator, Binary::And | Binary::Or);
        match (a.form, b.form) {
            _ if is_logic => {}
            (Form::Number(_), Form::Number(_)) => {
                if is_truth {
                    fold::check_comparison(&a, &b).map_err(|message| {
                        Fault::new(right.at, Code::FactsType, message)
                            .help("write the cast that C makes: `(size_t)-1`")
                    })?;
                }
            }
            // A number stands for an address only as a constant: 0, or `(T *)-1` spelled out.
            (Form::Pointer(_), Form::Pointer(_)) if is_truth => {}
            (Form::Pointer(_), Form::Number(_))
                if is_truth && matches!(b.expr, Expr::Integer(_)) => {}
            (Form::Number(_), Form::Pointer(_))
                if is_truth && matches!(a.expr, Expr::Integer(_)) => {}
            (Form::Pointer(Some(to)), Form::Number(_))
                if matches!(operator, Binary::Add | Binary::Subtract) =>
            {
                let step = fold::times(b.expr, self.size(to, left.at)?);
                return Ok(Typed { expr: fold::binary(operator, a.expr, step), form: a.form });
            }
            (Form::Pointer(Some(to)), Form::Pointer(Some(_))) if operator == Binary::Subtract => {
                let bytes = fold::binary(operator, a.expr, b.expr);
                let size = Expr::Integer(self.size(to, left.at)?.max(1).into());
                return Ok(Typed { expr: fold::binary(Binary::Divide, bytes, size), form });
            }
            (_, found) => {
                let wanted = described(interface, a.form);
                return Err(mismatch(interface, right.at, &wanted, found));
            }
        }
        Ok(Typed { expr: fold::binary(operator, a.expr, b.expr), form })
    }

    fn cast(&self, name: &str, inner: &Node, at: usize) -> Resolved<Typed> {
        let interface = self.scope.interface;
        let to = self.scope.ty(name, at)?;
        let typed = self.value(inner)?;
        let form = form_of(interface, to).filter(|form| *form != Form::Void);
        let Some(form) = form.filter(|_| typed.form != Form::Void) else {
            let message = format!("a value cannot be cast to `{name}` here");
            return Err(Fault::new(at, Code::FactsType, message));
        };
        let number = match form {
            Form::Number(number) => number.unwrap_or(Number::I64),
            _ => Number::U32,
        };
        let from = match typed.form {
            Form::Number(number) => number,
            _ => Some(Number::U32),
        };
        Ok(Typed { expr: fold::convert(typed.expr, from, number), form })
    }

    fn call(&self, name: &str, args: &[Node], at: usize) -> Resolved<Typed> {
        let interface = self.scope.interface;
        let position = self.scope.function(name, at)?;
        let function = &interface.functions[position as usize];
        let signature = interface.signature(function.signature);
        let wrong = |what: String| Fault::new(at, Code::FactsType, what);
        if signature.is_variadic {
            return Err(wrong(format!("`{name}` takes variable arguments")));
        }
        if signature.params.len() != args.len() {
            let (wanted, given) = (signature.params.len(), args.len());
            return Err(wrong(format!("`{name}` takes {wanted}, not {given} arguments"))
                .help(spell::prototype(interface, function)));
        }
        let mut resolved = Vec::with_capacity(args.len());
        for (arg, &ty) in args.iter().zip(&signature.params) {
            let typed = self.value(arg)?;
            assignable(interface, &typed, ty)
                .map_err(|what| Fault::new(arg.at, Code::FactsType, format!("`{name}`: {what}")))?;
            resolved.push(typed.expr);
        }
        let form = form_of(interface, signature.result)
            .ok_or_else(|| wrong(format!("the result of `{name}` is no number and no pointer")))?;
        Ok(Typed { expr: Expr::Call { function: position, args: resolved }, form })
    }

    fn size(&self, ty: TypeId, at: usize) -> Resolved<u32> {
        if *self.scope.interface.resolved(ty) == Type::Void {
            return Ok(1);
        }
        layout::of(self.scope.interface, ty).map(|layout| layout.size).ok_or_else(|| {
            let ty = spell::type_name(self.scope.interface, ty);
            Fault::new(at, Code::FactsType, format!("the size of `{ty}` is not known"))
        })
    }
}

fn literal(value: i128) -> Typed {
    Typed { expr: Expr::Integer(value), form: Form::Number(None) }
}
