//! Class files, as the Java Virtual Machine Specification, chapter 4, has them: version 61, Java 17.

use super::constant::Pool;
use super::instruction::{Code, code, initialiser};
use super::ty::descriptor;
use super::{Access, CONSTRUCTOR, Class, Doc, Expr, Field, Form, Method, Param, Stmt, Ty};

const MAGIC: u32 = 0xcafe_babe;
const MAJOR: u16 = 61;

const PUBLIC: u16 = 0x0001;
const PRIVATE: u16 = 0x0002;
const STATIC: u16 = 0x0008;
const FINAL: u16 = 0x0010;
const SUPER: u16 = 0x0020;
const BRIDGE: u16 = 0x0040;
const VARARGS: u16 = 0x0080;
const INTERFACE: u16 = 0x0200;
const ABSTRACT: u16 = 0x0400;
const SYNTHETIC: u16 = 0x1000;
/// A parameter that the language itself declares.
const MANDATED: u16 = 0x8000;

/// Kinds of method handles.
const GET_FIELD: u8 = 1;
const INVOKE_STATIC: u8 = 6;

const OBJECT: &str = "java/lang/Object";
const OBJECT_METHODS: &str = "java/lang/runtime/ObjectMethods";
const BOOTSTRAP: &str = "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;\
                         Ljava/lang/invoke/TypeDescriptor;Ljava/lang/Class;Ljava/lang/String;\
                         [Ljava/lang/invoke/MethodHandle;)Ljava/lang/Object;";

/// The bytes of the class file.
pub(crate) fn class_file(class: &Class) -> Vec<u8> {
    Writer { class, pool: Pool::default() }.write()
}

struct Writer<'a> {
    class: &'a Class,
    pool: Pool,
}

