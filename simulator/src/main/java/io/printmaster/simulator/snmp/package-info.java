/// SNMP v1 and v2c seen from the device: objects in order, requests to answers, one thread for many sockets. SNMP4J
/// codes the messages (its BER and PDU classes); its sessions are not used.
@NullMarked
package io.printmaster.simulator.snmp;

import org.jspecify.annotations.NullMarked;
