package io.printmaster.simulator.profile;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A row of prtMarkerSuppliesTable; numbers are those of RFC 3805.
///
/// @param index its row, gaps are allowed
/// @param kind prtMarkerSuppliesClass: 3 is consumed, 4 a receptacle
/// @param type prtMarkerSuppliesType
/// @param colorant row of prtMarkerColorantTable, 0 for none
/// @param name the description
/// @param charset how it is coded on the wire
/// @param unit prtMarkerSuppliesSupplyUnit
/// @param max prtMarkerSuppliesMaxCapacity
/// @param fixed the level when it never moves
/// @param yield pages from full to empty (for a receptacle: to full); then it is replaced at once
record SupplySpec(
        int index,
        int kind,
        int type,
        int colorant,
        String name,
        Charset charset,
        int unit,
        int max,
        @Nullable Integer fixed,
        long yield) {
    static final int CONSUMED = 3;
    static final int RECEPTACLE = 4;

    static final int TONER = 3;
    static final int WASTE_TONER = 4;
    static final int INK_CARTRIDGE = 6;
    static final int WASTE_INK = 8;
    static final int DRUM = 9;
    static final int FUSER = 15;
    static final int TRANSFER_UNIT = 20;
    static final int TONER_CARTRIDGE = 21;
    static final int STAPLES = 32;

    static final int OTHER = 1;
    static final int IMPRESSIONS = 7;
    static final int TENTHS_OF_GRAMS = 13;
    static final int TENTHS_OF_ML = 15;
    static final int ITEMS = 18;
    static final int PERCENT = 19;

    /// A consumed supply in percent.
    static SupplySpec of(int index, int type, int colorant, String name, long yield) {
        return new SupplySpec(index, CONSUMED, type, colorant, name, StandardCharsets.UTF_8, PERCENT, 100, null, yield);
    }

    SupplySpec in(Charset newCharset) {
        return new SupplySpec(index, kind, type, colorant, name, newCharset, unit, max, fixed, yield);
    }

    SupplySpec unit(int newUnit, int newMax) {
        return new SupplySpec(index, kind, type, colorant, name, charset, newUnit, newMax, fixed, yield);
    }

    SupplySpec level(int level) {
        return new SupplySpec(index, kind, type, colorant, name, charset, unit, max, level, yield);
    }

    SupplySpec receptacle() {
        return new SupplySpec(index, RECEPTACLE, type, colorant, name, charset, unit, max, fixed, yield);
    }

    byte[] octets() {
        return name.getBytes(charset);
    }

    boolean isInk() {
        return type == INK_CARTRIDGE || type == WASTE_INK;
    }
}
