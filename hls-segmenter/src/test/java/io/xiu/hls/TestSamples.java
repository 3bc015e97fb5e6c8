package io.xiu.hls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Samples for tests, their bytes counting up so that a lost one shows. */
public final class TestSamples {
    public static final int IDR = 5;
    public static final int SLICE = 1;

    private TestSamples() {}

    public static Sample video(long dts90k, boolean key, int bytes) {
        return new Sample(TestTracks.video(), dts90k, dts90k, key, accessUnit(nalUnit(key ? IDR : SLICE, bytes)));
    }

    public static Sample audio(long dts90k, int bytes) {
        return new Sample(TestTracks.audio(), dts90k, dts90k, true, counting(bytes));
    }

    /** A frame of 44,100 or 48,000 Hz, or of 24,000 Hz, of at least four bytes. */
    public static Sample mp3(Track track, long dts90k, int bytes) {
        ByteBuf data = counting(bytes);
        data.setInt(
                0, track.sampleRate() == 44_100 ? 0xFFFB9064 : track.sampleRate() == 48_000 ? 0xFFFB9464 : 0xFFF39464);
        return new Sample(track, dts90k, dts90k, true, data);
    }

    /** NAL units with lengths of four bytes. */
    public static ByteBuf accessUnit(byte[]... nalUnits) {
        ByteBuf data = Unpooled.buffer();
        for (byte[] unit : nalUnits) {
            data.writeInt(unit.length).writeBytes(unit);
        }
        return data;
    }

    public static byte[] nalUnit(int type, int bytes) {
        byte[] unit = new byte[bytes];
        for (int i = 1; i < bytes; i++) {
            unit[i] = (byte) (i % 251 | 0x10);
        }
        unit[0] = (byte) (0x60 | type);
        return unit;
    }

    private static ByteBuf counting(int bytes) {
        ByteBuf data = Unpooled.buffer(bytes, Math.max(1, bytes));
        for (int i = 0; i < bytes; i++) {
            data.writeByte(i);
        }
        return data;
    }
}
