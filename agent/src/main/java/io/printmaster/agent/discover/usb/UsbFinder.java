package io.printmaster.agent.discover.usb;

import io.printmaster.agent.discover.FindSummary;
import io.printmaster.agent.discover.Finder;
import io.printmaster.agent.discover.Hints;
import io.printmaster.agent.discover.TargetList;
import io.printmaster.model.HintName;
import io.printmaster.model.Ieee1284Id;
import io.printmaster.model.Sighting;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds printers that are plugged in, by what the kernel has read of them:
/// `/sys/class/usbmisc/lp*/device/ieee1284_id` and the files of the USB device above, and the USB
/// interfaces of the printer class that no `lp` stands for, since another driver has them (IPP over USB).
///
/// The device nodes are never opened: that would block printing, and asking some printers for their id
/// upsets them. Linux only; elsewhere there is nothing to see. Thread-safe.
///
/// A sighting needs an address and these printers have none, so each gets one of the block that routers
/// discard (`100::/64`, RFC 6666), made of bus and device number; nothing can be sent there.
public final class UsbFinder implements Finder {
    private static final Logger LOG = LoggerFactory.getLogger(UsbFinder.class);
    private static final int MAX_ATTRIBUTE_BYTES = 512;
    private static final int LEVELS_UP = 3;

    private final Path sysfs;
    private final UsbSettings settings;
    private final Clock clock;

    /// Looks nowhere yet.
    ///
    /// @param sysfs where sysfs is mounted, usually `/sys`
    public UsbFinder(Path sysfs, UsbSettings settings, Clock clock) {
        this.sysfs = sysfs;
        this.settings = settings;
        this.clock = clock;
    }

    /// Tells of every printer that is plugged in; the targets mean nothing here.
    @Override
    public FindSummary find(TargetList targets, Consumer<Sighting> found) {
        long start = System.nanoTime();
        Map<InetAddress, Sighting> byDevice = new LinkedHashMap<>();
        Stream.concat(
                        listed(sysfs.resolve("class").resolve("usbmisc"), "lp*").stream()
                                .map(this::sighting),
                        listed(sysfs.resolve("bus").resolve("usb").resolve("devices"), "*:*").stream()
                                .map(this::interfaceOf))
                .flatMap(Optional::stream)
                .forEach(s -> byDevice.putIfAbsent(s.address(), s));
        List<Sighting> sightings =
                byDevice.values().stream().limit(settings.maxPrinters()).toList();
        sightings.forEach(found);
        return new FindSummary(
                0, sightings.size(), sightings.size(), List.of(), 0, Duration.ofNanos(System.nanoTime() - start));
    }

