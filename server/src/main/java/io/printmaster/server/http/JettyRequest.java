package io.printmaster.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
    private static final long DRAIN_BYTES = 16L << 20;
    private static final long TOO_OFTEN_DRAIN_BYTES = 64L << 10;
    private static final Duration DRAIN_TIME = Duration.ofSeconds(30);
    private static final String FORM = "application/x-www-form-urlencoded";

    private final org.eclipse.jetty.server.Request jetty;
    private final String traceId;
    private String path = "/";
    private Limits limits = Limits.SMALL;
    private Map<String, String> params = Map.of();
    private @Nullable Map<String, List<String>> query;
    private @Nullable Map<String, List<String>> form;
    private @Nullable Object principal;
    private @Nullable InputStream source;
    private @Nullable WireBody wire;

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
        if (source != null) {
            throw new IllegalStateException("the body was read already");
        }
        String encoding = header("Content-Encoding").orElse("").strip().toLowerCase(Locale.ROOT);
        source = Content.Source.asInputStream(jetty);
        WireBody wire = new WireBody(source, limits.wireBytes(), System::nanoTime);
        this.wire = wire;
        return switch (encoding) {
            case "", "identity" -> wire;
            case "gzip", "x-gzip" -> new GzipBody(wire, limits.inflatedBytes());
            default ->
                throw HttpProblem.of(
                        415, "unsupported_encoding", "Send the body plain or with Content-Encoding: gzip.");
        };
    }

    @Override
    public long wireBytes() {
        return wire == null ? 0 : wire.total();
    }

    /// Reads what the handler left of the body, up to a limit and not for long, before the answer goes out: a
    /// sender that is cut off while writing sees a broken connection (HTTP/2: a cancelled stream) instead of the
    /// answer, and tries the same again. A sender that waits to be asked for its body is not asked, and one that
    /// was too slow is not waited for again. A large body of one that comes too often (429) is not read: that would
    /// cost as much as what the answer refuses.
    void drain(int answeredStatus) {
        long most = answeredStatus == 429 ? TOO_OFTEN_DRAIN_BYTES : DRAIN_BYTES;
        boolean waits = source == null && header("Expect").isPresent();
        boolean ended = wire != null && wire.isBrokenOff();
        if (waits || ended || jetty.getLength() == 0 || jetty.getLength() > most) {
            return;
        }
        if (source == null) {
            source = Content.Source.asInputStream(jetty);
        }
        long start = System.nanoTime();
        byte[] waste = new byte[8_192];
        try {
            long total = 0;
            for (int count = 0; count >= 0 && total <= most; total += count) {
                if (System.nanoTime() - start > DRAIN_TIME.toNanos()) {
                    return;
                }
                count = source.read(waste);
            }
        } catch (IOException | IllegalStateException e) {
            return; // the sender is gone or too slow: Jetty ends the connection after the answer
        }
    }

    /// Gives the body up after the answer; what is left of it then, the sender is told to keep.
    void endBody() throws IOException {
        if (source != null) {
            source.close();
        }
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
