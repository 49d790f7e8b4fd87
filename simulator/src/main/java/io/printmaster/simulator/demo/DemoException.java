package io.printmaster.simulator.demo;

/// Why a demonstration could not go on; the message is for people and complete.
public final class DemoException extends Exception {
    private static final long serialVersionUID = 1;

    DemoException(String message) {
        super(message);
    }
}
