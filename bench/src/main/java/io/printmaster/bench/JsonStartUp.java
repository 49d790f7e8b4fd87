package io.printmaster.bench;

/// Milliseconds from the start of `main` to the first decoded batch, in a fresh process: `JsonStartUp
/// wire|databind|avaje`.
public final class JsonStartUp {

    private JsonStartUp() {}

    /// Prints the time on standard output.
    public static void main(String[] args) {
        byte[] body = JsonCandidates.batch();
        long before = System.nanoTime();
        int devices = switch (args[0]) {
            case "wire" -> JsonCandidates.wire(body);
            case "databind" -> JsonCandidates.databind(JsonCandidates.databindReader(), body);
            case "avaje" -> JsonCandidates.avaje(JsonCandidates.avajeReader(), body);
            default -> throw new IllegalArgumentException("wire, databind or avaje");
        };
        System.out.printf("%s: %d devices after %d ms%n", args[0], devices, (System.nanoTime() - before) / 1_000_000);
    }
}
