package io.printmaster.e2e;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The rules of the house over the classes of every module: who may import whom, and which foreign
/// types stop where. The reasons are in `RATIONALE.md`. A package that is in no row of the table fails
/// here, so that it gets one.
final class ArchitectureTest {
    private static final String BASE = "io.printmaster.";

    /// A row says ALL that a package may import from the project. `program` is open to every room of a
    /// program and `run` to everything of its own program; `*` is every package of the same program but
    /// `run`.
    private static final String MAY_IMPORT = """
            model                  :
            program                :
            wire                   : model

            agent.config           :
            agent.snmp             :
            agent.snmp.snmp4j      : agent.snmp
            agent.discover         : model agent.config agent.snmp
            agent.discover.mdns    : model agent.discover
            agent.discover.ssdp    : model agent.discover
            agent.discover.wsd     : model agent.discover
            agent.discover.usb     : model agent.discover
            agent.discover.cups    : model agent.discover
            agent.read             : model agent.config agent.snmp agent.read.maker
            agent.read.maker       : model agent.snmp
            agent.read.ipp         : model agent.read
            agent.store            : model
            agent.store.sqlite     : model wire agent.store
            agent.delta            : model
            agent.survey           : model agent.config agent.discover agent.read agent.store agent.delta
            agent.send             : model wire agent.config
            agent.upload           : model wire agent.config agent.store agent.send
            agent.control          : model wire agent.config agent.store agent.send agent.survey agent.upload
            agent.web              : model wire agent.config agent.store agent.survey agent.upload agent.control
            agent.run              : model wire agent.*

            server.config          :
            server.html            :
            server.store           : model
            server.store.jdbc      : model wire server.store
            server.store.sqlite    : model server.store server.store.jdbc
            server.store.postgres  : model server.store server.store.jdbc
            server.store.move      : server.store server.store.sqlite server.store.postgres
            server.http            : server.config server.http.tls wire
            server.http.tls        : model
            server.auth            : server.config model server.store server.http
            server.ingest          : server.config model wire server.http server.auth server.store
            server.fleet           : model server.store
            server.control         : server.config model wire server.http server.auth server.store
            server.alert           : server.config model server.store
            server.web.view        : server.html
            server.web             : model wire server.config server.html server.store server.http server.auth \
            server.ingest server.fleet server.control server.alert server.web.view
            server.run             : model wire server.*

            simulator              : model wire simulator.snmp simulator.profile
            simulator.snmp         : model
            simulator.profile      : model simulator.snmp
            simulator.announce     : model
            simulator.fleet        : model wire
            simulator.demo         : model wire simulator
            simulator.run          : model wire simulator.*
            """;

    private static final Map<String, Set<String>> TABLE = parse(MAY_IMPORT);

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/io/printmaster/e2e/"))
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.printmaster");

    @Test
    void packages_importOnlyWhatTheirRowOfTheTableSays() {
        TABLE.forEach((room, allowed) -> noClasses()
                .that(resideInAPackage(BASE + room))
                .should()
                .dependOnClassesThat(describe(
                        "are of the project but not in the row `" + room + " : " + String.join(" ", allowed) + "`",
                        target -> isOurs(target)
                                && !roomOf(target).equals(room)
                                && !allows(room, allowed, roomOf(target))))
                .allowEmptyShould(true)
                .check(CLASSES));
    }

    @Test
    void packages_haveARowInTheTable() {
        Set<String> unknown = CLASSES.stream()
                .map(ArchitectureTest::roomOf)
                .filter(room -> !TABLE.containsKey(room))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(unknown)
                .as("packages without a row in the table of this test")
                .isEmpty();
    }

    @Test
    void packages_makeNoCircle() {
        slices().matching("io.printmaster.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void run_isImportedByNobody() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..run")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(BASE + "(*).run")
                .check(CLASSES);
    }

    @Test
    void implementations_areNamedOnlyByRun() {
        String[] implementations = {
            "..snmp.snmp4j..", "..store.sqlite..", "..store.jdbc..", "..store.postgres..", "..store.move.."
        };
        noClasses()
                .that(resideInAnyPackage("io.printmaster..")
                        .and(DescribedPredicate.not(resideInAnyPackage(implementations)))
                        .and(DescribedPredicate.not(resideInAPackage("..run"))))
                .should()
                .dependOnClassesThat(resideInAnyPackage(implementations))
                .check(CLASSES);
    }

    @Test
    void snmp4j_staysBehindItsDoor() {
        staysIn("org.snmp4j..", "io.printmaster.agent.snmp.snmp4j", "io.printmaster.simulator..");
    }

    @Test
    void jmdns_staysBehindItsDoor() {
        staysIn("javax.jmdns..", "io.printmaster.simulator..");
    }

