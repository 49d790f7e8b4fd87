/// The mDNS and DNS-SD door: what printers announce on the link (RFC 6762, RFC 6763, Bonjour Printing 1.2.1). No type
/// of the mDNS library leaves this package.
@NullMarked
package io.printmaster.agent.discover.mdns;

import org.jspecify.annotations.NullMarked;
