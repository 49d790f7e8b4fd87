package io.printmaster.server.ingest;

import io.printmaster.model.AgentId;
import io.printmaster.model.TenantId;
import io.printmaster.server.auth.Caller;
import io.printmaster.server.http.Request;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An upload of an agent, as if it had come over HTTP; a hand-written fake of the request.
class FakeUpload implements Request {
    private final AgentId agent;
    private final Map<String, String> headers;
    private final byte[] content;

    FakeUpload(AgentId agent, Map<String, String> headers, byte[] content) {
        this.agent = agent;
        this.headers = headers;
        this.content = content;
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path() {
        return "/api/v1/devices/batch";
    }

    @Override
    public String param(String name) {
        return "";
    }

    @Override
    public Optional<String> query(String name) {
        return Optional.empty();
    }

    @Override
    public Map<String, List<String>> query() {
        return Map.of();
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    @Override
    public Optional<String> cookie(String name) {
        return Optional.empty();
    }

    @Override
    public String remoteAddress() {
        return "192.0.2.1";
    }

    @Override
    public String host() {
        return "localhost";
    }

    @Override
    public String traceId() {
        return "trace";
    }

    @Override
    public InputStream body() {
        return new ByteArrayInputStream(content);
    }

    @Override
    public long wireBytes() {
        return content.length;
    }

    @Override
    public byte[] bytes() {
        return content;
    }

    @Override
    public Map<String, List<String>> form() {
        return Map.of();
    }

    @Override
    public <T> T principal(Class<T> type) {
        return type.cast(new Caller.Agent(agent, TenantId.DEFAULT, "token"));
    }
}
