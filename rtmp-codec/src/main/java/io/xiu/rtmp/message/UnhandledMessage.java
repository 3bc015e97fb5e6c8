package io.xiu.rtmp.message;

/**
 * A message of a type that isn't decoded (types 0, 7, 10 to 14, 21, 23 and more; an unknown limit type). It's kept as
 * it came and can be written again; whoever reads such messages counts them and loses patience.
 *
 * @param typeId 0 to 255
 * @param messageStreamId the message stream it belongs to
 * @param timestampMillis 32 bits, as in a {@link MediaMessage}
 * @param body all of it, a copy
 */
public record UnhandledMessage(int typeId, int messageStreamId, int timestampMillis, Payload body)
        implements RtmpMessage {
    private static final int LAST_TYPE = 255;

    /** @throws IllegalArgumentException if the type is not one byte */
    public UnhandledMessage {
        if (typeId < 0 || typeId > LAST_TYPE) {
            throw new IllegalArgumentException("message type " + typeId);
        }
    }
}
