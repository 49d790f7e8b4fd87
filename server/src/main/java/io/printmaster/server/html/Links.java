package io.printmaster.server.html;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Addresses that a page may point to. Pure and thread-safe.
public final class Links {

    private Links() {}

    /// An address that a device or agent gave, if following it can do no more than open a web page: `http` or
    /// `https` with a host and without user info. Everything else (`javascript:`, `data:`, relative, broken) is
    /// empty and is shown as plain text.
    public static Optional<String> web(String text) {
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean web = scheme.equals("http") || scheme.equals("https");
            boolean host = uri.getHost() != null && uri.getRawUserInfo() == null;
            return web && host ? Optional.of(uri.toASCIIString()) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /// One segment of a path, so that slashes, blanks and the rest in it stay part of it.
    public static String segment(String text) {
        return encode(text).replace("%3A", ":");
    }

    /// `path?a=1&b=2`, without parameters that are empty; in the map's order, so that one state has one address.
    public static String with(String path, Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .filter(e -> !e.getValue().isEmpty())
                .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + "?" + query;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
