package io.printmaster.server.web.view;

/// What an agent sent in an hour, in the table behind the chart.
public record UploadHour(Time hour, String uploads, String records, String wire, String plain) {}
