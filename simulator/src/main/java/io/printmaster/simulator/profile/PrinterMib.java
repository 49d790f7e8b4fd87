package io.printmaster.simulator.profile;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;

/// What a printer says by the Printer-MIB (RFC 3805), for hrDeviceIndex 1.
final class PrinterMib {
    private static final String PRT = "1.3.6.1.2.1.43.";
    /// Rows of alerts that come and go stand behind those that stay.
    private static final int SUPPLY_ALERTS = 100;

    private static final int TRAY_ALERTS = 200;

    private PrinterMib() {}

    static void fill(Layout layout, Profile profile, MarkerSpec marker) {
        general(layout, profile);
        covers(layout, profile);
        inputs(layout, profile.trays);
        output(layout);
        marker(layout, profile, marker);
        supplies(layout, profile.supplies);
        interpreters(layout);
        console(layout, profile.panel);
        alerts(layout, profile);
    }

    private static void general(Layout layout, Profile profile) {
        String row = PRT + "5.1.1.";
        layout.constant(row + "1.1", new Counter32(3));
        layout.number(row + "2.1", 1);
        layout.number(row + "8.1", 1);
        layout.number(
                row + "9.1",
                profile.trays.isEmpty() ? 0 : profile.trays.getFirst().index());
        layout.number(row + "10.1", 1);
        layout.number(row + "11.1", 2);
        layout.number(row + "12.1", 20);
        layout.put(row + "16.1", (plate, now) -> Layout.octets(plate.hostName()));
        if (profile.tellsSerial) {
            layout.put(row + "17.1", (plate, now) -> Layout.octets(plate.serial()));
        }
        layout.put(row + "18.1", (plate, now) -> Layout.counter(now.deviceStatus() == 5 ? 1 : 0));
        layout.put(row + "19.1", (plate, now) -> Layout.counter(Integer.bitCount(now.errors())));
        String localization = PRT + "7.1.1.";
        layout.text(localization + "2.1.1", profile.panel.language());
        layout.text(localization + "3.1.1", "");
        layout.number(localization + "4.1.1", profile.panel.charsetNumber());
    }

    private static void covers(Layout layout, Profile profile) {
        layout.text(PRT + "6.1.1.2.1.1", "Front door");
        layout.number(PRT + "6.1.1.3.1.1", profile.condition == Condition.DOOR_OPEN ? 3 : 4);
    }

    private static void inputs(Layout layout, List<TraySpec> trays) {
        for (int i = 0; i < trays.size(); i++) {
            int place = i;
            TraySpec tray = trays.get(i);
            String index = ".1." + tray.index();
            String row = PRT + "8.2.1.";
            layout.number(row + "2" + index, tray.type());
            layout.number(row + "3" + index, 4);
            layout.number(row + "4" + index, tray.feed());
            layout.number(row + "5" + index, tray.width());
            layout.number(row + "8" + index, tray.unit());
            layout.number(row + "9" + index, tray.max());
            layout.put(
                    row + "10" + index,
                    (plate, now) -> new Integer32(now.trays().get(place).level()));
            // Unavailable-broken with a critical alert: what makers say of any empty tray, the bypass included.
            layout.put(
                    row + "11" + index,
                    (plate, now) -> new Integer32(now.trays().get(place).level() == 0 ? 3 + 16 : 0));
            layout.text(row + "12" + index, tray.media());
            layout.text(row + "13" + index, tray.name());
            layout.text(row + "18" + index, tray.description());
        }
    }

    private static void output(Layout layout) {
        String row = PRT + "9.2.1.";
        layout.number(row + "2.1.1", 3);
        layout.number(row + "4.1.1", 250);
        layout.number(row + "5.1.1", -3);
        layout.number(row + "6.1.1", 0);
        layout.text(row + "7.1.1", "Output bin");
    }

    private static void marker(Layout layout, Profile profile, MarkerSpec marker) {
        String row = PRT + "10.2.1.";
        layout.number(row + "2.1.1", marker.technology());
        layout.number(row + "3.1.1", marker.unit());
        layout.put(row + "4.1.1", (plate, now) -> Layout.counter(now.pages()));
        layout.put(row + "5.1.1", (plate, now) -> Layout.counter(now.pages() % 10_000));
        layout.number(row + "6.1.1", marker.colorants().size() > 1 ? 4 : 1);
        layout.put(row + "15.1.1", (plate, now) -> new Integer32(now.deviceStatus() == 5 ? 3 + 16 : 0));
        int index = 1;
        for (String colorant : marker.colorants()) {
            layout.number(PRT + "12.1.1.2.1." + index, 1);
            layout.number(PRT + "12.1.1.3.1." + index, 3);
            layout.text(PRT + "12.1.1.4.1." + index, colorant);
            index++;
        }
        if (profile.duplexShare > 0) {
            layout.number(PRT + "13.4.1.9.1.1", 3);
            layout.text(PRT + "13.4.1.10.1.1", "Duplex path");
        }
    }

