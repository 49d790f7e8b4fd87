/// The USB door: what the kernel knows of printers that are plugged in; the devices themselves are never opened.
@NullMarked
package io.printmaster.agent.discover.usb;

import org.jspecify.annotations.NullMarked;
