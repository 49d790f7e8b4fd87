package io.printmaster.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/// The lines of a body, one at a time; empty ones are passed over. Of a line that is too long only the beginning is
/// kept. Used by one thread.
final class Lines {
    private final InputStream in;
    private final int maxBytes;
    private final byte[] buffer = new byte[32_768];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(4_096);
    private int at;
    private int end;
    private boolean tooLong;

    Lines(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /// Goes on to the next line that is not empty.
    ///
    /// @return whether there is one
    boolean next() throws IOException {
        do {
            if (!readLine()) {
                return false;
            }
        } while (isEmpty());
        return true;
    }

    /// A line may end with CR LF, too; JSON takes the CR for a blank.
    private boolean isEmpty() {
        return line.size() == 0 || (line.size() == 1 && line.toByteArray()[0] == '\r');
    }

    /// The present line, without its LF.
    byte[] line() {
        return line.toByteArray();
    }

    /// Whether the present line is longer than allowed.
    boolean tooLong() {
        return tooLong;
    }

    /// @return false when there was nothing left, not even an empty line
    private boolean readLine() throws IOException {
        line.reset();
        tooLong = false;
        boolean any = false;
        while (true) {
            if (at == end) {
                end = in.read(buffer, 0, buffer.length);
                at = 0;
                if (end < 0) {
                    end = 0;
                    return any;
                }
            }
            any = true;
            int start = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            keep(start, at);
            if (at < end) {
                at++;
                return true;
            }
        }
    }

    private void keep(int from, int to) {
        int length = to - from;
        int room = maxBytes - line.size();
        tooLong |= length > room;
        line.write(buffer, from, Math.min(length, room));
    }
}
