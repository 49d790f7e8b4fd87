package io.printmaster.agent.read;

import io.printmaster.agent.snmp.Oid;
import io.printmaster.model.Meters;
import java.util.List;
import java.util.Optional;

/// The makers we know more of than the standard says. A new maker is a new entry.
final class Makers {
    private static final Oid ENTERPRISES = Oid.parse("1.3.6.1.4.1");
    private static final String HP = "11.2.3.9.4.2.1.";
    private static final String KYOCERA = "1347.42.3.1.2.1.1.";
    private static final String KONICA = "18334.1.1.1.5.7.2.";
    private static final String SHARP = "2385.1.1.19.2.1.3.";
    private static final String EPSON = "1248.1.2.2.";

    private static final MakerProfile HEWLETT_PACKARD = MakerProfile.of("HP", 11, 29999, 26696)
            .sysDescr("HP ETHERNET MULTI-ENVIRONMENT,(?:.*,)?SN:(?<serial>[^,]*),.*")
            .serial(HP + "1.3.3.0")
            .firmware(HP + "1.3.6.0", HP + "1.3.5.0")
            .meter(Meters.MONO, HP + "4.1.2.6.0")
            .meter(Meters.COLOR, HP + "4.1.2.7.0")
            .meter(Meters.DUPLEX, HP + "4.1.2.22.0");

    private static final MakerProfile BROTHER = MakerProfile.of("Brother", 2435)
            .model("2435.2.4.3.2435.5.13.3.0")
            .serial("2435.2.3.9.4.2.1.5.5.1.0")
            .firmware("2435.2.3.9.4.2.1.5.5.17.0", "2435.2.4.3.1240.6.5.0");

    private static final MakerProfile CANON = MakerProfile.of("Canon", 1602)
            .sysDescr("Canon (?<model>.+?) /P")
            .model("1602.1.1.1.1.0")
            .serial("1602.1.2.1.4.0", "1602.1.2.1.8.1.3.1.1")
            .firmware("1602.1.1.1.4.0");

    private static final MakerProfile SEIKO_EPSON = MakerProfile.of("Epson", 1248)
            .model(EPSON + "1.1.1.2.1")
            .serial(EPSON + "1.1.1.5.1")
            .namedFirmware(EPSON + "2.1.1.3", EPSON + "2.1.1.2", "FW Package", "Main FW", "Printer FW");

    private static final MakerProfile KYOCERA_DOCUMENT = MakerProfile.of("Kyocera", 1347)
            .model("1347.43.5.1.1.1.1")
            .serial("1347.43.5.1.1.28.1")
            .firmware("1347.43.5.4.1.5.1.1")
            .meter(Meters.PRINT, "1347.42.3.1.1.1.1.1")
            .meter(Meters.COPY, "1347.42.3.1.1.1.1.2")
            .meter(Meters.FAX_IN, "1347.42.3.1.1.1.1.4")
            .meter(Meters.MONO, KYOCERA + "1.1", KYOCERA + "2.1", KYOCERA + "4.1")
            .meter(
                    Meters.COLOR,
                    KYOCERA + "1.2",
                    KYOCERA + "1.3",
                    KYOCERA + "2.2",
                    KYOCERA + "2.3",
                    KYOCERA + "4.2",
                    KYOCERA + "4.3")
            .meter(Meters.SCAN, "1347.46.10.1.1.5.3");

    private static final MakerProfile KONICA_MINOLTA = MakerProfile.of("Konica Minolta", 18334)
            .sysDescr("(?i)(?:KONICA MINOLTA|Develop) +(?<model>(?:bizhub|ineo).*)")
            .model("18334.1.1.1.1.6.2.1.0")
            .firmware("18334.1.1.1.1.6.1.0")
            .meter(Meters.COPY, KONICA + "2.1.5.1.1", KONICA + "2.1.5.2.1")
            .meter(Meters.PRINT, KONICA + "2.1.5.1.2", KONICA + "2.1.5.2.2")
            .meter(Meters.MONO, KONICA + "2.1.5.1.1", KONICA + "2.1.5.1.2")
            .meter(Meters.COLOR, KONICA + "2.1.5.2.1", KONICA + "2.1.5.2.2")
            .meter(Meters.DUPLEX, KONICA + "1.3.0")
            .meter(Meters.SCAN, KONICA + "1.5.0");

    private static final MakerProfile RICOH = MakerProfile.of("Ricoh", 367)
            .sysDescr("(?i)(?:RICOH|Gestetner|Lanier|Savin|NRG|Nashuatec|Rex-?Rotary|infotec) +"
                    + "(?<model>.+?) (?<firmware>[0-9][0-9.]*) / .*")
            .model("367.3.2.1.1.1.1.0")
            .serial("367.3.2.1.2.1.4.0")
            .firmware("367.3.2.1.1.1.2.0");

    private static final MakerProfile XEROX = MakerProfile.of("Xerox", 253)
            .sysDescr("Xerox (?<model>[^;]+?)\\s*;.*?\\b(?:System|SS|Controller|ESS)\\s*(?<firmware>[0-9][0-9.]*).*")
            .serial("253.8.53.3.2.1.3.1");

