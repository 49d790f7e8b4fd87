/// What agents send: registration, heartbeats, devices, meters. Decodes, stores with the audit row in one
/// commit, and answers after it.
@NullMarked
package io.printmaster.server.ingest;

import org.jspecify.annotations.NullMarked;
