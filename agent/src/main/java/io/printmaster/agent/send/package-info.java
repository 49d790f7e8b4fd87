/// The agent's end of the line: HTTPS to the server, whom to trust, what each status means, when to try again.
///
/// It knows nothing of the outbox or of where tokens are kept; `agent.upload` brings the two together.
@NullMarked
package io.printmaster.agent.send;

import org.jspecify.annotations.NullMarked;
