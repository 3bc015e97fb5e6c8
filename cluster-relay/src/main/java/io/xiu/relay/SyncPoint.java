package io.xiu.relay;

/**
 * A place in a log where a viewer can start.
 *
 * @param block the block the frame is in
 * @param position the frame's first byte, counted from the log's beginning
 * @param timestampMillis the frame's timestamp
 * @param headers the headers in force there
 */
record SyncPoint(Block block, long position, long timestampMillis, Headers headers) {}
