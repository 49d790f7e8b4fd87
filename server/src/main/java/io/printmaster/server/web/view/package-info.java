/// What templates are given: records of text that is ready to be shown, made by `server.web`.
///
/// Texts may hold anything that a printer or an agent said; templates escape them by place. Only fields named
/// `href` may be used as addresses: they are made by the server or passed [io.printmaster.server.html.Links#web].
@NullMarked
package io.printmaster.server.web.view;

import org.jspecify.annotations.NullMarked;
