/// What printers speak besides SNMP: they announce themselves by mDNS and SSDP, and answer IPP.
@NullMarked
package io.printmaster.simulator.announce;

import org.jspecify.annotations.NullMarked;
