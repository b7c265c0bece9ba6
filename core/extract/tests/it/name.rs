//! Types by the names that programmers use, and how types are spelled.

use sandbridge_extract::parse_cdef;
use sandbridge_interface::name::{find_type, nearest};
use sandbridge_interface::{Interface, spell};

fn interface() -> Interface {
    let text = "typedef struct point { int x; } point_t; union u { int a; }; enum color { RED };
        typedef struct { int a; } untagged; struct node { struct node *next, **all; };
        const char *text(char *to, unsigned char *bytes, const point_t *at, void *any, size_t n);";
    parse_cdef("case", text).unwrap_or_else(|error| panic!("{error}")).interface
}

#[test]
fn types_are_found_as_c_names_them() {
    let interface = interface();
    let check = |name: &str, spelled: Option<&str>| {
        let found = find_type(&interface, name).map(|id| spell::type_name(&interface, id));
        assert_eq!(found.as_deref(), spelled, "{name}");
    };
    check("point_t", Some("point_t"));
    check("struct point", Some("struct point"));
    check("point", Some("struct point"));
    check("union u", Some("union u"));
    check("struct u", None);
    check("enum color", Some("enum color"));
    check("color", Some("enum color"));
    check("untagged", Some("untagged"));
    check("struct untagged", None);
    check("size_t", Some("size_t"));
    check("int", Some("int"));
    check("signed", Some("int"));
    check("  unsigned   int ", Some("unsigned int"));
    check("long unsigned int", Some("unsigned long"));
    check("int long unsigned long", Some("unsigned long long"));
    check("char signed", Some("signed char"));
    check("long double", Some("long double"));
    check("unsigned float", None);
    check("void", Some("void"));
    check("void *", Some("void *"));
    check("char*", Some("char *"));
    check("const char *", Some("const char *"));
    check("struct node **", Some("struct node **"));
    check("point_t*", Some("const point_t *"));
    check("double *", None);
    check("nothing", None);
    check("", None);
    check("*", None);
}

#[test]
fn the_nearest_name_is_offered() {
    let names = ["compress2", "crc32", "crc32_z", "inflate", "Z_OK"];
    let near = |wanted| nearest(wanted, names.into_iter());
    assert_eq!(near("compres"), Some("compress2"));
    assert_eq!(near("CRC32"), Some("crc32"));
    assert_eq!(near("inflaet"), Some("inflate"));
    assert_eq!(near("z_ok"), Some("Z_OK"));
    assert_eq!(near("sqlite3_open"), None);
    assert_eq!(near(""), None);
}
