package io.printmaster.simulator.profile;

import java.util.List;

/// All moving values of one printer at one second.
///
/// @param upTicks hundredths of a second since it was switched on, 32 bits
/// @param pages all it ever printed, in the unit of its marker
/// @param colour how many of them were in colour
/// @param copies how many of them were copies
/// @param faxes how many of them were received by fax
/// @param scans pages scanned, whatever for
/// @param duplex sheets printed on both sides
/// @param supplies by place in the profile
/// @param trays by place in the profile
/// @param errors bit n is bit n of hrPrinterDetectedErrorState
/// @param deviceStatus hrDeviceStatus
/// @param printerStatus hrPrinterStatus
record Moment(
        long upTicks,
        long pages,
        long colour,
        long copies,
        long faxes,
        long scans,
        long duplex,
        List<Fill> supplies,
        List<Fill> trays,
        int errors,
        int deviceStatus,
        int printerStatus) {
    static final int BIT_LOW_PAPER = 0;
    static final int BIT_LOW_TONER = 2;
    static final int BIT_NO_TONER = 3;
    static final int BIT_DOOR_OPEN = 4;
    static final int BIT_JAMMED = 5;
    static final int BIT_TRAY_EMPTY = 13;

    /// How full a supply or a tray is.
    ///
    /// @param level as the printer counts it, or one of its negative words
    /// @param low whether the printer calls it low or empty
    record Fill(int level, boolean low) {}

    long mono() {
        return pages - colour;
    }

    long prints() {
        return pages - copies - faxes;
    }

    /// The same with other error bits and the device and printer status that RFC 2790 ties to them.
    Moment withErrors(int bits) {
        int stopping = 1 << 1 | 1 << BIT_NO_TONER | 1 << BIT_DOOR_OPEN | 1 << BIT_JAMMED | 1 << 6;
        boolean stopped = (bits & stopping) != 0;
        return new Moment(
                upTicks,
                pages,
                colour,
                copies,
                faxes,
                scans,
                duplex,
                supplies,
                trays,
                bits,
                stopped ? 5 : bits != 0 ? 3 : 2,
                stopped ? 1 : 3);
    }

    /// The bits as octets, counted from the most significant bit of the first one (RFC 2790). RFC 1514 knew one octet.
    byte[] errorOctets(boolean one) {
        int reversed = Integer.reverse(errors);
        return one
                ? new byte[] {(byte) (reversed >>> 24)}
                : new byte[] {(byte) (reversed >>> 24), (byte) (reversed >>> 16)};
    }
}
