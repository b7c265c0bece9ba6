//! The methods of a struct's class: one that reads and one that writes each member.

use sandbridge_interface::plan::{Access as Value, Member, Number};
use sandbridge_interface::{Interface, RecordId, Scalar, Type, TypeId, plan};

use super::super::code::{Access, Expr, Method, Param, Stmt, Ty};
use super::super::signature;
use super::callback::{boxed, unboxed};
use super::doc::{doc, escaped, sentence};
use super::handle::{param, plain};
use super::name::{Names, members, runtime};
use super::structure;
use crate::model::RecordClass;
use crate::value::Given;

/// All of them.
pub(super) fn methods(names: &Names<'_, '_>, record: &RecordClass<'_>, class: &Ty) -> Vec<Method> {
    let called = members(record.members.iter().map(|(member, _)| member.name.as_str()));
    let is_tagged = is_tagged(names.model.interface, record.id);
    let each = record.members.iter().zip(&called).enumerate();
    let each = each.flat_map(|(at, ((member, comment), name))| {
        let at = at as i32;
        Writer { names, class, member, comment: comment.as_deref(), name, at, is_tagged }.methods()
    });
    each.collect()
}

struct Writer<'w, 'm, 'a> {
    names: &'w Names<'m, 'a>,
    class: &'w Ty,
    member: &'w Member,
    comment: Option<&'w str>,
    name: &'w str,
    /// Its position.
    at: i32,
    /// Whether a tag says which members are live, so that each use is checked.
    is_tagged: bool,
}

