package io.printmaster.agent.discover;

import io.printmaster.agent.snmp.EngineId;
import io.printmaster.model.MacAddress;
import java.util.HexFormat;
import java.util.Map;

/// What people are told of a device that only says its SNMPv3 engine id: who made it, and which one it is. Pure.
final class EngineWords {
    /// Private enterprise numbers (IANA) of those who make printers or the SNMP agents in them.
    private static final Map<Integer, String> MAKERS = Map.ofEntries(
            Map.entry(11, "HP"),
            Map.entry(236, "Samsung"),
            Map.entry(253, "Xerox"),
            Map.entry(297, "Fujifilm"),
            Map.entry(367, "Ricoh"),
            Map.entry(641, "Lexmark"),
            Map.entry(674, "Dell"),
            Map.entry(683, "Zebra"),
            Map.entry(1129, "Toshiba"),
            Map.entry(1248, "Epson"),
            Map.entry(1347, "Kyocera"),
            Map.entry(1602, "Canon"),
            Map.entry(2001, "OKI"),
            Map.entry(2385, "Sharp"),
            Map.entry(2435, "Brother"),
            Map.entry(8072, "net-snmp"),
            Map.entry(10642, "Zebra"),
            Map.entry(18334, "Konica Minolta"),
            Map.entry(40093, "Pantum"));

    private EngineWords() {}

    /// Such as `HP, 00:11:22:33:44:55`.
    static String of(EngineId engine) {
        String maker = MAKERS.getOrDefault(engine.enterprise(), "enterprise " + engine.enterprise());
        return maker
                + engine.mac()
                        .flatMap(octets ->
                                MacAddress.parse(HexFormat.ofDelimiter(":").formatHex(octets)))
                        .map(mac -> ", " + mac.value())
                        .orElse("");
    }

    /// Why such a device cannot be read, and what is missing.
    ///
    /// @param users   whether users of SNMPv3 are configured for its address
    /// @param refusal what it said to them, or empty
    static String reason(EngineId engine, boolean users, String refusal) {
        String who = "a device by " + of(engine) + " answers SNMP";
        if (!users) {
            return who + ", but none of the communities; set v3_user with its passwords, or its community";
        }
        return who + ", but lets no configured user in: " + (refusal.isEmpty() ? "it does not answer them" : refusal);
    }
}
