package io.printmaster.agent.discover.usb;

import java.time.Duration;

/// How the USB door goes about it.
///
/// @param enabled     whether it is used at all
/// @param interval    from one look to the next
/// @param maxPrinters at most this many are told of
public record UsbSettings(boolean enabled, Duration interval, int maxPrinters) {
    /// Every minute, 32 printers.
    public static final UsbSettings DEFAULT = new UsbSettings(true, Duration.ofMinutes(1), 32);

    /// @throws IllegalArgumentException naming the setting that is out of range
    public UsbSettings {
        if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("the USB interval is at least 1 s");
        }
        if (maxPrinters < 1 || maxPrinters > 1_000) {
            throw new IllegalArgumentException("1 to 1000 USB printers are told of");
        }
    }
}
