package io.printmaster.server.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/// The templates, as classes that the build made of them; nothing is compiled at run time. Thread-safe.
final class Templates {
    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

    /// Fills a template, such as `page/devices`.
    String fill(String name, Map<String, Object> values) {
        StringOutput output = new StringOutput(16_384);
        engine.render(name + ".jte", values, output);
        return output.toString();
    }
}
