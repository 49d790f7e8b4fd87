package io.printmaster.server.web;

import io.printmaster.model.PrinterKey;
import io.printmaster.model.TenantId;
import io.printmaster.server.fleet.DeviceState;
import io.printmaster.server.html.Formats;
import io.printmaster.server.html.Links;
import io.printmaster.server.store.DeviceRow;
import io.printmaster.server.store.SupplyQueries.SupplyRow;
import io.printmaster.server.web.view.DeviceLine;
import io.printmaster.server.web.view.LevelView;
import io.printmaster.server.web.view.SupplyLine;
import io.printmaster.server.web.view.SupplyWork;
import io.printmaster.server.web.view.Time;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/// Rows of devices and supplies as lists show them. Pure.
final class DeviceLines {

    private DeviceLines() {}

    static DeviceLine line(DeviceRow row, Instant now) {
        return new DeviceLine(
                id(row.key().toString()),
                href(row.tenant(), row.key()),
                Words.model(row.manufacturer(), row.model()),
                row.serial(),
                Words.device(DeviceState.of(row.status(), row.inError())),
                row.errors().stream().map(Words::trouble).collect(Collectors.joining(", ")),
                row.ip(),
                row.hostname(),
                row.agent().value(),
                agentHref(row.agent().value()),
                supply(row),
                row.suppliesLow(),
                row.totalPages().isPresent() ? Formats.count(row.totalPages().getAsLong()) : "",
                Time.of(row.lastSeen(), now));
    }

    private static String supply(DeviceRow row) {
        String percent = row.lowestPercent().isPresent() ? row.lowestPercent().getAsInt() + " %" : "";
        if (!row.suppliesLow()) {
            return percent;
        }
        return percent.isEmpty() ? "Low" : percent + ", to ship";
    }

    static SupplyWork work(SupplyRow row, Instant now) {
        LevelView level = Words.level(row.state(), row.percent(), row.receptacle(), row.color(), "");
        String name = Formats.firstOf(row.name(), Formats.words(row.color() + " " + row.type()));
        return new SupplyWork(
                new SupplyLine(name, Formats.words(row.type()), row.partNumber(), level),
                id(row.device() + " " + row.index()),
                Words.model(row.manufacturer(), row.model()),
                row.serial(),
                href(row.tenant(), row.device()),
                row.agent().value(),
                row.location(),
                Time.of(row.lastSeen(), now));
    }

    /// The page of a device.
    static String href(TenantId tenant, PrinterKey key) {
        return at("/devices/", "", tenant, key);
    }

    /// The history of a device as JSON.
    static String historyHref(TenantId tenant, PrinterKey key) {
        return at("/api/v1/devices/", "/history", tenant, key);
    }

    private static String at(String before, String after, TenantId tenant, PrinterKey key) {
        String owner = tenant.equals(TenantId.DEFAULT) ? "" : tenant.value();
        return Links.with(before + Links.segment(key.toString()) + after, Map.of("tenant", owner));
    }

    static String agentHref(String agent) {
        return AgentLines.href(agent);
    }

    /// An id for an element, the same for the same thing at every refresh; two things sharing one would only move the
    /// focus.
    static String id(String thing) {
        return Integer.toHexString(thing.hashCode());
    }
}
