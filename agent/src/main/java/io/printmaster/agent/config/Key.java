package io.printmaster.agent.config;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Every key that can be set, with the text of its default. The order is the one of the documentation.
enum Key {
    // The seed's, as written there ("config.ini Example").
    SERVER_ENABLED("server", "server_enabled", "true"),
    SERVER_URL("server", "server_url", ""),
    AGENT_ID("server", "agent_id", "", Kind.PLAIN, "PRINTMASTER_AGENT_ID"),
    UPLOAD_INTERVAL("server", "server_upload_interval", "300"),
    HEARTBEAT_INTERVAL("server", "server_heartbeat_interval", "60"),
    RETRY_ATTEMPTS("server", "retry_attempts", "5"),
    RETRY_BACKOFF("server", "retry_backoff", "1"),
    MEMORY_ONLY("server", "memory_only", "false"),
    MAX_MEMORY_DEVICES("server", "max_memory_devices", "1000"),
    // Ours.
    SERVER_CA_FILE("server", "server_ca_file", ""),
    TOKEN_MAX_AGE("server", "token_max_age", "30d"),
    JOIN("server", "join", "", Kind.SECRET, "PRINTMASTER_JOIN"),

    REFRESH_INTERVAL("upload", "refresh_interval", "86400"),
    METRICS_REFRESH_INTERVAL("upload", "metrics_refresh_interval", "3600"),
    MAX_BATCH_RECORDS("upload", "max_batch_records", "500"),
    MAX_BATCH_BYTES("upload", "max_batch_bytes", "900000"),
    CONNECT_TIMEOUT("upload", "connect_timeout", "10"),
    UPLOAD_TIMEOUT("upload", "timeout", "60"),

    RANGES("discovery", "ranges", ""),
    EXCLUDE("discovery", "exclude", ""),
    DISCOVERY_INTERVAL("discovery", "interval", "300"),
    RATE("discovery", "rate", "1000"),
    ON_LINK_RATE("discovery", "on_link_rate", "300"),
    BROADCAST("discovery", "broadcast", "true"),
    ARP("discovery", "arp", "true"),
    TRAP_PORT("discovery", "trap_port", "162"),
    METHODS("discovery", "methods", "snmp, mdns, ssdp, wsd, ipp, usb"),
    MDNS_INTERVAL("discovery", "mdns_interval", "900"),
    SSDP_INTERVAL("discovery", "ssdp_interval", "900"),
    WSD_INTERVAL("discovery", "wsd_interval", "900"),
    USB_INTERVAL("discovery", "usb_interval", "60"),
    DISCOVERY_TIMEOUT("discovery", "timeout", "1"),
    PARALLEL_READS("discovery", "parallel_reads", "128"),

    COMMUNITY("snmp", "community", "public", Kind.SECRET, ""),
    SNMP_VERSION("snmp", "version", "2c, 1"),
    SNMP_PORT("snmp", "port", "161"),
    SNMP_TIMEOUT("snmp", "timeout", "2"),
    SNMP_RETRIES("snmp", "retries", "2"),
    V3_USER("snmp", "v3_user", ""),
    V3_AUTH("snmp", "v3_auth", "none"),
    V3_AUTH_PASSWORD("snmp", "v3_auth_password", "", Kind.SECRET, ""),
    V3_PRIV("snmp", "v3_priv", "none"),
    V3_PRIV_PASSWORD("snmp", "v3_priv_password", "", Kind.SECRET, ""),
    V3_CONTEXT("snmp", "v3_context", ""),

    STORAGE_MODE("storage", "mode", "overflow"),
    MAX_MEMORY_MB("storage", "max_memory_mb", "50"),
    MAX_OUTAGE_MINUTES("storage", "max_outage_minutes", "10"),
    DATA_DIR("storage", "data_dir", ""),

    WEB_ENABLED("web", "enabled", "true"),
    WEB_LISTEN("web", "listen", "127.0.0.1:9180"),

    LOG_LEVEL("logging", "level", "info"),
    LOG_FORMAT("logging", "format", "text");

    /// Those that may differ by range, in a section `[snmp.RANGE]`.
    static final Set<Key> BY_RANGE = EnumSet.of(
            COMMUNITY, SNMP_VERSION, V3_USER, V3_AUTH, V3_AUTH_PASSWORD, V3_PRIV, V3_PRIV_PASSWORD, V3_CONTEXT);

    private enum Kind {
        PLAIN,
        SECRET
    }

    private final String section;
    private final String word;
    private final String defaultText;
    private final Kind kind;
    private final String extraVariable;

    Key(String section, String word, String defaultText) {
        this(section, word, defaultText, Kind.PLAIN, "");
    }

    Key(String section, String word, String defaultText, Kind kind, String extraVariable) {
        this.section = section;
        this.word = word;
        this.defaultText = defaultText;
        this.kind = kind;
        this.extraVariable = extraVariable;
    }

    String section() {
        return section;
    }

    String word() {
        return word;
    }

    String defaultText() {
        return defaultText;
    }

    boolean secret() {
        return kind == Kind.SECRET;
    }

    /// `section.key`, its name on the command line.
    String dotted() {
        return section + "." + word;
    }

    /// Its environment variables: `PRINTMASTER_SECTION_KEY`, the section not doubled, and the seed's
    /// short ones.
    List<String> variables() {
        List<String> names = new ArrayList<>();
        String name = word.startsWith(section + "_") ? word : section + "_" + word;
        names.add("PRINTMASTER_" + name.toUpperCase(Locale.ROOT));
        if (!extraVariable.isEmpty()) {
            names.add(extraVariable);
        }
        return names;
    }
}
