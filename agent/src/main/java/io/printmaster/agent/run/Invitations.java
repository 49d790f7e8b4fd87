package io.printmaster.agent.run;

import io.printmaster.agent.config.ServerSettings;
import io.printmaster.agent.send.ServerUrl;
import io.printmaster.agent.send.Trust;
import io.printmaster.agent.upload.Enrollment;
import io.printmaster.agent.upload.Invitation;
import io.printmaster.program.ExitCode;
import io.printmaster.program.Secret;
import io.printmaster.wire.JoinString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.Optional;

/// From what people wrote to what an agent joins with.
final class Invitations {

    private Invitations() {}

    /// What the settings tell for an unattended start; empty when they tell nothing.
    ///
    /// @throws CommandFault when they tell something unusable
    static Optional<Invitation> of(ServerSettings settings) {
        if (settings.join().isEmpty()) {
            return Optional.empty();
        }
        Secret join = settings.join().get();
        if (looksLikeJoinString(join.reveal())) {
            return Optional.of(byString(join.reveal()));
        }
        ServerUrl server = settings.url()
                .map(url -> server(url.toString(), true))
                .orElseThrow(() -> new CommandFault(
                        ExitCode.USAGE,
                        "[server] join is a token without an address; set server_url too, or give the whole join"
                                + " string (it begins with pm1.)"));
        return Optional.of(
                new Invitation.ByToken(server, join, trust(settings.caFile()).orElseGet(Trust.Platform::new)));
    }

    /// What the settings fix about the server, whatever joining told.
    static Enrollment.Fixed fixed(ServerSettings settings) {
        return new Enrollment.Fixed(settings.url().map(url -> server(url.toString(), true)), trust(settings.caFile()));
    }

    static boolean looksLikeJoinString(String text) {
        return text.strip().startsWith("pm1.");
    }

    static Invitation byString(String text) {
        try {
            return new Invitation.ByString(JoinString.parse(text));
        } catch (IllegalArgumentException e) {
            throw new CommandFault(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    static ServerUrl server(String text, boolean allowHttp) {
        try {
            return ServerUrl.parse(text, allowHttp);
        } catch (IllegalArgumentException e) {
            throw new CommandFault(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    /// The authorities in a file.
    static Optional<Trust> trust(Optional<Path> file) {
        return file.map(path -> {
            try {
                String pem = Files.readString(path, StandardCharsets.US_ASCII);
                Trust.certificates(pem);
                return new Trust.Pinned(pem);
            } catch (IOException e) {
                throw new CommandFault(ExitCode.USAGE, "the CA file " + path + " cannot be read", e);
            } catch (CertificateException e) {
                throw new CommandFault(ExitCode.USAGE, "the CA file " + path + " holds no PEM certificate", e);
            }
        });
    }
}
