package io.printmaster.server.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// All SQL that the databases share is understood by SQLite, PostgreSQL and those that distribute PostgreSQL: it is
/// read here, from the migrations and from the texts in the sources of the room, and held to what they have in
/// common.
class PortableSqlTest {
    private static final Path ROOT = Path.of(System.getProperty("printmaster.root", ".."));
    private static final Path MIGRATIONS =
            ROOT.resolve("server/src/main/resources/io/printmaster/server/store/migrations");
    private static final Path SOURCES = ROOT.resolve("server/src/main/java/io/printmaster/server/store/jdbc");

    /// What some of them do not have, or have differently.
    private static final Map<String, String> REFUSED = refused();

    private static final Set<String> TYPES = Set.of("TEXT", "INTEGER", "BIGINT");
    private static final Set<String> FUNCTIONS =
            Set.of("coalesce", "count", "lower", "max", "min", "nullif", "substr", "sum", "exists");
    /// Words before a bracket that are no functions.
    private static final Set<String> BRACKETS = Set.of(
            "in",
            "from",
            "values",
            "key",
            "references",
            "conflict",
            "and",
            "or",
            "not",
            "set",
            "where",
            "as",
            "on",
            "select",
            "then",
            "else",
            "when",
            "table",
            "into",
            "over",
            "by",
            "union",
            "all",
            "any");

    /// Keys that begin with neither tenant nor agent, each with its reason.
    private static final Map<String, String> OTHER_KEYS = Map.of(
            "agent_tokens", "looked up before it is known whose it is; spread evenly, being a hash",
            "join_tokens", "looked up before it is known whose it is; few",
            "device_words", "the search asks by beginnings of words, often over all tenants; one index only",
            "leases", "the server's own work belongs to no tenant; a handful",
            "users", "people belong to no tenant or to one; few",
            "users.name", "a person signs in by name alone; few",
            "sessions", "looked up by the cookie alone; spread evenly, being a hash");

    private static Map<String, String> refused() {
        Map<String, String> all = new TreeMap<>();
        all.put("\\b(LISTEN|NOTIFY)\\b", "LISTEN and NOTIFY reach one host only");
        all.put("ADVISORY", "advisory locks hold on one host only");
        all.put(
                "\\b(SEQUENCE|NEXTVAL|AUTOINCREMENT|IDENTITY)\\b|(?-i:\\b(BIG)?SERIAL\\b)",
                "a sequence is one hot spot");
        all.put("\\bTRIGGER\\b", "triggers differ everywhere");
        all.put("\\b(TEMP|TEMPORARY)\\b", "temporary tables belong to one connection");
        all.put("\\bOFFSET\\b", "pages are read by key");
        all.put("\\bLIMIT\\s+\\S+\\s*,", "pages are read by key");
        all.put("\\b(ROWID|PRAGMA|GLOB|SQLITE_\\w*|IFNULL|STRFTIME|DATETIME|JULIANDAY|GROUP_CONCAT)\\b", "SQLite only");
        all.put("\\b(ILIKE|UNNEST|GENERATE_SERIES|NOW|STRING_AGG|ARRAY|LATERAL|PG_\\w*|JSONB?)\\b", "PostgreSQL only");
        all.put("::", "a cast of PostgreSQL");
        all.put("\\bDISTINCT\\s+ON\\b", "PostgreSQL only");
        all.put("\\bINSERT\\s+OR\\b|\\bREPLACE\\s+INTO\\b", "INSERT .. ON CONFLICT is what all have");
        all.put("\\bMERGE\\s+INTO\\b", "INSERT .. ON CONFLICT is what all have");
        all.put("\\bFOR\\s+(UPDATE|SHARE|NO\\s+KEY)\\b", "SQLite has no row locks");
        all.put("\\b(CURRENT_TIMESTAMP|CURRENT_DATE|CURRENT_TIME)\\b", "the server's clock is the one that counts");
        all.put("\\b(VACUUM|ANALYZE|CLUSTER)\\b", "each database has its own");
        all.put("\\bCREATE\\s+(TYPE|EXTENSION|FUNCTION|PROCEDURE|SCHEMA|VIEW)\\b", "tables and indexes are enough");
        all.put("\\bPARTITION\\b", "belongs into the folder of the database that has it");
        all.put("\\bCOLLATE\\b", "collations have other names everywhere");
        return all;
    }

