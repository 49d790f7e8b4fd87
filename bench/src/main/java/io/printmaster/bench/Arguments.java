package io.printmaster.bench;

/// The words behind a measurement's name.
final class Arguments {
    private Arguments() {}

    /// The number at a place.
    ///
    /// @param usual taken when there are not so many words
    static int number(String[] arguments, int place, int usual) {
        return arguments.length > place ? Integer.parseInt(arguments[place]) : usual;
    }
}
