//! Parameters: lengths, rooms, cells, texts, values.

use expect_test::expect;

use super::check;

#[test]
fn lengths_follow_from_what_they_count() {
    check(
        "[functions.sum]\nvalues = { count = \"count\" }",
        "sum",
        expect![[r#"
        sum(values) -> result
          values: data
          count: length of values
    "#]],
    );
    check(
        "[functions.sum_bytes]\nvalues = { size = \"size\" }",
        "sum_bytes",
        expect![[r#"
        sum_bytes(values) -> result
          values: data
          size: length of values times 4
    "#]],
    );
    check(
        "[functions.log_text]\ntext = { text = \"utf8\", size = \"length\" }",
        "log_text",
        expect![[r#"
            log_text(text) -> result
              text: data utf8
              length: length of text
        "#]],
    );
    check(
        "[functions.log_wide]\ntext = { text = \"utf16\", size = \"length\" }",
        "log_wide",
        expect![[r#"
            log_wide(text) -> result
              text: data utf16
              length: length of text times 2
        "#]],
    );
    check(
        "[functions.log_wide]\ntext = { text = \"utf16\", count = \"length\" }",
        "log_wide",
        expect![[r#"
            log_wide(text) -> result
              text: data utf16
              length: length of text
        "#]],
    );
}

#[test]
fn a_second_array_of_the_same_length_is_checked() {
    check(
        r#"
        [functions.add]
        a = { count = "count" }
        b = { count = "count" }
        into = { out = true, capacity = "count" }
        "#,
        "add",
        expect![[r#"
            add(a, b) -> into
              a: data
              b: data, at least count
              into: room for count
              count: length of a
        "#]],
    );
}

#[test]
fn buffers_may_be_written() {
    check(
        "[functions.scale]\nvalues = { inout = true, count = \"count\" }",
        "scale",
        expect![[r#"
        scale(values, by) -> nothing
          values: data, written
          count: length of values
          by: plain
    "#]],
    );
}

#[test]
fn a_length_that_is_no_name_alone_is_checked() {
    check(
        "[functions.sum]\nvalues = { count = \"count * 2\" }",
        "sum",
        expect![[r#"
        sum(values, count) -> result
          values: data, at least (count * 2)
          count: plain
    "#]],
    );
    check(
        "[functions.sum]\nvalues = { size = \"count * 2\", nullable = true }",
        "sum",
        expect![[r#"
        sum(values, count) -> result
          values: data, at least (((count * 2) + 3) / 4), nullable
          count: plain
    "#]],
    );
}

#[test]
fn rooms_are_reserved_and_their_lengths_read_back() {
    check(
        r#"
        [functions.compress]
        dest = { out = true, capacity = "bound(source_size)", size = "*dest_size" }
        source = { size = "source_size" }
        level = { default = "LIB_DEFAULT_LEVEL" }
        "#,
        "compress",
        expect![[r#"
            compress(source, level = -1) -> result, dest
              dest: room for bound(source_size), of which [dest_size+0 U32]
              dest_size: cell length of dest, gives nothing
              source: data
              source_size: length of source
              level: plain
        "#]],
    );
    check(
        r#"
        [functions.name_of]
        into = { name = "name", out = true, text = "utf8", capacity = 64, size = "size" }
        ret = { out = false }
        "#,
        "name_of",
        expect![[r#"
            name_of(number) -> name
              number: plain
              into: room utf8 for 64
              size: length of into
              ret: nothing
        "#]],
    );
    check(
        r#"
        [functions.wide_name_of]
        into = { out = true, text = "utf16", capacity = "size", count = "ret" }
        ret = { out = false }
        "#,
        "wide_name_of",
        expect![[r#"
            wide_name_of(number, size) -> into
              number: plain
              into: room utf16 for size, of which ret
              size: plain
              ret: nothing
        "#]],
    );
    check(
        "[functions.add]\ninto = { out = true, count = \"count\" }",
        "add",
        expect![[r#"
        add(a, b, count) -> into
          a: plain
          b: plain
          into: room for count
          count: plain
    "#]],
    );
}

#[test]
fn what_is_left_behind_a_pointer_is_a_result() {
    check(
        "[functions.bounds]\nleast = { out = true }\nmost = { out = true, name = \"top\" }",
        "bounds",
        expect![[r#"
            bounds() -> least, top
              least: cell zero, gives itself
              most: cell zero, gives itself
        "#]],
    );
    check(
        "[functions.clamp]\nvalue = { inout = true }",
        "clamp",
        expect![[r#"
        clamp(value, least) -> value
          value: cell given, gives itself
          least: plain
    "#]],
    );
    check(
        "[functions.clamp]\nvalue = { in = true, default = 7 }\nleast = { value = -1 }",
        "clamp",
        expect![[r#"
            clamp(value = 7) -> nothing
              value: cell given, gives nothing
              least: value -1
        "#]],
    );
    check(
        "[functions.bounds]\nleast = { out = true, value = \"sizeof(matrix)\" }",
        "bounds",
        expect![[r#"
            bounds(most) -> least
              least: cell 8, gives itself
              most: plain
        "#]],
    );
    check(
        "[functions.describe]\nm = { out = true }",
        "describe",
        expect![[r#"
        describe() -> m
          m: cell zero, gives itself
    "#]],
    );
}

#[test]
fn members_act_as_parameters() {
    check(
        r#"
        [handles.Encoder]
        type = "stream"
        close = "encode_end"
        object = true
        [handles.Decoder]
        type = "stream"
        close = "decode_end"
        object = true
        [functions.encode]
        method_of = "Encoder"
        "s->next_in" = { size = "s->avail_in", name = "data" }
        "s->avail_in" = { out = true, name = "remaining" }
        "s->next_out" = { out = true, capacity = 512, size = "512 - s->avail_out" }
        "s->avail_out" = { value = 512 }
        "s->inner.depth" = { default = 3 }
        flush = { default = 0 }
        ret = { value = "ret == LIB_DONE", name = "finished" }
        "#,
        "encode",
        expect![[r#"
            Encoder.encode(s, data, depth = 3, flush = 0) -> finished, remaining, next_out
              s: handle Encoder
              flush: plain
              s+0: data
              s+4: length of s+0, result
              s+8: room for 512, of which (512 - [s+12 U32])
              s+12: value 512
              s+32: plain
              ret: (ret == 101)
        "#]],
    );
}

#[test]
fn a_length_beside_a_member_follows_unmentioned() {
    check(
        r#"
        [functions.encode]
        "s->next_in" = { size = "s->avail_in" }
        "#,
        "encode",
        expect![[r#"
            encode(s, next_in, flush) -> result
              s: plain
              flush: plain
              s+0: data
              s+4: length of s+0
        "#]],
    );
}