impl Writer<'_> {
    fn write(mut self) -> Vec<u8> {
        let class = self.class;
        let (flags, parent) = match &class.form {
            Form::Class(parent) => (FINAL | SUPER, parent.as_str()),
            Form::Interface => (INTERFACE | ABSTRACT, OBJECT),
            Form::Record => (FINAL | SUPER, "java/lang/Record"),
        };
        let visible = if class.is_public { PUBLIC } else { 0 };
        let mut body = Bytes::default();
        body.u16(flags | visible);
        body.u16(self.pool.class(&class.name));
        body.u16(self.pool.class(parent));
        let interfaces = class.interfaces.iter().map(|name| self.pool.class(name));
        body.list(interfaces.map(|index| index.to_be_bytes().to_vec()).collect());
        body.list(class.fields.iter().map(|field| self.field(field)).collect());
        let mut methods: Vec<Vec<u8>> = Vec::new();
        if class.form == Form::Record {
            methods.extend(self.record_methods());
        }
        methods.extend(class.methods.iter().map(|method| self.method(method, 0)));
        methods.extend(self.class_initialiser());
        body.list(methods);
        let attributes = self.class_attributes();
        body.list(attributes);
        let mut file = Bytes::default();
        file.u32(MAGIC);
        file.u16(0);
        file.u16(MAJOR);
        file.0.extend(self.pool.finish());
        file.0.extend(body.0);
        file.0
    }

    fn field(&mut self, field: &Field) -> Vec<u8> {
        let is_final =
            if self.is_component(field) { PRIVATE | FINAL } else { access(field.access) | FINAL };
        let mut bytes = Bytes::default();
        bytes.u16(is_final | if field.is_static { STATIC } else { 0 });
        bytes.u16(self.pool.text(&field.name));
        bytes.u16(self.pool.text(&field.ty.descriptor()));
        let mut attributes = Vec::new();
        if let Some(constant) = field.value.as_ref().and_then(|value| self.constant(value)) {
            attributes.push(self.attribute("ConstantValue", &constant.to_be_bytes()));
        }
        if field.ty.is_generic() {
            let signature = self.pool.text(&field.ty.signature());
            attributes.push(self.attribute("Signature", &signature.to_be_bytes()));
        }
        bytes.list(attributes);
        bytes.0
    }

    fn is_component(&self, field: &Field) -> bool {
        self.class.form == Form::Record && !field.is_static
    }

    /// The constant that a literal is; other values are set by the class initialiser.
    fn constant(&mut self, value: &Expr) -> Option<u16> {
        Some(match value {
            Expr::Int(value) => self.pool.integer(*value),
            Expr::Long(value) => self.pool.long(*value),
            Expr::Double(value) => self.pool.double(*value),
            Expr::Text(value) => self.pool.string(value),
            _ => return None,
        })
    }

    fn method(&mut self, method: &Method, parameter_flags: u16) -> Vec<u8> {
        let is_abstract = method.body.is_none();
        let mut flags = access(method.access);
        flags |= if method.is_static { STATIC } else { 0 };
        flags |= if method.is_variadic { VARARGS } else { 0 };
        flags |= if is_abstract { ABSTRACT } else { 0 };
        let types: Vec<Ty> = method.params.iter().map(|param| param.ty.clone()).collect();
        let mut attributes = Vec::new();
        if let Some(body) = &method.body {
            let code = code(&mut self.pool, &self.class.name, method, body);
            attributes.push(self.code(&code));
        }
        if !method.throws.is_empty() {
            let mut list = Bytes::default();
            let classes = method.throws.iter().map(|name| self.pool.class(name));
            list.list(classes.map(|index| index.to_be_bytes().to_vec()).collect());
            attributes.push(self.attribute("Exceptions", &list.0));
        }
        if types.iter().chain([&method.returns]).any(Ty::is_generic) {
            let params: String = types.iter().map(Ty::signature).collect();
            let text = format!("({params}){}", method.returns.signature());
            let signature = self.pool.text(&text);
            attributes.push(self.attribute("Signature", &signature.to_be_bytes()));
        }
        if !method.params.is_empty() {
            let mut list = Bytes::default();
            list.0.push(method.params.len() as u8);
            for param in &method.params {
                list.u16(self.pool.text(&param.name));
                list.u16(parameter_flags);
            }
            attributes.push(self.attribute("MethodParameters", &list.0));
        }
        let mut bytes = Bytes::default();
        bytes.u16(flags);
        bytes.u16(self.pool.text(&method.name));
        bytes.u16(self.pool.text(&descriptor(&types, &method.returns)));
        bytes.list(attributes);
        bytes.0
    }

    fn code(&mut self, code: &Code) -> Vec<u8> {
        let mut bytes = Bytes::default();
        bytes.u16(code.max_stack);
        bytes.u16(code.max_locals);
        bytes.u32(code.bytes.len() as u32);
        bytes.0.extend(&code.bytes);
        // No handlers of exceptions.
        bytes.u16(0);
        let frames = code.target.map(|target| {
            // One frame, with the locals that the method starts with and nothing on the stack; its
            // place is its kind.
            self.attribute("StackMapTable", &[0, 1, target])
        });
        bytes.list(frames.into_iter().collect());
        self.attribute("Code", &bytes.0)
    }

    /// Sets the static fields that are no literals.
    fn class_initialiser(&mut self) -> Option<Vec<u8>> {
        let is_literal = |value: &Expr| {
            matches!(value, Expr::Int(_) | Expr::Long(_) | Expr::Double(_) | Expr::Text(_))
        };
        let class = self.class;
        let fields = class.fields.iter().filter_map(|field| {
            let value = field.value.as_ref().filter(|value| !is_literal(value))?;
            Some((field.name.as_str(), &field.ty, value))
        });
        let mut fields = fields.peekable();
        fields.peek()?;
        let code = initialiser(&mut self.pool, &class.name, fields);
        let code = self.code(&code);
        Some(self.raw_method(STATIC, "<clinit>", "()V", code))
    }

    fn raw_method(&mut self, flags: u16, name: &str, described: &str, code: Vec<u8>) -> Vec<u8> {
        let mut bytes = Bytes::default();
        bytes.u16(flags);
        bytes.u16(self.pool.text(name));
        bytes.u16(self.pool.text(described));
        bytes.list(vec![code]);
        bytes.0
    }

    /// What the language gives every record: its constructor, accessors, and what all objects have.
    fn record_methods(&mut self) -> Vec<Vec<u8>> {
        let class = self.class;
        let components: Vec<&Field> =
            class.fields.iter().filter(|field| self.is_component(field)).collect();
        let mut body = vec![Stmt::Super("java/lang/Record".to_owned(), Vec::new(), Vec::new())];
        body.extend(components.iter().map(|field| {
            let value = Expr::local(&field.name);
            Stmt::Set(class.name.clone(), field.name.clone(), field.ty.clone(), value)
        }));
        let params = components.iter();
        let params =
            params.map(|field| Param { name: field.name.clone(), ty: field.ty.clone() }).collect();
        let visible = if class.is_public { Access::Public } else { Access::Package };
        let constructor = method(CONSTRUCTOR, visible, params, Ty::Void, body);
        let mut methods = vec![self.method(&constructor, MANDATED)];
        for (name, more, returns) in [
            ("toString", "", "Ljava/lang/String;"),
            ("hashCode", "", "I"),
            ("equals", "Ljava/lang/Object;", "Z"),
        ] {
            methods.push(self.object_method(name, more, returns));
        }
        for field in components {
            let value = Expr::field(&class.name, &field.name, field.ty.clone());
            let body = vec![Stmt::Return(Some(value))];
            let accessor = method(&field.name, Access::Public, Vec::new(), field.ty.clone(), body);
            methods.push(self.method(&accessor, 0));
        }
        methods
    }

    fn object_method(&mut self, name: &str, more: &str, returns: &str) -> Vec<u8> {
        let linked = format!("(L{};{more}){returns}", self.class.name);
        let call = self.pool.invoke_dynamic(0, name, &linked);
        let is_equals = !more.is_empty();
        let mut bytes = vec![0x2a];
        bytes.extend(is_equals.then_some(0x2b));
        bytes.push(0xba);
        bytes.extend(call.to_be_bytes());
        bytes.extend([0, 0, if returns == "Ljava/lang/String;" { 0xb0 } else { 0xac }]);
        let size = 1 + u16::from(is_equals);
        let code = self.code(&Code { bytes, max_stack: size, max_locals: size, target: None });
        self.raw_method(PUBLIC | FINAL, name, &format!("({more}){returns}"), code)
    }

    fn class_attributes(&mut self) -> Vec<Vec<u8>> {
        let class = self.class;
        let source = self.pool.text(&format!("{}.java", class.simple_name()));
        let mut attributes = vec![self.attribute("SourceFile", &source.to_be_bytes())];
        match class.form {
            Form::Class(_) => {}
            Form::Interface => {
                let mut annotations = Bytes::default();
                annotations.u16(1);
                annotations.u16(self.pool.text("Ljava/lang/FunctionalInterface;"));
                annotations.u16(0);
                attributes.push(self.attribute("RuntimeVisibleAnnotations", &annotations.0));
            }
            Form::Record => {
                attributes.push(self.components());
                attributes.push(self.bootstrap());
                attributes.push(self.lookup_class());
            }
        }
        attributes
    }

    fn components(&mut self) -> Vec<u8> {
        let class = self.class;
        let components = class.fields.iter().filter(|field| !field.is_static).map(|field| {
            let mut bytes = Bytes::default();
            bytes.u16(self.pool.text(&field.name));
            bytes.u16(self.pool.text(&field.ty.descriptor()));
            let mut attributes = Vec::new();
            if field.ty.is_generic() {
                let signature = self.pool.text(&field.ty.signature());
                attributes.push(self.attribute("Signature", &signature.to_be_bytes()));
            }
            bytes.list(attributes);
            bytes.0
        });
        let mut list = Bytes::default();
        list.list(components.collect());
        self.attribute("Record", &list.0)
    }

    /// What links `toString` and the like of a record.
    fn bootstrap(&mut self) -> Vec<u8> {
        let class = self.class;
        let components: Vec<&Field> =
            class.fields.iter().filter(|field| !field.is_static).collect();
        let names: Vec<&str> = components.iter().map(|field| field.name.as_str()).collect();
        let target = self.pool.method(OBJECT_METHODS, "bootstrap", BOOTSTRAP);
        let mut bytes = Bytes::default();
        bytes.u16(1);
        bytes.u16(self.pool.method_handle(INVOKE_STATIC, target));
        bytes.u16(components.len() as u16 + 2);
        bytes.u16(self.pool.class(&class.name));
        bytes.u16(self.pool.string(&names.join(";")));
        for field in components {
            let member = self.pool.field(&class.name, &field.name, &field.ty.descriptor());
            bytes.u16(self.pool.method_handle(GET_FIELD, member));
        }
        self.attribute("BootstrapMethods", &bytes.0)
    }

    /// The bootstrap method's signature names a nested class, which has to be declared as such.
    fn lookup_class(&mut self) -> Vec<u8> {
        let mut bytes = Bytes::default();
        bytes.u16(1);
        bytes.u16(self.pool.class("java/lang/invoke/MethodHandles$Lookup"));
        bytes.u16(self.pool.class("java/lang/invoke/MethodHandles"));
        bytes.u16(self.pool.text("Lookup"));
        bytes.u16(PUBLIC | STATIC | FINAL);
        self.attribute("InnerClasses", &bytes.0)
    }

    fn attribute(&mut self, name: &str, content: &[u8]) -> Vec<u8> {
        let mut bytes = Bytes::default();
        bytes.u16(self.pool.text(name));
        bytes.u32(content.len() as u32);
        bytes.0.extend(content);
        bytes.0
    }
}

fn method(name: &str, access: Access, params: Vec<Param>, returns: Ty, body: Vec<Stmt>) -> Method {
    Method {
        name: name.to_owned(),
        doc: Doc::default(),
        access,
        is_static: false,
        is_override: false,
        is_variadic: false,
        params,
        returns,
        throws: Vec::new(),
        body: Some(body),
    }
}

const fn access(access: Access) -> u16 {
    match access {
        Access::Public => PUBLIC,
        Access::Package => 0,
        Access::Private => PRIVATE,
        Access::Bridge => PUBLIC | BRIDGE | SYNTHETIC,
    }
}

#[derive(Default)]
struct Bytes(Vec<u8>);

impl Bytes {
    fn u16(&mut self, value: u16) {
        self.0.extend(value.to_be_bytes());
    }

    fn u32(&mut self, value: u32) {
        self.0.extend(value.to_be_bytes());
    }

    /// Parts with their number in front.
    fn list(&mut self, parts: Vec<Vec<u8>>) {
        self.u16(parts.len() as u16);
        self.0.extend(parts.into_iter().flatten());
    }
}
