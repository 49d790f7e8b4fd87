package io.printmaster.simulator.profile;

import io.printmaster.simulator.snmp.Names;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// One model of printer that does not exist: what it says and how it behaves. Immutable; any thread. See [Profiles].
public final class Profile {
    final String name;
    final String maker;
    final String model;
    final String firmware;
    final String systemDescription;
    final String systemObjectId;
    final String serialPattern;
    final boolean tellsSerial;
    final String macPrefix;
    final long pagesPerDay;
    final long minPages;
    final long maxPages;
    final double colourShare;
    final double copyShare;
    final double faxShare;
    final double scanShare;
    final double duplexShare;
    final int weight;
    final boolean v1Only;
    final boolean bulk;
    final int maxMessageBytes;
    final Duration wakeTime;
    final Condition condition;
    final List<SupplySpec> supplies;
    final List<TraySpec> trays;
    final PanelSpec panel;
    private final Names names;
    private final Cell[] cells;

    private Profile(Builder b) {
        this.name = b.name;
        this.maker = b.maker;
        this.model = b.model;
        this.firmware = b.firmware;
        this.systemDescription = b.systemDescription;
        this.systemObjectId = b.systemObjectId;
        this.serialPattern = b.serialPattern;
        this.tellsSerial = b.tellsSerial;
        this.macPrefix = b.macPrefix;
        this.pagesPerDay = b.pagesPerDay;
        this.minPages = b.minPages;
        this.maxPages = b.maxPages;
        this.colourShare = b.colourShare;
        this.copyShare = b.copyShare;
        this.faxShare = b.faxShare;
        this.scanShare = b.scanShare;
        this.duplexShare = b.duplexShare;
        this.weight = b.weight;
        this.v1Only = b.v1Only;
        this.bulk = b.bulk;
        this.maxMessageBytes = b.maxMessageBytes;
        this.wakeTime = b.wakeTime;
        this.condition = b.condition;
        this.supplies = List.copyOf(b.supplies);
        this.trays = List.copyOf(b.trays);
        this.panel = b.panel;
        Layout layout = new Layout();
        SystemMib.fill(layout, this, b.hostResources);
        if (b.printerMib) {
            PrinterMib.fill(layout, this, b.marker);
        }
        b.extras.forEach(extra -> extra.accept(layout));
        this.names = layout.names();
        this.cells = layout.cells();
    }

    /// Its name in commands and options, like `hp-mono-laser`.
    public String name() {
        return name;
    }

    /// The maker as people write it.
    public String maker() {
        return maker;
    }

    /// The model without the maker.
    public String model() {
        return model;
    }

    /// How often it stands in a site beyond the first of each, relative to the others.
    public int weight() {
        return weight;
    }

    /// Whether it tells its serial number at all.
    public boolean tellsSerial() {
        return tellsSerial;
    }

    /// Whether it is silent to anything but SNMPv1.
    public boolean v1Only() {
        return v1Only;
    }

    /// Whether it knows GETBULK.
    public boolean bulk() {
        return bulk;
    }

    /// The longest answer it makes.
    public int maxMessageBytes() {
        return maxMessageBytes;
    }

    /// How long its first answer after a silence takes; zero for a printer that does not sleep.
    public Duration wakeTime() {
        return wakeTime;
    }

    /// The serial pattern with `#` for a digit.
    public String serialPattern() {
        return serialPattern;
    }

    /// The first three octets of its network cards, as in `00:80:77`.
    public String macPrefix() {
        return macPrefix;
    }

    Names names() {
        return names;
    }

    Cell cell(int place) {
        return cells[place];
    }

    @Override
    public String toString() {
        return name;
    }

    /// Collects a profile; what is not set has the value of an ordinary mono office printer.
    static final class Builder {
        private final String name;
        private final String maker;
        private final String model;
        private String firmware = "1.0";
        private String systemDescription = "";
        private String systemObjectId = "0.0";
        private String serialPattern = "S#########";
        private boolean tellsSerial = true;
        private String macPrefix = "00:00:5e";
        private long pagesPerDay = 150;
        private long minPages = 2_000;
        private long maxPages = 90_000;
        private double colourShare;
        private double copyShare;
        private double faxShare;
        private double scanShare;
        private double duplexShare = 0.2;
        private int weight = 1;
        private boolean v1Only;
        private boolean bulk = true;
        private int maxMessageBytes = 1472;
        private Duration wakeTime = Duration.ZERO;
        private Condition condition = Condition.IDLE;
        private boolean hostResources = true;
        private boolean printerMib = true;
        private MarkerSpec marker = MarkerSpec.laser("black");
        private PanelSpec panel = PanelSpec.showing("Ready");
        private final List<SupplySpec> supplies = new ArrayList<>();
        private final List<TraySpec> trays = new ArrayList<>();
        private final List<Consumer<Layout>> extras = new ArrayList<>();

        Builder(String name, String maker, String model) {
            this.name = name;
            this.maker = maker;
            this.model = model;
        }

        /// `${serial}`, `${model}` and `${firmware}` are filled in.
        Builder system(String objectId, String description) {
            systemObjectId = objectId;
            systemDescription = description;
            return this;
        }

        Builder firmware(String text) {
            firmware = text;
            return this;
        }

        Builder serial(String pattern) {
            serialPattern = pattern;
            return this;
        }

        Builder withoutSerial() {
            tellsSerial = false;
            return this;
        }

        Builder mac(String prefix) {
            macPrefix = prefix;
            return this;
        }

        Builder pages(long perDay, long min, long max) {
            pagesPerDay = perDay;
            minPages = min;
            maxPages = max;
            return this;
        }

        Builder shares(double colour, double copy, double fax, double scan) {
            colourShare = colour;
            copyShare = copy;
            faxShare = fax;
            scanShare = scan;
            return this;
        }

        Builder weight(int value) {
            weight = value;
            return this;
        }

        Builder v1Only() {
            v1Only = true;
            bulk = false;
            return this;
        }

        Builder withoutBulk() {
            bulk = false;
            return this;
        }

        Builder maxMessageBytes(int bytes) {
            maxMessageBytes = bytes;
            return this;
        }

        Builder sleeping(Duration wake) {
            wakeTime = wake;
            condition = Condition.SLEEPING;
            return this;
        }

        Builder condition(Condition value) {
            condition = value;
            return this;
        }

        Builder withoutHostResources() {
            hostResources = false;
            return this;
        }

        Builder withoutPrinterMib() {
            printerMib = false;
            return this;
        }

        Builder marker(MarkerSpec value) {
            marker = value;
            return this;
        }

        Builder panel(PanelSpec value) {
            panel = value;
            return this;
        }

        Builder supply(SupplySpec... rows) {
            supplies.addAll(List.of(rows));
            return this;
        }

        Builder tray(TraySpec... rows) {
            trays.addAll(List.of(rows));
            return this;
        }

        Builder extra(Consumer<Layout> rows) {
            extras.add(rows);
            return this;
        }

        Profile build() {
            return new Profile(this);
        }
    }
}
