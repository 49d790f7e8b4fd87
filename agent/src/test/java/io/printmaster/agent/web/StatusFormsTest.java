package io.printmaster.agent.web;

import static io.printmaster.agent.web.TestStatus.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.store.KnownPrinter;
import io.printmaster.agent.store.Outbox;
import io.printmaster.agent.store.QueuedRecord;
import io.printmaster.agent.store.RecordKind;
import io.printmaster.agent.store.TestPrinters;
import io.printmaster.agent.upload.ConnectionState;
import io.printmaster.model.Identity;
import io.printmaster.model.Network;
import io.printmaster.model.Printer;
import io.printmaster.model.PrinterKey;
import io.printmaster.model.Reading;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// One status in each of its forms: document, text, metrics, page.
class StatusFormsTest {
    private static final String EVIL = "<script>alert(1)</script>\" onload='x' & more";

    private static final AgentStatus STATUS = TestStatus.of(line(ConnectionState.AWAY, EVIL));

    @Test
    void document_hasEveryFact() {
        JsonNode json = StatusJson.of(STATUS);

        assertThat(json.path("schema_version").asInt()).isEqualTo(1);
        assertThat(json.path("state").asString()).isEqualTo("away");
        assertThat(json.at("/summary/tone").asString()).isEqualTo("warn");
        assertThat(json.path("breaker").asString()).isEqualTo("open");
        assertThat(json.path("next_try_seconds").asInt()).isEqualTo(42);
        assertThat(json.at("/queue/oldest_age_seconds").asInt()).isEqualTo(90);
        assertThat(json.at("/ledger/balanced").asBoolean()).isTrue();
        assertThat(json.at("/ledger/dropped_by/queue_full").asInt()).isEqualTo(3);
        assertThat(json.at("/storage/spill_bytes").asInt()).isEqualTo(4_096);
        assertThat(json.at("/storage/reason").asString()).contains("11 min");
        assertThat(json.at("/uploads/saved_by_delta_bytes").asInt()).isEqualTo(1_000_000);
        assertThat(json.at("/uploads/last/0/wire_bytes").asInt()).isEqualTo(1_234);
        assertThat(json.at("/scan/skipped/no_printer").asInt()).isEqualTo(17);
        assertThat(json.at("/last_scan/found").asInt()).isEqualTo(3);
    }

    @Test
    void text_beginsWithTheSentence_andTellsTheSameFacts() {
        String text = StatusText.of(StatusJson.of(STATUS));

        assertThat(text)
                .startsWith("DEGRADED: https://server.example:9090 does not answer")
                .contains("100 collected = 70 acknowledged + 20 queued + 0 set aside + 6 coalesced + 4 dropped")
                .contains("1.0 MB by delta", "54.3 kB by gzip", "overflow, now disk, 4.1 kB since", "100 of 254")
                .contains("open, next attempt in 42 s");
    }

    @Test
    void page_escapesWhatComesFromOutside() {
        Reading reading = TestPrinters.reading(1, 1, TestStatus.NOON);
        Printer plain = reading.printer();
        Printer hostile = new Printer(
                plain.key(),
                new Identity(EVIL, EVIL, "SN00001", EVIL, "", ""),
                new Network("10.0.0.1", EVIL, "", "", "", EVIL),
                plain.condition(),
                plain.inventory(),
                plain.provenance());
        KnownPrinter known = new KnownPrinter(
                new Reading(hostile, reading.meters(), reading.at()),
                TestPrinters.known(1, 1, TestStatus.NOON).sighting(),
                Optional.empty());
        PrinterKey key = plain.key();
        Outbox.Parked parked = new Outbox.Parked(
                new QueuedRecord(1, RecordKind.DEVICE, key, TestStatus.NOON, new byte[0]), EVIL, TestStatus.NOON);

        String page = Pages.overview(new Pages.Shown(STATUS, List.of(known), List.of(parked)));

        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .doesNotContain("<script>", "onload='x'")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39; &amp; more");
        assertThat(Pattern.compile("<[^>]*\\s(style|on[a-z]+)=").matcher(page).find())
                .isFalse();
        assertThat(page).contains("Set aside", "--retry-parked", "<progress", "It balances");
    }

    /// The exposition format 0.0.4, line by line: each family once, with help and type before its samples.
    @Test
    void metrics_keepToTheFormat() {
        Pattern sample = Pattern.compile("([a-z_]+)(?:\\{([^}]*)\\})? (-?[0-9.]+(?:E-?[0-9]+)?)");
        Pattern label = Pattern.compile("[a-z_]+=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\"");
        Map<String, String> types = new HashMap<>();
        Set<String> series = new HashSet<>();
        String family = "";
        String text = MetricsText.of(STATUS, new MetricsText.Usage(1_000_000, 1.5));
        for (String line : text.split("\n", -1)) {
            if (line.isEmpty()) {
                continue;
            }
            String[] words = line.split(" ", 4);
            if (line.startsWith("# HELP ")) {
                family = words[2];
                assertThat(types).doesNotContainKey(family);
                assertThat(words[3]).endsWith(".");
            } else if (line.startsWith("# TYPE ")) {
                assertThat(words[2]).isEqualTo(family);
                assertThat(words[3]).isIn("gauge", "counter");
                types.put(family, words[3]);
                assertThat(family.endsWith("_total")).as(family).isEqualTo(words[3].equals("counter"));
            } else {
                Matcher found = sample.matcher(line);
                assertThat(found.matches()).as(line).isTrue();
                assertThat(found.group(1)).isEqualTo(family).startsWith("printmaster_agent_");
                assertThat(series.add(found.group(1) + "{" + found.group(2) + "}"))
                        .as(line)
                        .isTrue();
                if (found.group(2) != null) {
                    assertThat(found.group(2).split(","))
                            .allMatch(one -> label.matcher(one).matches());
                }
            }
        }
        assertThat(text).endsWith("\n").doesNotContain("agent-01").doesNotContain("server.example");
        assertThat(types.keySet()).noneMatch(name -> name.matches(".*_(ms|millis|kb|mb|minutes|hours|percent).*"));
        assertThat(text)
                .contains("printmaster_agent_queue_records{kind=\"devices\"} 5\n")
                .contains("printmaster_agent_connection_state{state=\"away\"} 1\n")
                .contains("printmaster_agent_records_dropped_total{reason=\"queue_full\"} 3\n")
                .contains("printmaster_agent_records_dropped_total{reason=\"not_told\"} 1\n")
                .contains("printmaster_agent_ledger_balanced 1\n")
                .contains("printmaster_agent_upload_saved_bytes_total{by=\"gzip\"} 54321\n");
    }
}
