package io.printmaster.agent.discover.mdns;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A domain name as its labels, since an instance name may hold dots and blanks. Names are equal
/// whatever the case of their letters (RFC 6762, section 16): compare [#key].
///
/// @param key made of the labels
record DnsName(List<String> labels, String key) {
    DnsName {
        labels = List.copyOf(labels);
    }

    DnsName(List<String> labels) {
        this(labels, keyOf(labels));
    }

    /// A service type such as `_ipp._tcp` in the domain `local`.
    static DnsName local(String type) {
        return new DnsName(List.of((type + ".local").split("\\.")));
    }

    private static String keyOf(List<String> labels) {
        StringBuilder key = new StringBuilder();
        for (String label : labels) {
            key.append(label.toLowerCase(Locale.ROOT).replace("\\", "\\\\").replace(".", "\\."))
                    .append('.');
        }
        return key.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DnsName name && name.key.equals(key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    /// The labels with dots between, without one at the end.
    String text() {
        return String.join(".", labels);
    }

    String first() {
        return labels.isEmpty() ? "" : labels.getFirst();
    }

    /// Without its first labels.
    DnsName after(int count) {
        return new DnsName(labels.subList(Math.min(count, labels.size()), labels.size()));
    }

    /// `_ipp._tcp` of `Office._ipp._tcp.local`; empty when it is no service instance of this link.
    String type() {
        boolean instance = labels.size() == 4
                && labels.get(1).startsWith("_")
                && labels.get(2).equalsIgnoreCase("_tcp")
                && labels.get(3).equalsIgnoreCase("local");
        return instance ? labels.get(1).toLowerCase(Locale.ROOT) + "._tcp" : "";
    }

    /// Whether it can be sent: what was no UTF-8 grows when it is made such.
    boolean isAskable() {
        int total = 1;
        for (int i = 0; i < labels.size(); i++) {
            int length = octets(i).length;
            total += length + 1;
            if (length == 0 || length > 63 || total > 255) {
                return false;
            }
        }
        return true;
    }

    byte[] octets(int label) {
        return labels.get(label).getBytes(StandardCharsets.UTF_8);
    }
}
