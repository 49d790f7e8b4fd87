package io.printmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What must never be in a file of the repository, whoever wrote it.
final class RepositoryTest {
    private static final int MAX_JAVA_LINES = 500;
    private static final String WRAPPER = ".mvn/wrapper/maven-wrapper.properties";

    // The words are put together here, so that this file does not hold them itself.
    private static final Pattern UNFINISHED = Pattern.compile("\\b(?:TO" + "DO|FIX" + "ME|X" + "XX)\\b");
    private static final Pattern MACHINE_PATHS = Pattern.compile(
            "(?<![\\w.}-])(?:/wo" + "rk/|/ro" + "ot/|/home/" + "runner|/home/" + "[a-z]+/\\.m2|/t" + "mp/[A-Za-z])");
    private static final Pattern REGISTRIES =
            Pattern.compile("repo1?\\.ma" + "ven\\.(?:apache\\.)?org|registry\\.np" + "mjs\\.org|\\bpy"
                    + "pi\\.org|deb\\.deb" + "ian\\.org|plugins\\.gra" + "dle\\.org|proxy\\.gol" + "ang\\.org");
    private static final Pattern TASK_NUMBERS =
            Pattern.compile("(?i)\\b(?:issue|task|ticket|jira|pull request)\\s*#?\\d+\\b");
    private static final Pattern SLEEPS = Pattern.compile("Thread\\.sl" + "eep\\(|TimeUnit\\.\\w+\\.sl" + "eep\\(");

    private static List<Path> tracked = List.of();

    @BeforeAll
    static void listTrackedFiles() throws Exception {
        Skip.unless(Files.exists(Repository.ROOT.resolve(".git")), "not a git checkout");
        Process git = new ProcessBuilder("git", "ls-files", "-z")
                .directory(Repository.ROOT.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Skip.unless(git.waitFor() == 0, "git cannot list the tracked files");
        tracked = names.lines()
                .flatMap(line -> Pattern.compile("\0").splitAsStream(line))
                .map(Path::of)
                .filter(path -> Files.isRegularFile(Repository.ROOT.resolve(path)))
                .toList();
    }

    @Test
    void files_areFinished() throws IOException {
        assertThat(linesWith(UNFINISHED, tracked)).isEmpty();
    }

    @Test
    void files_nameNoPathOfTheMachineTheyWereWrittenOn() throws IOException {
        assertThat(linesWith(MACHINE_PATHS, tracked)).isEmpty();
    }

    @Test
    void files_nameNoPackageRegistry_exceptTheMavenWrapper() throws IOException {
        List<Path> others = tracked.stream()
                .filter(path -> !path.toString().equals(WRAPPER))
                .toList();

        assertThat(linesWith(REGISTRIES, others)).isEmpty();
    }

    @Test
    void files_nameNoNumberOfATask() throws IOException {
        assertThat(linesWith(TASK_NUMBERS, tracked)).isEmpty();
    }

    @Test
    void javaFiles_haveAtMost500Lines() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path path : javaFiles()) {
            int lines = text(path).split("\n", -1).length - 1;
            if (lines > MAX_JAVA_LINES) {
                tooLong.add(path + ": " + lines + " lines");
            }
        }

        assertThat(tooLong).isEmpty();
    }

    /// A list of tests that do not exist would be worse than none.
    @Test
    void everyAcceptanceCaseInThePapers_hasItsTests() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (Path path : javaFiles()) {
            sources.put(path.getFileName().toString(), text(path));
        }
        Pattern cases = Pattern.compile("^\\| (\\d+) \\|[^|]*\\|(.*)\\|$", Pattern.MULTILINE);
        List<String> missing = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        for (MatchResult row :
                cases.matcher(text(Path.of("docs", "printers.md"))).results().toList()) {
            numbers.add(Integer.parseInt(row.group(1)));
            String source = "";
            for (MatchResult name :
                    Pattern.compile("`(\\w+)`").matcher(row.group(2)).results().toList()) {
                boolean ofClass = Character.isUpperCase(name.group(1).charAt(0));
                source = ofClass ? sources.getOrDefault(name.group(1) + ".java", "") : source;
                String wanted = ofClass ? "Acceptance case " + row.group(1) + " of" : " " + name.group(1) + "(";
                if (!source.contains(wanted)) {
                    missing.add(row.group(1) + ": " + name.group(1));
                }
            }
            if (source.isEmpty()) {
                missing.add(row.group(1) + ": no test at all");
            }
        }
        assertThat(missing).isEmpty();
        assertThat(numbers).isEqualTo(IntStream.rangeClosed(1, 30).boxed().toList());
    }

    @Test
    void tests_waitForConditionsInsteadOfSleeping() throws IOException {
        List<Path> tests = javaFiles().stream()
                .filter(path -> path.toString().contains("src/test/"))
                // A slow line is a line that waits, and a program that works at a pace is none that awaits something.
                .filter(path -> !path.endsWith("FaultyLine.java") && !path.endsWith("StoringProgram.java"))
                .toList();

        assertThat(linesWith(SLEEPS, tests)).isEmpty();
    }

    private static List<Path> javaFiles() {
        return tracked.stream()
                .filter(path -> path.toString().endsWith(".java"))
                .toList();
    }

    private static List<String> linesWith(Pattern words, List<Path> files) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path path : files) {
            int number = 0;
            for (String line : text(path).split("\n", -1)) {
                number++;
                if (words.matcher(line).find()) {
                    found.add(path + ":" + number + ": " + line.strip());
                }
            }
        }
        return found;
    }

    /// A file's text, empty for pictures and other binary files.
    private static String text(Path path) throws IOException {
        try {
            return Files.readString(Repository.ROOT.resolve(path));
        } catch (MalformedInputException binary) {
            return "";
        }
    }
}
