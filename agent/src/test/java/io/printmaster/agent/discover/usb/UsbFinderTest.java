package io.printmaster.agent.discover.usb;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.discover.TargetList;
import io.printmaster.model.HintName;
import io.printmaster.model.Sighting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Over a folder that is laid out like sysfs.
final class UsbFinderTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    @TempDir
    private Path sysfs;

    private void plug(String port, String bus, byte[] id) throws IOException {
        Path device = sysfs.resolve("devices/usb1/" + bus);
        Path face = device.resolve(bus + ":1.0");
        Files.createDirectories(face);
        Files.write(face.resolve("ieee1284_id"), id);
        Files.writeString(device.resolve("idVendor"), "03f0\n");
        Files.writeString(device.resolve("idProduct"), "2b17\n");
        Files.writeString(device.resolve("serial"), "USB" + port + "\n");
        Files.writeString(device.resolve("busnum"), "1\n");
        Files.writeString(device.resolve("devnum"), port.replaceAll("\\D", "") + "7\n");
        Path entry = sysfs.resolve("class/usbmisc/" + port);
        Files.createDirectories(entry);
        Files.createSymbolicLink(entry.resolve("device"), face);
    }

    private List<Sighting> found() {
        List<Sighting> found = new ArrayList<>();
        new UsbFinder(sysfs, UsbSettings.DEFAULT, CLOCK).find(TargetList.parse(List.of("127.0.0.1"), 10), found::add);
        return found;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void everyPluggedInPrinter_isTold_withTheIdsOfItsDevice() throws IOException {
        plug("lp0", "1-1", ascii("MFG:Acme;MDL:P-1;SN:AB12345;CLS:PRINTER;\n"));
        plug("lp1", "1-2", ascii("\0\u0016MFG:Acme;MDL:P-2;\0\0"));

        List<Sighting> found = found();

        assertThat(found).hasSize(2).extracting(Sighting::address).doesNotHaveDuplicates();
        Sighting first = found.getFirst();
        assertThat(first.door()).isEqualTo(Sighting.Door.USB);
        assertThat(first.at()).isEqualTo(CLOCK.instant());
        assertThat(first.address().getHostAddress()).startsWith("100:0:0:0:");
        assertThat(first.hints())
                .containsEntry(HintName.MANUFACTURER, "Acme")
                .containsEntry(HintName.MODEL, "P-1")
                .containsEntry(HintName.SERIAL, "AB12345")
                .containsEntry("usb.vendor", "03f0")
                .containsEntry("usb.product", "2b17")
                .containsEntry("usb.serial", "USBlp0")
                .containsEntry("usb.port", "lp0");
        assertThat(found.getLast().hints()).containsEntry(HintName.MODEL, "P-2").doesNotContainKey(HintName.SERIAL);
    }

    /// Another driver took the printer away from `lp`, as `ipp-usb` does: its interface is still of the
    /// printer class.
    @Test
    void printerThatSpeaksIppOverUsb_isToldOnce_withWhatItsDeviceSays() throws IOException {
        Path device = sysfs.resolve("devices/usb1/1-3");
        for (int i = 0; i < 2; i++) {
            Path face = Files.createDirectories(device.resolve("1-3:1." + i));
            Files.writeString(face.resolve("bInterfaceClass"), "07\n");
            Files.writeString(face.resolve("bInterfaceSubClass"), "01\n");
            Files.writeString(face.resolve("bInterfaceProtocol"), "04\n");
            Path entry = Files.createDirectories(sysfs.resolve("bus/usb/devices"));
            Files.createSymbolicLink(entry.resolve("1-3:1." + i), face);
        }
        Files.writeString(device.resolve("idVendor"), "03f0\n");
        Files.writeString(device.resolve("manufacturer"), "Acme\n");
        Files.writeString(device.resolve("product"), "P-3\n");
        Files.writeString(device.resolve("serial"), "CN12345\n");
        Files.writeString(device.resolve("busnum"), "1\n");
        Files.writeString(device.resolve("devnum"), "9\n");

        assertThat(found())
                .singleElement()
                .satisfies(printer -> assertThat(printer.hints())
                        .containsEntry(HintName.MANUFACTURER, "Acme")
                        .containsEntry(HintName.MODEL, "P-3")
                        .containsEntry(HintName.SERIAL, "CN12345")
                        .containsEntry(HintName.IPP_OVER_USB, "yes")
                        .containsEntry(HintName.DEVICE_TYPE, "usb"));
    }

    @Test
    void scannersAndEmptyIds_areNotTold() throws IOException {
        plug("lp0", "1-1", ascii("MFG:Acme;CLS:SCANNER;"));
        plug("lp1", "1-2", new byte[0]);

        assertThat(found()).isEmpty();
    }

    @Test
    void halfRemovedPrinter_andNoSysfs_areNoFault() throws IOException {
        assertThat(found()).isEmpty();

        plug("lp0", "1-1", ascii("MFG:Acme;MDL:P-1;"));
        Files.delete(sysfs.resolve("devices/usb1/1-1/busnum"));
        Files.delete(sysfs.resolve("devices/usb1/1-1/devnum"));
        Files.delete(sysfs.resolve("devices/usb1/1-1/idVendor"));
        Files.createDirectories(sysfs.resolve("class/usbmisc/lp7"));

        assertThat(found()).hasSize(1);
    }

    @Test
    void hugeId_isBounded() throws IOException {
        plug("lp0", "1-1", ascii("MFG:Acme;MDL:" + "x".repeat(100_000) + ";"));

        assertThat(found()).hasSize(1);
        assertThat(found().getFirst().hints().get(HintName.MODEL)).hasSizeLessThanOrEqualTo(500);
    }
}
