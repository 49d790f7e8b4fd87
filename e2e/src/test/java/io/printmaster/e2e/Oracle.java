package io.printmaster.e2e;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Tells whether anything was lost, doubled, reordered or made up between the printers and the server's database.
/// It knows only what was said on the line and what the databases hold; every difference is a sentence.
final class Oracle {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<String> differences = new ArrayList<>();

    private Oracle() {}

    /// What went wrong; empty when all is well.
    List<String> differences() {
        return List.copyOf(differences);
    }

    /// What the agent knows of its printers is what the server stores of them. Call it when nothing is on the way.
    static Oracle compare(AgentUnderTest agent, ServerUnderTest server) {
        Oracle oracle = new Oracle();
        Map<String, JsonNode> here = details(agent.devices(), "SELECT printer_key AS k, detail FROM devices");
        Map<String, JsonNode> there = details(
                server.database(),
                "SELECT d.device_key AS k, w.detail FROM devices d JOIN device_details w ON w.tenant_id = d.tenant_id"
                        + " AND w.device_key = d.device_key WHERE d.agent_id = '" + agent.id() + "'");
        oracle.same("devices", here.keySet(), there.keySet());
        here.forEach((key, device) -> oracle.sameDevice(key, device, there.get(key)));
        oracle.ledgerBalances(agent.ledger());
        return oracle;
    }

    /// Acknowledged = stored, once each, in order for each printer; the agent's ledger counts the same. Call it when
    /// the queue is empty.
    static Oracle check(List<Tap.Delivery> deliveries, AgentUnderTest agent, ServerUnderTest server) {
        return check(deliveries, agent.id(), agent.ledger(), server);
    }

    /// The same for an agent that is no process of its own. A record counts once however often it was delivered: when
    /// its answer was lost on the way, it was delivered again.
    static Oracle check(List<Tap.Delivery> deliveries, String agentId, JsonNode ledger, ServerUnderTest server) {
        Oracle oracle = new Oracle();
        Map<String, List<Instant>> acknowledged = new TreeMap<>();
        Set<String> devices = new HashSet<>();
        Set<String> sent = new HashSet<>();
        Set<String> perhaps = new HashSet<>();
        for (Tap.Delivery delivery : deliveries) {
            if (delivery.status() == Tap.Delivery.UNANSWERED && delivery.path().contains("/metrics/")) {
                delivery.records().forEach(row -> perhaps.add(sample(row)));
            }
            if (delivery.status() != 200) {
                continue;
            }
            for (int i = 0; i < delivery.records().size(); i++) {
                JsonNode row = delivery.records().get(i);
                String key = row.path("device_key").asString();
                boolean stored = !delivery.refused().contains(i);
                boolean sample = delivery.path().contains("/metrics/");
                if (stored && !sample) {
                    devices.add(row.toString());
                }
                if (sample && stored) {
                    Instant at = Instant.parse(row.path("timestamp").asString());
                    if (sent.add(sample(row))) {
                        oracle.inOrder(key, acknowledged.computeIfAbsent(key, k -> new ArrayList<>()), at);
                    }
                }
            }
        }
        Set<String> stored = storedSamples(server, agentId);
        // Stored by a server that was killed before it said so, and forgotten by an agent that was killed, too.
        perhaps.removeAll(sent);
        stored.removeAll(perhaps);
        oracle.same("samples", sent, stored);
        oracle.totalsNeverFall(server);
        oracle.ledgerBalances(ledger);
        oracle.ledgerAgrees(ledger, devices.size() + sent.size(), sent.size());
        return oracle;
    }

    private static String sample(JsonNode row) {
        return row.path("device_key").asString() + " "
                + Instant.parse(row.path("timestamp").asString()).toEpochMilli();
    }

    /// A device record that was replaced by a newer one while it was on the way counts as coalesced; a sample is never
    /// replaced as long as there is room.
    private void ledgerAgrees(JsonNode ledger, long records, long samples) {
        long counted = ledger.path("acknowledged").asLong();
        if (counted > records
                || counted < samples
                || counted + ledger.path("coalesced").asLong() < records) {
            differences.add("the line saw " + records + " acknowledged records, " + samples
                    + " of them samples; the agent counts " + ledger);
        }
        if (ledger.path("dropped").asLong() != 0) {
            differences.add("the agent dropped " + ledger.path("dropped") + " records");
        }
    }

    /// collected = acknowledged + queued + parked + coalesced + dropped.
    private void ledgerBalances(JsonNode ledger) {
        long gone = ledger.path("acknowledged").asLong()
                + ledger.path("coalesced").asLong()
                + ledger.path("dropped").asLong()
                + ledger.path("queued").asLong()
                + ledger.path("parked").asLong();
        if (ledger.path("collected").asLong() != gone) {
            differences.add("the ledger does not balance: " + ledger);
        }
    }

    private void inOrder(String key, List<Instant> before, Instant at) {
        if (!before.isEmpty() && !at.isAfter(before.getLast())) {
            differences.add(key + ": the sample of " + at + " came after that of " + before.getLast());
        }
        before.add(at);
    }

    private void same(String what, Set<String> expected, Set<String> actual) {
        Set<String> lost = new HashSet<>(expected);
        lost.removeAll(actual);
        Set<String> invented = new HashSet<>(actual);
        invented.removeAll(expected);
        lost.forEach(one -> differences.add(what + ": lost " + one));
        invented.forEach(one -> differences.add(what + ": nobody sent " + one));
    }

    private void sameDevice(String key, JsonNode here, JsonNode there) {
        for (String field :
                List.of("serial", "manufacturer", "model", "ip", "firmware", "mac_address", "supplies", "trays")) {
            if (there != null && !here.path(field).equals(there.path(field))) {
                differences.add(key + ": " + field + " is " + here.path(field) + " at the agent and "
                        + there.path(field) + " at the server");
            }
        }
    }

    /// A printer's counter only rises here: no simulated printer is reset.
    private void totalsNeverFall(ServerUnderTest server) {
        Map<String, Long> last = new HashMap<>();
        for (JsonNode row :
                server.database().rows("SELECT device_key, total, sampled_at FROM metrics ORDER BY sampled_at")) {
            long total = row.path("total").asLong();
            Long before = last.put(row.path("device_key").asString(), total);
            if (before != null && total < before) {
                differences.add(row.path("device_key").asString() + ": total falls from " + before + " to " + total
                        + " at " + row.path("sampled_at").asString());
            }
        }
    }

    private static Set<String> storedSamples(ServerUnderTest server, String agentId) {
        return server
                .database()
                .rows("SELECT m.device_key AS k, m.sampled_at AS at FROM metrics m JOIN devices d"
                        + " ON d.tenant_id = m.tenant_id AND d.device_key = m.device_key"
                        + " WHERE d.agent_id = '" + agentId + "'")
                .stream()
                .map(row -> row.path("k").asString() + " "
                        + Instant.parse(row.path("at").asString()).toEpochMilli())
                .collect(Collectors.toSet());
    }

    private static Map<String, JsonNode> details(Database database, String query) {
        Map<String, JsonNode> details = new TreeMap<>();
        database.rows(query)
                .forEach(row -> details.put(
                        row.path("k").asString(),
                        JSON.readTree(row.path("detail").asString())));
        return details;
    }
}
