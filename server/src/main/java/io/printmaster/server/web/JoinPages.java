package io.printmaster.server.web;

import io.printmaster.model.TenantId;
import io.printmaster.model.Text;
import io.printmaster.server.auth.Caller;
import io.printmaster.server.auth.JoinDesk;
import io.printmaster.server.html.Formats;
import io.printmaster.server.http.Request;
import io.printmaster.server.http.Response;
import io.printmaster.server.web.view.Choice;
import io.printmaster.server.web.view.JoinView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/// The page that makes a line to paste at a new site. Thread-safe.
final class JoinPages {
    private static final Map<Integer, String> HOURS =
            new TreeMap<>(Map.of(1, "1 hour", 24, "24 hours", 24 * 7, "7 days", 24 * 30, "30 days"));
    private static final int MAX_USES = 10_000;

    private final Site site;
    private final JoinDesk desk;
    private final JoinLines lines;

    JoinPages(Site site, JoinDesk desk, JoinLines lines) {
        this.site = site;
        this.desk = desk;
        this.lines = lines;
    }

    Response show(Request request) {
        return page(200, request, view("", "", 24, "1", "", ""));
    }

    Response make(Request request) {
        Caller.Person person = request.principal(Caller.Person.class);
        String hours = request.field("hours").orElse("24");
        String uses = request.field("uses").orElse("1").strip();
        String where = Text.clean(request.field("site").orElse(""), 120);
        int life = hours.matches("[0-9]{1,3}") ? Integer.parseInt(hours) : 0;
        int count = uses.matches("[0-9]{1,5}") ? Integer.parseInt(uses) : 0;
        if (!HOURS.containsKey(life) || count < 1 || count > MAX_USES) {
            String error = "Choose one of the lifetimes and 1 to " + Formats.count(MAX_USES) + " agents.";
            return page(422, request, view("", "", 24, "1", where, error));
        }
        TenantId tenant = person.user().tenant().orElse(TenantId.DEFAULT);
        JoinDesk.Wish wish = new JoinDesk.Wish(tenant, where, OptionalInt.of(count), Duration.ofHours(life));
        JoinDesk.Made made = desk.create(wish, person.user().name(), request.remoteAddress());
        String line = lines.of(made.token()).format();
        String validity =
                "It works for " + Formats.count(count, "agent", "agents") + " within " + HOURS.get(life) + ".";
        return page(200, request, view(line, validity, life, Integer.toString(count), where, ""));
    }

    private Response page(int status, Request request, JoinView view) {
        Caller.Person person = request.principal(Caller.Person.class);
        return site.page(status, Site.viewer(person), "join", "Join an agent", "join", view);
    }

    private static JoinView view(String line, String validity, int hours, String uses, String where, String error) {
        List<Choice> choices = HOURS.entrySet().stream()
                .map(entry -> new Choice(entry.getKey().toString(), entry.getValue(), entry.getKey() == hours))
                .toList();
        String command = line.isEmpty() ? "" : "printmaster agent join " + line;
        return new JoinView(line, command, validity, choices, uses, where, error);
    }
}
