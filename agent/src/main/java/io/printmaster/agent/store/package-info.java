/// What the agent keeps: last readings, scan history and the queue ([DeviceStore]); settings and secrets
/// ([AgentVault]). Ports only; no class of JDBC or of the wire appears here.
@NullMarked
package io.printmaster.agent.store;

import org.jspecify.annotations.NullMarked;
