package dev.sandbridge;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text between Java and C: UTF-8, without NUL inside. */
final class Text {

    /** Up to here, looking at each unit is quicker. */
    private static final int SHORT = 32;

    private Text() {}

    /** The text with a final NUL, for a {@code const char *}. */
    static byte[] terminated(String text, Object where) {
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            throw Errors.of(
                    "SB0304",
                    where + ": the text has a NUL at character " + nul,
                    "C text ends at its first NUL: pass a buffer and its length instead");
        }
        byte[] bytes = encode(text, where);
        // The copy is dwarfed by the encoding, which no other API writes in place as quickly.
        return java.util.Arrays.copyOf(bytes, bytes.length + 1);
    }

    /** Text in units of 2 bytes (UTF-16) or 4 (UTF-32). */
    static byte[] wide(String text, int unit, boolean isTerminated, Object where) {
        if (isTerminated && text.indexOf('\0') >= 0) {
            terminated(text, where);
        }
        checkSurrogates(text, where);
        int[] units = (unit == 2 ? text.chars() : text.codePoints()).toArray();
        byte[] bytes = new byte[unit * (units.length + (isTerminated ? 1 : 0))];
        for (int i = 0; i < units.length; i++) {
            Bytes.put(bytes, unit * i, unit, units[i]);
        }
        return bytes;
    }

    /** The text in such units, up to a zero or the end. */
    static String ofWide(byte[] bytes, int unit, Object where) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at + unit <= bytes.length; at += unit) {
            int one = (int) Bytes.get(bytes, at, unit);
            if (one == 0) {
                break;
            }
            append(text, one, unit, where);
        }
        checkSurrogates(text.toString(), where);
        return text.toString();
    }

    /** The same from guest memory, up to its zero. */
    static String ofWide(Pointer start, int unit) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; ; at += unit) {
            int one = (int) start.peek(at, unit);
            if (one == 0) {
                checkSurrogates(text.toString(), start.type());
                return text.toString();
            }
            append(text, one, unit, start.type());
        }
    }

    private static void append(StringBuilder text, int one, int unit, Object where) {
        if (unit == 2) {
            text.append((char) one);
        } else if (Character.isValidCodePoint(one)) {
            text.appendCodePoint(one);
        } else {
            String message = where + ": " + one + " is no character";
            throw Errors.of("SB0306", message, "read its units as integers");
        }
    }

    /** UTF-8, which unpaired surrogates have none of. */
    static byte[] encode(String text, Object where) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (text.length() <= SHORT) {
            checkSurrogates(text, where);
        } else if (!text.equals(new String(bytes, StandardCharsets.UTF_8))) {
            // An unpaired surrogate became a `?`. The way back is quicker than a look at each unit.
            checkSurrogates(text, where);
        }
        return bytes;
    }

    private static void checkSurrogates(String text, Object where) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char unit = text.charAt(i);
            if (!Character.isSurrogate(unit)) {
                continue;
            }
            boolean isPair = Character.isHighSurrogate(unit)
                    && i + 1 < length
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (!isPair) {
                throw Errors.of(
                        "SB0306",
                        where + ": the text has an unpaired surrogate at character " + i,
                        "replace it, or pass the bytes that you mean as a buffer");
            }
            i++;
        }
    }

    /** The text in a {@code char} array, up to its NUL or its end. */
    static String decode(byte[] bytes, Object where) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        try {
            ByteBuffer text = ByteBuffer.wrap(bytes, 0, end);
            return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
        } catch (CharacterCodingException invalid) {
            throw Errors.of(
                    "SB0306",
                    where + ": the text is not valid UTF-8",
                    "read its bytes and decode them as what they are");
        }
    }
}
