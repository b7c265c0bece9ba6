package dev.sandbridge;

/** The way from a pointer to a part of what it points to. */
final class Path {

    private Path() {}

    static Pointer at(Pointer start, Object... path) {
        Pointer end = walk(start, path);
        if (end.to().isOpaque() || end.to().of() == null || path.length == 0) {
            return end;
        }
        // An array is where its first element is.
        ArrayAccess array = (ArrayAccess) end.to().access();
        return end.other(0, end.to().of(), array.count > 0 ? array.count : -1);
    }

    private static Pointer walk(Pointer start, Object... path) {
        if (path.length == 0) {
            return start;
        }
        boolean isShift = path[0] instanceof Number;
        Pointer at = isShift ? start.plus(((Number) path[0]).longValue()) : start;
        for (int i = isShift ? 1 : 0; i < path.length; i++) {
            at = path[i] instanceof Number
                    ? element(at, ((Number) path[i]).longValue())
                    : member(at, String.valueOf(path[i]));
        }
        return at;
    }

    private static Pointer member(Pointer from, String name) {
        Pointer at = from;
        while (at.to().access() instanceof PointerAccess) {
            Object next = at.value();
            if (next == null) {
                throw Errors.mismatch(at.type(), "a pointer to follow", null);
            }
            at = (Pointer) next;
        }
        Access access = at.to().access();
        if (!(access instanceof RecordAccess)) {
            String message = "a `" + at.type() + "` has no member `" + name + "`";
            throw Errors.of("SB0208", message, null);
        }
        MemberHandle member = ((RecordAccess) access).type.member(name);
        return at.other(member.offset(), at.library().types().at(member.type()), 1);
    }

    private static Pointer element(Pointer at, long index) {
        CType element = at.to().of();
        if (element == null) {
            return at.plus(index);
        }
        ArrayAccess array = (ArrayAccess) at.to().access();
        if (index < 0 || array.count > 0 && index >= array.count) {
            throw Errors.index("an array", index, array.count);
        }
        return at.other(Math.toIntExact(index * array.stride), element, 1);
    }
}
