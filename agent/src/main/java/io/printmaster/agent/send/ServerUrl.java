package io.printmaster.agent.send;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/// Where the server is: scheme, host, port and the base path in front of every route. Immutable.
///
/// @param base without query and without a slash at its end
public record ServerUrl(URI base) {

    /// Reads what a person typed. Plain `http` is refused unless it was asked for: the token would be readable on
    /// the way (seed, "Security Considerations").
    ///
    /// @throws IllegalArgumentException when it is no such address; the message says what is expected
    public static ServerUrl parse(String text, boolean allowHttp) {
        URI uri;
        try {
            uri = new URI(text.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(expected(text), e);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw new IllegalArgumentException(expected(text));
        }
        if (scheme.equals("http") && !allowHttp) {
            throw new IllegalArgumentException("the server's URL must begin with https://, not http://");
        }
        if (uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
            throw new IllegalArgumentException("the server's URL must have no user, query or fragment");
        }
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return new ServerUrl(URI.create(scheme + "://" + uri.getRawAuthority() + path));
    }

    /// Drops the slashes at the end of the path.
    public ServerUrl {
        String text = base.toString();
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '/') {
            end--;
        }
        base = URI.create(text.substring(0, end));
    }

    /// The address of a route.
    ///
    /// @param route with or without slashes in front, such as `/api/v1/agents/heartbeat`
    public URI resolve(String route) {
        return URI.create(base + "/" + route.replaceFirst("^/+", ""));
    }

    private static String expected(String text) {
        String shown = text.length() > 100 ? text.substring(0, 100) + "..." : text;
        return "not the address of a server: \"" + shown + "\"; expected https://HOST[:PORT][/PATH]";
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
