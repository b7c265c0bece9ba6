//! The values that an object holds, one by one.

use super::model::{Basic, Program, Record, Ty};

/// One step from an object to a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// The member of that name.
    Member(String),
    /// The element at that position.
    Index(usize),
}

/// A value in an object.
#[derive(Debug, Clone)]
pub struct Leaf {
    /// How to get there.
    pub path: Vec<Part>,
    /// What it is.
    pub basic: Basic,
    /// Its width when it is a bit-field.
    pub width: Option<u32>,
}

/// The values in an object of that type, seen through the unions' members that `which` selects.
pub fn leaves(program: &Program, ty: &Ty, which: usize) -> Vec<Leaf> {
    let mut found = Vec::new();
    walk(program, ty, which, &mut Vec::new(), &mut found);
    found
}

fn walk(program: &Program, ty: &Ty, which: usize, path: &mut Vec<Part>, found: &mut Vec<Leaf>) {
    match ty {
        Ty::Basic(basic) => found.push(Leaf { path: path.clone(), basic: *basic, width: None }),
        Ty::Record(number) => members(program, &program.records[*number], which, path, found),
    }
}

fn members(
    program: &Program,
    record: &Record,
    which: usize,
    path: &mut Vec<Part>,
    found: &mut Vec<Leaf>,
) {
    let seen = record.members.iter().filter(|m| m.name.is_some() || m.inner.is_some());
    let seen: Vec<_> = if record.is_union {
        let count = seen.clone().count().max(1);
        seen.skip(which % count).take(1).collect()
    } else {
        seen.collect()
    };
    for member in seen {
        if let Some(inner) = &member.inner {
            members(program, inner, which, path, found);
            continue;
        }
        path.extend(member.name.clone().map(Part::Member));
        match (member.width, &member.ty) {
            (Some(width), Ty::Basic(basic)) => {
                found.push(Leaf { path: path.clone(), basic: *basic, width: Some(width) });
            }
            _ => elements(program, &member.ty, &member.bounds, which, path, found),
        }
        path.pop();
    }
}

fn elements(
    program: &Program,
    ty: &Ty,
    bounds: &[u32],
    which: usize,
    path: &mut Vec<Part>,
    found: &mut Vec<Leaf>,
) {
    let Some((count, inner)) = bounds.split_first() else {
        return walk(program, ty, which, path, found);
    };
    for index in 0..*count as usize {
        path.push(Part::Index(index));
        elements(program, ty, inner, which, path, found);
        path.pop();
    }
}
