package io.printmaster.model;

/// Names of the hints of a [Sighting] that more than one room knows. TXT keys of DNS-SD come as `txt.`
/// and the key in lower case.
///
/// A hint is what a device said in passing, unchecked: cleaned and cut, but never proven.
public final class HintName {
    public static final String MANUFACTURER = "manufacturer";
    public static final String MODEL = "model";
    public static final String SERIAL = "serial";

    /// In the form of [PrinterKey#ofUuid]: lower case, without `urn:uuid:`.
    public static final String UUID = "uuid";

    /// Hardware address; blanks between several of one device.
    public static final String MAC = "mac";

    public static final String FIRMWARE = "firmware";

    /// The name that its owner sees: DNS-SD instance name, UPnP or WSD friendly name.
    public static final String NAME = "name";

    public static final String HOSTNAME = "hostname";

    /// Web page of the device, http or https.
    public static final String WEB_UI = "web_ui";

    /// IEEE 1284 device id as it came.
    public static final String DEVICE_ID = "ieee1284";

    /// Port of IPP over HTTP.
    public static final String IPP_PORT = "ipp.port";

    /// Port of IPP over HTTPS.
    public static final String IPPS_PORT = "ipps.port";

    /// Path of the printer's IPP service, without the leading slash.
    public static final String IPP_PATH = "ipp.path";

    /// Name of a print queue. Where it is given, the sighting is about a queue on the computer at the
    /// address. All that identifies something ([#SERIAL], [#UUID], [#DEVICE_ID], [#DEVICE_URI],
    /// [#MANUFACTURER], [#MODEL]) is then about the printer behind the queue, never about the computer.
    /// Such a sighting is linked to a printer, never read.
    public static final String QUEUE = "queue";

    /// Where a queue sends its jobs, as the print system tells it: `usb://HP/LaserJet%201020?serial=...`,
    /// `dnssd://...?uuid=...`, `ipp://...`. Its serial and UUID count where the hints have none.
    public static final String DEVICE_URI = "queue.device_uri";

    /// How a printer without a network address hangs on this computer: `usb`, `local` or `shared`
    /// ([Provenance#deviceType]).
    public static final String DEVICE_TYPE = "device_type";

    public static final String LOCATION = "location";

    /// `yes` for a USB printer that speaks IPP over its cable, which a driver of this computer passes on.
    public static final String IPP_OVER_USB = "usb.ipp";

    /// Serial of the USB device, which on some is another number than the printer's own.
    public static final String USB_SERIAL = "usb.serial";

    /// Start of the names of DNS-SD TXT keys.
    public static final String TXT = "txt.";

    private HintName() {}
}
