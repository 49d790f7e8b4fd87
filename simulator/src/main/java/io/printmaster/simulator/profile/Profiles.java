package io.printmaster.simulator.profile;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The profiles there are. A site takes one of each in this order, then more by weight, so that the first fourteen show
/// fourteen makers and every kind of trouble.
public final class Profiles {
    private static final List<Profile> ALL = Stream.of(
                    LaserProfiles.hpMono(),
                    CopierProfiles.kyoceraColour(),
                    CopierProfiles.konicaA3(),
                    InkProfiles.epsonBusiness(),
                    InkProfiles.canonRoll(),
                    LabelProfiles.zebra(),
                    LaserProfiles.lexmarkAsleep(),
                    CopierProfiles.ricohJammed(),
                    LaserProfiles.brotherUnknownLevels(),
                    LaserProfiles.okiWithoutSerial(),
                    LaserProfiles.samsungLowToner(),
                    CopierProfiles.sharpUtf8(),
                    LaserProfiles.xeroxV1Only(),
                    CopierProfiles.toshibaNoToner(),
                    LaserProfiles.brotherLatin2(),
                    CopierProfiles.fujifilmGaps(),
                    MakerProfiles.brotherColour(),
                    MakerProfiles.canonCopier(),
                    MakerProfiles.hpSmallMfp(),
                    MakerProfiles.pantum(),
                    MakerProfiles.tscLabel(),
                    MakerProfiles.tecLabel())
            .toList();

    private Profiles() {}

    /// All of them, in the order in which a site takes them.
    public static List<Profile> all() {
        return ALL;
    }

    /// The profile of this name.
    public static Optional<Profile> byName(String name) {
        return ALL.stream().filter(p -> p.name().equals(name)).findFirst();
    }
}
