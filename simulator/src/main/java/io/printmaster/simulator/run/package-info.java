/// The commands `printmaster simulate` and `printmaster demo`.
@NullMarked
package io.printmaster.simulator.run;

import org.jspecify.annotations.NullMarked;
