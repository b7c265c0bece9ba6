//! Structs and unions: members, bit-fields, attributes, and their layout.

use std::collections::HashSet;

use sandbridge_interface::layout::{LaidOut, MemberSpec, RecordSpec};
use sandbridge_interface::{Code, RecordId, RecordKind, Result, Type, TypeId};

use crate::adjacency::Extent;
use crate::attribute::Attributes;
use crate::parser::{Parser, Qualified, Tag};
use crate::source::{Token, TokenKind};

/// A member and what is said beside its type.
struct Member<'a> {
    spec: MemberSpec,
    /// Where it stands, for its comment.
    extent: Extent,
    at: Token<'a>,
}

impl<'a> Parser<'a> {
    /// Reads from `struct` or `union` to the tag or the closing brace.
    pub(crate) fn record(&mut self) -> Result<TypeId> {
        let keyword = self.cursor.bump();
        let kind = if keyword.text == "union" { RecordKind::Union } else { RecordKind::Struct };
        let mut attributes = Attributes::default();
        self.attributes(&mut attributes)?;
        let tag = self.cursor.peek();
        let tag = if tag.kind == TokenKind::Word { Some(self.cursor.bump()) } else { None };
        self.attributes(&mut attributes)?;
        if !self.cursor.at("{") {
            let Some(tag) = tag else { return Err(self.unexpected("a tag or `{`")) };
            let id = self.tagged_record(kind, tag)?;
            return Ok(self.build.intern(Type::Record(id)));
        }
        let id = match tag {
            Some(tag) => self.tagged_record(kind, tag)?,
            None => {
                self.check_may_declare(keyword)?;
                self.build.declare_record(kind, None, keyword.start)
            }
        };
        let ty = self.build.intern(Type::Record(id));
        let pack = self.source.pack_at(self.cursor.peek().start);
        let members = self.nested(Self::members)?;
        self.attributes(&mut attributes)?;
        let spec = RecordSpec {
            kind,
            members: members.iter().map(|member| member.spec.clone()).collect(),
            packed: attributes.packed,
            pack,
            align: attributes.align,
        };
        let laid_out = sandbridge_interface::layout::lay_out(&self.build.interface, &spec)
            .map_err(|error| self.error(tag.unwrap_or(keyword), error.code(), error.message()))?;
        self.check_members(id, &members)?;
        self.define(id, tag.unwrap_or(keyword), laid_out)?;
        if attributes.transparent_union {
            self.build.record_mut(id).is_transparent = kind == RecordKind::Union;
        }
        if self.is_kept(keyword.start) {
            for member in &members {
                if let Some(name) = &member.spec.name {
                    let doc = self.beside_or_above(member.extent);
                    self.docs.member(id, name, doc);
                }
            }
        }
        Ok(ty)
    }

    fn tagged_record(&mut self, kind: RecordKind, tag: Token<'a>) -> Result<RecordId> {
        match self.tags.get(tag.text) {
            Some(Tag::Record(id, _)) if self.build.interface.record(*id).kind == kind => Ok(*id),
            Some(Tag::Record(_, place) | Tag::Enum(_, place)) => {
                let message = format!("`{}` is the tag of something else", tag.text);
                Err(self.conflict(tag, &message, *place))
            }
            None => {
                self.check_may_declare(tag)?;
                let id = self.build.declare_record(kind, Some(tag.text), tag.start);
                self.tags.insert(tag.text, Tag::Record(id, tag.start));
                Ok(id)
            }
        }
    }

    /// What a macro mentions declares nothing.
    pub(crate) fn check_may_declare(&self, at: Token<'a>) -> Result<()> {
        if self.in_macro {
            return Err(self.error(at, Code::UndeclaredType, "a macro declares no types"));
        }
        Ok(())
    }

    fn define(&mut self, id: RecordId, at: Token<'a>, laid_out: LaidOut) -> Result<()> {
        let record = self.build.interface.record(id);
        if record.layout.is_some() {
            // C23 allows to repeat a definition.
            if record.fields == laid_out.fields && record.layout == Some(laid_out.layout) {
                return Ok(());
            }
            let place = self.build.record_places[id.index()];
            return Err(self.conflict(at, &format!("`{}` is defined differently", at.text), place));
        }
        let record = self.build.record_mut(id);
        record.fields = laid_out.fields;
        record.layout = Some(laid_out.layout);
        record.passing = laid_out.passing;
        self.build.record_places[id.index()] = at.start;
        Ok(())
    }

