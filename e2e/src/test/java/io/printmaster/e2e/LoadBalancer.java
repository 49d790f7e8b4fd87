package io.printmaster.e2e;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// HAProxy in front of two servers, passing TLS through, as `docs/operations.md` says. A test that asks is skipped
/// where it is missing.
final class LoadBalancer {
    private final int port;

    private LoadBalancer(int port) {
        this.port = port;
    }

    static LoadBalancer start(Programs programs, Path folder, ServerUnderTest one, ServerUnderTest other)
            throws IOException {
        String command = Peers.need("haproxy").toString();
        int port = Peers.freeTcpPort();
        Path file = folder.resolve("haproxy.cfg");
        Files.writeString(file, """
                defaults
                  mode tcp
                  timeout connect 1s
                  timeout client 5m
                  timeout server 5m
                  timeout check 5s
                  retries 2
                  option redispatch 1
                frontend agents
                  bind 127.0.0.1:%d
                  default_backend servers
                backend servers
                  balance roundrobin
                  option httpchk GET /readyz
                  default-server check check-ssl verify none inter 2s fall 3 rise 1 on-marked-down shutdown-sessions
                  server one 127.0.0.1:%d
                  server other 127.0.0.1:%d
                """.formatted(port, one.port(), other.port()));
        programs.start("haproxy", folder, Map.of(), List.of(command, "-db", "-f", file.toString()));
        return new LoadBalancer(port);
    }

    URI address() {
        return URI.create("https://localhost:" + port);
    }
}
