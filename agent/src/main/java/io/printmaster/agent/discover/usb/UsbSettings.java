package io.printmaster.agent.discover.usb;

/// How the USB door goes about it.
///
/// @param maxPrinters at most this many are told of
public record UsbSettings(int maxPrinters) {
    /// 32 printers.
    public static final UsbSettings DEFAULT = new UsbSettings(32);

    /// @throws IllegalArgumentException naming the setting that is out of range
    public UsbSettings {
        if (maxPrinters < 1 || maxPrinters > 1_000) {
            throw new IllegalArgumentException("1 to 1000 USB printers are told of");
        }
    }
}
