package io.printmaster.agent.read;

import io.printmaster.agent.snmp.Oid;

/// Names of the standard objects that are read: SNMPv2-MIB, IF-MIB, IP-MIB, HOST-RESOURCES-MIB (RFC
/// 2790), Printer-MIB (RFC 3805), Finisher MIB (RFC 3806).
final class Mib {
    static final Oid SYS_DESCR = Oid.parse("1.3.6.1.2.1.1.1.0");
    static final Oid SYS_OBJECT_ID = Oid.parse("1.3.6.1.2.1.1.2.0");
    /// Hundredths of a second since the SNMP agent, often not the printer, started; wraps after 497 days.
    static final Oid SYS_UP_TIME = Oid.parse("1.3.6.1.2.1.1.3.0");
    static final Oid SYS_NAME = Oid.parse("1.3.6.1.2.1.1.5.0");
    static final Oid SYS_LOCATION = Oid.parse("1.3.6.1.2.1.1.6.0");

    static final Oid IF_TYPE = Oid.parse("1.3.6.1.2.1.2.2.1.3");
    static final Oid IF_PHYS_ADDRESS = Oid.parse("1.3.6.1.2.1.2.2.1.6");
    static final Oid IF_OPER_STATUS = Oid.parse("1.3.6.1.2.1.2.2.1.8");
    static final Oid IP_AD_ENT_IF_INDEX = Oid.parse("1.3.6.1.2.1.4.20.1.2");
    static final Oid IP_AD_ENT_NET_MASK = Oid.parse("1.3.6.1.2.1.4.20.1.3");

    static final Oid HR_DEVICE_TYPE = Oid.parse("1.3.6.1.2.1.25.3.2.1.2");
    static final Oid HR_DEVICE_DESCR = Oid.parse("1.3.6.1.2.1.25.3.2.1.3");
    static final Oid HR_DEVICE_STATUS = Oid.parse("1.3.6.1.2.1.25.3.2.1.5");
    static final Oid HR_PRINTER_STATUS = Oid.parse("1.3.6.1.2.1.25.3.5.1.1");
    static final Oid HR_PRINTER_ERRORS = Oid.parse("1.3.6.1.2.1.25.3.5.1.2");
    static final Oid TYPE_PRINTER = Oid.parse("1.3.6.1.2.1.25.3.1.5");

    /// Moves with every change of what is built in and set.
    static final Oid GENERAL_CONFIG_CHANGES = Oid.parse("1.3.6.1.2.1.43.5.1.1.1");

    static final Oid GENERAL_LOCALIZATION = Oid.parse("1.3.6.1.2.1.43.5.1.1.2");
    static final Oid GENERAL_DEFAULT_MARKER = Oid.parse("1.3.6.1.2.1.43.5.1.1.8");
    static final Oid GENERAL_CONSOLE_LOCALIZATION = Oid.parse("1.3.6.1.2.1.43.5.1.1.10");
    static final Oid GENERAL_NAME = Oid.parse("1.3.6.1.2.1.43.5.1.1.16");
    static final Oid GENERAL_SERIAL = Oid.parse("1.3.6.1.2.1.43.5.1.1.17");

    static final Oid COVER_DESCRIPTION = Oid.parse("1.3.6.1.2.1.43.6.1.1.2");
    static final Oid COVER_STATUS = Oid.parse("1.3.6.1.2.1.43.6.1.1.3");

    static final Oid LOCALIZATION_COUNTRY = Oid.parse("1.3.6.1.2.1.43.7.1.1.3");
    static final Oid LOCALIZATION_CHARSET = Oid.parse("1.3.6.1.2.1.43.7.1.1.4");