    private static void supplies(Layout layout, List<SupplySpec> supplies) {
        for (int i = 0; i < supplies.size(); i++) {
            int place = i;
            SupplySpec supply = supplies.get(i);
            String index = ".1." + supply.index();
            String row = PRT + "11.1.1.";
            layout.number(row + "2" + index, 1);
            layout.number(row + "3" + index, supply.colorant());
            layout.number(row + "4" + index, supply.kind());
            layout.number(row + "5" + index, supply.type());
            layout.constant(row + "6" + index, new OctetString(supply.octets()));
            layout.number(row + "7" + index, supply.unit());
            layout.number(row + "8" + index, supply.max());
            layout.put(
                    row + "9" + index,
                    (plate, now) -> new Integer32(now.supplies().get(place).level()));
        }
    }

    private static void interpreters(Layout layout) {
        layout.number(PRT + "14.1.1.2.1.1", 11);
        layout.text(PRT + "14.1.1.9.1.1", "9100");
        List<String> languages = List.of("PCL", "PostScript", "PDF");
        int[] family = {3, 6, 54};
        for (int i = 0; i < family.length; i++) {
            layout.number(PRT + "15.1.1.2.1." + (i + 1), family[i]);
            layout.text(PRT + "15.1.1.5.1." + (i + 1), languages.get(i));
        }
    }

    private static void console(Layout layout, PanelSpec panel) {
        layout.constant(PRT + "16.5.1.2.1.1", new OctetString(panel.text().getBytes(panel.charset())));
        layout.text(PRT + "16.5.1.2.1.2", " ".repeat(20));
        layout.put(PRT + "17.6.1.2.1.1", (plate, now) -> new Integer32(now.deviceStatus() == 5 ? 1000 : 0));
        layout.number(PRT + "17.6.1.3.1.1", 0);
        layout.number(PRT + "17.6.1.4.1.1", 4);
        layout.text(PRT + "17.6.1.5.1.1", "Attention");
    }

    private static void alerts(Layout layout, Profile profile) {
        int row = 1;
        for (AlertSpec alert : profile.panel.alerts()) {
            byte[] text = alert.text().getBytes(profile.panel.charset());
            alert(layout, row++, alert, new OctetString(text), now -> true);
        }
        for (int i = 0; i < profile.supplies.size(); i++) {
            int place = i;
            SupplySpec supply = profile.supplies.get(i);
            AlertSpec low = new AlertSpec(4, 3, 11, supply.index(), -2, supply.isInk() ? 1105 : 1104, "");
            OctetString text = new OctetString("Low: ".getBytes(StandardCharsets.US_ASCII));
            text.append(supply.octets());
            alert(
                    layout,
                    SUPPLY_ALERTS + supply.index(),
                    low,
                    text,
                    now -> now.supplies().get(place).low());
        }
        for (int i = 0; i < profile.trays.size(); i++) {
            int place = i;
            TraySpec tray = profile.trays.get(i);
            AlertSpec low = new AlertSpec(4, 3, 8, tray.index(), -2, 807, "");
            OctetString text = Layout.octets("Load paper: " + tray.description());
            alert(
                    layout,
                    TRAY_ALERTS + tray.index(),
                    low,
                    text,
                    now -> now.trays().get(place).low());
        }
    }

    @FunctionalInterface
    private interface When {
        boolean stands(Moment now);
    }

    private static void alert(Layout layout, int index, AlertSpec alert, OctetString text, When when) {
        int[] number = {
            alert.severity(), alert.training(), alert.group(), alert.groupIndex(), alert.location(), alert.code()
        };
        for (int i = 0; i < number.length; i++) {
            Integer32 value = new Integer32(number[i]);
            layout.put(PRT + "18.1.1." + (i + 2) + ".1." + index, (plate, now) -> when.stands(now) ? value : null);
        }
        layout.put(PRT + "18.1.1.8.1." + index, (plate, now) -> when.stands(now) ? text : null);
        TimeTicks onset = new TimeTicks(0);
        layout.put(PRT + "18.1.1.9.1." + index, (plate, now) -> when.stands(now) ? onset : null);
    }
}
