package io.printmaster.simulator.profile;

/// What state a profile is in whatever the time; numbers and bits of RFC 2790 (hrDeviceStatus, hrPrinterStatus,
/// hrPrinterDetectedErrorState), combined as in RFC 3805, table of printer states.
enum Condition {
    IDLE(2, 3, 0),
    SLEEPING(2, 1, 0),
    JAMMED(5, 1, 1 << Moment.BIT_JAMMED),
    DOOR_OPEN(5, 1, 1 << Moment.BIT_DOOR_OPEN),
    NO_TONER(5, 1, 1 << Moment.BIT_NO_TONER);

    final int deviceStatus;
    final int printerStatus;
    final int errors;

    Condition(int deviceStatus, int printerStatus, int errors) {
        this.deviceStatus = deviceStatus;
        this.printerStatus = printerStatus;
        this.errors = errors;
    }
}
