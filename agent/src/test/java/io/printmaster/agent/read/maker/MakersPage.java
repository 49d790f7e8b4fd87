package io.printmaster.agent.read.maker;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// docs/makers.md, written from the makers' facts.
final class MakersPage {
    private static final String HEAD = """
            # What is read of each maker

            Every printer is read by the standards first: Printer-MIB (RFC 3805), Host Resources (RFC 2790), IPP. Makers keep
            more in objects of their own; this page lists which of them the agent asks for. It is written from the code's data
            (`io.printmaster.agent.read.maker`), and a test fails when the two differ: `./mvnw -pl agent -am test
            -Dtest=MakersPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dprintmaster.docs=write` writes it anew.

            *seen* means that a device's answer was seen; *documented* that documents and other readers say so. A level of a
            maker's own object is used only where the standard's table measures none, and is marked as the maker's.
            Counters that fail a check are told as doubtful, with the reason, and never among the others. For every maker: a
            counter above twice the life count, a filler such as 2^32 - 1, and a total of 0 beside a life count are doubtful;
            where the maker tells no total of its own, `mono` + `color` must make about the life count.

            Private objects are asked for in the same requests as the standard's. Devices are asked for their own maker's
            objects only: others answer HP's tree, for one, with zeros.
            """;

    private MakersPage() {}

    static String text() {
        return HEAD + Makers.ALL.stream().map(MakersPage::section).collect(Collectors.joining()) + nothingPrivate();
    }

    private static boolean tells(Maker maker) {
        return !maker.objects().isEmpty();
    }

    private static String section(Maker maker) {
        if (!tells(maker)) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        text.append("\n## ").append(maker.brand()).append('\n');
        text.append("sysObjectID below ").append(trees(maker)).append(".\n\n");
        text.append("| object | meaning | |\n|---|---|---|\n");
        for (MakerObject object : maker.objects()) {
            text.append("| `")
                    .append(object.oid())
                    .append(object.column() ? ".*" : "")
                    .append("` | ")
                    .append(object.meaning())
                    .append(" | ")
                    .append(object.evidence().name().toLowerCase(Locale.ROOT))
                    .append(" |\n");
        }
        list("Sums", maker.sums().stream().map(s -> s.name() + " = " + s).toList(), text);
        list("Checks", maker.checks().stream().map(Object::toString).toList(), text);
        return text.toString();
    }

    private static void list(String title, List<String> lines, StringBuilder text) {
        if (!lines.isEmpty()) {
            text.append('\n').append(title).append(":\n");
            lines.forEach(line -> text.append("- `").append(line).append("`\n"));
        }
    }

    private static String trees(Maker maker) {
        return maker.trees().stream().map(oid -> "`" + oid + "`").collect(Collectors.joining(", "));
    }

    private static String nothingPrivate() {
        return "\n## Others\nNothing private is asked of devices below these; model and firmware stand in their sysDescr,\n"
                + "the rest in the standard's objects, as for every maker that is not named here:\n"
                + Makers.ALL.stream()
                        .filter(maker -> !tells(maker))
                        .map(maker -> "- " + maker.brand() + " " + trees(maker) + "\n")
                        .collect(Collectors.joining());
    }
}