impl Writer<'_, '_, '_> {
    fn methods(&self) -> Vec<Method> {
        let offset = Expr::Int(self.member.offset as i32);
        match &self.member.access {
            Value::Opaque => Vec::new(),
            Value::Number { .. } if self.is_tagged => self.object(&self.given(&self.member.access)),
            Value::Number { number, .. } => {
                let ty = self.given(&self.member.access);
                let written = self.write_number(*number, &ty, offset.clone());
                let read = self.read_number(*number, &ty, offset);
                vec![
                    self.reads(ty.clone(), Vec::new(), read),
                    self.writes(vec![value(ty)], written),
                ]
            }
            Value::Record { record } => match self.names.structure(*record) {
                Some(ty) => {
                    let read = match self.is_tagged {
                        true => structure::of(&ty, self.whole_object()),
                        false => self.within(&ty, offset),
                    };
                    vec![self.reads(ty.clone(), Vec::new(), read), self.whole(&ty)]
                }
                None => self.object(&Ty::class(&runtime("Struct"))),
            },
            Value::Array { element, count, stride } => self.array(element, *count, *stride),
            Value::Vector { number, lanes } => {
                let element = Value::Number { number: *number, enumeration: None };
                self.array(&element, *lanes, number.size())
            }
            Value::Callback { .. } => {
                let mut methods = self.object(&Ty::class(&runtime("FunctionPointer")));
                methods.push(self.whole(&Ty::class(&runtime("Callback"))));
                methods
            }
            other => self.object(&self.given(other)),
        }
    }

    /// A member that is read and written as an object.
    fn object(&self, ty: &Ty) -> Vec<Method> {
        let read = unboxed(self.whole_object(), ty);
        vec![self.reads(ty.clone(), Vec::new(), read), self.whole(ty)]
    }

    fn whole_object(&self) -> Expr {
        self.inherited("read", vec![Ty::Int], Ty::object(), vec![Expr::Int(self.at)])
    }

    /// What writes a value as an object.
    fn whole(&self, ty: &Ty) -> Method {
        let object = boxed(Expr::local("value"), ty);
        let args = vec![Expr::Int(self.at), object];
        let written = self.inherited("write", vec![Ty::Int, Ty::object()], Ty::Void, args);
        self.writes(vec![value(ty.clone())], written)
    }

    fn array(&self, element: &Value, count: u32, stride: u32) -> Vec<Method> {
        let view = Ty::class(&runtime("ArrayView"));
        let read = self.whole_object().cast(view.clone());
        let whole = self.reads(view.clone(), Vec::new(), read);
        if is_text(self.names.model.interface, self.member.ty) {
            let at = vec![Expr::Int(self.at)];
            let text = self.inherited("readText", vec![Ty::Int], Ty::string(), at);
            let whole = Method { name: format!("{}View", self.name), ..whole };
            return vec![
                self.reads(Ty::string(), Vec::new(), text),
                self.whole(&Ty::string()),
                whole,
            ];
        }
        let mut methods = vec![whole];
        match element {
            Value::Number { .. } if self.is_tagged => {
                methods.extend(self.elements(self.given(element)));
            }
            Value::Number { number, .. } => {
                let ty = self.given(element);
                let place = self.element(count, stride);
                let read = self.read_number(*number, &ty, place.clone());
                methods.push(self.reads(ty.clone(), vec![index()], read));
                let written = self.write_number(*number, &ty, place);
                methods.push(self.writes(vec![index(), value(ty)], written));
                let all = signature::elements(*number);
                methods.push(self.whole(&Ty::parse(&all, &runtime)));
            }
            Value::Record { record } => match self.names.structure(*record) {
                Some(ty) => {
                    let read = match self.is_tagged {
                        true => structure::of(&ty, self.element_object()),
                        false => self.within(&ty, self.element(count, stride)),
                    };
                    methods.push(self.reads(ty.clone(), vec![index()], read));
                    methods.push(self.write_element(ty));
                }
                None => methods.extend(self.elements(Ty::class(&runtime("Struct")))),
            },
            Value::Opaque => {}
            Value::Array { .. } => {
                methods.push(self.reads(view.clone(), vec![index()], self.read_element(&view)));
            }
            other => methods.extend(self.elements(self.given(other))),
        }
        methods
    }

    /// The methods for elements that are read and written as objects.
    fn elements(&self, ty: Ty) -> [Method; 2] {
        let read = self.read_element(&ty);
        [self.reads(ty.clone(), vec![index()], read), self.write_element(ty)]
    }

    fn read_element(&self, ty: &Ty) -> Expr {
        unboxed(self.element_object(), ty)
    }

    fn element_object(&self) -> Expr {
        let args = vec![Expr::Int(self.at), Expr::local("index")];
        self.inherited("readElement", vec![Ty::Int, Ty::Int], Ty::object(), args)
    }

    fn write_element(&self, ty: Ty) -> Method {
        let object = boxed(Expr::local("value"), &ty);
        let args = vec![Expr::Int(self.at), Expr::local("index"), object];
        let params = vec![Ty::Int, Ty::Int, Ty::object()];
        let written = self.inherited("writeElement", params, Ty::Void, args);
        self.writes(vec![index(), value(ty)], written)
    }

    /// Where an element is.
    fn element(&self, count: u32, stride: u32) -> Expr {
        let args = vec![
            Expr::Int(self.member.offset as i32),
            Expr::local("index"),
            Expr::Int(count as i32),
            Expr::Int(stride as i32),
        ];
        self.inherited("element", vec![Ty::Int; 4], Ty::Int, args)
    }

    /// A struct in this one.
    fn within(&self, ty: &Ty, offset: Expr) -> Expr {
        let params = vec![Ty::class(&runtime("TypedStruct")), Ty::Int, Ty::Int];
        let args = vec![Expr::This, Expr::Int(self.at), offset];
        Expr::New { class: ty.class_constant(), params, args }
    }

    fn read_number(&self, number: Number, ty: &Ty, offset: Expr) -> Expr {
        let (name, own) = (format!("read{}", form(number)), self.number(number));
        let is_own = own == *ty;
        let read = self.inherited(&name, vec![Ty::Int], own, vec![offset]);
        if is_own { read } else { read.cast(ty.clone()) }
    }

    fn write_number(&self, number: Number, ty: &Ty, offset: Expr) -> Expr {
        let (name, own) = (format!("write{}", form(number)), self.number(number));
        let value = Expr::local("value");
        let value = if own == *ty { value } else { value.cast(own.clone()) };
        let (mut params, mut args) = (vec![Ty::Int, own], vec![offset, value]);
        if is_checked(number) {
            params.insert(0, Ty::Int);
            args.insert(0, Expr::Int(self.at));
        }
        self.inherited(&name, params, Ty::Void, args)
    }

    /// The type of such numbers that belong to no enumeration.
    fn number(&self, number: Number) -> Ty {
        self.of(&Given::Number(number, None))
    }

    fn given(&self, access: &Value) -> Ty {
        match access {
            Value::Wide { wide, .. } => self.of(&Given::Wide(*wide)),
            other => self.of(&Given::Value(other.clone())),
        }
    }

    fn of(&self, given: &Given) -> Ty {
        self.names.given(given)
    }

    fn inherited(&self, name: &str, params: Vec<Ty>, returns: Ty, args: Vec<Expr>) -> Expr {
        Expr::This.call(&runtime("TypedStruct"), name, params, returns, args)
    }

    fn reads(&self, returns: Ty, params: Vec<Param>, read: Expr) -> Method {
        let declaration = &self.member.declaration;
        let otherwise = format!("The member {}.", self.member.name);
        let mut doc = doc(self.comment, &otherwise, Some(declaration));
        let is_view = matches!(self.member.access, Value::Record { .. } | Value::Array { .. });
        let is_object = returns.is_reference() && returns != Ty::string();
        doc.tags.extend(params.iter().map(|_| INDEX.to_owned()));
        let returned = match (is_object, is_view) {
            (true, true) => "what is there, in place",
            (true, false) => "its value, or null",
            (false, _) => "its value",
        };
        doc.tags.push(format!("@return {returned}"));
        Method {
            doc,
            params,
            returns,
            body: Some(vec![Stmt::Return(Some(read))]),
            ..plain(self.name, Access::Public)
        }
    }

    fn writes(&self, params: Vec<Param>, written: Expr) -> Method {
        let mut doc = sentence(&format!("Writes {{@code {}}}.", escaped(&self.member.declaration)));
        doc.tags.extend(params.iter().map(|param| match param.name.as_str() {
            "index" => INDEX.to_owned(),
            _ => "@param value what it is to be, which is checked".to_owned(),
        }));
        doc.tags.push("@return this struct".to_owned());
        let this = self.class.clone();
        Method {
            doc,
            params,
            returns: this,
            body: Some(vec![Stmt::Do(written), Stmt::Return(Some(Expr::This))]),
            ..plain(self.name, Access::Public)
        }
    }
}

