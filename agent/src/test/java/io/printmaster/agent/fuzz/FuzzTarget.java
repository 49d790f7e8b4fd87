package io.printmaster.agent.fuzz;

import io.printmaster.agent.discover.mdns.MdnsFuzzer;
import io.printmaster.agent.discover.ssdp.SsdpFuzzer;
import io.printmaster.agent.discover.wsd.WsdFuzzer;
import io.printmaster.agent.read.PrinterTextFuzzer;
import io.printmaster.agent.read.ReadingFuzzer;
import io.printmaster.agent.read.ipp.IppFuzzer;
import io.printmaster.agent.snmp.snmp4j.SnmpDatagramFuzzer;
import io.printmaster.agent.snmp.snmp4j.SnmpMessageFuzzer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Every decoder of what printers answer, and its kept inputs. A decoder that is not here is not fuzzed.
enum FuzzTarget {
    SNMP(SnmpMessageFuzzer.class),
    DATAGRAM(SnmpDatagramFuzzer.class),
    READING(ReadingFuzzer.class),
    TEXT(PrinterTextFuzzer.class),
    IPP(IppFuzzer.class),
    SSDP(SsdpFuzzer.class),
    WSD(WsdFuzzer.class),
    MDNS(MdnsFuzzer.class),
    DEVICE_ID(DeviceIdFuzzer.class);

    private final Class<?> fuzzer;

    FuzzTarget(Class<?> fuzzer) {
        this.fuzzer = fuzzer;
    }

    /// The class whose `fuzzerTestOneInput` Jazzer calls.
    String className() {
        return fuzzer.getName();
    }

    void run(byte[] input) {
        switch (this) {
            case SNMP -> SnmpMessageFuzzer.fuzzerTestOneInput(input);
            case DATAGRAM -> SnmpDatagramFuzzer.fuzzerTestOneInput(input);
            case READING -> ReadingFuzzer.fuzzerTestOneInput(input);
            case TEXT -> PrinterTextFuzzer.fuzzerTestOneInput(input);
            case IPP -> IppFuzzer.fuzzerTestOneInput(input);
            case SSDP -> SsdpFuzzer.fuzzerTestOneInput(input);
            case WSD -> WsdFuzzer.fuzzerTestOneInput(input);
            case MDNS -> MdnsFuzzer.fuzzerTestOneInput(input);
            case DEVICE_ID -> DeviceIdFuzzer.fuzzerTestOneInput(input);
        }
    }

    /// Where the kept inputs are; every finding is one of them.
    Path corpus() {
        return Path.of(System.getProperty("printmaster.root", ".."))
                .resolve("agent/src/test/resources/fuzz")
                .resolve(word());
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<Path> inputs() throws IOException {
        try (Stream<Path> files = Files.list(corpus())) {
            return files.sorted().toList();
        }
    }
}
