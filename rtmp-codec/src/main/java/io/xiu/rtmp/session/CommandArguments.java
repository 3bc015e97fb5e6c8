package io.xiu.rtmp.session;

import io.xiu.amf.AmfBoolean;
import io.xiu.amf.AmfNumber;
import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfProperties;
import io.xiu.amf.AmfString;
import io.xiu.amf.AmfValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came after a command's name and transaction id; what is missing or of another type is null. */
record CommandArguments(List<AmfValue> values) {
    @Nullable
    String string(int index) {
        return get(index) instanceof AmfString string ? string.value() : null;
    }

    @Nullable
    Boolean truth(int index) {
        return get(index) instanceof AmfBoolean truth ? Boolean.valueOf(truth.value()) : null;
    }

    /** The number, or 0. */
    double number(int index) {
        return get(index) instanceof AmfNumber number ? number.value() : 0;
    }

    @Nullable
    AmfObject object(int index) {
        AmfValue value = get(index);
        if (value instanceof AmfObject object) {
            return object;
        }
        return value instanceof AmfProperties properties ? new AmfObject(properties.properties()) : null;
    }

    private @Nullable AmfValue get(int index) {
        return index < values.size() ? values.get(index) : null;
    }
}
