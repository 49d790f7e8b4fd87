package io.printmaster.agent.config;

import java.net.InetSocketAddress;

/// The agent's own page, status API and metrics (section `[web]`). Immutable.
///
/// @param enabled `enabled`
/// @param listen  `listen`: a loopback address and a port; port 0 takes any free one
public record WebSettings(boolean enabled, InetSocketAddress listen) {}
