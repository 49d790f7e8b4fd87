package io.printmaster.server.store;

import io.printmaster.model.Network;
import io.printmaster.model.Printer;
import io.printmaster.model.Supply;
import io.printmaster.program.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.OptionalInt;

/// Digests of what a printer is called, how it is, what is in it, and of all that it told: the same texts where nothing
/// of that changed. Times are not in them.
///
/// @param names    all that it is found and listed by: serial, maker, model, addresses, place
/// @param state    status, errors, and what filters ask
/// @param supplies of each what lists show of it
/// @param detail   the whole record
public record DeviceShape(String names, String state, String supplies, String detail) {
    /// Of no device.
    public static final DeviceShape UNKNOWN = new DeviceShape("", "", "", "");

    /// Names, state, supplies and detail between blanks, as [#read] takes it.
    public String text() {
        return String.join(" ", names, state, supplies, detail);
    }

    /// What [#text] gave; that of no device where it is another.
    public static DeviceShape read(String text) {
        String[] parts = text.split(" ", -1);
        return parts.length == 4 ? new DeviceShape(parts[0], parts[1], parts[2], parts[3]) : UNKNOWN;
    }

    /// Half a SHA-256 is enough to tell two states of one device apart.
    private static final int BYTES = 15;

    static DeviceShape of(
            Printer p, String errors, boolean inError, OptionalInt lowest, boolean suppliesLow, String detail) {
        Network network = p.network();
        StringBuilder names = new StringBuilder(256);
        add(names, p.serialOrKey());
        add(names, p.identity().manufacturer());
        add(names, p.identity().model());
        add(names, p.identity().assetNumber());
        add(names, network.hostname());
        add(names, network.address());
        add(names, network.mac());
        add(names, p.provenance().location());
        StringBuilder state = new StringBuilder(64);
        add(state, p.condition().status().word());
        add(state, errors);
        state.append(inError).append(suppliesLow).append(lowest.orElse(-1));
        StringBuilder supplies = new StringBuilder(512);
        for (Supply s : p.inventory().supplies()) {
            add(supplies, s.index());
            add(supplies, s.name());
            add(supplies, s.type());
            add(supplies, s.color());
            add(supplies, s.state().word());
            add(supplies, s.partNumber());
            supplies.append(s.receptacle()).append(s.level().percent().orElse(-1));
        }
        MessageDigest sha = Sha256.digest();
        return new DeviceShape(
                digest(sha, names.toString()),
                digest(sha, state.toString()),
                digest(sha, supplies.toString()),
                digest(sha, detail));
    }

    /// With its length, so that two texts never look like two others.
    private static void add(StringBuilder all, String text) {
        all.append(text.length()).append(':').append(text);
    }

    private static String digest(MessageDigest sha, String text) {
        byte[] whole = sha.digest(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(whole, BYTES));
    }
}