const INDEX: &str = "@param index the position of the element";

fn index() -> Param {
    param("index", Ty::Int)
}

fn value(ty: Ty) -> Param {
    param("value", ty)
}

/// Whether a tag of the record's own, or beside it in another, says which members are live.
fn is_tagged(interface: &Interface, id: RecordId) -> bool {
    interface.facts.union_tags.iter().any(|tag| {
        let outer = RecordId(tag.record);
        let is_inner = |member: &Member| {
            member.name == tag.member && member.access == Value::Record { record: id }
        };
        outer == id || plan::members(interface, outer).iter().any(is_inner)
    })
}

/// Whether it is an array of plain `char`.
fn is_text(interface: &Interface, ty: TypeId) -> bool {
    match *interface.resolved(ty) {
        Type::Array { of, .. } => *interface.resolved(of) == Type::Scalar(Scalar::Char),
        _ => false,
    }
}

/// What the methods of a struct's class call such numbers.
const fn form(number: Number) -> &'static str {
    match number {
        Number::Bool => "Bool",
        Number::I8 => "I8",
        Number::U8 => "U8",
        Number::I16 => "I16",
        Number::U16 => "U16",
        Number::I32 => "I32",
        Number::U32 => "U32",
        Number::I64 | Number::U64 => "I64",
        Number::F32 => "F32",
        Number::F64 => "F64",
    }
}

/// Whether Java's type for them has values that do not fit.
const fn is_checked(number: Number) -> bool {
    matches!(number, Number::I8 | Number::U8 | Number::I16 | Number::U16 | Number::U32)
}
