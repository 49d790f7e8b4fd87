package io.printmaster.agent.run;

import io.printmaster.agent.config.DiscoveryMethod;
import io.printmaster.agent.config.DiscoverySettings;
import io.printmaster.agent.config.SnmpSettings;
import io.printmaster.agent.discover.CredentialBook;
import io.printmaster.agent.discover.SweepSettings;
import io.printmaster.agent.discover.mdns.MdnsSettings;
import io.printmaster.agent.discover.ssdp.SsdpSettings;
import io.printmaster.agent.discover.usb.UsbSettings;
import io.printmaster.agent.discover.wsd.WsdSettings;
import io.printmaster.agent.read.ReadSettings;
import java.time.Duration;

/// What is configured, in the words of each door.
final class DoorSettings {
    /// Silent addresses are asked in so many further rounds.
    private static final int RESENDS = 2;

    private DoorSettings() {}

    static MdnsSettings mdns(DiscoverySettings discovery) {
        return new MdnsSettings(atLeast(discovery.timeout(), MdnsSettings.DEFAULT.patience()));
    }

    static SsdpSettings ssdp(DiscoverySettings discovery) {
        SsdpSettings usual = SsdpSettings.DEFAULT;
        return new SsdpSettings(
                atLeast(discovery.timeout(), usual.patience()),
                usual.maxDelay(),
                usual.calls(),
                usual.fetchTimeout(),
                usual.maxDescriptions());
    }

    static WsdSettings wsd(DiscoverySettings discovery) {
        WsdSettings usual = WsdSettings.DEFAULT;
        return new WsdSettings(
                atLeast(discovery.timeout(), usual.patience()),
                usual.calls(),
                usual.fetchTimeout(),
                usual.maxMetadata());
    }

    static UsbSettings usb() {
        return UsbSettings.DEFAULT;
    }

    /// How often a door searches at most; none for one that searches in every cycle.
    static Duration interval(DiscoverySettings discovery, DiscoveryMethod door) {
        return discovery.intervals().getOrDefault(door, Duration.ZERO);
    }

    static SweepSettings sweep(DiscoverySettings discovery, SnmpSettings settings, CredentialBook credentials) {
        return new SweepSettings(
                settings.port(),
                credentials,
                discovery.packetsPerSecond(),
                discovery.sweep().onLinkPerSecond(),
                RESENDS,
                bounded(discovery.timeout(), Duration.ofSeconds(30)),
                discovery.sweep().broadcast(),
                discovery.sweep().arp());
    }

    static ReadSettings reading(SnmpSettings settings) {
        Duration whole =
                settings.timeout().multipliedBy(settings.retries() + 1L).plus(ReadSettings.DEFAULT.maxTime());
        return new ReadSettings(
                settings.timeout(),
                settings.retries(),
                ReadSettings.DEFAULT.pause(),
                bounded(whole, Duration.ofMinutes(10)));
    }

    private static Duration bounded(Duration wanted, Duration most) {
        return wanted.compareTo(most) > 0 ? most : wanted;
    }

    private static Duration atLeast(Duration wanted, Duration least) {
        return wanted.compareTo(least) < 0 ? least : wanted;
    }
}
