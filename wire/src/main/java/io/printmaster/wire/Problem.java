package io.printmaster.wire;

import io.printmaster.model.Text;
import java.util.ArrayList;
import java.util.List;

/// An error answer: RFC 9457 `application/problem+json`. Programs decide on `status` and `code`, never on texts.
///
/// @param code    stable word such as `invalid_token`
/// @param traceId id by which the server's log knows this request; may be empty
/// @param errors  one sentence a fault, when there are several
public record Problem(int status, String code, String title, String detail, String traceId, List<String> errors) {
    /// The media type of its body.
    public static final String MEDIA_TYPE = "application/problem+json";

    /// Copies and cleans.
    public Problem {
        code = Text.clean(code, 60);
        title = Text.clean(title, 200);
        detail = Text.clean(detail, 1_000);
        traceId = Text.clean(traceId, 60);
        errors = errors.stream().limit(100).map(e -> Text.clean(e, 500)).toList();
    }

    /// The answer's body.
    public byte[] toJson() {
        return Json.write(g -> {
            g.writeStartObject();
            g.writeStringProperty("type", "about:blank");
            g.writeStringProperty("title", title);
            g.writeNumberProperty("status", status);
            g.writeStringProperty("detail", detail);
            g.writeStringProperty("code", code);
            Json.text(g, "trace_id", traceId);
            g.writeArrayPropertyStart("errors");
            errors.forEach(g::writeString);
            g.writeEndArray();
            g.writeEndObject();
        });
    }

    /// Reads an error answer of any server: what is not a problem document gives one with only the status.
    public static Problem fromJson(int status, byte[] json) {
        try {
            Fields f = Json.object(json);
            return new Problem(
                    status,
                    f.text("code"),
                    f.text("title"),
                    f.firstText("detail", "error", "message"),
                    f.text("trace_id"),
                    new ArrayList<>(f.texts("errors")));
        } catch (WireException | BadRecordException e) {
            return new Problem(status, "", "", "", "", List.of());
        }
    }
}
