/// The server's keys: an own CA made at the first start, a certificate that follows the host's names and renews
/// itself, or certificates given by whoever runs the server.
@NullMarked
package io.printmaster.server.http.tls;

import org.jspecify.annotations.NullMarked;
