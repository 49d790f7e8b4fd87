package io.printmaster.server.web.view;

import io.printmaster.server.html.Badge;

/// An alert that a printer shows at present.
public record AlertLine(Badge severity, String text, String code) {}
