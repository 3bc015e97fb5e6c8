package io.xiu.rtmp.message;

/**
 * A message of a type this library doesn't decode (shared objects, unknown types, an unknown limit type). Its body is
 * already gone; whoever reads such messages counts them and loses patience.
 *
 * @param typeId 0 to 255
 * @param messageStreamId the message stream it belongs to
 * @param lengthBytes the length its body had
 */
public record UnhandledMessage(int typeId, int messageStreamId, int lengthBytes) implements RtmpMessage {}
