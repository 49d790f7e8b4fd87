package io.printmaster.server.web;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A browser without scripts: keeps the session's cookie, sends forms.
final class PageBrowser implements AutoCloseable {
    private static final Pattern TOKEN = Pattern.compile("name=\"csrf_token\" value=\"([^\"]+)\"");

    private final PageServer server;
    private final HttpClient client;
    private String cookie = "";

    PageBrowser(PageServer server) throws Exception {
        this.server = server;
        KeyStore trust = KeyStore.getInstance(KeyStore.getDefaultType());
        trust.load(null, null);
        trust.setCertificateEntry("ca", server.authority());
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trust);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, managers.getTrustManagers(), null);
        client = HttpClient.newBuilder().sslContext(tls).build();
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.at(path)).header("Accept", "text/html");
        return send(request, headers);
    }

    HttpResponse<String> post(String path, Map<String, String> fields) throws Exception {
        String body = fields.entrySet().stream()
                .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(server.at(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "text/html")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return send(request);
    }

    HttpResponse<String> send(HttpRequest.Builder request, String... headers) throws Exception {
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        response.headers().firstValue("Set-Cookie").ifPresent(line -> cookie = line.substring(0, line.indexOf(';')));
        return response;
    }

    /// Signs in and changes the one-time password.
    void signIn(String name, String oneTime) throws Exception {
        post("/login", Map.of("user", name, "password", oneTime));
        String fresh = "correct horse " + name;
        post("/password", Map.of("csrf_token", token("/password"), "current", oneTime, "new", fresh, "again", fresh));
    }

    /// The anti-forgery token of a page.
    String token(String path) throws Exception {
        Matcher found = TOKEN.matcher(get(path).body());
        return found.find() ? found.group(1) : "none";
    }

    URI address(String path) {
        return server.at(path);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
    }
}
