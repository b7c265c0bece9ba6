package dev.sandbridge;

import java.util.Arrays;
import java.util.List;

/** A list of text for C: copies with their NULs, their addresses, and a NULL after the last. */
final class TextTable {

    private TextTable() {}

    /** Whether a value is a list, and {@code element} a pointer to text. */
    static boolean isFor(Access element, Object value) {
        return (value instanceof List || value instanceof Object[])
                && element instanceof PointerAccess
                && ((PointerAccess) element).to().size == 1;
    }

    /**
     * Adds it to a call; its address goes to {@code slot}, of the call or of the datum
     * {@code host}.
     */
    static void add(Object given, Access element, int slot, int host, Call call, Object where) {
        List<?> values =
                given instanceof List ? (List<?>) given : Arrays.asList((Object[]) given);
        byte[] table = new byte[4 * (values.size() + 1)];
        int own = call.next();
        Datum addresses = new Datum(table, slot, 0, table.length, 4, Datum.IN);
        addresses.host = host;
        call.add(addresses);
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            Object place = new Where(where, "element " + i);
            if (value instanceof CharSequence) {
                byte[] text = Text.terminated(value.toString(), place);
                Datum datum = new Datum(text, 4 * i, 0, text.length, 1, Datum.IN);
                datum.host = own;
                call.add(datum);
            } else if (value instanceof Pointer || value == null) {
                element.set(new Place(table), 4 * i, value, place);
            } else {
                throw Errors.mismatch(place, "text, a pointer or null", value);
            }
        }
    }
}
