package io.printmaster.server.http;

import io.printmaster.wire.Problem;

/// Problems as answers.
final class Problems {

    private Problems() {}

    static Response json(HttpProblem problem, String traceId) {
        Problem body = new Problem(
                problem.status(), problem.code(), title(problem.status()), problem.detail(), traceId, problem.errors());
        return Response.of(problem.status(), Problem.MEDIA_TYPE, body.toJson());
    }

    static Response withRetryAfter(Response response, HttpProblem problem) {
        if (problem.retryAfter() == null || response.hasHeader("Retry-After")) {
            return response;
        }
        long seconds = Math.max(1, problem.retryAfter().plusMillis(999).toSeconds());
        return response.withHeader("Retry-After", Long.toString(seconds));
    }

    static String title(int status) {
        return switch (status) {
            case 400 -> "Malformed";
            case 401 -> "Not signed in";
            case 403 -> "Not allowed";
            case 404 -> "Not found";
            case 405 -> "Method not allowed";
            case 408 -> "Too slow";
            case 409 -> "Conflict";
            case 413 -> "Too large";
            case 415 -> "Not readable";
            case 422 -> "Contradiction";
            case 426 -> "Upgrade required";
            case 429 -> "Too many requests";
            case 503 -> "Not now";
            default -> status >= 500 ? "Failed" : "Refused";
        };
    }
}
