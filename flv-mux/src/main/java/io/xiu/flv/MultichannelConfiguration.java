package io.xiu.flv;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvException.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * Which channel belongs to which speaker (Enhanced RTMP v2, AudioPacketType.MultichannelConfig).
 *
 * @param channels how many there are, 0 to 255
 * @param speakers for each channel its speaker's number ({@link Speaker#code}), empty unless the order is CUSTOM
 * @param mask bit n set if the speaker of number n has a channel, 0 unless the order is NATIVE
 */
public record MultichannelConfiguration(Order order, int channels, List<Integer> speakers, int mask) {
    /*
     * order: 1 byte | channels: 1 byte | CUSTOM: { speaker: 1 byte } | NATIVE: mask: 4 bytes
     */

    /** How the order of the channels is given. */
    public enum Order {
        /** Not at all. */
        UNSPECIFIED(0),
        /** By the numbers of the speakers. */
        NATIVE(1),
        /** One by one. */
        CUSTOM(2),
        /** In a way that isn't known here. */
        UNKNOWN(-1);

        private final int code;

        Order(int code) {
            this.code = code;
        }

        static Order of(int code) {
            return switch (code) {
                case 0 -> UNSPECIFIED;
                case 1 -> NATIVE;
                case 2 -> CUSTOM;
                default -> UNKNOWN;
            };
        }
    }

    /** @throws IllegalArgumentException if something is out of its range or stands where the order has no place for it */
    public MultichannelConfiguration {
        int speakersOfOrder = order == Order.CUSTOM ? channels : 0;
        if (channels >> 8 != 0
                || speakers.size() != speakersOfOrder
                || (mask != 0 && order != Order.NATIVE)
                || speakers.stream().anyMatch(speaker -> speaker >> 8 != 0)) {
            throw new IllegalArgumentException(
                    order + " order of " + channels + " channels, speakers " + speakers + ", mask " + mask);
        }
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

    /** The speakers in the order of the channels; fewer than those, or none, where it isn't known. */
    public List<Speaker> layout() {
        if (order == Order.CUSTOM) {
            return speakers.stream().map(Speaker::of).toList();
        }
        List<Speaker> layout = new ArrayList<>();
        for (int rest = mask; rest != 0; rest &= rest - 1) {
            layout.add(Speaker.of(Integer.numberOfTrailingZeros(rest)));
        }
        return List.copyOf(layout);
    }

    /**
     * Appends the payload of a packet of that type.
     *
     * @throws IllegalStateException if the order isn't known
     */
    public void write(ByteBuf out) {
        if (order == Order.UNKNOWN) {
            throw new IllegalStateException("an unknown order has no number of its own");
        }
        out.writeByte(order.code).writeByte(channels);
        for (int speaker : speakers) {
            out.writeByte(speaker);
        }
        if (order == Order.NATIVE) {
            out.writeInt(mask);
        }
    }
}
