package io.printmaster.agent.discover;

import io.printmaster.model.Text;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads small XML documents that came from anybody: no DTD, no entities but XML's own five, nothing fetched,
/// limited in size, depth and number of elements.
public final class SafeXml {
    /// More than this is no description of a device.
    public static final int MAX_BYTES = 64 * 1024;

    private static final int MAX_DEPTH = 32;
    private static final int MAX_ELEMENTS = 4_000;
    private static final int MAX_TEXT = 1_000;

    private static final Pattern ENCODING =
            Pattern.compile("encoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]{0,40})[\"']");

    private SafeXml() {}

    /// Is told of every element as it ends.
    @FunctionalInterface
    public interface Ended {
        /// An element has ended.
        ///
        /// @param path     the elements around it and itself, outermost first
        /// @param text     its own text, cleaned and cut, without that of its children
        /// @param prefixes what a namespace prefix stands for here; an unknown one stands for the empty text
        void element(Path path, String text, Prefixes prefixes);
    }

    /// What namespace a prefix stands for.
    @FunctionalInterface
    public interface Prefixes {
        /// The namespace's URI, or empty.
        String namespace(String prefix);
    }

    /// Where an element is.
    public static final class Path {
        private final Deque<QName> open = new ArrayDeque<>();

        /// Local name of the element itself.
        public String name() {
            return open.isEmpty() ? "" : open.peekLast().getLocalPart();
        }

        /// Namespace of the element itself.
        public String namespace() {
            return open.isEmpty() ? "" : open.peekLast().getNamespaceURI();
        }

        /// How many elements deep, 1 for the outermost.
        public int depth() {
            return open.size();
        }

        /// Whether an element of this local name is around it.
        public boolean isWithin(String localName) {
            return open.stream()
                    .limit(Math.max(0, open.size() - 1L))
                    .anyMatch(n -> n.getLocalPart().equals(localName));
        }

        /// How many elements of this local name are around it, itself included.
        public long count(String localName) {
            return open.stream().filter(n -> n.getLocalPart().equals(localName)).count();
        }
    }

    /// Reads the document and tells of its elements.
    ///
    /// @return whether it was read to its end; what was told before a fault is as good as anything this device says
    public static boolean read(byte[] document, Ended ended) {
        if (document.length > MAX_BYTES) {
            return false;
        }
        try {
            XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(text(document)));
            try {
                return walk(reader, ended);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException | RuntimeException e) {
            // The JDK's reader throws unchecked exceptions too, for odd encodings for instance.
            return false;
        }
    }

    /// The document's characters. Devices lie about their encoding, so octets that are UTF-8 are UTF-8 whatever they
    /// declare; and the JDK's reader, given octets, prints what it dislikes in them to standard error.
    private static String text(byte[] document) {
        if (document.length >= 2 && (document[0] == 0 || document[1] == 0 || (document[0] & 0xFE) == 0xFE)) {
            // A byte order mark counts; without one, the zero beside the first character tells the order.
            return new String(document, document[1] == 0 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16);
        }
        try {
            return withoutMark(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(document))
                    .toString());
        } catch (CharacterCodingException e) {
            return new String(document, declared(document));
        }
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static Charset declared(byte[] document) {
        String start = new String(document, 0, Math.min(document.length, 200), StandardCharsets.ISO_8859_1);
        Matcher told = ENCODING.matcher(start);
        Charset charset = told.find() && Charset.isSupported(told.group(1))
                ? Charset.forName(told.group(1))
                : StandardCharsets.ISO_8859_1;
        return charset.equals(StandardCharsets.UTF_8) ? StandardCharsets.ISO_8859_1 : charset;
    }

    private static boolean walk(XMLStreamReader reader, Ended ended) throws XMLStreamException {
        Path path = new Path();
        Deque<StringBuilder> texts = new ArrayDeque<>();
        int elements = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++elements > MAX_ELEMENTS || path.depth() >= MAX_DEPTH) {
                        return false;
                    }
                    path.open.addLast(reader.getName());
                    texts.addLast(new StringBuilder());
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    StringBuilder text = texts.peekLast();
                    if (text != null && text.length() < MAX_TEXT) {
                        text.append(reader.getText());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    String text = Text.clean(texts.removeLast().toString(), MAX_TEXT);
                    ended.element(path, text, prefix -> namespace(reader, prefix));
                    path.open.removeLast();
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> {
                    return false;
                }
                default -> {
                    // Comments and the like say nothing.
                }
            }
        }
        return true;
    }

    private static String namespace(XMLStreamReader reader, String prefix) {
        String uri = reader.getNamespaceURI(prefix);
        return uri == null ? "" : uri;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        return factory;
    }
}
