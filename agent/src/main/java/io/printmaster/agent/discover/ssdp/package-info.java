/// The SSDP door: UPnP devices that answer a search or announce themselves (UPnP Device Architecture 1.1).
@NullMarked
package io.printmaster.agent.discover.ssdp;

import org.jspecify.annotations.NullMarked;