    private static final MakerProfile FUJIFILM = MakerProfile.of("FUJIFILM", 297)
            .sysDescr(
                    "(?i)FUJI ?(?:FILM|XEROX) +(?<model>(?:Apeos|DocuCentre|DocuPrint|Revoria|Versant)[^;]*?)\\s*(?:;.*)?");

    private static final MakerProfile LEXMARK = MakerProfile.of("Lexmark", 641)
            .sysDescr("Lexmark (?<model>.+?) version (?<firmware>\\S+).*")
            .deviceDescr("Lexmark (?<model>\\S+) (?<serial>\\S{5,}) (?<firmware>[A-Z0-9]+\\.\\S+)")
            .serial("641.2.1.2.1.6.1", "641.6.2.3.1.5.1");

    private static final MakerProfile DELL = MakerProfile.of("Dell", 674)
            .sysDescr("Dell (?<model>.+?)(?: Laser Printer| Color Laser| MFP)? version (?<firmware>\\S+).*")
            .deviceDescr("Dell (?<model>\\S+) (?<serial>\\S{5,}) (?<firmware>[A-Z0-9]+\\.\\S+)");

    private static final MakerProfile SAMSUNG = MakerProfile.of("Samsung", 236)
            .sysDescr("Samsung (?<model>[^;]+);\\s*V?(?<firmware>[0-9][0-9.]*)[^;]*;.*?(?:S/N\\s*(?<serial>\\S+))?")
            .model("236.11.5.1.1.1.1.0")
            .serial("236.11.5.1.1.1.4.0")
            .firmware("236.11.5.1.1.1.2.0");

    private static final MakerProfile SHARP_CORPORATION = MakerProfile.of("Sharp", 2385)
            .sysDescr("SHARP (?<model>(?:MX|AR|BP|AL)-.+)")
            .firmware("2385.2.1.1.2.1.2.1")
            .meter(Meters.PRINT, SHARP + "1.4.60")
            .meter(Meters.COPY, SHARP + "4.4.60")
            .meter(Meters.MONO, SHARP + "5.4.61")
            .meter(Meters.COLOR, SHARP + "5.4.63")
            .meter(Meters.DUPLEX, SHARP + "1.4.75")
            .meter(Meters.SCAN, SHARP + "7.4.50");

    private static final MakerProfile TOSHIBA = MakerProfile.of("Toshiba", 1129)
            .sysDescr("TOSHIBA (?:TEC )?(?<model>(?:e-STUDIO|B-)\\S*)")
            .model("1129.1.2.1.1.1.2.1.0");

    private static final MakerProfile OKI = MakerProfile.of("OKI", 2001)
            .sysDescr("OKI .*Attached to (?<model>.+?) Rev\\.(?<firmware>[0-9.]+).*")
            .model("2001.1.1.1.1.11.1.10.25.0")
            .serial("2001.1.1.1.1.11.1.10.45.0");

    private static final MakerProfile ZEBRA = MakerProfile.of("Zebra", 10642, 683)
            .model("10642.200.19.7.0")
            .serial("10642.200.19.5.0", "10642.1.9.0")
            .firmware("10642.1.2.0");

    private static final MakerProfile PANTUM = MakerProfile.of("Pantum", 40093)
            .serial("40093.1.1.1.5.0", "40093.6.1.2.0", "40093.10.1.1.4.0")
            .firmware("40093.1.1.1.1.0");

    private static final MakerProfile TSC =
            MakerProfile.of("TSC", 51966).sysDescr("(?<model>T[A-Z]{1,3}\\d\\S*) Version: (?<firmware>[0-9].*)");

    private static final List<MakerProfile> ALL = List.of(
            HEWLETT_PACKARD,
            BROTHER,
            CANON,
            SEIKO_EPSON,
            KYOCERA_DOCUMENT,
            KONICA_MINOLTA,
            RICOH,
            XEROX,
            FUJIFILM,
            LEXMARK,
            DELL,
            SAMSUNG,
            SHARP_CORPORATION,
            TOSHIBA,
            OKI,
            ZEBRA,
            PANTUM,
            TSC);

    private Makers() {}

    /// The family that a device belongs to: by how its sysDescr reads, else by its sysObjectID. Another
    /// brand may stand on the case.
    static Optional<MakerProfile> family(String sysDescr, Optional<Oid> sysObjectId) {
        for (MakerProfile maker : ALL) {
            if (maker.sysDescr().matcher(sysDescr).matches()) {
                return Optional.of(maker);
            }
        }
        return sysObjectId.flatMap(Makers::byEnterprise);
    }

    private static Optional<MakerProfile> byEnterprise(Oid sysObjectId) {
        if (!sysObjectId.startsWith(ENTERPRISES) || sysObjectId.size() <= ENTERPRISES.size()) {
            return Optional.empty();
        }
        int enterprise = (int) sysObjectId.arc(ENTERPRISES.size());
        return ALL.stream().filter(m -> m.enterprises().contains(enterprise)).findFirst();
    }
}
