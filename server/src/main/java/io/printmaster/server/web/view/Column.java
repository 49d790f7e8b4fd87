package io.printmaster.server.web.view;

/// The head of a column.
///
/// @param href where to sort by it; empty when it cannot be sorted by
/// @param sort the word for `aria-sort`: `ascending`, `descending`, `none`
/// @param css  class of the style sheet, such as `num`
public record Column(String label, String href, String sort, String css) {

    /// A column that cannot be sorted by.
    public static Column plain(String label) {
        return new Column(label, "", "none", "");
    }
}
