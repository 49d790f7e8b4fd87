package io.printmaster.server.web;

import io.printmaster.model.Alert;
import io.printmaster.model.Condition;
import io.printmaster.model.Level;
import io.printmaster.model.Printer;
import io.printmaster.model.Supply;
import io.printmaster.model.Tray;
import io.printmaster.server.fleet.DeviceDetail;
import io.printmaster.server.fleet.DeviceState;
import io.printmaster.server.fleet.History;
import io.printmaster.server.fleet.Patience;
import io.printmaster.server.html.Formats;
import io.printmaster.server.html.Links;
import io.printmaster.server.store.DeviceQueries.Seen;
import io.printmaster.server.store.DeviceRow;
import io.printmaster.server.store.Metrics;
import io.printmaster.server.web.view.AlertLine;
import io.printmaster.server.web.view.AuditLine;
import io.printmaster.server.web.view.DeviceView;
import io.printmaster.server.web.view.Fact;
import io.printmaster.server.web.view.HistoryLine;
import io.printmaster.server.web.view.MeterLine;
import io.printmaster.server.web.view.SupplyLine;
import io.printmaster.server.web.view.Time;
import io.printmaster.server.web.view.TrayLine;
import io.printmaster.wire.DeviceJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The page of one device, made of what the fleet knows. Pure.
final class DeviceViews {
    private static final int TIMELINE = 20;

    private DeviceViews() {}

    static DeviceView view(DeviceDetail detail, Patience patience, Instant now) {
        DeviceRow row = detail.row();
        Optional<Printer> printer = detail.record()
                .map(json -> DeviceJson.decode(json, row.lastSeen()).printer());
        Condition condition = printer.map(Printer::condition).orElse(Condition.UNKNOWN);
        List<String> columns = columns(detail.readings());
        return new DeviceView(
                Words.model(row.manufacturer(), row.model()),
                row.serial(),
                Words.device(DeviceState.of(row.status(), row.inError())),
                condition.errors().stream().map(Words::trouble).toList(),
                condition.consoleText(),
                Time.of(row.lastSeen(), now),
                row.lastSeen().isBefore(now.minus(patience.dataOld())),
                facts(detail, printer, now),
                printer.map(p -> p.inventory().supplies()).orElse(List.of()).stream()
                        .map(DeviceViews::supply)
                        .toList(),
                printer.map(p -> p.inventory().trays()).orElse(List.of()).stream()
                        .map(DeviceViews::tray)
                        .toList(),
                detail.newest().map(DeviceViews::meters).orElse(List.of()),
                detail.newest().map(point -> Time.of(point.at(), now)),
                condition.alerts().stream().map(DeviceViews::alert).toList(),
                columns.stream().map(Words::counter).toList(),
                detail.readings().stream().map(p -> reading(p, columns, now)).toList(),
                timeline(detail, now),
                DeviceLines.historyHref(row.tenant(), row.key()),
                DeviceLines.href(row.tenant(), row.key()));
    }

    private static List<Fact> facts(DeviceDetail detail, Optional<Printer> printer, Instant now) {
        DeviceRow row = detail.row();
        List<Fact> facts = new ArrayList<>();
        add(facts, "IP address", row.ip());
        add(facts, "Host name", row.hostname());
        add(facts, "MAC address", row.mac());
        facts.add(Fact.linked(
                "Agent", row.agent().value(), DeviceLines.agentHref(row.agent().value())));
        add(facts, "Location", row.location());
        add(facts, "Asset number", row.asset());
        printer.ifPresent(p -> {
            add(facts, "Firmware", p.identity().firmware());
            add(facts, "Description", p.provenance().description());
            add(
                    facts,
                    "Connected by",
                    Formats.words(
                            p.provenance().deviceType() + " " + p.provenance().sourceType()));
            String web = p.network().webUiUrl();
            Links.web(web)
                    .ifPresentOrElse(
                            href -> facts.add(Fact.linked("Its own web page", web, href)),
                            () -> add(facts, "Its own web page", web));
            add(facts, "Capabilities", String.join(", ", p.inventory().capabilities()));
        });
        facts.add(Fact.at("First seen", Time.of(row.firstSeen(), now)));
        return facts;
    }

