package io.printmaster.agent.read.maker;

import static io.printmaster.agent.read.maker.MakerObject.documented;
import static io.printmaster.agent.read.maker.MakerObject.seen;

import io.printmaster.model.Meters;

/// HP. Other makers answer HP's tree too, with zeros and empty texts: only devices of HP are asked for it. HP's own
/// small models give garbage for counters that they do not keep, so parts are checked against their wholes.
final class HewlettPackard {
    private static final String DEVICE = "11.2.3.9.4.2.1.1.3.";
    private static final String ENGINE = "11.2.3.9.4.2.1.4.1.2.";
    private static final String SCANNER = "11.2.3.9.4.2.1.2.2.1.";
    private static final String FAX = "11.2.3.9.4.2.1.3.7.1.";

    static final Maker MAKER = Maker.of("HP", "11", "29999", "26696")
            .sysDescr("HP ETHERNET MULTI-ENVIRONMENT,(?:.*,)?SN:(?<serial>[^,]*)(?:,.*PID:(?<product>.*)|,.*)")
            .serial(seen(DEVICE + "3.0"))
            .firmware(documented(DEVICE + "6.0"), seen(DEVICE + "5.0"))
            .counter(Meters.COUNTED, seen(ENGINE + "5.0"))
            .counter(Meters.MONO, seen(ENGINE + "6.0"))
            .counter(Meters.COLOR, documented(ENGINE + "7.0"))
            .counter(Meters.DUPLEX, seen(ENGINE + "22.0"))
            .counter("jams", seen(ENGINE + "34.0"))
            .counter("mispicks", documented(ENGINE + "35.0"))
            .counter("scan_adf", seen(SCANNER + "44.0"))
            .counter("scan_flatbed", seen(SCANNER + "74.0"))
            .counter("scan_adf_to_host", seen(SCANNER + "45.0"))
            .counter("scan_flatbed_to_host", seen(SCANNER + "73.0"))
            .counter("fax_scan_adf", documented(FAX + "31.0"))
            .counter(Meters.FAX_IN, documented(FAX + "32.0"))
            .counter("fax_scan_flatbed", documented(FAX + "36.0"))
            .sum(Meters.SCAN, "scan_adf", "scan_flatbed")
            .whole(Meters.COUNTED, Meters.MONO, Meters.COLOR)
            .part("scan_adf_to_host", "scan_adf")
            .part("scan_flatbed_to_host", "scan_flatbed")
            .build();

    private HewlettPackard() {}
}
