package io.xiu.rtmp.message;

import io.xiu.amf.AmfProperty;
import io.xiu.amf.AmfValue;
import java.util.List;

/** One event of a {@link SharedObject} (section 7.1.3). */
public sealed interface SharedObjectEvent {
    /** The event's type on the wire, 0 to 255. */
    int type();

    /** A client begins to use the object, and makes it if need be. */
    record Use() implements SharedObjectEvent {
        @Override
        public int type() {
            return 1;
        }
    }

    /** A client uses the object no more. */
    record Release() implements SharedObjectEvent {
        @Override
        public int type() {
            return 2;
        }
    }

    /** A client asks that properties get these values. */
    record RequestChange(List<AmfProperty> properties) implements SharedObjectEvent {
        public RequestChange {
            properties = List.copyOf(properties);
        }

        @Override
        public int type() {
            return 3;
        }
    }

    /** The server tells all clients but the one that asked that properties have these values now. */
    record Change(List<AmfProperty> properties) implements SharedObjectEvent {
        public Change {
            properties = List.copyOf(properties);
        }

        @Override
        public int type() {
            return 4;
        }
    }

    /** The server tells the client that asked that a property has the value it wanted. */
    record Success(String property) implements SharedObjectEvent {
        @Override
        public int type() {
            return 5;
        }
    }

    /** A message to all clients, the sender included: the name of a handler and its arguments. */
    record SendMessage(List<AmfValue> values) implements SharedObjectEvent {
        public SendMessage {
            values = List.copyOf(values);
        }

        @Override
        public int type() {
            return 6;
        }
    }

    /**
     * The server reports that something went wrong.
     *
     * @param code such as {@code SharedObject.BadPersistence}
     * @param level such as {@code error}
     */
    record StatusReport(String code, String level) implements SharedObjectEvent {
        @Override
        public int type() {
            return 7;
        }
    }

    /** The server empties the object; also its first answer to {@link Use}. */
    record Clear() implements SharedObjectEvent {
        @Override
        public int type() {
            return 8;
        }
    }

    /** The server has a property removed. */
    record Remove(String property) implements SharedObjectEvent {
        @Override
        public int type() {
            return 9;
        }
    }

    /** A client asks that a property be removed. */
    record RequestRemove(String property) implements SharedObjectEvent {
        @Override
        public int type() {
            return 10;
        }
    }

    /** The server has accepted a {@link Use}. */
    record UseSuccess() implements SharedObjectEvent {
        @Override
        public int type() {
            return 11;
        }
    }

    /** An event of another type, or one whose data isn't what its type asks for; kept as it came. */
    record UnknownEvent(int type, Payload data) implements SharedObjectEvent {
        /** @throws IllegalArgumentException if the type takes more than a byte */
        public UnknownEvent {
            if ((type & ~0xFF) != 0) {
                throw new IllegalArgumentException("event type " + type);
            }
        }
    }
}
