//! The classes of a Java package: those for structs, the shapes of functions, what is documented.

use expect_test::{Expect, expect};
use sandbridge_bindgen::java;
use sandbridge_bindgen::model::Model;
use sandbridge_extract::parse_cdef;

/// The class of that name: from a text on, or all of it without Javadoc.
#[track_caller]
fn check(declarations: &str, class: &str, from: Option<&str>, expected: Expect) {
    let mut extracted = parse_cdef("test", declarations).expect("declarations");
    extracted.interface.facts.package.group = "org.example.test".to_owned();
    let docs = extracted.docs.shared(&extracted.interface);
    let model = Model::new(&extracted.interface, &docs).expect("a model");
    let classes = java::classes(&model).expect("classes");
    let path = format!("org/example/test/{class}");
    let found = classes.iter().find(|one| one.path == path).expect("the class");
    let is_shown = |line: &&str| {
        let line = line.trim_start();
        from.is_some() || !(line.starts_with("/**") || line.starts_with('*') || line.is_empty())
    };
    let start = found.source.find(from.unwrap_or("class ")).expect("where to start");
    let text = &found.source[start..];
    let shown: Vec<&str> = text.lines().filter(is_shown).collect();
    expected.assert_eq(&(shown.join("\n") + "\n"));
}

const SHAPES: &str = r#"
    typedef struct { int x, y; } point;
    typedef struct shape {
        char name[8];
        point corners[4];
        unsigned char colour[3];
        struct shape *next;
        point centre;
        unsigned is_open : 1;
        double (*area)(int);
    } shape;
"#;

