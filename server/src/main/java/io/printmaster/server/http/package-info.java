/// The server's door: one HTTPS listener, a table of routes in which every route says whom it lets in, limits on
/// everything a caller can send, and errors as problem details or pages. Jetty is not visible outside.
@NullMarked
package io.printmaster.server.http;

import org.jspecify.annotations.NullMarked;
