package io.printmaster.agent.config;

/// A version of SNMP, as in `[snmp] version`.
public enum SnmpVersion {
    V1("1"),
    V2C("2c"),
    V3("3");

    private final String word;

    SnmpVersion(String word) {
        this.word = word;
    }

    /// How it is written in the configuration: `1`, `2c` or `3`.
    public String word() {
        return word;
    }
}
