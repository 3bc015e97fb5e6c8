package io.xiu.flv;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvException.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * Which channel belongs to which speaker (Enhanced RTMP v2, AudioPacketType.MultichannelConfig).
 *
 * @param channels how many there are, 0 to 255
 * @param speakers for each channel its speaker's number, empty unless the order is CUSTOM
 * @param mask bit n set if the speaker of number n has a channel, 0 unless the order is NATIVE
 */
public record MultichannelConfiguration(Order order, int channels, List<Integer> speakers, int mask) {

    /** How the order of the channels is given. */
    public enum Order {
        /** Not at all. */
        UNSPECIFIED,
        /** By the numbers of the speakers. */
        NATIVE,
        /** One by one. */
        CUSTOM,
        /** In a way that isn't known here. */
        UNKNOWN;

        static Order of(int code) {
            return code < 3 ? values()[code] : UNKNOWN;
        }
    }

    public MultichannelConfiguration {
        speakers = List.copyOf(speakers);
    }

    /**
     * Reads the payload of a packet of that type; the buffer's indexes stay as they are.
     *
     * @throws FlvException if it ends too early ({@link Reason#SHORT})
     */
    public static MultichannelConfiguration read(ByteBuf payload) throws FlvException {
        ByteBuf in = payload.slice();
        need(in, 2);
        Order order = Order.of(in.readUnsignedByte());
        int channels = in.readUnsignedByte();
        List<Integer> speakers = new ArrayList<>();
        if (order == Order.CUSTOM) {
            need(in, channels);
            for (int i = 0; i < channels; i++) {
                speakers.add((int) in.readUnsignedByte());
            }
        }
        int mask = 0;
        if (order == Order.NATIVE) {
            need(in, 4);
            mask = in.readInt();
        }
        return new MultichannelConfiguration(order, channels, speakers, mask);
    }

    private static void need(ByteBuf in, int bytes) throws FlvException {
        if (in.readableBytes() < bytes) {
            throw new FlvException(Reason.SHORT, "a multichannel configuration cut off");
        }
    }
}
