package io.printmaster.server.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// The server's settings, checked.
///
/// @param listenHost address to bind; `0.0.0.0` for all
/// @param listenPort 0 for any free port
/// @param dataDir    database, keys and certificates
/// @param publicUrl  how agents and people reach the server, when it is not `https://<host name>:<port>`
/// @param tlsCert    certificate chain to use instead of the own CA's; only together with `tlsKey`
/// @param logLevel   `error`, `warn`, `info`, `debug` or `trace`
/// @param accessLog  whether successful requests are logged at INFO
/// @param databaseUrl PostgreSQL to keep everything in, with its password; empty for a file in `dataDir`
/// @param initSecret preset join token of unattended set-ups; as given, unlimited uses
public record ServerConfig(
        String listenHost,
        int listenPort,
        Path dataDir,
        Optional<URI> publicUrl,
        Optional<Path> tlsCert,
        Optional<Path> tlsKey,
        String logLevel,
        boolean accessLog,
        Optional<String> databaseUrl,
        Optional<String> initSecret) {

    /// Without the secrets.
    @Override
    public String toString() {
        return "ServerConfig[listen=" + listenHost + ":" + listenPort + ", dataDir=" + dataDir + ", publicUrl="
                + publicUrl + "]";
    }
}
