package io.printmaster.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteTableTest {
    private static Route route(String method, String pattern) {
        return Route.api(method, pattern, Access.ANYONE, r -> Response.empty(204));
    }

    private static RouteTable.Match match(RouteTable table, String method, String path) {
        return table.match(method, Paths.segments(path));
    }

    @Test
    void literal_winsOverName_andNameOverRest() {
        RouteTable table = new RouteTable(
                List.of(route("GET", "/a/{x}"), route("GET", "/a/b"), route("GET", "/a/{rest...}"), route("GET", "/")));
        assertThat(match(table, "GET", "/a/b"))
                .isInstanceOfSatisfying(
                        RouteTable.Match.Found.class,
                        f -> assertThat(f.route().pattern()).isEqualTo("/a/b"));
        assertThat(match(table, "GET", "//a//c/"))
                .isInstanceOfSatisfying(
                        RouteTable.Match.Found.class,
                        f -> assertThat(f.params()).isEqualTo(Map.of("x", "c")));
        assertThat(match(table, "HEAD", "/a/serial:X/Y"))
                .isInstanceOfSatisfying(
                        RouteTable.Match.Found.class,
                        f -> assertThat(f.params()).isEqualTo(Map.of("rest", "serial:X/Y")));
        assertThat(match(table, "GET", "/")).isInstanceOf(RouteTable.Match.Found.class);
        assertThat(match(table, "GET", "/b")).isInstanceOf(RouteTable.Match.Nothing.class);
    }

    @Test
    void otherMethod_isToldWithThoseAllowed() {
        RouteTable table = new RouteTable(List.of(route("GET", "/a"), route("POST", "/a")));
        assertThat(match(table, "DELETE", "/a"))
                .isInstanceOfSatisfying(
                        RouteTable.Match.OtherMethod.class,
                        o -> assertThat(o.allowed()).containsExactlyInAnyOrder("GET", "POST"));
    }

    @Test
    void twoRoutesForOnePath_areRefused() {
        assertThatThrownBy(() -> new RouteTable(List.of(route("GET", "/a/{x}"), route("GET", "/a/{y}"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void encodedSlash_staysInItsSegment_andTricksAreRefused() {
        assertThat(Paths.segments("/a/x%2Fy%20z")).containsExactly("a", "x/y z");
        for (String bad : List.of("/a/..", "/%2e%2e/a", "/a/%", "/a/%zz", "/a/%00", "/a/%ff", "/x".repeat(40))) {
            assertThatThrownBy(() -> Paths.segments(bad)).as(bad).isInstanceOf(HttpProblem.class);
        }
    }
}
