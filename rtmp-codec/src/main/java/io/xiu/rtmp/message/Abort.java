package io.xiu.rtmp.message;

/**
 * The rest of the message in progress on a chunk stream won't come (section 5.4.2).
 *
 * @param chunkStreamId any value, also of a chunk stream that has no message in progress
 */
public record Abort(int chunkStreamId) implements RtmpMessage {}
