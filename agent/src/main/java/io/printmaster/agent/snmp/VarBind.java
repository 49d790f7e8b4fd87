package io.printmaster.agent.snmp;

/// One variable of a message: its name and what the device says of it.
public record VarBind(Oid oid, SnmpValue value) {}
