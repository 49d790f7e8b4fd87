/// What every program of PrintMaster needs whatever it does: exit codes, log lines, secrets that do not print, files
/// that only their owner can read. A leaf: it imports nothing of the project.
@NullMarked
package io.printmaster.program;

import org.jspecify.annotations.NullMarked;
