package io.printmaster.agent.discover;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/// What one search came to.
///
/// @param addresses  how many were tried
/// @param answered   how many of them said anything at all
/// @param candidates how many of those may be printers (each was told of)
/// @param refusals   those that answered only that the credentials are wrong, at most [#MAX_REFUSALS]
/// @param packets    requests sent
public record FindSummary(
        long addresses, long answered, long candidates, List<Refusal> refusals, long packets, Duration elapsed) {

    /// So many refusals are told by name; a whole network with another password needs no more to be understood.
    public static final int MAX_REFUSALS = 200;

    /// A device that is there and does not let us in.
    ///
    /// @param credential name of the credential that was tried last, never the secret
    /// @param reason     for people, such as a wrong password
    public record Refusal(InetAddress address, String credential, String reason) {}

    /// Copies.
    public FindSummary {
        refusals = List.copyOf(refusals);
    }
}
