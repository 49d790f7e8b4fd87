package io.printmaster.simulator.profile;

import java.net.Inet4Address;
import java.util.HexFormat;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.IpAddress;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;

/// What every networked device says: SNMPv2-MIB, IF-MIB, IP-MIB (RFC 3418, 2863, 1213) and HOST-RESOURCES-MIB (RFC
/// 2790).
final class SystemMib {
    private static final String SYSTEM = "1.3.6.1.2.1.1.";
    private static final String IF = "1.3.6.1.2.1.2.2.1.";
    private static final String IP = "1.3.6.1.2.1.4.20.1.";
    private static final String HR = "1.3.6.1.2.1.25.3.";
    private static final int ETHERNET = 1;
    private static final int LOOPBACK = 2;

    private SystemMib() {}

    static void fill(Layout layout, Profile profile, boolean hostResources) {
        system(layout, profile);
        interfaces(layout);
        address(layout);
        if (hostResources) {
            devices(layout, profile);
        }
    }

    private static void system(Layout layout, Profile profile) {
        layout.put(SYSTEM + "1.0", (plate, now) -> Layout.octets(filled(profile.systemDescription, profile, plate)));
        layout.constant(SYSTEM + "2.0", new OID(profile.systemObjectId));
        layout.put(SYSTEM + "3.0", (plate, now) -> new TimeTicks(now.upTicks()));
        layout.text(SYSTEM + "4.0", "helpdesk@example.com");
        layout.put(SYSTEM + "5.0", (plate, now) -> Layout.octets(plate.hostName()));
        layout.put(SYSTEM + "6.0", (plate, now) -> Layout.octets(plate.location()));
        layout.number(SYSTEM + "7.0", 72);
    }

    static String filled(String pattern, Profile profile, Nameplate plate) {
        return pattern.replace("${serial}", plate.serial())
                .replace("${model}", profile.model)
                .replace("${firmware}", profile.firmware);
    }

    private static void interfaces(Layout layout) {
        layout.number("1.3.6.1.2.1.2.1.0", 2);
        interfaceRow(layout, ETHERNET, "Ethernet", 6, 1500, 1_000_000_000L);
        interfaceRow(layout, LOOPBACK, "Loopback", 24, 16_384, 0);
        layout.put(
                IF + "6." + ETHERNET,
                (plate, now) -> new OctetString(
                        HexFormat.of().parseHex(plate.mac().value().replace(":", ""))));
        layout.text(IF + "6." + LOOPBACK, "");
    }

    private static void interfaceRow(Layout layout, int row, String name, int type, int mtu, long bitsPerSecond) {
        layout.number(IF + "1." + row, row);
        layout.text(IF + "2." + row, name);
        layout.number(IF + "3." + row, type);
        layout.number(IF + "4." + row, mtu);
        layout.constant(IF + "5." + row, new Gauge32(bitsPerSecond));
        layout.number(IF + "7." + row, 1);
        layout.number(IF + "8." + row, 1);
        layout.put(IF + "10." + row, (plate, now) -> octetCounter(plate, now, 900));
        layout.put(IF + "16." + row, (plate, now) -> octetCounter(plate, now, 400));
    }

    /// Some traffic for the time it is up.
    private static Counter32 octetCounter(Nameplate plate, Moment now, long perTick) {
        return Layout.counter(now.upTicks() * perTick + plate.number());
    }

    private static void address(Layout layout) {
        layout.put(
                IP + "1" + Layout.OWN_ADDRESS,
                (plate, now) -> plate.address() instanceof Inet4Address a ? new IpAddress(a) : null);
        layout.put(
                IP + "2" + Layout.OWN_ADDRESS,
                (plate, now) -> plate.address() instanceof Inet4Address ? new Integer32(ETHERNET) : null);
        layout.put(
                IP + "3" + Layout.OWN_ADDRESS,
                (plate, now) -> plate.address() instanceof Inet4Address ? new IpAddress("255.255.0.0") : null);
    }

    private static void devices(Layout layout, Profile profile) {
        device(layout, 1, "3.1.5", profile.maker + " " + profile.model);
        device(layout, 2, "3.1.4", "Network interface");
        layout.put(HR + "2.1.5.1", (plate, now) -> new Integer32(now.deviceStatus()));
        layout.number(HR + "2.1.5.2", 2);
        layout.put(HR + "5.1.1.1", (plate, now) -> new Integer32(now.printerStatus()));
        layout.put(HR + "5.1.2.1", (plate, now) -> new OctetString(now.errorOctets(profile.panel.oneErrorOctet())));
    }

    private static void device(Layout layout, int row, String type, String text) {
        layout.number(HR + "2.1.1." + row, row);
        layout.constant(HR + "2.1.2." + row, new OID("1.3.6.1.2.1.25." + type));
        layout.text(HR + "2.1.3." + row, text);
        layout.constant(HR + "2.1.4." + row, new OID("0.0"));
        layout.constant(HR + "2.1.6." + row, new Counter32(0));
    }
}
