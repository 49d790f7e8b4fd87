package io.printmaster.server.http;

import java.util.List;

/// Headers that every answer carries: scripts and styles only from our own files, no frames, no guessing of
/// types, no address told to others, HTTPS only (OWASP ASVS 5, chapter 3).
final class SecurityHeaders {
    static final List<Response.Header> ALL = List.of(
            new Response.Header("Strict-Transport-Security", "max-age=31536000"),
            new Response.Header("X-Content-Type-Options", "nosniff"),
            new Response.Header("Referrer-Policy", "no-referrer"),
            new Response.Header("Cross-Origin-Opener-Policy", "same-origin"),
            new Response.Header("Cross-Origin-Resource-Policy", "same-origin"),
            new Response.Header(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
                            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"));

    private SecurityHeaders() {}
}
