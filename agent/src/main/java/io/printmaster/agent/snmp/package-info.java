/// Our own SNMP words and the port through which SNMP is spoken. No type of an SNMP library appears
/// here, so that the library can change without anybody noticing. A leaf: imports nothing of the
/// project but `program`.
@NullMarked
package io.printmaster.agent.snmp;

import org.jspecify.annotations.NullMarked;
