/// The line between agent and server: every message as a record, its JSON, the limits, receipts and problem details,
/// and the join string. The one text form of a printer is here too, so that agent, server and simulator cannot differ.
@NullMarked
package io.printmaster.wire;

import org.jspecify.annotations.NullMarked;
