/// The pages that people see, their static files, and the JSON that the pages fetch.
///
/// Every page is whole without a script; with htmx the same address answers with the part of the page that changes.
/// Text of printers and agents reaches a page only through templates, which escape it by place.
@NullMarked
package io.printmaster.server.web;

import org.jspecify.annotations.NullMarked;