    fn check_members(&self, id: RecordId, members: &[Member<'a>]) -> Result<()> {
        let mut seen = HashSet::new();
        for (index, member) in members.iter().enumerate() {
            if let Some(name) = &member.spec.name
                && !seen.insert(name)
            {
                let message = format!("there are two members `{name}`");
                return Err(self.error(member.at, Code::Conflict, message));
            }
            let ty = self.build.interface.resolved(member.spec.ty);
            let is_flexible = matches!(ty, Type::Array { count: None, .. });
            let is_last = index + 1 == members.len();
            let is_struct = self.build.interface.record(id).kind == RecordKind::Struct;
            if is_flexible && is_struct && !is_last {
                let message = "only the last member of a struct may be an array without bound";
                return Err(self.error(member.at, Code::Syntax, message));
            }
        }
        Ok(())
    }

    fn members(&mut self) -> Result<Vec<Member<'a>>> {
        self.expect("{")?;
        let mut members = Vec::new();
        while !self.cursor.eat("}") {
            if self.cursor.eat(";") || self.static_assertion()? {
                continue;
            }
            self.member_declaration(&mut members)?;
        }
        Ok(members)
    }

    fn member_declaration(&mut self, members: &mut Vec<Member<'a>>) -> Result<()> {
        let start = self.cursor.peek();
        let specifiers = self.specifiers()?;
        if self.cursor.eat(";") {
            // An anonymous record; with a tag it declares the tag only.
            if let Type::Record(id) = *self.build.interface.ty(specifiers.base.ty)
                && self.build.interface.record(id).name.is_none()
            {
                let extent =
                    Extent { start: start.start, end: self.cursor.last_end(), separator: None };
                let spec = member_spec(None, specifiers.base, None, &specifiers.attributes);
                members.push(Member { spec, extent, at: start });
            }
            return Ok(());
        }
        loop {
            let mut attributes = specifiers.attributes.clone();
            let at = self.cursor.peek();
            let declarator =
                if self.cursor.at(":") { Default::default() } else { self.declarator(false)? };
            let ty = self.apply(specifiers.base, &declarator)?;
            attributes.merge(declarator.attributes);
            let width = if self.cursor.eat(":") { Some(self.width()?) } else { None };
            self.attributes(&mut attributes)?;
            if declarator.name.is_none() && width.is_none() {
                return Err(self.unexpected("the name of a member"));
            }
            self.check_member(declarator.name.unwrap_or(at), ty.ty)?;
            let separator = Some(self.cursor.peek().end());
            let extent = Extent { start: start.start, end: self.cursor.last_end(), separator };
            let name = declarator.name.map(|token| token.text.to_owned());
            let spec = member_spec(name, ty, width, &attributes);
            let at = declarator.name.unwrap_or(at);
            members.push(Member { spec, extent, at });
            if !self.cursor.eat(",") {
                break;
            }
        }
        self.expect(";")
    }

    fn check_member(&self, at: Token<'a>, ty: TypeId) -> Result<()> {
        if self.build.layout(ty).is_some() {
            return Ok(());
        }
        let spelling = sandbridge_interface::spell::type_name(&self.build.interface, ty);
        let message = format!("a member cannot have the incomplete type `{spelling}`");
        Err(self.error(at, Code::UnsupportedDeclaration, message))
    }

    fn width(&mut self) -> Result<u32> {
        let token = self.cursor.peek();
        let width = self.constant_expression("the width of a bit-field")?;
        u32::try_from(width).map_err(|_| {
            self.error(token, Code::ConstantExpression, format!("a bit-field of {width} bits"))
        })
    }
}

fn member_spec(
    name: Option<String>,
    ty: Qualified,
    width: Option<u32>,
    attributes: &Attributes,
) -> MemberSpec {
    MemberSpec {
        name,
        ty: ty.ty,
        width,
        align: attributes.align,
        type_align: ty.align,
        packed: attributes.packed,
    }
}
