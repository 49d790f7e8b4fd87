package io.printmaster.wire;

import java.util.ArrayList;
import java.util.List;

/// The server's answer to a batch: after it, the records it stored may be forgotten by the agent.
///
/// @param received records in the batch
/// @param stored   records now safe on the server, repeats included
/// @param rejected those that were not taken; a server of another make may leave it out although `stored < received`
public record Receipt(int received, int stored, List<Rejection> rejected) {

    /// Copies.
    public Receipt {
        rejected = List.copyOf(rejected);
    }

    /// Whether some records were not stored and the server did not say which.
    public boolean vague() {
        return stored < received && rejected.isEmpty();
    }

    /// The answer's body.
    public byte[] toJson() {
        return Json.write(g -> {
            g.writeStartObject();
            g.writeBooleanProperty("success", true);
            g.writeNumberProperty("received", received);
            g.writeNumberProperty("stored", stored);
            if (!rejected.isEmpty()) {
                g.writeArrayPropertyStart("rejected");
                for (Rejection rejection : rejected) {
                    g.writeStartObject();
                    g.writeNumberProperty("index", rejection.index());
                    g.writeStringProperty("serial", rejection.serial());
                    g.writeStringProperty("code", rejection.code());
                    g.writeStringProperty("detail", rejection.detail());
                    g.writeEndObject();
                }
                g.writeEndArray();
            }
            g.writeEndObject();
        });
    }

    /// Reads the answer.
    ///
    /// @throws WireException when it is no receipt
    public static Receipt fromJson(byte[] json) throws WireException {
        Fields f = Json.object(json);
        try {
            List<Rejection> rejected = new ArrayList<>();
            for (Fields row : f.objects("rejected")) {
                rejected.add(new Rejection(
                        Math.toIntExact(row.integer("index", -1)),
                        row.text("serial"),
                        row.text("code"),
                        row.text("detail")));
            }
            int received = Math.toIntExact(f.integer("received", 0));
            return new Receipt(received, Math.toIntExact(f.integer("stored", received)), rejected);
        } catch (BadRecordException | ArithmeticException e) {
            throw new WireException(WireException.Kind.MALFORMED, "the answer is no receipt: " + e.getMessage());
        }
    }
}
