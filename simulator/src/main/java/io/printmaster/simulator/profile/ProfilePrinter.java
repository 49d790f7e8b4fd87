package io.printmaster.simulator.profile;

import io.printmaster.simulator.snmp.Mib;
import io.printmaster.simulator.snmp.Names;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/// One printer of a profile: its nameplate and its life so far. Any thread may change it while another asks.
public final class ProfilePrinter implements Mib.Source {
    private final Profile profile;
    private final Clock clock;
    private final Life life;
    private final Names names;
    private volatile Nameplate plate;
    private volatile long pageShift;
    private volatile int forcedErrors = -1;

    /// A printer whose life begins at `birth`; earlier times show the state of that moment.
    ///
    /// @param pace how many times faster than the clock its values move
    public ProfilePrinter(Profile profile, Nameplate plate, Clock clock, Instant birth, double pace) {
        this.profile = profile;
        this.plate = plate;
        this.clock = clock;
        this.life = new Life(profile, plate.seed(), birth, pace);
        this.names = Layout.namesFor(profile.names(), plate);
    }

    /// What it is.
    public Profile profile() {
        return profile;
    }

    /// Whose it is.
    public Nameplate plate() {
        return plate;
    }

    /// Its life count now, before it wraps.
    public long pageCount() {
        return moment().pages();
    }

    /// Counts on from `pages`.
    public void setPageCount(long pages) {
        pageShift = pages - life.at(clock.instant(), 0).pages();
    }

    /// Another board or another device in its place, everything else unchanged.
    public void setSerial(String serial) {
        Nameplate old = plate;
        plate = new Nameplate(
                old.number(), serial, old.mac(), old.address(), old.hostName(), old.location(), old.seed());
    }

    /// Bit n of `bits` becomes bit n of hrPrinterDetectedErrorState, with the device status that goes with it.
    public void setErrors(int bits) {
        forcedErrors = bits & 0xFFFF;
    }

    @Override
    public Mib now() {
        return new Shown(profile, names, plate, moment());
    }

    private Moment moment() {
        Moment moment = life.at(clock.instant(), pageShift);
        int forced = forcedErrors;
        return forced < 0 ? moment : moment.withErrors(forced);
    }

    private record Shown(Profile profile, Names names, Nameplate plate, Moment moment) implements Mib {

        @Override
        public @Nullable Variable get(OID name) {
            int place = names.find(name);
            return place < 0 ? null : profile.cell(place).value(plate, moment);
        }

        @Override
        public @Nullable VariableBinding next(OID name) {
            for (int place = names.after(name); place < names.size(); place++) {
                Variable value = profile.cell(place).value(plate, moment);
                if (value != null) {
                    return new VariableBinding(names.at(place), value);
                }
            }
            return null;
        }
    }
}
