package io.printmaster.server.store.postgres;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// `postgres://user:password@host1:5432,host2/database?option=value`, as other programs write it, too: several hosts
/// are tried in turn, user and password are percent-encoded, options are those of the JDBC driver and the common ones
/// of libpq.
///
/// @param hosts   `host:port`, at least one
/// @param options of the driver
record PostgresUrl(List<String> hosts, String database, String user, String password, Map<String, String> options) {
    private static final int DEFAULT_PORT = 5432;
    private static final Map<String, String> LIBPQ_NAMES =
            Map.of("connect_timeout", "connectTimeout", "application_name", "ApplicationName");
    /// What is so unless the URL says otherwise: only a host that can be written to; nobody waits for ever for one
    /// that is gone; rows of a batch share a statement.
    private static final Map<String, String> DEFAULTS = Map.of(
            "targetServerType", "primary",
            "connectTimeout", "5",
            "loginTimeout", "8",
            "socketTimeout", "20",
            "tcpKeepAlive", "true",
            "reWriteBatchedInserts", "true",
            "ApplicationName", "printmaster");

    PostgresUrl {
        hosts = List.copyOf(hosts);
        options = Map.copyOf(options);
    }

    /// Reads it.
    ///
    /// @throws IllegalArgumentException with what is wrong and without the password
    static PostgresUrl parse(String url) {
        int scheme = url.indexOf("://");
        if (scheme < 0 || !List.of("postgres", "postgresql").contains(url.substring(0, scheme))) {
            throw bad("it must begin with postgres://");
        }
        String rest = url.substring(scheme + 3);
        int question = rest.indexOf('?');
        String query = question < 0 ? "" : rest.substring(question + 1);
        String place = question < 0 ? rest : rest.substring(0, question);
        int at = place.lastIndexOf('@');
        String login = at < 0 ? "" : place.substring(0, at);
        String target = place.substring(at + 1);
        int slash = target.indexOf('/');
        String database = slash < 0 ? "" : decoded(target.substring(slash + 1));
        if (database.isEmpty()) {
            throw bad("the name of the database is missing after the host: postgres://user:password@host/database");
        }
        int colon = login.indexOf(':');
        String user = decoded(colon < 0 ? login : login.substring(0, colon));
        if (user.isEmpty()) {
            throw bad("the user is missing before the host: postgres://user:password@host/database");
        }
        String password = colon < 0 ? "" : decoded(login.substring(colon + 1));
        return new PostgresUrl(hosts(target.substring(0, slash)), database, user, password, options(query));
    }

    private static List<String> hosts(String text) {
        List<String> hosts = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            boolean hasPort = part.lastIndexOf(':') > part.lastIndexOf(']');
            String port = hasPort ? part.substring(part.lastIndexOf(':') + 1) : Integer.toString(DEFAULT_PORT);
            String host = hasPort ? part.substring(0, part.lastIndexOf(':')) : part;
            if (host.isEmpty() || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
                throw bad("'" + part + "' is no host and port such as db1.example.com:5432");
            }
            hosts.add(host + ":" + port);
        }
        return hosts;
    }

    private static Map<String, String> options(String query) {
        Map<String, String> options = new TreeMap<>(DEFAULTS);
        for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            String known = LIBPQ_NAMES.getOrDefault(name, name);
            if (known.equals("target_session_attrs")) {
                continue; // the server always needs a host that it can write to
            }
            if (!known().contains(known) || known.equals("user") || known.equals("password")) {
                throw bad("there is no option '" + name + "'");
            }
            options.put(known, value);
        }
        return options;
    }

    private static Set<String> known() {
        try {
            return Arrays.stream(DriverManager.getDriver("jdbc:postgresql:").getPropertyInfo("", new Properties()))
                    .map(property -> property.name)
                    .collect(Collectors.toSet());
        } catch (SQLException e) {
            throw new IllegalStateException("the driver of PostgreSQL is missing", e);
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw bad("a % is not followed by two hexadecimal digits; write a % of a password as %25");
        }
    }

    private static IllegalArgumentException bad(String what) {
        return new IllegalArgumentException("database_url cannot be used: " + what);
    }

    /// The same for one whose statements take long.
    PostgresUrl patient() {
        Map<String, String> patient = new TreeMap<>(options);
        patient.put("socketTimeout", "0");
        return new PostgresUrl(hosts, database, user, password, patient);
    }

    /// For the driver, without user and password.
    String jdbc() {
        return "jdbc:postgresql://" + String.join(",", hosts) + "/" + encoded(database) + "?"
                + new TreeMap<>(options)
                        .entrySet().stream()
                                .map(option -> encoded(option.getKey()) + "=" + encoded(option.getValue()))
                                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// For people and logs.
    @Override
    public String toString() {
        return "postgres://" + user + "@" + String.join(",", hosts) + "/" + database;
    }
}
