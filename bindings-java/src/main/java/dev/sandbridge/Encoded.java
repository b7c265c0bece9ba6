package dev.sandbridge;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Text in the encoding that facts name: {@code utf8}, {@code latin1} or {@code utf16}. */
final class Encoded {

    private Encoded() {}

    /** Bytes of one unit. */
    static int unit(String encoding) {
        return encoding.equals("utf16") ? 2 : 1;
    }

    /** The text with a NUL behind it. Only where C is told the length may it hold others. */
    static byte[] terminated(String encoding, String text, boolean isSized, Object where) {
        if (!isSized && text.indexOf('\0') >= 0) {
            // It finds the NUL and says so.
            return Text.terminated(text, where);
        }
        byte[] bytes = encode(encoding, text, where);
        return java.util.Arrays.copyOf(bytes, bytes.length + unit(encoding));
    }

    /** What came from the native half: text where that was UTF-8, else bytes, or null. */
    static String text(String encoding, Object lifted) {
        if (!(lifted instanceof byte[])) {
            return (String) lifted;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap((byte[]) lifted);
            return charset(encoding).newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException invalid) {
            throw Errors.of(
                    "SB0306",
                    "the text is not valid " + name(encoding),
                    "read its bytes and decode them as what they are");
        }
    }

    private static byte[] encode(String encoding, String text, Object where) {
        if (encoding.equals("utf8")) {
            return Text.encode(text, where);
        }
        try {
            ByteBuffer bytes = charset(encoding)
                    .newEncoder()
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .encode(java.nio.CharBuffer.wrap(text));
            byte[] exact = new byte[bytes.remaining()];
            bytes.get(exact);
            return exact;
        } catch (CharacterCodingException unmappable) {
            throw Errors.of(
                    "SB0306",
                    where + ": the text has characters that " + name(encoding) + " has not",
                    "replace them, or pass the bytes that you mean as a buffer");
        }
    }

    private static Charset charset(String encoding) {
        return encoding.equals("utf16") ? StandardCharsets.UTF_16LE
                : encoding.equals("latin1") ? StandardCharsets.ISO_8859_1
                : StandardCharsets.UTF_8;
    }

    private static String name(String encoding) {
        return encoding.equals("utf16") ? "UTF-16" : encoding.equals("latin1") ? "Latin-1" : "UTF-8";
    }
}
