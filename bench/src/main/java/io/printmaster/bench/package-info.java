/// Measurements, side by side in one run; not part of what is installed. See `docs/performance.md`.
@NullMarked
package io.printmaster.bench;

import org.jspecify.annotations.NullMarked;
