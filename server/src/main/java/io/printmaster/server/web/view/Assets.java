package io.printmaster.server.web.view;

/// Addresses of static files; each holds the file's hash, so that browsers may keep them for ever.
@FunctionalInterface
public interface Assets {

    /// The address of a file.
    ///
    /// @throws IllegalArgumentException for a file that does not exist: a fault in a template
    String href(String file);
}
