package io.xiu.amf;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value made of named properties. Order and repeated names are kept; looked up, the last of a name counts. */
public sealed interface AmfProperties extends AmfValue permits AmfObject, AmfEcmaArray, AmfTypedObject {

    /** All properties in the order they came; unmodifiable. */
    List<AmfProperty> properties();

    /** The value of the last property of this name, or null. Takes time in proportion to the number of properties. */
    default @Nullable AmfValue get(String name) {
        List<AmfProperty> all = properties();
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).name().equals(name)) {
                return all.get(i).value();
            }
        }
        return null;
    }

    /** The text of a property that is a string, or null if it's absent or something else. */
    default @Nullable String string(String name) {
        return get(name) instanceof AmfString text ? text.value() : null;
    }

    /** The value of a property that is a number, or {@code otherwise} if it's absent or something else. */
    default double number(String name, double otherwise) {
        return get(name) instanceof AmfNumber number ? number.value() : otherwise;
    }
}
