package io.xiu.rtmp.message;

import java.util.List;

/**
 * A shared object message (section 7.1.3): what happens to a set of named values that clients and server share. Read
 * from types 19 and 16. The sessions here take no part in sharing objects; they are for programs that do.
 *
 * @param messageStreamId the message stream it belongs to, usually 0
 * @param name of the shared object, at most 65,535 bytes of UTF-8
 * @param version counts the changes of the object
 * @param flags all eight bytes; {@link #isPersistent} tells what is known of them
 * @param events in the order they happened
 */
public record SharedObject(int messageStreamId, String name, int version, long flags, List<SharedObjectEvent> events)
        implements RtmpMessage {
    /** The flags of an object that its server keeps. */
    public static final long PERSISTENT = 2L << 32;

    /** Keeps an unmodifiable copy of the events. */
    public SharedObject {
        events = List.copyOf(events);
    }

    /** Whether the server keeps the object when no client uses it any more. */
    public boolean isPersistent() {
        return flags >>> 32 == PERSISTENT >>> 32;
    }

    /** Says how many events there are, not what is in them. */
    @Override
    public String toString() {
        return "SharedObject[messageStreamId=" + messageStreamId + ", version=" + version + ", persistent="
                + isPersistent() + ", events=" + events.size() + "]";
    }
}
