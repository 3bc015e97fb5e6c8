/**
 * How a decoder is set up: the decoder configuration records and first frames that FLV's tags carry, read and written as
 * values, with what they say about pictures and sound, the codec's name for playlists and browsers (RFC 6381), and the
 * form ISO-BMFF stores.
 *
 * <pre>{@code
 * for (TrackPacket<VideoHeader> packet : TrackPackets.video(body)) {
 *     if (packet.header().isSequenceHeader()) {
 *         VideoConfiguration configuration = VideoConfiguration.read(packet.header().codec(), packet.payload(body));
 *         configuration.codecString();      // avc1.64001F
 *         configuration.picture().width();  // 1280
 *         configuration.boxPayload();       // what goes into avcC, hvcC, vvcC, av1C or vpcC
 *     }
 * }
 * }</pre>
 *
 * <p>All values are immutable and safe for use by several threads. Reading leaves the indexes of a buffer as they are
 * and keeps nothing of it. What can't be read is refused with {@link io.xiu.flv.FlvException.Reason#CONFIGURATION}. A
 * record that is put together with numbers that don't fit into its fields is an {@link IllegalArgumentException}.
 */
package io.xiu.flv.codec;
