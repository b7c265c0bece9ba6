package dev.sandbridge;

import java.util.AbstractList;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Several results of one call, by name and in order.
 *
 * <pre>{@code
 * Results divided = (Results) library.call("divide", 17, 5);
 * int remainder = (Integer) divided.get("remainder");
 * }</pre>
 */
public final class Results extends AbstractList<Object> {

    private final String[] names;
    private final Object[] values;

    Results(String[] names, Object[] values) {
        this.names = names;
        this.values = values;
    }

    /**
     * The result of that name.
     *
     * @param name its name
     * @return its value, as of {@link Function#call}
     */
    public Object get(String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return values[i];
            }
        }
        String message = "there is no result `" + name + "`, only " + String.join(", ", names);
        throw new NoSuchElementException(message);
    }

    @Override
    public Object get(int index) {
        return values[index];
    }

    @Override
    public int size() {
        return values.length;
    }

    /**
     * Their names.
     *
     * @return as many as there are results
     */
    public List<String> names() {
        return List.of(names);
    }

    /** Names and values: {@code (output=…, remaining=0)}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("(");
        for (int i = 0; i < values.length; i++) {
            text.append(i == 0 ? "" : ", ").append(names[i]).append('=').append(values[i]);
        }
        return text.append(')').toString();
    }
}
