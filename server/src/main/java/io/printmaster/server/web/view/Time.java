package io.printmaster.server.web.view;

import io.printmaster.server.html.Formats;
import java.time.Instant;

/// A moment, told as an age; the exact time stands beside it and is turned into the viewer's zone by a script.
///
/// @param iso RFC 3339 in UTC
/// @param utc the same for people
/// @param ago seen from when the page was made
public record Time(String iso, String utc, String ago) {

    /// Of an instant, seen from another.
    public static Time of(Instant at, Instant now) {
        return new Time(at.toString(), Formats.utc(at), Formats.ago(at, now));
    }
}
