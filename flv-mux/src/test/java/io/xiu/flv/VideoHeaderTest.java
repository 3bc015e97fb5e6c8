package io.xiu.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.xiu.flv.FlvException.Reason;
import io.xiu.testing.Cuts;
import io.xiu.testing.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VideoHeaderTest {
    /** Codec, frame type, packet type, composition time, track id, nanoseconds, header bytes. */
    private static String describe(VideoHeader h) {
        return String.join(
                " ",
                h.codec().toString(),
                h.frameType().toString(),
                h.packetType().toString(),
                Integer.toString(h.compositionTimeMillis()),
                (h.multitrack() ? "track " + h.trackId() : "single"),
                Integer.toString(h.nanosecondOffset()),
                Integer.toString(h.headerBytes()));
    }

    @ParameterizedTest
    @CsvSource({
        // legacy
        "17 00 000000 'avcC',              AVC KEY SEQUENCE_START 0 single 0 5",
        "17 01 000050 'nals',              AVC KEY CODED_FRAMES 80 single 0 5",
        "27 01 FFFFD8 'nals',              AVC INTER CODED_FRAMES -40 single 0 5",
        "27 01 800000,                     AVC INTER CODED_FRAMES -8388608 single 0 5",
        "17 02 000000,                     AVC KEY SEQUENCE_END 0 single 0 5",
        "17 02,                            AVC KEY SEQUENCE_END 0 single 0 2",
        "17 03 000001,                     AVC KEY UNKNOWN 0 single 0 5",
        "1C 00 000000 'hvcC',              HEVC KEY SEQUENCE_START 0 single 0 5",
        "1C 01 000028 'nals',              HEVC KEY CODED_FRAMES 40 single 0 5",
        "12 'x',                           H263 KEY CODED_FRAMES 0 single 0 1",
        "32 'x',                           H263 DISPOSABLE_INTER CODED_FRAMES 0 single 0 1",
        "24 00 'x',                        VP6 INTER CODED_FRAMES 0 single 0 1",
        "47 01 000000,                     AVC GENERATED_KEY CODED_FRAMES 0 single 0 5",
        "57 00,                            AVC COMMAND COMMAND 0 single 0 1",
        "1F 'x',                           UNKNOWN KEY CODED_FRAMES 0 single 0 1",
        "07 01 000000,                     AVC RESERVED CODED_FRAMES 0 single 0 5",
        // one track of Enhanced RTMP
        "90 'av01' 'cfg',                  AV1 KEY SEQUENCE_START 0 single 0 5",
        "90 'av01',                        AV1 KEY SEQUENCE_START 0 single 0 5",
        "91 'av01' 'obu',                  AV1 KEY CODED_FRAMES 0 single 0 5",
        "A1 'vp09' 'x',                    VP9 INTER CODED_FRAMES 0 single 0 5",
        "91 'vp08' 'x',                    VP8 KEY CODED_FRAMES 0 single 0 5",
        "90 'hvc1' 'cfg',                  HEVC KEY SEQUENCE_START 0 single 0 5",
        "91 'hvc1' 000021 'nals',          HEVC KEY CODED_FRAMES 33 single 0 8",
        "91 'avc1' FFFFFF 'nals',          AVC KEY CODED_FRAMES -1 single 0 8",
        "A1 'vvc1' 000001 'nals',          VVC INTER CODED_FRAMES 1 single 0 8",
        "A3 'hvc1' 'nals',                 HEVC INTER CODED_FRAMES_X 0 single 0 5",
        "92 'hvc1',                        HEVC KEY SEQUENCE_END 0 single 0 5",
        "D4 'av01' 'amf',                  AV1 COMMAND METADATA 0 single 0 5",
        "95 'av01' 'desc',                 AV1 KEY MPEG2TS_SEQUENCE_START 0 single 0 5",
        "91 'xxxx' 'x',                    UNKNOWN KEY CODED_FRAMES 0 single 0 5",
        "9F 'hvc1' 'x',                    HEVC KEY UNKNOWN 0 single 0 5",
        "D1 00,                            UNKNOWN COMMAND COMMAND 0 single 0 1",
        // modifiers
        "97 02 0F4240 01 'av01' 'x',       AV1 KEY CODED_FRAMES 0 single 1000000 10",
        "97 01 0102 01 'av01' 'x',         AV1 KEY CODED_FRAMES 0 single 0 9",
        "97 00 00 17 02 000007 01 'hvc1' 000001 'x', HEVC KEY CODED_FRAMES 1 single 7 16",
        // several tracks: one, many of one codec, many of several
        "96 01 'avc1' 05 00000A 'x',       AVC KEY CODED_FRAMES 10 track 5 0 10",
        "96 11 'hvc1' 00 000004 000002 'x' 01 000003 000000, HEVC KEY CODED_FRAMES 2 track 0 0 13",
        "96 20 'av01' 02 000001 'x' 'hvc1' 03 000001 'y',    AV1 KEY SEQUENCE_START 0 track 2 0 10",
        "97 02 000009 06 01 'av01' 01 'x', AV1 KEY CODED_FRAMES 0 track 1 9 12"
    })
    void readsHeaders(String hex, String expected) throws FlvException {
        for (ByteBuf body : Cuts.buffers(ByteBufUtil.getBytes(Hex.bytes("EE" + hex)), hex.hashCode())) {
            body.skipBytes(1);
            assertThat(describe(VideoHeader.read(body))).isEqualTo(expected);
            assertThat(body.readerIndex()).isEqualTo(1);
            body.release();
        }
    }

    @Test
    void readsLongModifiers() throws FlvException {
        String data = "00".repeat(300);
        assertThat(describe(VideoHeader.read(Hex.bytes("97 FF 012B " + data + "01 'av01' 'x'"))))
                .isEqualTo("AV1 KEY CODED_FRAMES 0 single 0 309");
    }

    @ParameterizedTest
    @CsvSource({
        "17 01 000000, true",
        "17 00 000000, false",
        "17 02 000000, false",
        "27 01 000000, false",
        "57 00, false",
        "12, true",
        "91 'av01', true",
        "93 'hvc1', true",
        "90 'av01', false",
        "D4 'av01', false",
        "A1 'av01', false",
        "9F 'av01', false",
        "96 01 'av01' 03, true"
    })
    void tellsKeyFramesFromSequenceHeaders(String hex, boolean isKeyFrame) throws FlvException {
        assertThat(VideoHeader.read(Hex.bytes(hex)).isKeyFrame()).isEqualTo(isKeyFrame);
    }

    @ParameterizedTest
    @CsvSource({
        "17 00 000000, true, false",
        "90 'av01', true, false",
        "95 'av01', true, false",
        "94 'av01', false, false",
        "17 01 000000, false, false",
        "17 02 000000, false, true",
        "92 'hvc1', false, true"
    })
    void tellsSequenceHeadersFromEnds(String hex, boolean isSequenceHeader, boolean isSequenceEnd) throws FlvException {
        VideoHeader header = VideoHeader.read(Hex.bytes(hex));
        assertThat(header.isSequenceHeader()).isEqualTo(isSequenceHeader);
        assertThat(header.isSequenceEnd()).isEqualTo(isSequenceEnd);
    }

    @Test
    void tellsUnknownCodecsApart() throws FlvException {
        assertThat(VideoHeader.read(Hex.bytes("1F")).codecCode()).isEqualTo(15);
        assertThat(VideoHeader.read(Hex.bytes("91 'xxxx'")).codecCode()).isEqualTo(0x78787878);
    }

    @ParameterizedTest
    @CsvSource({
        "'', SHORT",
        "17, SHORT",
        "17 01 0000, SHORT",
        "91 'av0', SHORT",
        "91 'hvc1' 0000, SHORT",
        "97, SHORT",
        "97 05 0000, SHORT",
        "97 FF 00, SHORT",
        "97 FF FFFF 00, SHORT",
        "96 01 'av01', SHORT",
        "96 11 'av01' 00 000004 'abc', SHORT",
        "96 11 'hvc1' 00 000002 0000 00, SHORT",
        "96 31 'av01' 00, TRACKS",
        "96 16 'av01' 00, TRACKS"
    })
    void refusesWhatCannotBeRead(String hex, Reason reason) {
        FlvException refusal = catchThrowableOfType(FlvException.class, () -> VideoHeader.read(Hex.bytes(hex)));
        assertThat(refusal).isNotNull();
        assertThat(refusal.reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 17, 100_000})
    void boundsTheNumberOfModifiers(int modifiers) throws FlvException {
        ByteBuf body = Hex.bytes("97 " + "00 00 07".repeat(modifiers - 1) + "00 00 01 'av01'");
        if (modifiers <= 16) {
            assertThat(VideoHeader.read(body).isKeyFrame()).isTrue();
            return;
        }
        FlvException refusal = catchThrowableOfType(FlvException.class, () -> VideoHeader.read(body));
        assertThat(refusal.reason()).isEqualTo(Reason.MODIFIERS);
    }
}
