package io.printmaster.agent.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Under which names the agent's page may be asked for: those of this machine's loopback. A foreign page whose own name
/// was pointed to 127.0.0.1 (DNS rebinding) sends that name and is turned away. Immutable.
final class Hosts {
    private final Set<String> allowed = new HashSet<>();

    Hosts(InetSocketAddress listener) {
        InetAddress address = listener.getAddress();
        String literal = address.getHostAddress().replaceFirst("%.*", "");
        for (String host : List.of("localhost", "127.0.0.1", "[::1]", literal, "[" + literal + "]")) {
            allowed.add(host + ":" + listener.getPort());
            if (listener.getPort() == 80) {
                allowed.add(host);
            }
        }
    }

    /// Whether the request's only `Host` header is one of them.
    boolean allow(@Nullable List<String> hosts) {
        return hosts != null
                && hosts.size() == 1
                && allowed.contains(hosts.getFirst().strip().toLowerCase(Locale.ROOT));
    }
}
