import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.example.png.Info;
import org.example.png.Png;
import org.example.png.PngException;
import org.example.png.PngGetIhdrResult;
import org.example.png.PngLibrary;

/**
 * libpng through its package: decodes and encodes through streams of Java's, and checks the pixels
 * against Java's own decoder in both directions. A broken file and a stream that fails arrive as
 * exceptions, although libpng leaves its functions by longjmp.
 */
public final class Main {

    private static final int WIDTH = 200;
    private static final int HEIGHT = 120;

    private final PngLibrary library;

    private Main(PngLibrary library) {
        this.library = library;
    }

    /** Runs the whole example. */
    public static void main(String[] args) throws Exception {
        try (PngLibrary library = PngLibrary.load()) {
            System.out.println("libpng " + PngLibrary.LIBPNG_VER_STRING + " in Java");
            new Main(library).run();
        }
    }

    private void run() throws IOException {
        for (boolean hasAlpha : new boolean[] {false, true}) {
            BufferedImage image = drawn(hasAlpha);
            ByteArrayOutputStream own = new ByteArrayOutputStream();
            ImageIO.write(image, "png", own);
            String kind = hasAlpha ? "RGBA" : "RGB";
            mustEqual("libpng reads Java's " + kind, decode(own.toByteArray()), pixels(image));

            byte[] encoded = encode(image, hasAlpha);
            BufferedImage again = ImageIO.read(new ByteArrayInputStream(encoded));
            mustEqual("Java reads libpng's " + kind, pixels(again), pixels(image));
            mustEqual("libpng reads its own " + kind, decode(encoded), pixels(image));
        }
        broken();
    }

    /** The pixels of a file, as Java packs them. */
    private int[] decode(byte[] file) throws IOException {
        return decode(new ByteArrayInputStream(file));
    }

    private int[] decode(InputStream in) throws IOException {
        try (Png png = library.reader();
                Info info = png.info()) {
            png.setReadFn(size -> {
                byte[] bytes = in.readNBytes((int) size);
                if (bytes.length < size) {
                    throw new EOFException("the file ends too early");
                }
                return bytes;
            });
            png.readInfo(info);
            png.setExpand();
            png.setAddAlpha(0xff, PngLibrary.FILLER_AFTER);
            png.readUpdateInfo(info);
            PngGetIhdrResult header = png.getIhdr(info);
            int width = (int) header.width();
            byte[] row = new byte[(int) png.getRowbytes(info)];
            int[] pixels = new int[width * (int) header.height()];
            for (int y = 0; y < header.height(); y++) {
                png.readRow(row);
                for (int x = 0; x < width; x++) {
                    pixels[y * width + x] = (row[4 * x + 3] & 0xff) << 24
                            | (row[4 * x] & 0xff) << 16
                            | (row[4 * x + 1] & 0xff) << 8
                            | row[4 * x + 2] & 0xff;
                }
            }
            png.readEnd();
            return pixels;
        }
    }

    private byte[] encode(BufferedImage image, boolean hasAlpha) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<Long> rows = new ArrayList<>();
        try (Png png = library.writer();
                Info info = png.info()) {
            png.setWriteFn(out::writeBytes);
            png.setWriteStatusFn((row, pass) -> rows.add(row));
            int channels = hasAlpha ? 4 : 3;
            int type = hasAlpha ? PngLibrary.COLOR_TYPE_RGBA : PngLibrary.COLOR_TYPE_RGB;
            png.setIhdr(info, image.getWidth(), image.getHeight(), 8, type);
            png.writeInfo(info);
            for (int y = 0; y < image.getHeight(); y++) {
                byte[] row = new byte[channels * image.getWidth()];
                for (int x = 0; x < image.getWidth(); x++) {
                    int pixel = image.getRGB(x, y);
                    row[channels * x] = (byte) (pixel >> 16);
                    row[channels * x + 1] = (byte) (pixel >> 8);
                    row[channels * x + 2] = (byte) pixel;
                    if (hasAlpha) {
                        row[channels * x + 3] = (byte) (pixel >> 24);
                    }
                }
                png.writeRow(row);
            }
            png.writeEnd();
        }
        must("progress was told for every row", rows.size() == image.getHeight());
        return out.toByteArray();
    }

    private void broken() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(drawn(false), "png", file);
        byte[] whole = file.toByteArray();

        byte[] damaged = whole.clone();
        damaged[damaged.length / 2] ^= 0x55;
        PngException failure = fails(PngException.class, () -> decode(damaged));
        System.out.println("libpng says: " + failure.getMessage());
        must("it is no PNG", fails(PngException.class, () -> decode(new byte[64])).getMessage()
                .contains("Not a PNG file"));

        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        must("what the stream throws arrives itself",
                fails(EOFException.class, () -> decode(half)).getMessage().contains("too early"));
        mustEqual("and the library goes on", decode(whole), pixels(drawn(false)));
    }

    private interface Act {
        void run() throws Exception;
    }

    private static <T extends Exception> T fails(Class<T> type, Act act) {
        try {
            act.run();
        } catch (Exception thrown) {
            if (type.isInstance(thrown)) {
                return type.cast(thrown);
            }
            throw new AssertionError(thrown);
        }
        throw new AssertionError("FAILED: no " + type.getSimpleName());
    }

    /** A picture with many colours. */
    private static BufferedImage drawn(boolean hasAlpha) {
        int type = hasAlpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int alpha = hasAlpha ? (x + y) % 256 : 255;
                image.setRGB(x, y, alpha << 24 | x << 16 | y << 8 | x * y % 256);
            }
        }
        return image;
    }

    private static int[] pixels(BufferedImage image) {
        int width = image.getWidth();
        return image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
    }

    private static void mustEqual(String what, int[] came, int[] expected) {
        must(what, Arrays.equals(came, expected));
    }

    private static void must(String what, boolean holds) {
        if (!holds) {
            throw new AssertionError("FAILED: " + what);
        }
        System.out.println("checked: " + what);
    }
}