    static final Oid INPUT_UNIT = Oid.parse("1.3.6.1.2.1.43.8.2.1.8");
    static final Oid INPUT_MAX = Oid.parse("1.3.6.1.2.1.43.8.2.1.9");
    static final Oid INPUT_LEVEL = Oid.parse("1.3.6.1.2.1.43.8.2.1.10");
    static final Oid INPUT_MEDIA = Oid.parse("1.3.6.1.2.1.43.8.2.1.12");
    static final Oid INPUT_NAME = Oid.parse("1.3.6.1.2.1.43.8.2.1.13");
    static final Oid INPUT_DESCRIPTION = Oid.parse("1.3.6.1.2.1.43.8.2.1.18");

    static final Oid MARKER_UNIT = Oid.parse("1.3.6.1.2.1.43.10.2.1.3");
    static final Oid MARKER_LIFE_COUNT = Oid.parse("1.3.6.1.2.1.43.10.2.1.4");
    static final Oid MARKER_COLORANTS = Oid.parse("1.3.6.1.2.1.43.10.2.1.6");

    static final Oid SUPPLY_COLORANT = Oid.parse("1.3.6.1.2.1.43.11.1.1.3");
    static final Oid SUPPLY_CLASS = Oid.parse("1.3.6.1.2.1.43.11.1.1.4");
    static final Oid SUPPLY_TYPE = Oid.parse("1.3.6.1.2.1.43.11.1.1.5");
    static final Oid SUPPLY_DESCRIPTION = Oid.parse("1.3.6.1.2.1.43.11.1.1.6");
    static final Oid SUPPLY_UNIT = Oid.parse("1.3.6.1.2.1.43.11.1.1.7");
    static final Oid SUPPLY_MAX = Oid.parse("1.3.6.1.2.1.43.11.1.1.8");
    static final Oid SUPPLY_LEVEL = Oid.parse("1.3.6.1.2.1.43.11.1.1.9");

    static final Oid COLORANT_VALUE = Oid.parse("1.3.6.1.2.1.43.12.1.1.4");
    static final Oid MEDIA_PATH_TYPE = Oid.parse("1.3.6.1.2.1.43.13.4.1.9");
    static final Oid CHANNEL_TYPE = Oid.parse("1.3.6.1.2.1.43.14.1.1.2");
    static final Oid INTERPRETER_LANGUAGE = Oid.parse("1.3.6.1.2.1.43.15.1.1.2");
    static final Oid CONSOLE_TEXT = Oid.parse("1.3.6.1.2.1.43.16.5.1.2");

    static final Oid ALERT_SEVERITY = Oid.parse("1.3.6.1.2.1.43.18.1.1.2");
    static final Oid ALERT_GROUP = Oid.parse("1.3.6.1.2.1.43.18.1.1.4");
    static final Oid ALERT_GROUP_INDEX = Oid.parse("1.3.6.1.2.1.43.18.1.1.5");
    static final Oid ALERT_CODE = Oid.parse("1.3.6.1.2.1.43.18.1.1.7");
    static final Oid ALERT_TEXT = Oid.parse("1.3.6.1.2.1.43.18.1.1.8");

    /// Finisher MIB (RFC 3806): staples and the like.
    static final Oid FINISHER_SUPPLY_CLASS = Oid.parse("1.3.6.1.2.1.43.31.1.1.3");
    static final Oid FINISHER_SUPPLY_TYPE = Oid.parse("1.3.6.1.2.1.43.31.1.1.4");
    static final Oid FINISHER_SUPPLY_DESCRIPTION = Oid.parse("1.3.6.1.2.1.43.31.1.1.5");
    static final Oid FINISHER_SUPPLY_UNIT = Oid.parse("1.3.6.1.2.1.43.31.1.1.6");
    static final Oid FINISHER_SUPPLY_MAX = Oid.parse("1.3.6.1.2.1.43.31.1.1.7");
    static final Oid FINISHER_SUPPLY_LEVEL = Oid.parse("1.3.6.1.2.1.43.31.1.1.8");

    static final Oid ENGINE_ID = Oid.parse("1.3.6.1.6.3.10.2.1.1.0");

    private Mib() {}
}
