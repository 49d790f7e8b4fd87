/// [io.printmaster.agent.snmp.SnmpClient] on SNMP4J; the only package that knows that library.
@NullMarked
package io.printmaster.agent.snmp.snmp4j;

import org.jspecify.annotations.NullMarked;
