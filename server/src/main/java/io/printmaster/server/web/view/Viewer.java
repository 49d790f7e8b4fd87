package io.printmaster.server.web.view;

/// Who looks at the page.
///
/// @param name  as signed in; empty when nobody is
/// @param role  in a word
/// @param admin whether to offer what only administrators may do; the routes check it again
/// @param csrf  the anti-forgery token that every form carries back
public record Viewer(String name, String role, boolean admin, String csrf) {
    /// Nobody signed in.
    public static final Viewer NOBODY = new Viewer("", "", false, "");

    /// Whether somebody is signed in.
    public boolean signedIn() {
        return !name.isEmpty();
    }
}
