package io.xiu.hls.playlist;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Appends one tag with a list of attributes; null and false leave an attribute out. */
final class AttributeWriter {
    private final StringBuilder out;
    private char separator = ':';

    AttributeWriter(StringBuilder out, String tag) {
        this.out = out;
        out.append(tag);
    }

    AttributeWriter quoted(String name, @Nullable String value) {
        if (value != null) {
            name(name);
            out.append('"').append(value).append('"');
        }
        return this;
    }

    AttributeWriter quoted(String name, @Nullable ByteRange value) {
        return quoted(name, value == null ? null : value.text());
    }

    AttributeWriter plain(String name, @Nullable Object value) {
        if (value != null) {
            name(name);
            out.append(value);
        }
        return this;
    }

    AttributeWriter yes(String name, boolean value) {
        return plain(name, value ? "YES" : null);
    }

    AttributeWriter seconds(String name, @Nullable Duration value) {
        if (value != null) {
            name(name);
            Decimal.write(value, out);
        }
        return this;
    }

    void end() {
        out.append('\n');
    }

    private void name(String name) {
        out.append(separator).append(name).append('=');
        separator = ',';
    }
}
