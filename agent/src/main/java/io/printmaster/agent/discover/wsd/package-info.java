/// The WS-Discovery door: devices that answer a Probe, and what they tell of themselves by WS-Transfer.
@NullMarked
package io.printmaster.agent.discover.wsd;

import org.jspecify.annotations.NullMarked;