    private static void add(List<Fact> facts, String term, String text) {
        if (!text.isBlank()) {
            facts.add(Fact.of(term, text));
        }
    }

    private static SupplyLine supply(Supply supply) {
        String type = Formats.words(supply.type());
        String name = Formats.firstOf(supply.name(), Formats.words(supply.color() + " " + supply.type()), "Supply");
        return new SupplyLine(
                name,
                type,
                supply.partNumber(),
                Words.level(
                        supply.state(),
                        supply.level().percent(),
                        supply.receptacle(),
                        supply.color(),
                        Words.amount(supply.level(), supply.unit())));
    }

    private static TrayLine tray(Tray tray) {
        String unit = Formats.words(tray.unit()).toLowerCase(Locale.ROOT);
        String amount = tray.level() instanceof Level.Measured(long held, long capacity)
                ? (Formats.count(held) + " of " + Formats.count(capacity) + " " + unit).strip()
                : "";
        String media =
                tray.media().isEmpty() || amount.isEmpty() ? tray.media() + amount : tray.media() + ", " + amount;
        return new TrayLine(Formats.firstOf(tray.name(), "Tray " + tray.index()), media, Words.tray(tray));
    }

    private static List<MeterLine> meters(Metrics.Point point) {
        String unit = Formats.words(point.meters().unit()).toLowerCase(Locale.ROOT);
        Stream<MeterLine> believed = point.meters().counts().entrySet().stream()
                .sorted(Comparator.comparing(e -> e.getKey().equals("total") ? "" : e.getKey()))
                .map(e -> new MeterLine(
                        Words.counter(e.getKey()),
                        Formats.count(e.getValue()),
                        e.getKey().equals("total") ? unit : ""));
        Stream<MeterLine> doubtful = point.meters().doubtful().entrySet().stream()
                .map(e -> new MeterLine(
                        Words.counter(e.getKey()),
                        Formats.count(e.getValue().count()),
                        "not counted: "
                                + Formats.words(e.getValue().reason().word()).toLowerCase(Locale.ROOT)));
        return Stream.concat(believed, doubtful).toList();
    }

    private static AlertLine alert(Alert alert) {
        String code = alert.code() == 0 ? "" : "Code " + alert.code();
        return new AlertLine(Words.alert(alert.severity()), Formats.firstOf(alert.text(), code, "No text"), code);
    }

    private static List<String> columns(List<History.Point> readings) {
        TreeSet<String> names = new TreeSet<>(Comparator.comparing(name -> name.equals("total") ? "" : name));
        readings.forEach(point -> names.addAll(point.meters().counts().keySet()));
        return List.copyOf(names);
    }

    private static HistoryLine reading(History.Point point, List<String> columns, Instant now) {
        List<String> cells = columns.stream()
                .map(name -> {
                    var count = point.meters().count(name);
                    return count.isPresent() ? Formats.count(count.getAsLong()) : "";
                })
                .toList();
        return new HistoryLine(Time.of(point.at(), now), cells);
    }

    private static List<AuditLine> timeline(DeviceDetail detail, Instant now) {
        record Event(Instant at, String action, String details) {}
        List<Event> events = new ArrayList<>();
        events.add(new Event(detail.row().firstSeen(), "Discovered", "Met for the first time"));
        for (Seen seen : detail.seenBy()) {
            events.add(new Event(seen.firstReported(), "Reported", "First reported by agent " + seen.agent()));
        }
        detail.readings().stream()
                .filter(History.Point::reset)
                .forEach(
                        p -> events.add(new Event(p.at(), "Meter reset", "A counter fell against the reading before")));
        detail.audit().forEach(e -> events.add(new Event(e.at(), Formats.words(e.action()), e.details())));
        return events.stream()
                .sorted(Comparator.comparing(Event::at).reversed())
                .limit(TIMELINE)
                .map(e -> new AuditLine(Time.of(e.at(), now), "", "", e.action(), e.details(), ""))
                .toList();
    }
}
