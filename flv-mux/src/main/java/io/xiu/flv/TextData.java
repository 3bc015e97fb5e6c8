package io.xiu.flv;

import io.xiu.amf.AmfProperties;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A caption: script data named {@code onTextData}. It is in no specification of FLV; the names of its properties are
 * those of the text tracks of F4V.
 *
 * @param properties all of them, those without an accessor too
 */
public record TextData(AmfProperties properties) {
    /** The name of the script data. */
    public static final String NAME = "onTextData";

    /** What script data holds if it's a caption, or null. */
    public static @Nullable TextData of(ScriptData data) {
        AmfProperties properties = data.properties();
        return data.name().equals(NAME) && properties != null ? new TextData(properties) : null;
    }

    /** The text, which may have markup; empty if there is none. */
    public String text() {
        return Objects.requireNonNullElse(properties.string("text"), "");
    }

    /** The language as ISO 639-2 names it, {@code eng} for example; empty if it isn't stated. */
    public String language() {
        return Objects.requireNonNullElse(properties.string("language"), "");
    }

    /** The number of its track, 0 if it isn't stated. */
    public int trackId() {
        return (int) properties.number("trackid", 0);
    }
}
