package io.printmaster.agent.config;

import io.printmaster.program.Logs;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Makes [AgentSettings] of defaults, `config.ini`, environment and command line, the later winning
/// (seed, "Configuration"). Reads the file and the secrets' files, nothing else. Stateless.
public final class ConfigLoader {
    private static final Pattern AGENT_ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TENTH = Duration.ofMillis(100);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);

    private ConfigLoader() {}

    /// Reads and checks everything.
    public static ConfigResult load(ConfigSources sources) {
        Gathering gathering = new Gathering();
        gathering.file(sources);
        gathering.environment(sources.environment());
        gathering.overrides(sources.overrides());
        List<Problem> problems = new ArrayList<>(gathering.problems);
        Values values = new Values(gathering.values, problems);
        AgentSettings settings = new AgentSettings(
                server(values),
                upload(values),
                discovery(values),
                snmp(values, gathering.ranges, problems),
                storage(values, sources.defaultDataDirectory()),
                new LoggingSettings(
                        values.oneOf(Key.LOG_LEVEL, words(LoggingSettings.Level.values())),
                        values.oneOf(Key.LOG_FORMAT, words(Logs.Format.values()))),
                new WebSettings(values.bool(Key.WEB_ENABLED), values.loopback(Key.WEB_LISTEN)));
        if (!problems.isEmpty()) {
            // What a section inherits may be wrong in several.
            return new ConfigResult.Invalid(problems.stream().distinct().toList());
        }
        return new ConfigResult.Valid(settings, shown(values, gathering.ranges, settings), gathering.warnings);
    }

    private static ServerSettings server(Values values) {
        Optional<String> agentId = values.text(Key.AGENT_ID);
        if (agentId.isPresent() && !AGENT_ID.matcher(agentId.get()).matches()) {
            values.wrong(Key.AGENT_ID, "write 1 to 128 letters, digits or . _ - : characters");
        }
        return new ServerSettings(
                values.bool(Key.SERVER_ENABLED),
                url(values),
                agentId,
                values.duration(Key.HEARTBEAT_INTERVAL, SECOND.multipliedBy(5), MINUTE.multipliedBy(60)),
                values.path(Key.SERVER_CA_FILE),
                values.duration(Key.TOKEN_MAX_AGE, MINUTE.multipliedBy(60), MINUTE.multipliedBy(60L * 24 * 365)),
                values.secret(Key.JOIN));
    }

    private static Optional<URI> url(Values values) {
        Optional<String> text = values.text(Key.SERVER_URL);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text.get());
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean web = scheme.equals("https") || scheme.equals("http");
            boolean plain = uri.getQuery() == null && uri.getFragment() == null && uri.getUserInfo() == null;
            if (web && uri.getHost() != null && plain) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        values.wrong(Key.SERVER_URL, "write it like https://printmaster.example.com:9090");
        return Optional.empty();
    }

    private static UploadSettings upload(Values values) {
        return new UploadSettings(
                values.duration(Key.UPLOAD_INTERVAL, SECOND.multipliedBy(5), DAY),
                values.duration(Key.REFRESH_INTERVAL, SECOND, DAY.multipliedBy(7)),
                values.duration(Key.METRICS_REFRESH_INTERVAL, SECOND, DAY),
                values.integer(Key.MAX_BATCH_RECORDS, 1, 20_000),
                values.integer(Key.MAX_BATCH_BYTES, 10_000, 64 << 20),
                values.duration(Key.CONNECT_TIMEOUT, SECOND, MINUTE.multipliedBy(5)),
                values.duration(Key.UPLOAD_TIMEOUT, SECOND, MINUTE.multipliedBy(10)),
                new RetrySettings(
                        values.integer(Key.RETRY_ATTEMPTS, 1, 20),
                        values.duration(Key.RETRY_BACKOFF, SECOND, MINUTE.multipliedBy(5))));
    }

    private static DiscoverySettings discovery(Values values) {
        List<DiscoveryMethod> methods = values.someOf(Key.METHODS, words(DiscoveryMethod.values()));
        if (!methods.isEmpty() && methods.stream().noneMatch(DiscoveryMethod::finds)) {
            values.wrong(Key.METHODS, "ipp reads printers but finds none; add snmp, mdns, ssdp, wsd or usb");
        }
        return new DiscoverySettings(
                values.words(Key.RANGES),
                values.words(Key.EXCLUDE),
                values.duration(Key.DISCOVERY_INTERVAL, SECOND.multipliedBy(10), DAY.multipliedBy(7)),
                values.integer(Key.RATE, 1, 20_000),
                Set.copyOf(methods),
                Map.of(
                        DiscoveryMethod.MDNS, doorInterval(values, Key.MDNS_INTERVAL),
                        DiscoveryMethod.SSDP, doorInterval(values, Key.SSDP_INTERVAL),
                        DiscoveryMethod.WSD, doorInterval(values, Key.WSD_INTERVAL),
                        DiscoveryMethod.USB, doorInterval(values, Key.USB_INTERVAL)),
                values.duration(Key.DISCOVERY_TIMEOUT, TENTH, MINUTE),
                values.integer(Key.PARALLEL_READS, 1, 512),
                new DiscoverySettings.Sweep(
                        values.integer(Key.ON_LINK_RATE, 1, 20_000),
                        values.bool(Key.BROADCAST),
                        values.bool(Key.ARP),
                        values.integer(Key.TRAP_PORT, 0, 65_535)));
    }

    private static Duration doorInterval(Values values, Key key) {
        return values.duration(key, SECOND.multipliedBy(10), DAY.multipliedBy(7));
    }

    private static SnmpSettings snmp(Values values, Map<String, Map<Key, RawValue>> ranges, List<Problem> problems) {
        SnmpSettings.ForRange usual = SnmpAccess.read("", values);
        return new SnmpSettings(
                usual.communities(),
                usual.versions(),
                values.integer(Key.SNMP_PORT, 1, 65_535),
                values.duration(Key.SNMP_TIMEOUT, TENTH, MINUTE),
                values.integer(Key.SNMP_RETRIES, 0, 10),
                usual.v3(),
                SnmpAccess.ofRanges(values, usual, ranges, problems));
    }

    private static StorageSettings storage(Values values, Path defaultDataDirectory) {
        StorageMode mode = values.oneOf(Key.STORAGE_MODE, words(StorageMode.values()));
        if (values.bool(Key.MEMORY_ONLY)) {
            if (values.isGiven(Key.STORAGE_MODE) && mode != StorageMode.MEMORY) {
                values.wrong(
                        Key.MEMORY_ONLY,
                        "contradicts [storage] mode = "
                                + values.raw(Key.STORAGE_MODE).text());
            }
            mode = StorageMode.MEMORY;
        }
        return new StorageSettings(
                mode,
                values.path(Key.DATA_DIR)
                        .orElse(defaultDataDirectory.toAbsolutePath().normalize()),
                values.integer(Key.MAX_MEMORY_DEVICES, 1, 1_000_000),
                values.integer(Key.MAX_MEMORY_MB, 1, 10_000) * 1_000_000L,
                Duration.ofMinutes(values.integer(Key.MAX_OUTAGE_MINUTES, 1, 10_080)));
    }

    private static List<EffectiveValue> shown(
            Values values, Map<String, Map<Key, RawValue>> ranges, AgentSettings settings) {
        List<EffectiveValue> all = new ArrayList<>();
        for (Key key : Key.values()) {
            RawValue raw = values.raw(key);
            all.add(new EffectiveValue(key.section(), key.word(), shown(key, raw, settings), raw.origin()));
        }
        ranges.forEach((range, given) -> given.forEach((key, raw) ->
                all.add(new EffectiveValue("snmp." + range, key.word(), shown(key, raw, settings), raw.origin()))));
        return all;
    }

    private static String shown(Key key, RawValue raw, AgentSettings settings) {
        if (key.secret()) {
            return raw.text().isEmpty() ? "" : "***";
        }
        return switch (key) {
            case DATA_DIR -> settings.storage().dataDirectory().toString();
            case STORAGE_MODE -> settings.storage().mode().name().toLowerCase(Locale.ROOT);
            default -> raw.text();
        };
    }

    /// Constants by their names in lower case, in their order.
    static <E extends Enum<E>> Map<String, E> words(E[] constants) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E constant : constants) {
            words.put(constant.name().toLowerCase(Locale.ROOT), constant);
        }
        return words;
    }
}
