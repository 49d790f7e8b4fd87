package io.printmaster.wire;

import io.printmaster.model.Text;

/// One record that the server did not take (WIRE, sections 4 and 5).
///
/// @param index  its place in the batch, from 0
/// @param serial as the record gave it; may be empty
/// @param code   stable word: `wrong_type`, `missing_key`, `unknown_device`, ...; the agent decides by it
/// @param detail one sentence for people
public record Rejection(int index, String serial, String code, String detail) {
    /// The sample's printer is not known to the server: send the device again.
    public static final String UNKNOWN_DEVICE = "unknown_device";

    /// Cleans every text.
    public Rejection {
        serial = Text.clean(serial, 200);
        code = Text.clean(code, 60);
        detail = Text.clean(detail, 300);
    }
}
