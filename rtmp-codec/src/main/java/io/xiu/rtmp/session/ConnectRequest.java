package io.xiu.rtmp.session;

import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfString;
import org.jspecify.annotations.Nullable;

/**
 * What a client's connect command asks for (section 7.2.1.1 and Enhanced RTMP v2, "Enhancing NetConnection connect
 * Command").
 *
 * @param app the application name, cut at its first {@code ?}; empty if the client gave none
 * @param query what followed that {@code ?} in the application name or else in the URL; empty if there is none
 * @param tcUrl the URL the client says it used, without its query; empty if it gave none
 * @param flashVer what the client says it is, at most 256 printable characters
 * @param properties everything the client sent, secrets included
 */
public record ConnectRequest(String app, String query, String tcUrl, String flashVer, AmfObject properties) {
    static ConnectRequest of(AmfObject properties) {
        StreamName app = StreamName.of(text(properties, "app"));
        StreamName tcUrl = StreamName.of(text(properties, "tcUrl"));
        String query = app.query().isEmpty() ? tcUrl.query() : app.query();
        String flashVer = Status.printable(text(properties, "flashVer"));
        return new ConnectRequest(app.name(), query, tcUrl.name(), flashVer, properties);
    }

    /** What the client says it can do beyond RTMP 1.0. */
    public EnhancedCapabilities capabilities() {
        return EnhancedCapabilities.read(properties);
    }

    /** Leaves out the query and the properties. */
    @Override
    public String toString() {
        return "ConnectRequest[app=" + app + ", tcUrl=" + tcUrl + ", flashVer=" + flashVer + "]";
    }

    private static String text(AmfObject properties, String name) {
        @Nullable Object value = properties.get(name);
        return value instanceof AmfString string ? string.value() : "";
    }
}
