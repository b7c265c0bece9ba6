import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.SAXParserFactory;
import org.example.expat.Expat;
import org.example.expat.ExpatVersion;
import org.example.expat.Parser;
import org.example.expat.Status;
import org.example.expat.XmlException;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Expat through its package: parses a document in pieces with handlers written in Java, and checks
 * what they see against Java's own parser. Faults of a document arrive as exceptions with their place;
 * so does what a handler throws.
 */
public final class Main {

    private static final String DOCUMENT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- Four kinds of things. -->
            <shop name="Zoé &amp; Söhne">
              <?price factor="2"?>
              <item id="1" unit="kg">Äpfel &lt;rot&gt;</item>
              <item id="2"/>
              <note><![CDATA[a < b & c]]> 😀</note>
            </shop>
            """;

    private final Expat expat;

    private Main(Expat expat) {
        this.expat = expat;
    }

    /** Runs the whole example. */
    public static void main(String[] args) throws Exception {
        try (Expat expat = Expat.load()) {
            System.out.println(expat.expatVersion() + " in Java");
            new Main(expat).run();
        }
    }

    private void run() throws Exception {
        List<String> expected = own(DOCUMENT);
        must("at once", parse(DOCUMENT, 4096), expected);
        must("in pieces of 7", parse(DOCUMENT, 7), expected);
        must("one byte at a time", parse(DOCUMENT, 1), expected);
        String large = "<all>" + "<a x='1'>t</a>".repeat(20_000) + "</all>";
        must("60,000 events", parse(large, 4096), own(large));
        faults();
        handlersThatFail();
        must("a parser that was closed", closed(), "HandleException");
    }

    private List<String> parse(String text, int piece) {
        List<String> events = new ArrayList<>();
        try (Parser parser = expat.parserCreate()) {
            listen(parser, events);
            byte[] bytes = bytes(text);
            for (int at = 0; at < bytes.length; at += piece) {
                int end = Math.min(bytes.length, at + piece);
                parser.parse(Arrays.copyOfRange(bytes, at, end), end == bytes.length ? 1 : 0);
            }
        }
        return joined(events);
    }

    private static void listen(Parser parser, List<String> events) {
        parser.setElementHandler(
                (name, attributes) -> events.add("<" + name + attributes),
                name -> events.add(">" + name));
        parser.setCharacterDataHandler(text -> events.add("\"" + text));
        parser.setProcessingInstructionHandler(
                (target, data) -> events.add("?" + target + " " + data));
    }

    private void faults() {
        try (Parser parser = expat.parserCreate()) {
            parser.parse(bytes("<a>\n  <b></c>\n</a>"), 1);
            throw new AssertionError("FAILED: a mismatched tag was accepted");
        } catch (XmlException fault) {
            must("the message", fault.getMessage().startsWith("mismatched tag"), true);
            must("its constant", fault.name(), "XML_ERROR_TAG_MISMATCH");
        }
        try (Parser parser = expat.parserCreate()) {
            try {
                parser.parse(bytes("<a>\n  <b>&none;</b>"), 1);
            } catch (XmlException fault) {
                must("an undefined entity", fault.name(), "XML_ERROR_UNDEFINED_ENTITY");
                must("its line", parser.line(), 2L);
            }
        }
    }

    private void handlersThatFail() {
        IllegalStateException own = new IllegalStateException("enough");
        try (Parser parser = expat.parserCreate()) {
            parser.setStartElementHandler((name, attributes) -> {
                throw own;
            });
            parser.parse(bytes("<a/>"), 1);
            throw new AssertionError("FAILED: what a handler throws is lost");
        } catch (IllegalStateException thrown) {
            must("what a handler throws arrives itself", thrown == own, true);
        }
        List<String> seen = new ArrayList<>();
        try (Parser parser = expat.parserCreate()) {
            parser.setStartElementHandler((name, attributes) -> {
                seen.add(name);
                if (name.equals("b")) {
                    parser.stop();
                }
            });
            parser.parse(bytes("<a><b/><c/></a>"), 1);
            throw new AssertionError("FAILED: a stopped parser goes on");
        } catch (XmlException stopped) {
            must("a handler that stops its parser", stopped.name(), "XML_ERROR_ABORTED");
            must("what it had seen", seen, List.of("a", "b"));
        }
        must("an enumeration's constant", Status.STATUS_ERROR, 0);
        ExpatVersion version = expat.expatVersionInfo();
        must("a struct as a record",
                "expat_" + version.major() + "." + version.minor() + "." + version.micro(),
                expat.expatVersion());
    }

    private String closed() {
        Parser parser = expat.parserCreate();
        parser.close();
        parser.close();
        try {
            parser.parse(bytes("<a/>"), 1);
            return "nothing";
        } catch (RuntimeException failure) {
            return failure.getClass().getSimpleName();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What Java's own parser sees. */
    private static List<String> own(String text) throws Exception {
        List<String> events = new ArrayList<>();
        InputSource source = text.startsWith("<?xml")
                ? new InputSource(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                : new InputSource(new StringReader(text));
        SAXParserFactory.newInstance().newSAXParser().parse(source, new DefaultHandler() {
            @Override
            public void startElement(String uri, String local, String name, Attributes of) {
                List<String> attributes = new ArrayList<>();
                for (int i = 0; i < of.getLength(); i++) {
                    attributes.add(of.getQName(i));
                    attributes.add(of.getValue(i));
                }
                events.add("<" + name + attributes);
            }

            @Override
            public void endElement(String uri, String local, String name) {
                events.add(">" + name);
            }

            @Override
            public void characters(char[] text, int start, int length) {
                events.add("\"" + new String(text, start, length));
            }

            @Override
            public void processingInstruction(String target, String data) {
                events.add("?" + target + " " + data);
            }
        });
        return joined(events);
    }

    /** Parsers may give text in pieces of their own. */
    private static List<String> joined(List<String> events) {
        List<String> joined = new ArrayList<>();
        for (String event : events) {
            int last = joined.size() - 1;
            if (event.startsWith("\"") && last >= 0 && joined.get(last).startsWith("\"")) {
                joined.set(last, joined.get(last) + event.substring(1));
            } else {
                joined.add(event);
            }
        }
        return joined;
    }

    private static void must(String what, Object came, Object expected) {
        if (!came.equals(expected)) {
            throw new AssertionError("FAILED: " + what + ": expected " + expected + ", got " + came);
        }
        System.out.println("checked: " + what);
    }
}
