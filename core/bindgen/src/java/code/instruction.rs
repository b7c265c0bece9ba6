//! Statements and expressions as instructions of the JVM.

use super::constant::Pool;
use super::ty::descriptor;
use super::{Call, Expr, Kind, Method, Stmt, Ty};

/// The code of a method, with what the JVM must set aside for it.
pub(super) struct Code {
    pub(super) bytes: Vec<u8>,
    pub(super) max_stack: u16,
    pub(super) max_locals: u16,
    /// Where the test for null in front jumps to.
    pub(super) target: Option<u8>,
}

/// The code of `method`.
pub(super) fn code(pool: &mut Pool, class: &str, method: &Method, body: &[Stmt]) -> Code {
    let mut writer = Writer::new(pool);
    if !method.is_static {
        writer.declare("this", &Ty::class(class));
    }
    for param in &method.params {
        writer.declare(&param.name, &param.ty);
    }
    body.iter().for_each(|stmt| writer.stmt(stmt));
    if !matches!(body.last(), Some(Stmt::Return(_))) {
        writer.stmt(&Stmt::Return(None));
    }
    writer.finish()
}

/// The code of a class initialiser, which sets static fields.
pub(super) fn initialiser<'a>(
    pool: &mut Pool,
    class: &str,
    fields: impl Iterator<Item = (&'a str, &'a Ty, &'a Expr)>,
) -> Code {
    let mut writer = Writer::new(pool);
    for (name, ty, value) in fields {
        writer.expr(value);
        let field = writer.pool.field(class, name, &ty.descriptor());
        writer.wide(0xb3, field);
        writer.pop(ty.width());
    }
    writer.byte(0xb1);
    writer.finish()
}

struct Writer<'p> {
    pool: &'p mut Pool,
    bytes: Vec<u8>,
    locals: Vec<(String, Ty, u16)>,
    max_locals: u16,
    stack: u16,
    max_stack: u16,
    target: Option<u8>,
}

impl<'p> Writer<'p> {
    fn new(pool: &'p mut Pool) -> Self {
        let (bytes, locals) = (Vec::new(), Vec::new());
        Self { pool, bytes, locals, max_locals: 0, stack: 0, max_stack: 0, target: None }
    }

    fn finish(self) -> Code {
        let Self { bytes, max_stack, max_locals, target, .. } = self;
        Code { bytes, max_stack, max_locals, target }
    }

