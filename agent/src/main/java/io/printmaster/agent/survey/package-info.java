/// Use case 1: discover, read, store, compare, queue (DESIGN, "The way of the data").
@NullMarked
package io.printmaster.agent.survey;

import org.jspecify.annotations.NullMarked;
