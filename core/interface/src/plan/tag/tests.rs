use super::*;
use crate::{Field, Interface, Layout, Passing, Record, Scalar, TypeId};

/// `struct q { int kind; union { int count; float weight; int raw; }; }`, the union at 4.
fn library() -> Interface {
    let field = |name: &str, ty, offset| Field {
        name: (!name.is_empty()).then(|| name.to_owned()),
        ty: TypeId(ty),
        offset,
        bits: None,
    };
    let record = |kind, name: &str, fields, size| Record {
        kind,
        name: (!name.is_empty()).then(|| name.to_owned()),
        is_tag: true,
        fields,
        layout: Some(Layout { size, align: 4 }),
        passing: Passing::Memory,
        is_transparent: false,
    };
    let union = vec![field("count", 0, 0), field("weight", 1, 0), field("raw", 0, 0)];
    let types =
        vec![Type::Scalar(Scalar::Int), Type::Scalar(Scalar::Float), Type::Record(RecordId(0))];
    let records = vec![
        record(RecordKind::Union, "", union, 4),
        record(RecordKind::Struct, "q", vec![field("kind", 0, 0), field("", 2, 4)], 8),
    ];
    let cases = [(5, "count"), (6, "count"), (-1, "weight")];
    let mut interface = Interface { types, records, ..Interface::default() };
    interface.facts.union_tags = vec![UnionTag {
        record: 1,
        member: String::new(),
        tag: "kind".to_owned(),
        cases: cases.map(|(value, name)| (value, name.to_owned())).to_vec(),
    }];
    interface
}

const OF: (&str, RecordId) = ("lib", RecordId(1));

fn known(interface: &Interface) -> Tag {
    tag(interface, RecordId(1)).unwrap_or_else(|| panic!("the facts name a tag"))
}

#[test]
fn members_without_a_case_are_live_but_not_shown() {
    let interface = library();
    let tag = known(&interface);
    assert_eq!((tag.member, tag.union, tag.others.as_slice()), (0, None, [3].as_slice()));
    assert_eq!((tag.live(6), tag.live(-1), tag.live(0)), (Some(1), Some(2), None));
    assert!(tag.is_live(3, 0) && !tag.shows(3, 0) && tag.shows(0, 0));
    assert!(!tag.is_live(1, -1) && tag.shows(1, 5));
}

#[test]
fn what_is_given_decides_the_tag() {
    let interface = library();
    let tag = known(&interface);
    let made = |given: &[(u32, i64)]| {
        let (mut image, mut making) = ([0; 8], Making::new(Some(&tag)));
        for &(member, value) in given {
            if member == tag.member {
                tag.put(value, &mut image[..4]);
            }
            making.wrote(member, &image);
        }
        making.settle(&interface, OF, &mut image).map(|()| tag.value(&image[..4]))
    };
    let message = |given: &[(u32, i64)]| match made(given) {
        Ok(value) => panic!("the tag became {value}"),
        Err(error) => error.to_string(),
    };
    assert_eq!(made(&[]).ok(), Some(0));
    assert_eq!(made(&[(1, 0)]).ok(), Some(5));
    assert_eq!(made(&[(2, 0)]).ok(), Some(-1));
    assert_eq!(made(&[(3, 0)]).ok(), Some(0));
    assert_eq!(made(&[(1, 0), (0, 6)]).ok(), Some(6));
    assert_eq!(
        message(&[(0, 6), (2, 0)]),
        "lib: `struct q` was given `weight`, but `kind` is 6, which stands for `count` [SB0312]\n  \
         help: leave `kind` out: giving `weight` sets it"
    );
    assert_eq!(
        message(&[(1, 0), (2, 0)]),
        "lib: `struct q` was given both `count` and `weight`, of which one is live at a time \
         [SB0312]\n  help: give the one that `kind` stands for"
    );
}

#[test]
fn a_tag_that_names_what_is_not_there_is_none() {
    let with = |change: fn(&mut UnionTag)| {
        let mut interface = library();
        change(&mut interface.facts.union_tags[0]);
        tag(&interface, RecordId(1))
    };
    assert!(with(|_| ()).is_some());
    assert!(with(|tag| tag.tag = "weight".to_owned()).is_none(), "no integer");
    assert!(with(|tag| tag.tag = "kin".to_owned()).is_none());
    assert!(with(|tag| tag.member = "kind".to_owned()).is_none(), "no union");
    assert!(with(|tag| tag.cases.push((9, "wait".to_owned()))).is_none());
}

#[test]
fn an_interface_with_such_a_tag_is_damaged() {
    let with = |change: fn(&mut Interface)| {
        let mut interface = library();
        change(&mut interface);
        interface.validate().err().map(|error| error.message().to_owned())
    };
    assert_eq!(with(|_| ()), None);
    let refused = |message: Option<String>| {
        let message = message.expect("it is damaged");
        assert!(message.contains("the tag `kin"), "{message}");
    };
    refused(with(|it| it.facts.union_tags[0].tag = "kin".to_owned()));
    refused(with(|it| it.facts.union_tags[0].member = "kind".to_owned()));
    refused(with(|it| it.facts.union_tags.push(it.facts.union_tags[0].clone())));
}