#[test]
fn a_struct_is_a_class_with_its_members() {
    check(
        SHAPES,
        "Shape",
        None,
        expect![[r#"
            class Shape extends TypedStruct {
                Shape(Struct of) {
                    super(of, "struct shape");
                }
                Shape(TypedStruct outer, int member, int offset) {
                    super(outer, member, offset);
                }
                public static Shape of(Struct struct) {
                    if (struct == null) {
                        return null;
                    }
                    return new Shape(struct);
                }
                public static Shape at(Pointer pointer) {
                    if (pointer == null) {
                        return null;
                    }
                    return new Shape(TypedStruct.behind(pointer, "struct shape"));
                }
                @Override
                public Shape copy() {
                    return new Shape(copied());
                }
                public String name() {
                    return readText(0);
                }
                public Shape name(String value) {
                    write(0, value);
                    return this;
                }
                public ArrayView nameView() {
                    return (ArrayView) read(0);
                }
                public ArrayView corners() {
                    return (ArrayView) read(1);
                }
                public Point corners(int index) {
                    return new Point(this, 1, element(8, index, 4, 8));
                }
                public Shape corners(int index, Point value) {
                    writeElement(1, index, value);
                    return this;
                }
                public ArrayView colour() {
                    return (ArrayView) read(2);
                }
                public int colour(int index) {
                    return readU8(element(40, index, 3, 1));
                }
                public Shape colour(int index, int value) {
                    writeU8(2, element(40, index, 3, 1), value);
                    return this;
                }
                public Shape colour(byte[] value) {
                    write(2, value);
                    return this;
                }
                public Pointer next() {
                    return (Pointer) read(3);
                }
                public Shape next(Pointer value) {
                    write(3, value);
                    return this;
                }
                public Point centre() {
                    return new Point(this, 4, 48);
                }
                public Shape centre(Point value) {
                    write(4, value);
                    return this;
                }
                public int isOpen() {
                    return ((Number) read(5)).intValue();
                }
                public Shape isOpen(int value) {
                    write(5, Integer.valueOf(value));
                    return this;
                }
                public FunctionPointer area() {
                    return (FunctionPointer) read(6);
                }
                public Shape area(FunctionPointer value) {
                    write(6, value);
                    return this;
                }
                public Shape area(Callback value) {
                    write(6, value);
                    return this;
                }
            }
        "#]],
    );
}

#[test]
fn what_lies_over_each_other_is_no_record() {
    check(
        "typedef struct { int kind; union { int count; float weight; }; } amount; \
         int total(amount of);",
        "Amount",
        Some("public int kind()"),
        expect![[r#"
            public int kind() {
                    return readI32(0);
                }

                /**
                 * Writes {@code int kind}.
                 *
                 * @param value what it is to be, which is checked
                 * @return this struct
                 */
                public Amount kind(int value) {
                    writeI32(0, value);
                    return this;
                }

                /**
                 * The member count.
                 *
                 * <pre>int count</pre>
                 *
                 * @return its value
                 */
                public int count() {
                    return readI32(4);
                }

                /**
                 * Writes {@code int count}.
                 *
                 * @param value what it is to be, which is checked
                 * @return this struct
                 */
                public Amount count(int value) {
                    writeI32(4, value);
                    return this;
                }

                /**
                 * The member weight.
                 *
                 * <pre>float weight</pre>
                 *
                 * @return its value
                 */
                public float weight() {
                    return readF32(4);
                }

                /**
                 * Writes {@code float weight}.
                 *
                 * @param value what it is to be, which is checked
                 * @return this struct
                 */
                public Amount weight(float value) {
                    writeF32(4, value);
                    return this;
                }
            }
        "#]],
    );
}

#[test]
fn enumerations_are_int_where_their_constants_are() {
    let declarations = "enum colour { RED, GREEN }; struct pen { enum colour ink, last[2]; }; \
                        enum colour next(enum colour of); void draw(const struct pen *with);";
    check(
        declarations,
        "Pen",
        Some("public int last(int index)"),
        expect![[r#"
        public int last(int index) {
                return (int) readU32(element(4, index, 2, 4));
            }

            /**
             * Writes {@code enum colour last[2]}.
             *
             * @param index the position of the element
             * @param value what it is to be, which is checked
             * @return this struct
             */
            public Pen last(int index, int value) {
                writeU32(1, element(4, index, 2, 4), (long) value);
                return this;
            }

            /**
             * Writes {@code enum colour last[2]}.
             *
             * @param value what it is to be, which is checked
             * @return this struct
             */
            public Pen last(int[] value) {
                write(1, value);
                return this;
            }
        }
    "#]],
    );
    check(
        declarations,
        "Test",
        Some("public int next("),
        expect![[r#"
        public int next(int of) {
                return (int) this.next.integer(this.next.call(this.next.bits(0, (long) of)));
            }

            /**
             * Calls draw.
             *
             * <pre>void draw(const struct pen *with)</pre>
             *
             * @param with what C reads (<code>const struct pen *</code>), or null
             * @throws dev.sandbridge.error.SandbridgeException where an argument does not fit, or the call
             *     does not end well
             */
            public void draw(Pen with) {
                this.draw.call1(with, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
            }
        }
    "#]],
    );
}

#[test]
fn what_has_no_name_in_c_is_called_by_its_member() {
    let declarations = "typedef struct { struct { struct { int x; } at; } parts[2]; } shape; \
                        void draw(shape *of);";
    check(
        declarations,
        "Shape",
        Some("public ShapeParts parts("),
        expect![[r#"
        public ShapeParts parts(int index) {
                return new ShapeParts(this, 0, element(0, index, 2, 4));
            }

            /**
             * Writes {@code struct {...} parts[2]}.
             *
             * @param index the position of the element
             * @param value what it is to be, which is checked
             * @return this struct
             */
            public Shape parts(int index, ShapeParts value) {
                writeElement(0, index, value);
                return this;
            }
        }
    "#]],
    );
    check(
        declarations,
        "ShapeParts",
        None,
        expect![[r#"
        class ShapeParts extends TypedStruct {
            ShapeParts(Struct of) {
                super(of, "struct {...}");
            }
            ShapeParts(TypedStruct outer, int member, int offset) {
                super(outer, member, offset);
            }
            public static ShapeParts of(Struct struct) {
                if (struct == null) {
                    return null;
                }
                return new ShapeParts(struct);
            }
            public static ShapeParts at(Pointer pointer) {
                if (pointer == null) {
                    return null;
                }
                return new ShapeParts(TypedStruct.behind(pointer, "struct {...}"));
            }
            @Override
            public ShapeParts copy() {
                return new ShapeParts(copied());
            }
            public ShapePartsAt at_() {
                return new ShapePartsAt(this, 0, 0);
            }
            public ShapeParts at_(ShapePartsAt value) {
                write(0, value);
                return this;
            }
        }
    "#]],
    );
    check(
        declarations,
        "ShapePartsAt",
        Some("The type"),
        expect![[r#"
        The type of shape.parts.at, for which C has no name.
         */
        public final class ShapePartsAt extends TypedStruct {
            ShapePartsAt(Struct of) {
                super(of, "struct {...}");
            }

            ShapePartsAt(TypedStruct outer, int member, int offset) {
                super(outer, member, offset);
            }

            /**
             * The same struct in this class.
             *
             * @param struct a struct of that type in C, or null
             * @return the same bytes, or null
             */
            public static ShapePartsAt of(Struct struct) {
                if (struct == null) {
                    return null;
                }
                return new ShapePartsAt(struct);
            }

            /**
             * The struct that a pointer points to, in place.
             *
             * @param pointer a pointer to that type in C, or null
             * @return what is there, or null
             */
            public static ShapePartsAt at(Pointer pointer) {
                if (pointer == null) {
                    return null;
                }
                return new ShapePartsAt(TypedStruct.behind(pointer, "struct {...}"));
            }

            @Override
            public ShapePartsAt copy() {
                return new ShapePartsAt(copied());
            }

            /**
             * The member x.
             *
             * <pre>int x</pre>
             *
             * @return its value
             */
            public int x() {
                return readI32(0);
            }

            /**
             * Writes {@code int x}.
             *
             * @param value what it is to be, which is checked
             * @return this struct
             */
            public ShapePartsAt x(int value) {
                writeI32(0, value);
                return this;
            }
        }
    "#]],
    );
}

#[test]
fn functions_take_structs_in_their_classes() {
    check(
        &format!(
            "{SHAPES} int inside(const point *at); void move(point *which, int by); \
             shape *first(void); shape *of(const unsigned char *data, int length);"
        ),
        "Test",
        None,
        expect![[r#"
            class Test implements AutoCloseable {
                private final Library library;
                final BoundRecord point;
                final BoundRecord shape;
                final Bound inside;
                final Bound move;
                final Bound first;
                final Bound of;
                private Test(Library library) {
                    this.library = library;
                    this.inside = new Bound(library, "inside");
                    this.move = new Bound(library, "move");
                    this.first = new Bound(library, "first");
                    this.of = new Bound(library, "of");
                    this.point = new BoundRecord(library, "point");
                    this.shape = new BoundRecord(library, "shape");
                }
                public static Test load() {
                    return load(new Options());
                }
                public static Test load(Options options) {
                    return new Test(Sandbridge.load(Test.class, "test.wasm", options));
                }
                public static Test shared() {
                    return TestShared.INSTANCE;
                }
                public Library library() {
                    return this.library;
                }
                @Override
                public void close() {
                    this.library.close();
                }
                public PointStruct newPointStruct() {
                    return new PointStruct(this.point.create());
                }
                public PointStruct allocPointStruct() {
                    return new PointStruct(this.point.alloc());
                }
                public Shape newShape() {
                    return new Shape(this.shape.create());
                }
                public Shape allocShape() {
                    return new Shape(this.shape.alloc());
                }
                public int inside(PointStruct at) {
                    return (int) this.inside.call1(at, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
                }
                public int inside(Point at) {
                    return (int) this.inside.call1(at.toStruct(this.point), 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
                }
                public void move(PointStruct which, int by) {
                    this.move.call1(which, 0L, (long) by, 0L, 0L, 0L, 0L, 0L, 0L);
                }
                public Shape first() {
                    Invocation call = this.first.start();
                    call.run();
                    return Shape.at((Pointer) call.object(0));
                }
                public Shape of(byte[] data, int length) {
                    Invocation call = this.of.start();
                    call.put(0, data);
                    call.put(1, length);
                    call.run();
                    return Shape.at((Pointer) call.object(0));
                }
                public Shape of(ByteBuffer data, int length) {
                    Invocation call = this.of.start();
                    call.put(0, data);
                    call.put(1, length);
                    call.run();
                    return Shape.at((Pointer) call.object(0));
                }
            }
        "#]],
    );
}

#[test]
fn what_is_passed_is_documented() {
    check(
        "/** Sums. */ unsigned sum(const unsigned char *buf, unsigned len);",
        "Test",
        Some("Sums."),
        expect![[r#"
            Sums.
                 *
                 * <pre>unsigned int sum(const unsigned char *buf, unsigned int len)</pre>
                 *
                 * @param buf bytes that C reads (<code>const unsigned char *</code>), or null
                 * @param len <code>unsigned int</code> in C, 0 to 4294967295
                 * @return <code>unsigned int</code> in C
                 * @throws dev.sandbridge.error.SandbridgeException where an argument does not fit, or the call
                 *     does not end well
                 */
                public long sum(byte[] buf, long len) {
                    return this.sum.integer(
                            this.sum.call1(buf, 0L, this.sum.bits(1, len), 0L, 0L, 0L, 0L, 0L, 0L));
                }

                /**
                 * The same as the {@code sum} above, with buffers from their position to their limit, neither
                 * of which moves. What a direct one has is copied to the library and nowhere else.
                 *
                 * @param buf bytes that C reads (<code>const unsigned char *</code>), or null
                 * @param len <code>unsigned int</code> in C, 0 to 4294967295
                 * @return <code>unsigned int</code> in C
                 * @throws dev.sandbridge.error.SandbridgeException where an argument does not fit, or the call
                 *     does not end well
                 */
                public long sum(ByteBuffer buf, long len) {
                    return this.sum.integer(
                            this.sum.call1(buf, 0L, this.sum.bits(1, len), 0L, 0L, 0L, 0L, 0L, 0L));
                }
            }
        "#]],
    );
}

#[test]
fn a_long_comment_of_a_group_is_there_once() {
    let long = "All of this is true of both. ".repeat(20);
    check(
        &format!("/** {long} */\nvoid one(void);\nvoid two(void);"),
        "Test",
        Some("<pre>void one(void)"),
        expect![[r#"
            <pre>void one(void)</pre>
                 *
                 * @throws dev.sandbridge.error.SandbridgeException where an argument does not fit, or the call
                 *     does not end well
                 */
                public void one() {
                    this.one.call();
                }

                /**
                 * Its comment is that of `one`.
                 *
                 * <pre>void two(void)</pre>
                 *
                 * @throws dev.sandbridge.error.SandbridgeException where an argument does not fit, or the call
                 *     does not end well
                 */
                public void two() {
                    this.two.call();
                }
            }
        "#]],
    );
}
