package io.printmaster.server.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// All routes, and the one that a request means. Immutable and thread-safe. Literal segments win over `{names}`,
/// those over `{rest...}`.
public final class RouteTable {

    /// What a path leads to.
    sealed interface Match {
        /// The route and its path parameters.
        record Found(Route route, Map<String, String> params) implements Match {}

        /// The path is known, but not with this method; one of the path's routes says whom it lets in.
        record OtherMethod(Route like, Set<String> allowed) implements Match {}

        /// No such path.
        record Nothing() implements Match {}
    }

    private final List<Route> routes;
    private final Node root = new Node();

    private static final class Node {
        final Map<String, Node> literal = new HashMap<>();
        final Map<String, Target> targets = new HashMap<>();
        final Map<String, Target> rest = new HashMap<>();

        @org.jspecify.annotations.Nullable
        Node named;
    }

    private record Target(Route route, List<String> names) {}

    /// Takes the routes in the order of the lists.
    ///
    /// @throws IllegalArgumentException when two routes mean the same method and path
    public RouteTable(List<Route> routes) {
        this.routes = List.copyOf(routes);
        this.routes.forEach(this::add);
    }

    /// Every route, for tests that prove a rule about all of them, and for the API's description.
    public List<Route> all() {
        return routes;
    }

    private void add(Route route) {
        Node node = root;
        List<String> names = new ArrayList<>();
        for (String segment : Paths.segments(route.pattern())) {
            if (segment.startsWith("{") && segment.endsWith("...}")) {
                names.add(segment.substring(1, segment.length() - 4));
                put(node.rest, new Target(route, List.copyOf(names)));
                return;
            }
            if (segment.startsWith("{") && segment.endsWith("}")) {
                names.add(segment.substring(1, segment.length() - 1));
                if (node.named == null) {
                    node.named = new Node();
                }
                node = node.named;
            } else {
                node = node.literal.computeIfAbsent(segment, s -> new Node());
            }
        }
        put(node.targets, new Target(route, List.copyOf(names)));
    }

    private static void put(Map<String, Target> targets, Target target) {
        Target other = targets.put(target.route.method(), target);
        if (other != null) {
            throw new IllegalArgumentException("two routes for the same path: " + other.route + ", " + target.route);
        }
    }

    Match match(String method, List<String> segments) {
        Set<String> allowed = new LinkedHashSet<>();
        List<Route> others = new ArrayList<>();
        String wanted = method.equals("HEAD") ? "GET" : method;
        Match.Found found = find(root, segments, 0, new ArrayList<>(), wanted, allowed, others);
        if (found != null) {
            return found;
        }
        return others.isEmpty() ? new Match.Nothing() : new Match.OtherMethod(others.getFirst(), allowed);
    }

    private static Match.@org.jspecify.annotations.Nullable Found find(
            Node node,
            List<String> segments,
            int at,
            List<String> values,
            String method,
            Set<String> allowed,
            List<Route> others) {
        if (at == segments.size()) {
            Match.Found found = take(node.targets, values, method, allowed, others);
            return found != null ? found : takeRest(node, segments, at, values, method, allowed, others);
        }
        Node literal = node.literal.get(segments.get(at));
        if (literal != null) {
            Match.Found found = find(literal, segments, at + 1, values, method, allowed, others);
            if (found != null) {
                return found;
            }
        }
        if (node.named != null) {
            values.add(segments.get(at));
            Match.Found found = find(node.named, segments, at + 1, values, method, allowed, others);
            values.removeLast();
            if (found != null) {
                return found;
            }
        }
        return takeRest(node, segments, at, values, method, allowed, others);
    }

    private static Match.@org.jspecify.annotations.Nullable Found takeRest(
            Node node,
            List<String> segments,
            int at,
            List<String> values,
            String method,
            Set<String> allowed,
            List<Route> others) {
        if (at == segments.size()) {
            return null;
        }
        List<String> more = new ArrayList<>(values);
        more.add(String.join("/", segments.subList(at, segments.size())));
        return take(node.rest, more, method, allowed, others);
    }

    private static Match.@org.jspecify.annotations.Nullable Found take(
            Map<String, Target> targets, List<String> values, String method, Set<String> allowed, List<Route> others) {
        targets.forEach((name, target) -> {
            allowed.add(name);
            others.add(target.route);
        });
        Target target = targets.get(method);
        if (target == null) {
            return null;
        }
        Map<String, String> params = new HashMap<>();
        for (int i = 0; i < target.names.size(); i++) {
            params.put(target.names.get(i), values.get(i));
        }
        return new Match.Found(target.route, Map.copyOf(params));
    }
}
