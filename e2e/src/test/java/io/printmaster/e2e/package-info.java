/// The product as its users run it: real processes, sockets, TLS, databases, SNMP peers and a browser; and the rules
/// of the house over all modules. Tests only.
@NullMarked
package io.printmaster.e2e;

import org.jspecify.annotations.NullMarked;
