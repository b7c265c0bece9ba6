package dev.sandbridge;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A pointer argument: a typed pointer, a handle, null, or host memory of which a copy is passed. */
final class PointerStep extends Step.Slotted {

    private final Library library;
    private final Parameter parameter;
    private final int to;
    private final boolean isConst;
    private final boolean takesText;
    private final boolean takesBytes;
    /** Bytes of a unit of wide text where that is taken, else 0. */
    private final int wideUnit;
    /** Null where nothing can be copied. */
    private final Access element;
    private final int stride;
    private final int align;
    /** The record that is pointed to, or null. */
    private final RecordType record;

    PointerStep(
            Library library,
            Map<String, Object> tree,
            int argument,
            int slot,
            Parameter parameter) {
        super(argument, slot);
        this.library = library;
        this.parameter = parameter;
        this.to = Tree.number(tree, "to");
        this.isConst = Tree.flag(tree, "is_const");
        this.takesText = Tree.flag(tree, "text");
        this.wideUnit = tree.get("wide_text") == null ? 0 : Tree.number(tree, "wide_text");
        Map<String, Object> pointee = Tree.map(tree, "pointee");
        this.takesBytes = "bytes".equals(pointee.get("pointee"));
        boolean hasElements = pointee.get("element") != null;
        this.element = hasElements ? Access.of(library, Tree.map(pointee, "element")) : null;
        this.stride = hasElements ? Tree.number(Tree.map(pointee, "layout"), "size") : 1;
        this.align = hasElements ? Tree.number(Tree.map(pointee, "layout"), "align") : 16;
        this.record = element instanceof RecordAccess ? ((RecordAccess) element).type : null;
    }

    /** Whether C does not write. */
    boolean isConst() {
        return isConst;
    }

    /** What lies at most that many bytes behind is aligned enough. */
    boolean fitsFrame() {
        return align <= 16;
    }

    /**
     * The quick way: writes what is small to the frame from {@code at} on, and its address to the
     * slot. The end of what was written, or -1 when the long way must do it.
     */
    int stage(Frame frame, Object value, int at) {
        if (value instanceof byte[] && takesBytes) {
            byte[] bytes = (byte[]) value;
            return put(frame, bytes, 0, bytes.length, at);
        }
        if (value instanceof Struct) {
            Struct struct = (Struct) value;
            if (struct.type != record) {
                return -1;
            }
            if (struct.place.isGuest()) {
                frame.slot(slot, struct.addressFor(record, parameter) & 0xffff_ffffL);
                return at;
            }
            return put(frame, struct.place.bytes, struct.start, record.size(), at);
        }
        if (value instanceof Pointer) {
            int address = ((Pointer) value).passedTo(library, library.types().at(to), parameter);
            frame.slot(slot, address & 0xffff_ffffL);
            return at;
        }
        if (value instanceof String && takesText) {
            byte[] text = Text.terminated((String) value, parameter);
            return put(frame, text, 0, text.length, at);
        }
        if (value == null) {
            frame.slot(slot, 0);
            return at;
        }
        return -1;
    }

    private int put(Frame frame, byte[] bytes, int start, int length, int at) {
        if (length > Frame.SMALL - at || length == 0) {
            return -1;
        }
        frame.slot(slot, frame.address(at));
        frame.writeWords(at, bytes, start, length);
        return at + length;
    }

    /** Brings back what C wrote to what was staged at {@code at}. */
    void unstage(Frame frame, Object value, int at) {
        if (value instanceof byte[]) {
            frame.read(at, (byte[]) value, 0, ((byte[]) value).length);
        } else if (value instanceof Struct && !((Struct) value).place.isGuest()) {
            frame.read(at, ((Struct) value).place.bytes, ((Struct) value).start, record.size());
        }
    }

    /** The same where it has to be a copy, because something is told of its length. */
    void copy(Object value, Call call) {
        if (value instanceof Struct && record != null) {
            image((Struct) value, call);
        } else {
            lower(value, call);
        }
    }

    @Override
    public void lower(Object value, Call call) {
        if (value == null) {
            call.slots[slot] = 0;
        } else if (value.getClass().isArray() || value instanceof java.nio.Buffer) {
            memory(value, call);
        } else if (value instanceof CharSequence && takesText) {
            byte[] text = Text.terminated(value.toString(), parameter);
            call.add(new Datum(text, slot, 0, text.length, 1, Datum.IN));
        } else if (value instanceof CharSequence && wideUnit > 0) {
            byte[] text = Text.wide(value.toString(), wideUnit, true, parameter);
            call.add(new Datum(text, slot, 0, text.length, wideUnit, Datum.IN));
        } else if (value instanceof List && pointsToText()) {
            TextTable.add(value, element, slot, -1, call, parameter);
        } else if (value instanceof Pointer) {
            call.pointer(slot, ((Pointer) value).passedTo(library, library.types().at(to), parameter));
        } else if (value instanceof Struct && record != null) {
            Struct struct = (Struct) value;
            if (struct.place.isGuest()) {
                call.pointer(slot, struct.addressFor(record, parameter));
            } else {
                image(struct, call);
            }
        } else if (value instanceof Handle) {
            CType wanted = library.types().at(to);
            call.pointer(slot, ((Handle) value).addressFor(library, wanted, parameter));
        } else if (Struct.areMembers(value)) {
            members(value, call);
        } else {
            throw refused(value, null);
        }
    }

