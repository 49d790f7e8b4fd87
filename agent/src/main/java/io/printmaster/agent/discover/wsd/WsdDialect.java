package io.printmaster.agent.discover.wsd;

import java.nio.charset.StandardCharsets;

/// The two generations of WS-Discovery and what belongs to each. Windows and nearly every printer speak
/// the first; a device answers only the one it knows.
enum WsdDialect {
    /// WS-Discovery of April 2005 with DPWS of February 2006.
    SUBMISSION(
            "http://schemas.xmlsoap.org/ws/2005/04/discovery",
            "http://schemas.xmlsoap.org/ws/2004/08/addressing",
            "urn:schemas-xmlsoap-org:ws:2005:04:discovery",
            "http://schemas.xmlsoap.org/ws/2006/02/devprof"),
    /// WS-Discovery 1.1 and DPWS 1.1 of OASIS.
    OASIS(
            "http://docs.oasis-open.org/ws-dd/ns/discovery/2009/01",
            "http://www.w3.org/2005/08/addressing",
            "urn:docs-oasis-open-org:ws-dd:ns:discovery:2009:01",
            "http://docs.oasis-open.org/ws-dd/ns/dpws/2009/01");

    private static final String PRINT = "http://schemas.microsoft.com/windows/2006/08/wdp/print";
    private static final String GET = "http://schemas.xmlsoap.org/ws/2004/09/transfer/Get";

    // The usual prefixes, since there are devices that look for them instead of for the namespaces.
    private final String discovery;
    private final String addressing;
    private final String everybody;
    private final String devices;

    WsdDialect(String discovery, String addressing, String everybody, String devices) {
        this.discovery = discovery;
        this.addressing = addressing;
        this.everybody = everybody;
        this.devices = devices;
    }

    /// Asks every device to answer; Windows machines do as well, and are told apart by their types.
    byte[] probeDevices(String messageId) {
        return probe(messageId, "xmlns:wsdp=\"" + devices + "\"", "wsdp:Device");
    }

    /// Asks printers to answer: some do not match the general type.
    byte[] probePrinters(String messageId) {
        return probe(messageId, "xmlns:wprt=\"" + PRINT + "\"", "wprt:PrintDeviceType");
    }

    private byte[] probe(String messageId, String namespace, String type) {
        return envelope(
                discovery + "/Probe",
                messageId,
                everybody,
                "",
                "<wsd:Probe " + namespace + "><wsd:Types>" + type + "</wsd:Types></wsd:Probe>");
    }

    /// Asks the device of that endpoint for its addresses.
    byte[] resolve(String messageId, String endpoint) {
        return envelope(
                discovery + "/Resolve",
                messageId,
                everybody,
                "",
                "<wsd:Resolve><wsa:EndpointReference><wsa:Address>" + escaped(endpoint)
                        + "</wsa:Address></wsa:EndpointReference></wsd:Resolve>");
    }

    /// Asks a device for its metadata (WS-Transfer).
    byte[] get(String messageId, String endpoint) {
        String replyTo = "<wsa:ReplyTo><wsa:Address>" + addressing + (this == SUBMISSION ? "/role" : "")
                + "/anonymous</wsa:Address></wsa:ReplyTo>";
        return envelope(GET, messageId, endpoint, replyTo, "");
    }

    private byte[] envelope(String action, String messageId, String to, String headers, String body) {
        return ("<?xml version=\"1.0\" encoding=\"utf-8\"?>"
                        + "<soap:Envelope xmlns:soap=\"http://www.w3.org/2003/05/soap-envelope\" xmlns:wsa=\""
                        + addressing
                        + "\" xmlns:wsd=\"" + discovery + "\"><soap:Header><wsa:Action>" + action
                        + "</wsa:Action><wsa:MessageID>"
                        + escaped(messageId) + "</wsa:MessageID><wsa:To>" + escaped(to) + "</wsa:To>" + headers
                        + "</soap:Header><soap:Body>" + body + "</soap:Body></soap:Envelope>")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    static boolean isPrintType(String namespace, String localName) {
        return localName.equals("PrintDeviceType")
                || localName.equals("ScanDeviceType")
                || localName.equals("PrinterServiceType")
                || namespace.contains("/wdp/print")
                || namespace.contains("/wdp/scan");
    }
}
