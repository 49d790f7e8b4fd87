package io.printmaster.wire;

import io.printmaster.model.Printer;
import java.util.List;

/// One device of a batch: the printer, and what older agents tell in their own words.
///
/// @param consumables    descriptions of supplies
/// @param statusMessages panel and status texts
/// @param extras         JSON object with the fields that only other agents send (`raw_data`, `is_usb`, `port_name`,
///                       ...), kept so that nothing is lost; `{}` when there are none
public record DeviceRecord(Printer printer, List<String> consumables, List<String> statusMessages, String extras) {

    /// Copies.
    public DeviceRecord {
        consumables = List.copyOf(consumables);
        statusMessages = List.copyOf(statusMessages);
    }

    /// A printer as our own agent tells it: consumables are its supplies' names, messages its alerts' texts.
    public static DeviceRecord of(Printer printer) {
        return new DeviceRecord(
                printer,
                printer.inventory().supplies().stream()
                        .map(s -> s.name())
                        .filter(n -> !n.isEmpty())
                        .toList(),
                printer.condition().alerts().stream()
                        .map(a -> a.text())
                        .filter(t -> !t.isEmpty())
                        .toList(),
                "{}");
    }
}
