/// Words, numbers and links of pages: how a value becomes text that people read.
///
/// A leaf: it knows nothing of printers, stores or requests. Escaping by place (text, attribute) is done by the
/// templates; what lives here is what they cannot know, such as which links may be followed.
@NullMarked
package io.printmaster.server.html;

import org.jspecify.annotations.NullMarked;
