package io.printmaster.server.web;

import io.printmaster.program.Sha256;
import io.printmaster.server.http.Access;
import io.printmaster.server.http.HttpProblem;
import io.printmaster.server.http.Request;
import io.printmaster.server.http.Response;
import io.printmaster.server.http.Route;
import io.printmaster.server.web.view.Assets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Style sheet, scripts and icon, read from the program's own jar once and kept. Their addresses hold a part of their
/// SHA-256, so that browsers may keep them for ever and a new version is fetched at once. Thread-safe.
public final class StaticFiles implements Assets {
    private static final Map<String, String> TYPES = Map.of(
            "htmx-2.0.11.min.js", "text/javascript; charset=utf-8",
            "uplot-1.6.32.iife.min.js", "text/javascript; charset=utf-8",
            "uplot-1.6.32.min.css", "text/css; charset=utf-8",
            "printmaster.js", "text/javascript; charset=utf-8",
            "chart.js", "text/javascript; charset=utf-8",
            "printmaster.css", "text/css; charset=utf-8",
            "icon.svg", "image/svg+xml");

    private final Map<String, Asset> files;

    private record Asset(String hash, Response response, Response unchanged) {}

    private StaticFiles(Map<String, Asset> files) {
        this.files = files;
    }

    /// Reads the files.
    ///
    /// @throws UncheckedIOException when one is missing: the program was packed wrongly
    public static StaticFiles load() {
        Map<String, Asset> files = new TreeMap<>();
        TYPES.forEach((name, type) -> files.put(name, asset(name, type)));
        return new StaticFiles(files);
    }

    private static Asset asset(String name, String type) {
        byte[] content = read(name);
        String hash = sha256(content).substring(0, 16);
        String tag = '"' + hash + '"';
        Response whole = Response.of(200, type, content)
                .withHeader("Cache-Control", "public, max-age=31536000, immutable")
                .withHeader("ETag", tag);
        return new Asset(hash, whole, Response.empty(304).withHeader("ETag", tag));
    }

    private static byte[] read(String name) {
        try (InputStream in = StaticFiles.class.getResourceAsStream("static/" + name)) {
            if (in == null) {
                throw new IOException("the program's file static/" + name + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] content) {
        return HexFormat.of().formatHex(Sha256.of(content));
    }

    @Override
    public String href(String file) {
        Asset asset = files.get(file);
        if (asset == null) {
            throw new IllegalArgumentException("no static file " + file);
        }
        return "/static/" + file + "?v=" + asset.hash;
    }

    /// Open to everybody: nothing of anybody is in them.
    List<Route> routes() {
        return List.of(Route.page("GET", "/static/{file}", Access.ANYONE, this::serve));
    }

    private Response serve(Request request) {
        Asset asset = files.get(request.param("file"));
        if (asset == null) {
            throw HttpProblem.notFound();
        }
        boolean same = request.header("If-None-Match").orElse("").contains(asset.hash);
        return same ? asset.unchanged : asset.response;
    }
}
