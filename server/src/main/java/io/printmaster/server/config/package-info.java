/// The server's settings: file, environment and command line, typed, with every problem told at once. A leaf.
@NullMarked
package io.printmaster.server.config;

import org.jspecify.annotations.NullMarked;
