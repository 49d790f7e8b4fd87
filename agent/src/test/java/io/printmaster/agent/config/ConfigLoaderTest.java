package io.printmaster.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.program.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
    /// The seed's "config.ini Example", its commented keys switched on.
    private static final String SEED = """
            [server]
            # Enable server integration
            server_enabled = true

            # Server URL (HTTPS recommended)
            server_url = https://printmaster.company.com:9090
            agent_id = agent-site-01
            server_upload_interval = 301
            server_heartbeat_interval = 61

            # Optional: Advanced settings
            retry_attempts = 6              # Number of retry attempts (default: 5)
            retry_backoff = 2               # Initial backoff in seconds (default: 1s)
            memory_only = true              # Force memory-only mode (v0.3.0)
            max_memory_devices = 1001       # Overflow threshold (v0.3.0)
            """;

    @TempDir
    Path directory;

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> overrides = new HashMap<>();

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("config.ini"), text);
    }

    private ConfigResult load(Optional<Path> file) {
        return ConfigLoader.load(new ConfigSources(
                file, List.of(directory.resolve("none.ini")), environment, overrides, directory.resolve("data")));
    }

    private AgentSettings valid(String text) throws IOException {
        ConfigResult result = load(Optional.of(write(text)));
        assertThat(result).isInstanceOf(ConfigResult.Valid.class);
        return ((ConfigResult.Valid) result).settings();
    }

    private List<String> problems(String text) throws IOException {
        Path file = write(text);
        ConfigResult result = load(Optional.of(file));
        assertThat(result).isInstanceOf(ConfigResult.Invalid.class);
        return ((ConfigResult.Invalid) result)
                .problems().stream()
                        .map(p -> p.toString().replace(file.toString(), "config.ini"))
                        .toList();
    }

    private String problem(String text) throws IOException {
        List<String> problems = problems(text);
        assertThat(problems).hasSize(1);
        return problems.getFirst();
    }

    @Test
    void nothingSaid_givesTheSeedsDefaults() {
        ConfigResult.Valid valid = (ConfigResult.Valid) load(Optional.empty());
        AgentSettings settings = valid.settings();
        assertThat(settings.server().heartbeatInterval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.server().url()).isEmpty();
        assertThat(settings.upload().interval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.upload().refreshInterval()).isEqualTo(Duration.ofDays(1));
        assertThat(settings.upload().metricsRefreshInterval()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.upload().retry()).isEqualTo(new RetrySettings(5, Duration.ofSeconds(1)));
        assertThat(settings.storage())
                .isEqualTo(new StorageSettings(
                        StorageMode.OVERFLOW, directory.resolve("data"), 1000, 50_000_000, Duration.ofMinutes(10)));
        assertThat(settings.snmp().communities()).containsExactly(new Secret("public"));
        assertThat(settings.snmp().versions()).containsExactly(SnmpVersion.V2C, SnmpVersion.V1);
        assertThat(settings.discovery().methods()).containsExactlyInAnyOrder(DiscoveryMethod.values());
        assertThat(valid.values()).allMatch(v -> !v.fixed());
    }

    @Test
    void everyKeyOfTheSeed_isValidAsWrittenThere() throws IOException {
        AgentSettings settings = valid(SEED);
        assertThat(settings.server())
                .isEqualTo(new ServerSettings(
                        true,
                        Optional.of(URI.create("https://printmaster.company.com:9090")),
                        Optional.of("agent-site-01"),
                        Duration.ofSeconds(61),
                        Optional.empty(),
                        Duration.ofDays(30),
                        Optional.empty()));
        assertThat(settings.upload().interval()).isEqualTo(Duration.ofSeconds(301));
        assertThat(settings.upload().retry()).isEqualTo(new RetrySettings(6, Duration.ofSeconds(2)));
        assertThat(settings.storage().mode()).isEqualTo(StorageMode.MEMORY);
        assertThat(settings.storage().maxMemoryDevices()).isEqualTo(1001);
    }

    @Test
    void seedsVariables_overrideTheFile() throws IOException {
        environment.put("PRINTMASTER_SERVER_URL", "https://server.company.com:9090");
        environment.put("PRINTMASTER_AGENT_ID", "agent-01");
        environment.put("PRINTMASTER_SERVER_ENABLED", "false");
        environment.put("PRINTMASTER_DISCOVERY_INTERVAL", "2m");
        environment.put("PRINTMASTER_SNMP_PORT", " ");
        AgentSettings settings = valid(SEED);
        assertThat(settings.server().url()).contains(URI.create("https://server.company.com:9090"));
        assertThat(settings.server().agentId()).contains("agent-01");
        assertThat(settings.server().enabled()).isFalse();
        assertThat(settings.discovery().interval()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.snmp().port()).as("an empty variable says nothing").isEqualTo(161);
    }

    @Test
    void commandLine_overridesEnvironment_andOriginsAreKept() throws IOException {
        environment.put("PRINTMASTER_SERVER_UPLOAD_INTERVAL", "400");
        environment.put("PRINTMASTER_SERVER_HEARTBEAT_INTERVAL", "70");
        overrides.put("server.server_upload_interval", "500");
        Path file = write(SEED + "[snmp]\ncommunity = hidden\n");
        ConfigResult.Valid valid = (ConfigResult.Valid) load(Optional.of(file));
        assertThat(valid.settings().upload().interval()).isEqualTo(Duration.ofSeconds(500));
        assertThat(valid.values())
                .contains(
                        new EffectiveValue(
                                "server",
                                "server_upload_interval",
                                "500",
                                new Origin.CommandLine("server.server_upload_interval")),
                        new EffectiveValue(
                                "server",
                                "server_heartbeat_interval",
                                "70",
                                new Origin.Environment("PRINTMASTER_SERVER_HEARTBEAT_INTERVAL")),
                        new EffectiveValue("server", "agent_id", "agent-site-01", new Origin.FileLine(file, 7)),
                        new EffectiveValue("snmp", "community", "***", new Origin.FileLine(file, 17)),
                        new EffectiveValue("snmp", "port", "161", new Origin.Default()));
        assertThat(valid.toString()).doesNotContain("hidden");
    }

    @Test
    void unknownNames_areErrorsWithASuggestion() throws IOException {
        assertThat(problems("[server]\nserver_ulr = x\nheartbeat_interval = 5\n[discovry]\na = 1\nb = 2\n"))
                .containsExactly(
                        "config.ini:2: unknown key server_ulr in [server]; did you mean \"server_url\"?",
                        "config.ini:3: unknown key heartbeat_interval in [server]; did you mean"
                                + " \"server_heartbeat_interval\"?",
                        "config.ini:5: unknown section [discovry]; did you mean \"discovery\"?");
    }

    @Test
    void misplacedKeys_areShownTheirPlace() throws IOException {
        assertThat(problems("mode = disk\n[server]\ncommunity = x\n"))
                .containsExactly(
                        "config.ini:1: mode stands outside of any section; put [storage] before it",
                        "config.ini:3: community belongs to section [snmp], not [server]");
    }

    @Test
    void everyProblem_isListedAtOnce() throws IOException {
        environment.put("PRINTMASTER_SNMP_PORT", "70000");
        overrides.put("logging.levle", "debug");
        assertThat(problems("""
                        [server]
                        server_enabled = maybe
                        server_url = company.com:9090
                        retry_attempts = many
                        retry_attempts = 3
                        [discovery]
                        interval = 1
                        methods = snmp, mdsn
                        """))
                .containsExactly(
                        "config.ini:5: retry_attempts is already set in line 4",
                        "command line logging.levle: unknown key levle in [logging]; did you mean \"level\"?",
                        "config.ini:2: server_enabled = maybe: write true or false",
                        "config.ini:3: server_url = company.com:9090: write it like"
                                + " https://printmaster.example.com:9090",
                        "config.ini:4: retry_attempts = many: write a whole number from 1 to 20",
                        "config.ini:8: methods = snmp, mdsn: \"mdsn\" is not one of snmp, mdns, ssdp, wsd, ipp, usb;"
                                + " did you mean \"mdns\"?",
                        "config.ini:7: interval = 1: write seconds, or a number with ms, s, m, h or d, from 10 s to"
                                + " 7 d",
                        "environment PRINTMASTER_SNMP_PORT: port = 70000: write a whole number from 1 to 65535");
    }

    @Test
    void doors_areSwitchedByName_eachWithItsInterval() throws IOException {
        DiscoverySettings some =
                valid("[discovery]\nmethods = mdns, ipp\nmdns_interval = 30\n").discovery();
        assertThat(some.methods()).containsExactlyInAnyOrder(DiscoveryMethod.MDNS, DiscoveryMethod.IPP);
        assertThat(some.intervals())
                .containsEntry(DiscoveryMethod.MDNS, Duration.ofSeconds(30))
                .containsEntry(DiscoveryMethod.SSDP, Duration.ofMinutes(15))
                .containsEntry(DiscoveryMethod.WSD, Duration.ofMinutes(15))
                .containsEntry(DiscoveryMethod.USB, Duration.ofMinutes(1));
        assertThat(problem("[discovery]\nmethods = ipp\n"))
                .isEqualTo(
                        "config.ini:2: methods = ipp: ipp reads printers but finds none; add snmp, mdns, ssdp, wsd or usb");
        assertThat(problem("[discovery]\nmethods = snmp, pigeon\n")).contains("\"pigeon\" is not one of");
    }

    @Test
    void wrongSecrets_areNotRepeated() throws IOException {
        assertThat(problem("[snmp]\nv3_user = u\nv3_auth = sha256\nv3_auth_password = tiny\n"))
                .isEqualTo("config.ini:4: v3_auth_password = ***: needs 8 characters or more, because v3_auth is set");
    }

    @Test
    void snmpVersion3_isReadWhole() throws IOException {
        SnmpSettings snmp = valid("""
                        [snmp]
                        v3_user = u
                        v3_auth = SHA
                        v3_auth_password = "with # and ;"
                        v3_priv = aes
                        v3_priv_password = 'secret word'
                        v3_context = c
                        community = a b, c
                        """).snmp();
        assertThat(snmp.v3())
                .contains(new SnmpSettings.V3User(
                        "u",
                        SnmpSettings.AuthProtocol.SHA1,
                        new Secret("with # and ;"),
                        SnmpSettings.PrivProtocol.AES128,
                        new Secret("secret word"),
                        "c"));
        assertThat(snmp.versions()).containsExactly(SnmpVersion.V3, SnmpVersion.V2C, SnmpVersion.V1);
        assertThat(snmp.communities()).containsExactly(new Secret("a b"), new Secret("c"));
    }

    @Test
    void contradictionsOfVersion3_areSaid() throws IOException {
        assertThat(problem("[snmp]\nversion = 3\n")).contains("version 3 needs a v3_user");
        assertThat(problem("[snmp]\nversion = 2c\nv3_user = u\n")).contains("add 3, or remove v3_user");
        assertThat(problem("[snmp]\nv3_context = c\n")).contains("means nothing without v3_user");
        assertThat(problems("[snmp]\nv3_user = u\nv3_priv = des\nv3_priv_password = 12345678\n")
                        .getFirst())
                .contains("privacy needs authentication");
    }

    @Test
    void secretFiles_areRead() throws IOException {
        Path secret = Files.writeString(directory.resolve("join"), "pm1.abc\n");
        environment.put("PRINTMASTER_JOIN_FILE", secret.toString());
        assertThat(valid("").server().join()).contains(new Secret("pm1.abc"));
        environment.put("PRINTMASTER_JOIN", "other");
        assertThat(problem("")).isEqualTo("environment PRINTMASTER_JOIN_FILE: set this or PRINTMASTER_JOIN, not both");
        environment.remove("PRINTMASTER_JOIN");
        Files.delete(secret);
        assertThat(problem("")).contains("PRINTMASTER_JOIN_FILE").endsWith("cannot be read: no such file");
    }

    @Test
    void strangeVariables_onlyWarn() {
        environment.put("PRINTMASTER_SERVER_PORT", "tcp://10.0.0.1:9090");
        environment.put("PRINTMASTER_SERVER_ULR", "x");
        environment.put("PRINTMASTER_HOME", "/opt");
        assertThat(((ConfigResult.Valid) load(Optional.empty())).warnings())
                .extracting(Problem::where)
                .containsExactly("environment PRINTMASTER_SERVER_PORT", "environment PRINTMASTER_SERVER_ULR");
    }

    @Test
    void namedFileThatIsMissing_isAnError_usualOneIsNot() {
        Path none = directory.resolve("none.ini");
        assertThat(load(Optional.of(none)))
                .isEqualTo(new ConfigResult.Invalid(
                        List.of(new Problem(none.toString(), "no such file; check --config"))));
        assertThat(load(Optional.empty())).isInstanceOf(ConfigResult.Valid.class);
    }

    @Test
    void filesThatAreNoText_areClearErrors() throws IOException {
        Path file = directory.resolve("config.ini");
        Files.write(file, "[server]\nagent_id = x\n".getBytes(StandardCharsets.UTF_16));
        assertThat(load(Optional.of(file)).toString()).contains("save it as UTF-8");
        Files.write(file, new byte[(1 << 20) + 1]);
        assertThat(load(Optional.of(file)).toString()).contains("larger than 1 MiB");
        assertThat(load(Optional.of(directory)).toString()).contains("is a directory");
    }

    @Test
    void byteOrderMarkAndWindowsLines_areFine() throws IOException {
        assertThat(valid("\uFEFF[server]\r\nagent_id = x\r\n").server().agentId())
                .contains("x");
    }

    @Test
    void storageLimits_areChecked_andMemoryOnlyMustAgree() throws IOException {
        StorageSettings storage =
                valid("[storage]\nmax_memory_mb = 20\nmax_outage_minutes = 3\n").storage();
        assertThat(storage.maxMemoryBytes()).isEqualTo(20_000_000);
        assertThat(storage.maxOutage()).isEqualTo(Duration.ofMinutes(3));
        assertThat(problem("[storage]\nmax_memory_mb = 0\n")).contains("max_memory_mb");
        assertThat(problem("[server]\nmemory_only = yes\n[storage]\nmode = disk\n"))
                .isEqualTo("config.ini:2: memory_only = yes: contradicts [storage] mode = disk");
        assertThat(valid("[storage]\nmode = memory\n").storage().mode()).isEqualTo(StorageMode.MEMORY);
    }

    @Test
    void agentsPage_isOnThisMachineOnly() throws IOException {
        assertThat(valid("").web().enabled()).isTrue();
        assertThat(valid("").web().listen()).isEqualTo(at("127.0.0.1", 9180));
        assertThat(valid("[web]\nlisten = [::1]:8080").web().listen()).isEqualTo(at("::1", 8080));
        assertThat(valid("[web]\nlisten = localhost:0").web().listen()).isEqualTo(at("127.0.0.1", 0));
        for (String open : List.of("0.0.0.0:9180", "192.0.2.1:9180", "[::]:9180")) {
            assertThat(problem("[web]\nlisten = " + open)).contains("config.ini:2", "asks for no login");
        }
        for (String wrong : List.of("9180", "127.0.0.1", "127.0.0.1:70000", "example.com:9180", "[127.0.0.1:1")) {
            assertThat(problem("[web]\nlisten = " + wrong)).contains("like 127.0.0.1:9180");
        }
    }

    private static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }

    @Test
    void relativeDataDirectory_isMeantFromTheFile() throws IOException {
        assertThat(valid("[storage]\ndata_dir = here\n").storage().dataDirectory())
                .isEqualTo(directory.resolve("here").toAbsolutePath());
    }

    @Test
    void durations_haveUnits() throws IOException {
        AgentSettings settings = valid(
                "[discovery]\ntimeout = 1500ms\ninterval = 1.5 h\n[upload]\nrefresh_interval = 2d\nmetrics_refresh_interval = 30 m\n");
        assertThat(settings.discovery().timeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(settings.discovery().interval()).isEqualTo(Duration.ofMinutes(90));
        assertThat(settings.upload().refreshInterval()).isEqualTo(Duration.ofDays(2));
        assertThat(settings.upload().metricsRefreshInterval()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void usualDataDirectory_followsThePlatform() {
        Path home = Path.of("/home/u");
        assertThat(ConfigSources.usualDataDirectory(Map.of(), "Linux", "u", home))
                .isEqualTo(Path.of("/home/u/.local/state/printmaster-agent"));
        assertThat(ConfigSources.usualDataDirectory(Map.of(), "Linux", "root", home))
                .isEqualTo(Path.of("/var/lib/printmaster-agent"));
        assertThat(ConfigSources.usualDataDirectory(Map.of("STATE_DIRECTORY", "/s/a:/s/b"), "Linux", "u", home))
                .isEqualTo(Path.of("/s/a"));
    }
}
