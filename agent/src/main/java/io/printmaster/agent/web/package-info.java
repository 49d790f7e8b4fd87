/// The agent's own address: a status document, metrics for Prometheus and a page for people, on the loopback interface
/// only. Nobody imports it but `run`, which hands it what it shows.
@NullMarked
package io.printmaster.agent.web;

import org.jspecify.annotations.NullMarked;
