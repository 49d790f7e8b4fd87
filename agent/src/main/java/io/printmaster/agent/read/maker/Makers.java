package io.printmaster.agent.read.maker;

import io.printmaster.agent.snmp.Oid;
import java.util.List;
import java.util.Optional;

/// The makers we know more of than the standard says. A new maker is a new entry.
public final class Makers {
    /// Narrower trees before wider ones: the first that fits is the one.
    static final List<Maker> ALL = List.of(
            HewlettPackard.MAKER,
            Brother.MAKER,
            Canon.MAKER,
            SeikoEpson.MAKER,
            Kyocera.MAKER,
            KonicaMinolta.MAKER,
            Ricoh.MAKER,
            Xerox.MAKER,
            Xerox.FUJIFILM,
            Lexmark.MAKER,
            Lexmark.DELL,
            Samsung.MAKER,
            Sharp.MAKER,
            LabelMakers.TOSHIBA_TEC,
            SmallMakers.TOSHIBA,
            SmallMakers.OKI,
            SmallMakers.PANTUM,
            SmallMakers.PANASONIC,
            LabelMakers.ZEBRA,
            LabelMakers.TSC);

    private Makers() {}

    /// The family that a device belongs to: its objects by its sysObjectID, its words by how its sysDescr reads. The
    /// two differ for devices that one maker builds and another sells; yet another brand may stand on the case.
    public static Optional<Maker> family(String sysDescr, Optional<Oid> sysObjectId) {
        Optional<Maker> byWords = ALL.stream()
                .filter(m -> m.sysDescr().matcher(sysDescr).matches())
                .findFirst();
        Optional<Maker> byTree =
                sysObjectId.flatMap(id -> ALL.stream().filter(m -> m.owns(id)).findFirst());
        if (byWords.isEmpty() || byTree.isEmpty()) {
            return byWords.or(() -> byTree);
        }
        // Other makers' network cards carry HP's number and answer its objects with zeros.
        boolean onlyAsHp = byTree.get() == HewlettPackard.MAKER;
        return onlyAsHp ? byWords : Optional.of(byTree.get().speakingAs(byWords.get()));
    }
}