    private static List<Path> listed(Path folder, String glob) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (DirectoryStream<Path> listed = Files.newDirectoryStream(folder, glob)) {
            return StreamSupport.stream(listed.spliterator(), false)
                    .sorted()
                    .limit(1_000)
                    .toList();
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("path", folder)
                    .addKeyValue("error", e.getMessage())
                    .log("USB printers cannot be listed");
            return List.of();
        }
    }

    /// A USB interface of the printer class (7, subclass 1), whoever drives it.
    private Optional<Sighting> interfaceOf(Path at) {
        if (!text(at, "bInterfaceClass").strip().equals("07")
                || !text(at, "bInterfaceSubClass").strip().equals("01")) {
            return Optional.empty();
        }
        Hints hints = new Hints();
        Optional<Path> device = usbDevice(at);
        device.ifPresent(d -> device(d, hints));
        hints.put(HintName.SERIAL, device.map(d -> text(d, "serial")).orElse(""));
        if (text(at, "bInterfaceProtocol").strip().equals("04")) {
            hints.put(HintName.IPP_OVER_USB, "yes");
        }
        hints.put(HintName.DEVICE_TYPE, "usb");
        return Optional.of(new Sighting(address(at, device), 0, Sighting.Door.USB, "", clock.instant(), hints.toMap()));
    }

    private static void device(Path device, Hints hints) {
        hints.put("usb.vendor", text(device, "idVendor"));
        hints.put("usb.product", text(device, "idProduct"));
        // Apart from the printer's own serial: on some it is another number altogether.
        hints.put(HintName.USB_SERIAL, text(device, "serial"));
        hints.put(HintName.MANUFACTURER, text(device, "manufacturer"));
        hints.put(HintName.MODEL, text(device, "product"));
    }

    private Optional<Sighting> sighting(Path port) {
        Path lowest = port.resolve("device");
        Optional<Ieee1284Id> id =
                read(lowest.resolve("ieee1284_id"), Ieee1284Id.MAX_LENGTH).flatMap(Ieee1284Id::parse);
        if (id.isEmpty() || !id.get().mayBePrinter()) {
            return Optional.empty();
        }
        Hints hints = new Hints();
        hints.put(HintName.DEVICE_ID, device1284(lowest));
        hints.put(HintName.MANUFACTURER, id.get().manufacturer());
        hints.put(HintName.MODEL, id.get().model());
        hints.put(HintName.SERIAL, id.get().serial());
        hints.put("usb.port", port.getFileName().toString());
        Optional<Path> device = usbDevice(lowest);
        device.ifPresent(d -> device(d, hints));
        if (device.filter(UsbFinder::speaksIpp).isPresent()) {
            hints.put(HintName.IPP_OVER_USB, "yes");
        }
        hints.put(HintName.DEVICE_TYPE, "usb");
        return Optional.of(
                new Sighting(address(port, device), 0, Sighting.Door.USB, "", clock.instant(), hints.toMap()));
    }

    /// Some offer both the old way and IPP over USB, as two interfaces of one device.
    private static boolean speaksIpp(Path device) {
        return listed(device, "*:*").stream()
                .anyMatch(at -> text(at, "bInterfaceClass").strip().equals("07")
                        && text(at, "bInterfaceProtocol").strip().equals("04"));
    }

    private static String device1284(Path lowest) {
        return read(lowest.resolve("ieee1284_id"), Ieee1284Id.MAX_LENGTH)
                .map(octets -> new String(octets, StandardCharsets.UTF_8))
                .orElse("");
    }

    /// `device` is the interface of the printer; the USB device that has the ids is one or more steps up.
    private static Optional<Path> usbDevice(Path lowest) {
        try {
            Path at = lowest.toRealPath();
            for (int i = 0; i <= LEVELS_UP && at != null; i++) {
                if (Files.isRegularFile(at.resolve("idVendor"))) {
                    return Optional.of(at);
                }
                at = at.getParent();
            }
        } catch (IOException e) {
            // Unplugged a moment ago.
        }
        return Optional.empty();
    }

    private static String text(Path device, String attribute) {
        return read(device.resolve(attribute), MAX_ATTRIBUTE_BYTES)
                .map(octets -> new String(octets, StandardCharsets.UTF_8))
                .orElse("");
    }

    private static Optional<byte[]> read(Path file, int maxBytes) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(in.readNBytes(maxBytes));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static InetAddress address(Path port, Optional<Path> device) {
        int bus = device.map(d -> number(text(d, "busnum"))).orElse(0);
        int number = device.map(d -> number(text(d, "devnum")))
                .filter(n -> n > 0)
                .orElseGet(() -> 0x10000 + number(port.getFileName().toString().replaceAll("\\D", "")));
        byte[] octets = ByteBuffer.allocate(16)
                .putLong(0x0100_0000_0000_0000L)
                .putInt(bus)
                .putInt(number)
                .array();
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("sixteen octets are an address", e);
        }
    }

    private static int number(String digits) {
        String plain = digits.strip();
        return plain.matches("[0-9]{1,6}") ? Integer.parseInt(plain) : 0;
    }
}
