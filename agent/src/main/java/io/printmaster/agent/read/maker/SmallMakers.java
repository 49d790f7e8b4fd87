package io.printmaster.agent.read.maker;

import static io.printmaster.agent.read.maker.MakerObject.documented;

import io.printmaster.agent.read.maker.PrivateLevel.Kind;
import io.printmaster.model.Meters;
import java.util.Optional;

/// Makers of whom little is private: OKI, Pantum, Toshiba's copiers and Panasonic.
final class SmallMakers {
    private static final String OKI_INFO = "2001.1.1.1.1.11.1.10.";
    private static final String OKI_STATE = "2001.1.1.1.1.100.";
    private static final String PANTUM_INFO = "40093.1.1.1.";
    private static final String PANTUM_PAGES = "40093.1.1.3.";

    /// sysDescr names the LAN card first, then the printer that it is attached to.
    static final Maker OKI = Maker.of("OKI", "2001")
            .sysDescr("OKI .*Attached to (?<model>.+?) Rev\\.(?<firmware>[0-9.]+).*")
            .model(documented(OKI_INFO + "25.0"))
            .serial(documented(OKI_INFO + "45.0"))
            .counter(Meters.COUNTED, documented(OKI_STATE + "1.1.1.3.1"))
            .supplies(new SupplySource.Toners(Optional.empty(), documented(OKI_STATE + "3.1.1.3")))
            .build();

    static final Maker PANTUM = Maker.of("Pantum", "40093")
            .serial(documented(PANTUM_INFO + "5.0"), documented("40093.6.1.2.0"), documented("40093.10.1.1.4.0"))
            .firmware(documented(PANTUM_INFO + "1.0"))
            .counter(Meters.COUNTED, documented("40093.6.4.1.0"))
            .counter(Meters.DUPLEX, documented(PANTUM_PAGES + "1.0"))
            .counter(Meters.COPY, documented(PANTUM_PAGES + "9.0"))
            .counter(Meters.PRINT, documented(PANTUM_PAGES + "12.0"))
            .supplies(new SupplySource.Percent(Kind.TONER, "black", documented("40093.6.3.1.0")))
            .build();

    static final Maker TOSHIBA = Maker.of("Toshiba", "1129")
            .sysDescr("TOSHIBA (?<model>e-STUDIO\\S*)")
            .build();

    static final Maker PANASONIC = Maker.of("Panasonic", "258").build();

    private SmallMakers() {}
}
