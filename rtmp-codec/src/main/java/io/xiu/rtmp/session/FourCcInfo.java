package io.xiu.rtmp.session;

/**
 * What a peer can do with media of a codec (Enhanced RTMP v2, "Enhancing NetConnection connect Command").
 *
 * @param mask the flags on the wire; bits that mean nothing yet are kept
 */
public record FourCcInfo(int mask) {
    /** Flag: can decode. */
    public static final int DECODE = 0x01;

    /** Flag: can encode. */
    public static final int ENCODE = 0x02;

    /** Flag: can forward. */
    public static final int FORWARD = 0x04;

    /** Can do nothing. */
    public static final FourCcInfo NONE = new FourCcInfo(0);

    /** Whether the peer can decode such media. */
    public boolean canDecode() {
        return (mask & DECODE) != 0;
    }

    /** Whether the peer can make such media. */
    public boolean canEncode() {
        return (mask & ENCODE) != 0;
    }

    /** Whether the peer can pass such media on. */
    public boolean canForward() {
        return (mask & FORWARD) != 0;
    }
}
