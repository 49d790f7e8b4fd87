package io.printmaster.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/// A [Request] over Jetty's.
final class JettyRequest implements Request {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final org.eclipse.jetty.server.Request jetty;
    private final String traceId;
    private String path = "/";
    private Limits limits = Limits.SMALL;
    private Map<String, String> params = Map.of();
    private @Nullable Map<String, List<String>> query;
    private @Nullable Map<String, List<String>> form;
    private @Nullable Object principal;
    private boolean bodyTaken;

    JettyRequest(org.eclipse.jetty.server.Request jetty, String traceId) {
        this.jetty = jetty;
        this.traceId = traceId;
    }

    void path(List<String> segments) {
        path = "/" + String.join("/", segments);
    }

    void matched(Limits routeLimits, Map<String, String> pathParams) {
        limits = routeLimits;
        params = pathParams;
    }

    void principal(Object proven) {
        principal = proven;
    }

    @Nullable
    Object principalOrNull() {
        return principal;
    }

    @Override
    public String method() {
        return jetty.getMethod();
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public String param(String name) {
        String value = params.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no parameter " + name);
        }
        return value;
    }

    @Override
    public Optional<String> query(String name) {
        return Optional.ofNullable(query().get(name)).map(List::getFirst);
    }

    @Override
    public Map<String, List<String>> query() {
        if (query == null) {
            String text = jetty.getHttpURI().getQuery();
            query = text == null ? Map.of() : Paths.parameters(text);
        }
        return query;
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(jetty.getHeaders().get(name));
    }

    @Override
    public Optional<String> cookie(String name) {
        return org.eclipse.jetty.server.Request.getCookies(jetty).stream()
                .filter(c -> c.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst();
    }

    @Override
    public String remoteAddress() {
        String address = org.eclipse.jetty.server.Request.getRemoteAddr(jetty);
        if (address == null) {
            return "";
        }
        String plain = address.startsWith("[") ? address.substring(1, address.length() - 1) : address;
        int zone = plain.indexOf('%');
        return zone < 0 ? plain : plain.substring(0, zone);
    }

    @Override
    public String host() {
        return header("Host").orElseGet(() -> {
            String authority = jetty.getHttpURI().getAuthority();
            return authority == null ? "" : authority;
        });
    }

    @Override
    public String traceId() {
        return traceId;
    }

    @Override
    public InputStream body() {
        if (bodyTaken) {
            throw new IllegalStateException("the body was read already");
        }
        bodyTaken = true;
        String encoding = header("Content-Encoding").orElse("").strip().toLowerCase(Locale.ROOT);
        InputStream wire = new WireBody(Content.Source.asInputStream(jetty), limits.wireBytes(), System::nanoTime);
        return switch (encoding) {
            case "", "identity" -> wire;
            case "gzip", "x-gzip" -> new GzipBody(wire, limits.inflatedBytes());
            default ->
                throw HttpProblem.of(
                        415, "unsupported_encoding", "Send the body plain or with Content-Encoding: gzip.");
        };
    }

    @Override
    public byte[] bytes() {
        try (InputStream body = body()) {
            return body.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, List<String>> form() {
        if (form == null) {
            String type = header(HttpHeader.CONTENT_TYPE.asString()).orElse("");
            boolean isForm = type.toLowerCase(Locale.ROOT).startsWith(FORM);
            form = isForm ? Paths.parameters(new String(bytes(), StandardCharsets.UTF_8)) : Map.of();
        }
        return form;
    }

    @Override
    public <T> T principal(Class<T> type) {
        if (!type.isInstance(principal)) {
            throw new IllegalStateException("the route's access gives no " + type.getSimpleName());
        }
        return type.cast(principal);
    }
}