    /** A copy of a struct. */
    private void image(Struct struct, Call call) {
        byte[] image = struct.imageFor(record, parameter);
        call.add(new Datum(image, slot, 0, image.length, align, flags()));
        call.last().struct = struct;
    }

    /** A buffer or an array, as bytes or as elements of the right kind. */
    private void memory(Object value, Call call) {
        if (value instanceof Object[]) {
            lower(Arrays.asList((Object[]) value), call);
            return;
        }
        Memory memory = Memory.of(value);
        if (memory == null || !takesBytes && element == null) {
            throw refused(value, null);
        }
        if (!takesBytes && !memory.holds(innermost(element).scalar(), stride)) {
            throw Errors.of(
                    "SB0308",
                    parameter + ": the elements have another type, got " + Errors.describe(value),
                    "pass an array of the pointer's element type");
        }
        if (memory.isReadOnly() && !isConst) {
            throw Errors.of(
                    "SB0305",
                    parameter + ": the callee writes here, got " + Errors.describe(value),
                    "pass a writable buffer");
        }
        if (!takesBytes && element instanceof ArrayAccess && memory.length() % stride != 0) {
            throw Errors.of(
                    "SB0310",
                    parameter + ": expected whole rows of " + stride + " bytes, got "
                            + memory.length() + " bytes",
                    "pass as many elements as so many rows have");
        }
        call.add(memory.datum(slot, takesBytes ? 16 : align, flags()));
    }

    /** Members or elements by value, of which C sees a copy only. */
    private void members(Object value, Call call) {
        if (element == null) {
            throw refused(value, null);
        }
        if (!isConst) {
            throw refused(value, record != null
                    ? "the callee may write here: make a `" + record.name()
                            + "` with record(...) and pass that, so that what it writes is not lost"
                    : "the callee may write here: pass an array, or memory from alloc, so that"
                            + " what it writes is not lost");
        }
        boolean isRecord = record != null && !holdsRecords(value);
        byte[] image = isRecord ? new byte[stride] : elements(value);
        if (isRecord) {
            element.set(new Place(image), 0, value, parameter);
        }
        call.add(new Datum(image, slot, 0, image.length, align, Datum.IN));
    }

    /** What arrays of arrays are made of in the end. */
    private static Access innermost(Access access) {
        Access at = access;
        while (at instanceof ArrayAccess) {
            at = ((ArrayAccess) at).element;
        }
        return at;
    }

    /** Whether a value becomes a table of text, with a NULL behind its last. */
    boolean isTexts(Object value) {
        return (value instanceof List || value instanceof Object[]) && pointsToText();
    }

    /** Whether it is a {@code char **}. */
    private boolean pointsToText() {
        return element instanceof PointerAccess && ((PointerAccess) element).to().size == 1;
    }

    /** Several records rather than the members of one. */
    private static boolean holdsRecords(Object value) {
        if (!(value instanceof List) || ((List<?>) value).isEmpty()) {
            return false;
        }
        for (Object one : (List<?>) value) {
            if (!(one instanceof Struct) && !(one instanceof Map)) {
                return false;
            }
        }
        return true;
    }

    private byte[] elements(Object value) {
        if (!(value instanceof List)) {
            throw refused(value, null);
        }
        List<?> values = (List<?>) value;
        byte[] image = new byte[Math.multiplyExact(values.size(), stride)];
        Place place = new Place(image);
        int index = 0;
        for (Object one : values) {
            element.set(place, index * stride, one, new Where(parameter, "element " + index));
            index++;
        }
        return image;
    }

    private int flags() {
        return isConst ? Datum.IN : Datum.IN | Datum.OUT;
    }

    private RuntimeException refused(Object value, String help) {
        String target = takesText ? ", text or a buffer"
                : takesBytes ? " or a buffer"
                : record != null ? " or a `" + record.name() + "`"
                : element != null ? " or an array of its elements"
                : "";
        String advice = help == null && value instanceof CharSequence && !takesText
                ? "text goes where C has `const char *`: encode it to bytes first"
                : help;
        String expected = "a `" + library.types().at(to).pointerName + "`" + target;
        return Errors.mismatch(parameter, expected, value, advice);
    }
}