    private static List<String> problems(String sql) {
        List<String> found = new ArrayList<>();
        String plain = withoutComments(sql);
        REFUSED.forEach((pattern, why) -> {
            Matcher matcher = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE).matcher(plain);
            if (matcher.find()) {
                found.add("'" + matcher.group() + "': " + why + ", in: " + plain.strip());
            }
        });
        Set<String> tables = new TreeSet<>();
        Matcher table = Pattern.compile("(?i)\\b(?:INTO|TABLE|REFERENCES|ON)\\s+(\\w+)\\s*\\(")
                .matcher(plain);
        while (table.find()) {
            tables.add(table.group(1).toLowerCase(Locale.ROOT));
        }
        Matcher call = Pattern.compile("\\b([A-Za-z_]\\w*)\\s*\\(").matcher(plain);
        while (call.find()) {
            String name = call.group(1).toLowerCase(Locale.ROOT);
            if (!FUNCTIONS.contains(name) && !BRACKETS.contains(name) && !tables.contains(name)) {
                found.add("'" + name + "(' is no function that all have, in: " + plain.strip());
            }
        }
        return found;
    }

    private static String withoutComments(String sql) {
        return sql.replaceAll("--[^\\n]*", "").replaceAll("'[^']*'", "''");
    }

    private static String migrations() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            for (Path file : files.sorted().toList()) {
                all.append(Files.readString(file)).append('\n');
            }
        }
        return all.toString();
    }

    /// The texts of the sources that are SQL or parts of it.
    private static List<String> texts() throws IOException {
        Pattern literal = Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\\n]|\\\\.)*)\"", Pattern.DOTALL);
        Pattern like =
                Pattern.compile("\\b(SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|ORDER BY|VALUES|LIMIT|JOIN|COALESCE)\\b");
        List<String> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
                String source = Files.readString(file).replaceAll("(?m)^\\s*//.*$", "");
                Matcher matcher = literal.matcher(source);
                while (matcher.find()) {
                    String text = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
                    if (like.matcher(text).find()) {
                        all.add(text);
                    }
                }
            }
        }
        return all;
    }

    @Test
    void statementsOfTheSources_arePortable() throws Exception {
        List<String> texts = texts();
        assertThat(texts).as("texts found in the sources").hasSizeGreaterThan(50);
        assertThat(texts.stream().flatMap(text -> problems(text).stream())).isEmpty();
    }

    @Test
    void migrations_arePortable() throws Exception {
        assertThat(Arrays.stream(migrations().split(";", -1)).flatMap(sql -> problems(sql).stream()))
                .isEmpty();
    }

    @Test
    void columns_haveTypesThatAllShare() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, String> table : tables().entrySet()) {
            for (String line : lines(table.getValue())) {
                String[] words = line.split("\\s+", 3);
                boolean constraint = line.matches("(?is)(PRIMARY|FOREIGN|UNIQUE|CHECK|CONSTRAINT)\\b.*");
                if (!constraint && (words.length < 2 || !TYPES.contains(words[1].replace(",", "")))) {
                    wrong.add(table.getKey() + ": " + line);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void keys_beginWithTenantOrAgent() throws Exception {
        List<String> wrong = new ArrayList<>();
        Set<String> used = new TreeSet<>();
        tables().forEach((name, body) -> {
            for (String line : lines(body)) {
                Matcher whole = Pattern.compile("(?is)(?:PRIMARY KEY|UNIQUE)\\s*\\(\\s*(\\w+).*")
                        .matcher(line);
                Matcher column = Pattern.compile("(?is)(\\w+)\\s.*\\b(PRIMARY KEY|UNIQUE)\\b.*")
                        .matcher(line);
                if (whole.matches()) {
                    judge(name, name, whole.group(1), wrong, used);
                } else if (column.matches()) {
                    boolean primary = column.group(2).equalsIgnoreCase("PRIMARY KEY");
                    judge(name, primary ? name : name + "." + column.group(1), column.group(1), wrong, used);
                }
            }
        });
        assertThat(wrong).isEmpty();
        assertThat(used).as("exceptions that are needed").containsAll(OTHER_KEYS.keySet());
    }

    private static void judge(String table, String key, String first, List<String> wrong, Set<String> used) {
        if (first.equals("tenant_id") || first.equals("agent_id")) {
            return;
        }
        if (OTHER_KEYS.containsKey(key)) {
            used.add(key);
        } else {
            wrong.add("a key of " + table + " begins with " + first + ", and no reason is given in this test");
        }
    }

    @Test
    void everyTable_hasAPrimaryKey() throws Exception {
        tables().forEach((name, body) -> assertThat(body).as(name).containsIgnoringCase("PRIMARY KEY"));
    }

    private static Map<String, String> tables() throws IOException {
        Map<String, String> all = new TreeMap<>();
        Matcher table = Pattern.compile("(?is)CREATE TABLE\\s+(\\w+)\\s*\\((.*?)\\)\\s*;")
                .matcher(withoutComments(migrations()));
        while (table.find()) {
            all.put(table.group(1), table.group(2));
        }
        assertThat(all).hasSizeGreaterThan(10);
        return all;
    }

    /// The columns and constraints: parts between commas that are in no bracket.
    private static List<String> lines(String body) {
        List<String> all = new ArrayList<>();
        int depth = 0;
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                all.add(line.toString().strip());
                line.setLength(0);
            } else {
                line.append(c);
            }
        }
        all.add(line.toString().strip());
        return all;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LISTEN changes",
                "SELECT pg_advisory_lock(1)",
                "CREATE TABLE x (id SERIAL)",
                "CREATE TRIGGER t AFTER INSERT ON x",
                "CREATE TEMP TABLE x (a TEXT)",
                "SELECT a FROM x ORDER BY a LIMIT 10 OFFSET 20",
                "SELECT a FROM x LIMIT 20, 10",
                "SELECT a::text FROM x",
                "SELECT date_trunc('day', a) FROM x",
                "INSERT OR REPLACE INTO x (a) VALUES (?)",
                "SELECT a FROM x FOR UPDATE",
                "UPDATE x SET a = CURRENT_TIMESTAMP",
                "SELECT IFNULL(a, b) FROM x"
            })
    void whatIsNotPortable_isFound(String sql) {
        assertThat(problems(sql)).isNotEmpty();
    }
}
