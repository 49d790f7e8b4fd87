package io.printmaster.server.http.tls;

import org.jspecify.annotations.Nullable;

/// Key or certificate files that cannot be used; the message names the file and says what to do.
public final class TlsException extends Exception {

    /// A fault with what to do about it.
    public TlsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
