/// Use case 2: bring what the survey queued to the server, and say that the agent lives.
///
/// Nothing leaves the outbox but what a receipt acknowledged (forgotten) or what the server will never take (parked,
/// with the reason). A server that is away, at the start or for days, only makes the queue longer.
@NullMarked
package io.printmaster.agent.upload;

import org.jspecify.annotations.NullMarked;
