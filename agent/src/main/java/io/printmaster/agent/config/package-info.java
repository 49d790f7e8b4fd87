/// From `config.ini`, environment and command line to typed settings: one immutable record a room, read once, every
/// problem listed together (seed, "Configuration").
///
/// A leaf: it imports nothing of the project but `program`.
@NullMarked
package io.printmaster.agent.config;

import org.jspecify.annotations.NullMarked;