    fn declare(&mut self, name: &str, ty: &Ty) -> u16 {
        let place = self.max_locals;
        self.locals.push((name.to_owned(), ty.clone(), place));
        self.max_locals += ty.width();
        place
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::Let(name, ty, value) => {
                self.expr(value);
                let place = self.declare(name, ty);
                self.at_local(store(ty), place);
                self.pop(ty.width());
            }
            Stmt::Do(value) => {
                let ty = self.expr(value);
                match ty.width() {
                    0 => {}
                    1 => self.byte(0x57),
                    _ => self.byte(0x58),
                }
                self.pop(ty.width());
            }
            Stmt::Set(class, name, ty, value) => {
                self.expr(&Expr::This);
                self.expr(value);
                let field = self.pool.field(class, name, &ty.descriptor());
                self.wide(0xb5, field);
                self.pop(1 + ty.width());
            }
            Stmt::Super(class, params, args) => {
                self.expr(&Expr::This);
                self.args(args);
                let described = descriptor(params, &Ty::Void);
                let method = self.pool.method(class, super::CONSTRUCTOR, &described);
                self.wide(0xb7, method);
                self.pop(1 + widths(params));
            }
            Stmt::UnlessNull(name) => {
                self.load(name);
                // Over this instruction and the two behind it.
                self.wide(0xc7, 5);
                self.bytes.extend([0x01, 0xb0]);
                self.pop(1);
                self.target = u8::try_from(self.bytes.len()).ok();
            }
            Stmt::Return(None) => self.byte(0xb1),
            Stmt::Return(Some(value)) => {
                let ty = self.expr(value);
                self.byte(0xac + kind(&ty));
                self.pop(ty.width());
            }
        }
    }

    /// Leaves the value on the stack; its type.
    fn expr(&mut self, expr: &Expr) -> Ty {
        match expr {
            Expr::This => self.load("this"),
            Expr::Local(name) => self.load(name),
            Expr::Null => self.pushed(Ty::object(), |writer| writer.byte(0x01)),
            Expr::Boolean(value) => {
                self.pushed(Ty::Boolean, |writer| writer.byte(0x03 + u8::from(*value)))
            }
            Expr::Int(value) => self.pushed(Ty::Int, |writer| writer.int(*value)),
            Expr::Long(value @ 0..=1) => {
                self.pushed(Ty::Long, |writer| writer.byte(0x09 + *value as u8))
            }
            Expr::Long(value) => self.pushed(Ty::Long, |writer| {
                let constant = writer.pool.long(*value);
                writer.wide(0x14, constant);
            }),
            Expr::Double(value) => self.pushed(Ty::Double, |writer| {
                let constant = writer.pool.double(*value);
                writer.wide(0x14, constant);
            }),
            Expr::Text(text) => self.pushed(Ty::string(), |writer| {
                let constant = writer.pool.string(text);
                writer.wide(0x13, constant);
            }),
            Expr::ClassOf(name) => self.pushed(Ty::class("java/lang/Class"), |writer| {
                let constant = writer.pool.class(name);
                writer.wide(0x13, constant);
            }),
            Expr::Field { of, class, name, ty } => {
                let field = self.pool.field(class, name, &ty.descriptor());
                match of {
                    Some(of) => {
                        self.expr(of);
                        self.wide(0xb4, field);
                        self.pop(1);
                    }
                    None => self.wide(0xb2, field),
                }
                self.push(ty.width());
                ty.clone()
            }
            Expr::Call(call) => self.call(call),
            Expr::New { class, params, args } => {
                let constant = self.pool.class(class);
                self.wide(0xbb, constant);
                self.byte(0x59);
                self.push(2);
                self.args(args);
                let described = descriptor(params, &Ty::Void);
                let method = self.pool.method(class, super::CONSTRUCTOR, &described);
                self.wide(0xb7, method);
                self.pop(1 + widths(params));
                Ty::class(class)
            }
            Expr::Cast(to, value) => self.cast(to, value),
            Expr::Index(array, index) => {
                self.expr(array);
                self.expr(&Expr::Int(*index));
                self.byte(0x32);
                self.pop(1);
                Ty::object()
            }
        }
    }

    fn call(&mut self, call: &Call) -> Ty {
        let described = descriptor(&call.params, &call.returns);
        let mut taken = widths(&call.params);
        match &call.kind {
            Kind::Static => {
                self.args(&call.args);
                let method = self.pool.method(&call.class, &call.name, &described);
                self.wide(0xb8, method);
            }
            Kind::Virtual(of) => {
                self.expr(of);
                self.args(&call.args);
                let method = self.pool.method(&call.class, &call.name, &described);
                self.wide(0xb6, method);
                taken += 1;
            }
            Kind::Interface(of) => {
                self.expr(of);
                self.args(&call.args);
                let method = self.pool.interface_method(&call.class, &call.name, &described);
                taken += 1;
                self.wide(0xb9, method);
                self.byte(taken as u8);
                self.byte(0);
            }
        }
        self.pop(taken);
        self.push(call.returns.width());
        call.returns.clone()
    }

    fn cast(&mut self, to: &Ty, value: &Expr) -> Ty {
        let from = self.expr(value);
        if to.is_reference() {
            let constant = self.pool.class(&to.class_constant());
            self.wide(0xc0, constant);
            return to.clone();
        }
        let converted: &[u8] = match (&from, to) {
            (Ty::Long, Ty::Int) => &[0x88],
            (Ty::Int, Ty::Long) => &[0x85],
            (Ty::Long, Ty::Float) => &[0x89],
            (Ty::Long, Ty::Double) => &[0x8a],
            (Ty::Float, Ty::Double) => &[0x8d],
            (Ty::Double, Ty::Float) => &[0x90],
            _ => &[],
        };
        converted.iter().for_each(|&byte| self.byte(byte));
        self.pop(from.width());
        self.push(to.width());
        to.clone()
    }

    fn args(&mut self, args: &[Expr]) {
        for arg in args {
            self.expr(arg);
        }
    }

    fn load(&mut self, name: &str) -> Ty {
        let found = self.locals.iter().find(|(known, ..)| known == name).cloned();
        // A name that nothing declares would not pass `javac` either, which a test runs.
        let (_, ty, place) = found.unwrap_or_else(|| (String::new(), Ty::object(), 0));
        self.at_local(0x15 + kind(&ty), place);
        self.push(ty.width());
        ty
    }

    fn at_local(&mut self, instruction: u8, place: u16) {
        match u8::try_from(place) {
            Ok(place) => self.bytes.extend([instruction, place]),
            Err(_) => {
                self.byte(0xc4);
                self.wide(instruction, place);
            }
        }
    }

    fn int(&mut self, value: i32) {
        match value {
            -1..=5 => self.byte((0x03 + value) as u8),
            -128..=127 => self.bytes.extend([0x10, value as u8]),
            -32768..=32767 => self.wide(0x11, value as u16),
            _ => {
                let constant = self.pool.integer(value);
                self.wide(0x13, constant);
            }
        }
    }

    fn pushed(&mut self, ty: Ty, write: impl FnOnce(&mut Self)) -> Ty {
        write(self);
        self.push(ty.width());
        ty
    }

    fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    fn wide(&mut self, instruction: u8, operand: u16) {
        self.byte(instruction);
        self.bytes.extend(operand.to_be_bytes());
    }

    fn push(&mut self, width: u16) {
        self.stack += width;
        self.max_stack = self.max_stack.max(self.stack);
    }

    fn pop(&mut self, width: u16) {
        self.stack -= width;
    }
}

fn widths(types: &[Ty]) -> u16 {
    types.iter().map(Ty::width).sum()
}

/// The position of a type's instruction among those for int, long, float, double and references.
fn kind(ty: &Ty) -> u8 {
    match ty {
        Ty::Long => 1,
        Ty::Float => 2,
        Ty::Double => 3,
        Ty::Class(..) | Ty::Array(_) => 4,
        Ty::Void | Ty::Boolean | Ty::Byte | Ty::Short | Ty::Int => 0,
    }
}

fn store(ty: &Ty) -> u8 {
    0x36 + kind(ty)
}
