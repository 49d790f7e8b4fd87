package io.printmaster.server.run;

import io.printmaster.server.config.ServerConfig;
import io.printmaster.server.http.tls.ServerNames;
import io.printmaster.server.http.tls.TlsException;
import io.printmaster.server.http.tls.TlsFiles;
import io.printmaster.server.http.tls.TlsKeys;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// The certificates that the settings ask for: given ones, or the own CA's. Thread-safe.
final class Certificates {
    private final ServerConfig config;
    private final Clock clock;
    private final TlsFiles files;

    Certificates(ServerConfig config, Clock clock, SecureRandom random) {
        this.config = config;
        this.clock = clock;
        this.files = new TlsFiles(config.dataDir(), clock, random);
    }

    /// The keys for now; made or renewed where needed.
    TlsKeys current() throws TlsException {
        if (config.tlsCert().isPresent() && config.tlsKey().isPresent()) {
            return TlsFiles.given(config.tlsCert().get(), config.tlsKey().get(), clock.instant());
        }
        List<String> extra = config.publicUrl().map(URI::getHost).map(List::of).orElse(List.of());
        return files.own(ServerNames.ofThisMachine(extra));
    }

    /// What agents shall trust.
    X509Certificate anchor() throws TlsException {
        Optional<Path> given = config.tlsCert();
        return given.isPresent() ? current().anchor() : files.authorityCertificate();
    }
}
