package io.xiu.rtmp.message;

/**
 * The sender's chunks carry up to this many bytes from the next chunk on (section 5.4.1).
 *
 * @param bytes 1 to 0x7FFFFFFF; more than 0xFFFFFF means the same as 0xFFFFFF, no message being longer
 */
public record SetChunkSize(int bytes) implements RtmpMessage {
    /** @throws IllegalArgumentException if there is less than a byte */
    public SetChunkSize {
        if (bytes < 1) {
            throw new IllegalArgumentException("a chunk size of " + bytes);
        }
    }
}
