package io.printmaster.server.web;

import io.printmaster.server.http.Request;
import io.printmaster.server.http.Response;
import io.printmaster.server.http.Route;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A request made by hand, for handlers without a listener.
final class FakeRequest implements Request {
    private final String method;
    private final String path;
    private final Map<String, String> params = new HashMap<>();
    private final Map<String, List<String>> query = new LinkedHashMap<>();
    private final Map<String, List<String>> form = new LinkedHashMap<>();
    private final Map<String, String> headers = new HashMap<>();
    private Object principal;

    private FakeRequest(String method, String path) {
        this.method = method;
        this.path = path;
    }

    static FakeRequest get(String path) {
        return new FakeRequest("GET", path);
    }

    static FakeRequest post(String path) {
        return new FakeRequest("POST", path);
    }

    FakeRequest param(String name, String value) {
        params.put(name, value);
        return this;
    }

    FakeRequest query(String name, String value) {
        query.put(name, List.of(value));
        return this;
    }

    FakeRequest field(String name, String value) {
        form.put(name, List.of(value));
        return this;
    }

    FakeRequest header(String name, String value) {
        headers.put(name.toLowerCase(Locale.ROOT), value);
        return this;
    }

    FakeRequest as(Object who) {
        principal = who;
        return this;
    }

    static Response handle(Route route, Request request) {
        try {
            return route.handler().handle(request);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static String header(Response response, String name) {
        return response.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Response.Header::value)
                .findFirst()
                .orElse("");
    }

    static String text(Response response) {
        return switch (response.body()) {
            case Response.Body.Bytes(byte[] content) -> new String(content, StandardCharsets.UTF_8);
            case Response.Body.Streamed(Response.Writer writer) -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                try {
                    writer.writeTo(out);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                yield out.toString(StandardCharsets.UTF_8);
            }
            case Response.Body.Opening opening -> "";
        };
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public String param(String name) {
        return Optional.ofNullable(params.get(name)).orElseThrow(IllegalArgumentException::new);
    }

    @Override
    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name)).map(List::getFirst);
    }

    @Override
    public Map<String, List<String>> query() {
        return query;
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    @Override
    public Optional<String> cookie(String name) {
        return Optional.empty();
    }

    @Override
    public String remoteAddress() {
        return "127.0.0.1";
    }

    @Override
    public String host() {
        return "localhost";
    }

    @Override
    public String traceId() {
        return "0123456789abcdef";
    }

    @Override
    public InputStream body() {
        return new ByteArrayInputStream(new byte[0]);
    }

    @Override
    public long wireBytes() {
        return 0;
    }

    @Override
    public byte[] bytes() {
        return new byte[0];
    }

    @Override
    public Map<String, List<String>> form() {
        return form;
    }

    @Override
    public <T> T principal(Class<T> type) {
        if (!type.isInstance(principal)) {
            throw new IllegalStateException("no principal of this type");
        }
        return type.cast(principal);
    }
}
