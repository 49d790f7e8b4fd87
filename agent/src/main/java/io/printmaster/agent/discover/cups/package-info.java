/// The print queues of this computer: printers that only they lead to, and which printers they print on.
@NullMarked
package io.printmaster.agent.discover.cups;

import org.jspecify.annotations.NullMarked;