    @Test
    void jipp_staysBehindItsDoor() {
        staysIn("com.hp.jipp..", "io.printmaster.agent.read.ipp", "io.printmaster.simulator..");
    }

    @Test
    void jdbc_staysBehindItsDoor() {
        String[] doors = {
            "io.printmaster.agent.store.sqlite",
            "io.printmaster.server.store.jdbc",
            "io.printmaster.server.store.sqlite",
            "io.printmaster.server.store.postgres",
            "io.printmaster.server.store.move"
        };
        for (String foreign : new String[] {
            "java.sql..", "javax.sql..", "org.sqlite..", "org.postgresql..", "com.zaxxer..", "org.flywaydb.."
        }) {
            staysIn(foreign, doors);
        }
    }

    @Test
    void jetty_staysBehindItsDoor() {
        staysIn("org.eclipse.jetty..", "io.printmaster.server.http");
    }

    @Test
    void jte_staysBehindItsDoor() {
        staysIn("gg.jte..", "io.printmaster.server.html", "io.printmaster.server.web");
    }

    @Test
    void model_knowsOnlyTheLanguage() {
        noClasses()
                .that()
                .resideInAPackage("io.printmaster.model")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "io.printmaster.model",
                        "java.lang..",
                        "java.util..",
                        "java.time..",
                        "java.math..",
                        "java.nio..",
                        "java.net..",
                        "java.io..",
                        "java.text..",
                        "java.security..",
                        "org.jspecify.annotations..")
                .check(CLASSES);
    }

    @Test
    void clocks_areReadOnlyInRun() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.printmaster.(*).run")
                .should()
                .callMethodWhere(describe("reads the machine's clock", ArchitectureTest::readsTheClock))
                .check(CLASSES);
    }

    @Test
    void fields_areNeverInjected() {
        noFields()
                .should()
                .beAnnotatedWith(describe(
                        "an annotation of injection",
                        annotation -> Set.of("Inject", "Autowired", "Resource", "Value")
                                .contains(annotation.getRawType().getSimpleName())))
                .check(CLASSES);
    }

    @Test
    void staticFields_neverChange() {
        fields().that()
                .areStatic()
                .and(describe(
                        "are written by people", field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC)))
                .should()
                .beFinal()
                .check(CLASSES);
        noFields()
                .that()
                .areStatic()
                .should()
                .haveRawType(describe("a type that is there to be changed", ArchitectureTest::isMutableBox))
                .check(CLASSES);
    }

    private static void staysIn(String foreign, String... doors) {
        noClasses()
                .that()
                .resideOutsideOfPackages(doors)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(foreign)
                .check(CLASSES);
    }

    private static boolean readsTheClock(JavaCall<?> call) {
        JavaClass owner = call.getTargetOwner();
        String method = call.getTarget().getName();
        boolean withoutClock = call.getTarget().getRawParameterTypes().isEmpty();
        return (owner.getPackageName().equals("java.time") && method.equals("now") && withoutClock)
                || (owner.isEquivalentTo(System.class) && method.equals("currentTimeMillis"))
                || (owner.isEquivalentTo(Clock.class) && method.startsWith("system"));
    }

    private static boolean isMutableBox(JavaClass type) {
        return type.getPackageName().equals("java.util.concurrent.atomic")
                || Stream.of(
                                HashMap.class,
                                ConcurrentMap.class,
                                ArrayList.class,
                                HashSet.class,
                                Queue.class,
                                Random.class,
                                StringBuilder.class,
                                ThreadLocal.class)
                        .anyMatch(type::isAssignableTo);
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith(BASE);
    }

    private static String roomOf(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(BASE) ? name.substring(BASE.length()) : name;
    }

    private static boolean allows(String room, Collection<String> row, String target) {
        boolean inAProgram = !Set.of("model", "wire", "program").contains(room);
        return row.contains(target)
                || (target.equals("program") && inAProgram)
                || row.stream()
                        .filter(cell -> cell.endsWith(".*"))
                        .map(cell -> cell.substring(0, cell.length() - 2))
                        .anyMatch(program -> target.equals(program) || target.startsWith(program + "."));
    }

    private static Map<String, Set<String>> parse(String table) {
        Map<String, Set<String>> rows = new LinkedHashMap<>();
        table.lines().filter(line -> !line.isBlank()).forEach(line -> {
            String[] sides = line.split(":", -1);
            rows.put(
                    sides[0].strip(),
                    Arrays.stream(sides[1].strip().split("\\s+"))
                            .filter(cell -> !cell.isEmpty())
                            .collect(Collectors.toCollection(TreeSet::new)));
        });
        return rows;
    }
}
