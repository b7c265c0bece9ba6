package bench;

/** What the call cases pass, and what must come back. */
final class Inputs {

    static final byte[] BYTES_16 = bytes(16);
    static final byte[] BYTES_4K = bytes(4096);
    static final byte[] BYTES_1M = bytes(1 << 20);
    static final String TEXT_1024 = "abcdefghijklmno ".repeat(64);
    static final String TEXT_16 = TEXT_1024.substring(0, 16);

    private Inputs() {}

    /** The expected result of a case. */
    static double expected(String name) {
        return switch (name) {
            case "add", "norm3" -> 3;
            case "sum_bytes_16" -> sum(BYTES_16);
            case "sum_bytes_4k" -> sum(BYTES_4K);
            case "sum_bytes_1m" -> sum(BYTES_1M);
            case "count_text_16" -> 15;
            case "count_text_1024" -> 15 * 64;
            default -> throw new AssertionError("no such case: " + name);
        };
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i % 16);
        }
        return bytes;
    }

    private static double sum(byte[] bytes) {
        double sum = 0;
        for (byte one : bytes) {
            sum += one;
        }
        return sum;
    }
}
