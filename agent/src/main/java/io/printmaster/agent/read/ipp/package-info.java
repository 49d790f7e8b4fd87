/// Reading by IPP: one Get-Printer-Attributes and what it means in our words (RFC 8010, RFC 8011, PWG 5100.9, 5100.13).
/// No type of the IPP library leaves this package.
@NullMarked
package io.printmaster.agent.read.ipp;

import org.jspecify.annotations.NullMarked;
