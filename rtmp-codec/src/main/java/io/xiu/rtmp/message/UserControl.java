package io.xiu.rtmp.message;

/** A User Control message (sections 6.2 and 7.1.7): one event of the streaming layer. */
public sealed interface UserControl extends RtmpMessage {
    /** The event's code on the wire. */
    int eventType();

    /** The server says that a message stream works from here on. */
    record StreamBegin(int messageStreamId) implements UserControl {
        @Override
        public int eventType() {
            return 0;
        }
    }

    /** The server says that what was asked for on a message stream has been played. */
    record StreamEof(int messageStreamId) implements UserControl {
        @Override
        public int eventType() {
            return 1;
        }
    }

    /** The server says that a message stream has had no data for a while. */
    record StreamDry(int messageStreamId) implements UserControl {
        @Override
        public int eventType() {
            return 2;
        }
    }

    /** The client says how much it buffers, in milliseconds (unsigned), before it plays. */
    record SetBufferLength(int messageStreamId, int bufferMillis) implements UserControl {
        @Override
        public int eventType() {
            return 3;
        }
    }

    /** The server says that a message stream is a recorded one. */
    record StreamIsRecorded(int messageStreamId) implements UserControl {
        @Override
        public int eventType() {
            return 4;
        }
    }

    /** The server says that the buffer of a message stream has run empty, and pauses it. Not in RTMP 1.0. */
    record BufferEmpty(int messageStreamId) implements UserControl {
        @Override
        public int eventType() {
            return 31;
        }
    }

    /** The server says that the buffer of a message stream is filled again. Not in RTMP 1.0. */
    record BufferReady(int messageStreamId) implements UserControl {
        @Override
        public int eventType() {
            return 32;
        }
    }

    /** Asks for a {@link PingResponse} with the same timestamp. */
    record PingRequest(int timestamp) implements UserControl {
        @Override
        public int eventType() {
            return 6;
        }
    }

    /** Answers a {@link PingRequest}. */
    record PingResponse(int timestamp) implements UserControl {
        @Override
        public int eventType() {
            return 7;
        }
    }

    /**
     * An event that isn't decoded, or one that is too short for its fields. It's kept as it came and can be written
     * again.
     *
     * @param eventType 0 to 65535
     * @param data what follows the event type
     */
    record UnknownUserControl(int eventType, Payload data) implements UserControl {
        /** @throws IllegalArgumentException if the event type takes more than two bytes */
        public UnknownUserControl {
            if ((eventType & ~0xFFFF) != 0) {
                throw new IllegalArgumentException("event type " + eventType);
            }
        }
    }
}
