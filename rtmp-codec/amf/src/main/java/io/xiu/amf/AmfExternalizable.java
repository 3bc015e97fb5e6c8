package io.xiu.amf;

/**
 * An AMF3 object that wrote itself ({@code flash.utils.IExternalizable}; AMF 3 specification, 3.12). What it wrote can
 * only be told apart from what follows by who knows the class, so {@link Amf3Reader} reads the three of BlazeDS and
 * Flex that write exactly one value, and refuses all others:
 *
 * <ul>
 *   <li>{@code flex.messaging.io.ArrayCollection}
 *   <li>{@code flex.messaging.io.ArrayList}
 *   <li>{@code flex.messaging.io.ObjectProxy}
 * </ul>
 *
 * @param className text from the peer, never resolved to a Java class
 * @param content the one value it wrote
 */
public record AmfExternalizable(String className, AmfValue content) implements AmfValue {
    /** Whether objects of this class are known to write exactly one value. */
    static boolean isKnown(String className) {
        return switch (className) {
            case "flex.messaging.io.ArrayCollection", "flex.messaging.io.ArrayList", "flex.messaging.io.ObjectProxy" ->
                true;
            default -> false;
        };
    }

    @Override
    public String toString() {
        return AmfText.of(this);
    }
}
