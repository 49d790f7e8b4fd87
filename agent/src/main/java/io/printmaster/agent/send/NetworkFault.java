package io.printmaster.agent.send;

import io.printmaster.agent.send.Outcome.RetryLater;
import io.printmaster.agent.send.Outcome.Trouble;
import io.printmaster.model.Text;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/// What a broken exchange means, by the type of the exception and never by its text. Pure.
final class NetworkFault {

    private NetworkFault() {}

    static <T> RetryLater<T> of(IOException fault, ServerUrl url) {
        return switch (fault) {
            case HttpConnectTimeoutException e -> later(Trouble.TIMEOUT, "connection timeout");
            case HttpTimeoutException e -> later(Trouble.TIMEOUT, text(e));
            case ConnectException e
            when has(e, UnresolvedAddressException.class) ->
                later(Trouble.UNREACHABLE, "host name not found: " + url.base().getHost());
            case ConnectException e ->
                later(Trouble.UNREACHABLE, "no connection to " + url.base().getAuthority());
            case SSLException e -> tls(e);
            case IOException e -> later(Trouble.CUT, "connection broken: " + text(e));
        };
    }

    private static <T> RetryLater<T> tls(SSLException fault) {
        if (has(fault, GeneralSecurityException.class)) {
            return later(Trouble.UNTRUSTED, "the server's certificate is not trusted: " + text(fault));
        }
        if (has(fault, EOFException.class) || has(fault, SocketException.class)) {
            return later(Trouble.CUT, "connection broken: " + text(fault));
        }
        return later(Trouble.UNTRUSTED, "TLS failed: " + text(fault));
    }

    private static boolean has(Throwable fault, Class<? extends Throwable> kind) {
        int depth = 0;
        for (Throwable t = fault; t != null && depth < 20; t = t.getCause(), depth++) {
            if (kind.isInstance(t)) {
                return true;
            }
        }
        return false;
    }

    private static String text(Throwable fault) {
        String message = fault.getMessage();
        return message == null ? fault.getClass().getSimpleName() : Text.clean(message, 200);
    }

    private static <T> RetryLater<T> later(Trouble why, String detail) {
        return new RetryLater<>(why, Duration.ZERO, detail);
    }
}
