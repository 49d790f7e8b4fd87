package io.printmaster.agent.discover;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Documents as devices send them; what the fuzzer found is in the corpora of `ssdp` and `wsd`.
final class SafeXmlTest {
    @ParameterizedTest
    @CsvSource({
        "utf-8, UTF-8",
        "utf-8, ISO-8859-1",
        "iso-8859-1, UTF-8",
        "windows-1252, windows-1252",
        "x-nothing, UTF-8",
        "utf-16, UTF-16BE",
        "utf-16, UTF-16LE",
        "utf-16, UTF-16"
    })
    void textIsReadWhateverTheDocumentDeclares(String declared, String real) {
        String document = "<?xml version=\"1.0\" encoding=\"" + declared + "\"?><a>Büro</a>";

        assertThat(texts(document.getBytes(Charset.forName(real)))).containsExactly("Büro");
    }

    @Test
    void declaredCharsetCounts_whereTheOctetsAreNoUtf8() {
        byte[] document = "<?xml version=\"1.0\" encoding=\"GB2312\"?><a>黑色</a>".getBytes(Charset.forName("GB2312"));

        assertThat(texts(document)).containsExactly("黑色");
    }

    @Test
    void byteOrderMark_isNoText() {
        assertThat(texts("\uFEFF<a>x</a>".getBytes(StandardCharsets.UTF_8))).containsExactly("x");
    }

    private static List<String> texts(byte[] document) {
        List<String> texts = new ArrayList<>();
        assertThat(SafeXml.read(document, (path, text, prefixes) -> texts.add(text)))
                .isTrue();
        return texts;
    }
}
