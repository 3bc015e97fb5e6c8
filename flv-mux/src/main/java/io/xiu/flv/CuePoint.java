package io.xiu.flv;

import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfProperties;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A marked place in a stream: script data named {@code onCuePoint}, or an item of {@link Metadata#cuePoints}.
 *
 * @param properties all of them, those without an accessor too
 */
public record CuePoint(AmfProperties properties) {
    /** The name of the script data. */
    public static final String NAME = "onCuePoint";

    /** What script data holds if it's a cue point, or null. */
    public static @Nullable CuePoint of(ScriptData data) {
        AmfProperties properties = data.properties();
        return data.name().equals(NAME) && properties != null ? new CuePoint(properties) : null;
    }

    /** What it's called; empty if it has no name. */
    public String name() {
        return Objects.requireNonNullElse(properties.string("name"), "");
    }

    /** {@code event} for a program, {@code navigation} for a place to jump to; empty if it isn't stated. */
    public String type() {
        return Objects.requireNonNullElse(properties.string("type"), "");
    }

    /** Where it is, in seconds from the beginning; 0 if it isn't stated. */
    public double timeSeconds() {
        return properties.number("time", 0);
    }

    /** What its maker says about it; empty if there is nothing. */
    public AmfProperties parameters() {
        return properties.get("parameters") instanceof AmfProperties parameters ? parameters : AmfObject.EMPTY;
    }
}
