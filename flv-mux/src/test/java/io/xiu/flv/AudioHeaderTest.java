package io.xiu.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.xiu.flv.FlvException.Reason;
import io.xiu.testing.Cuts;
import io.xiu.testing.Hex;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudioHeaderTest {
    /** Codec, packet type, rate/bits/channels, track id, nanoseconds, header bytes. */
    private static String describe(AudioHeader h) {
        return String.join(
                " ",
                h.codec().toString(),
                h.packetType().toString(),
                h.sampleRate() + "/" + h.sampleBits() + "/" + h.channels(),
                (h.multitrack() ? "track " + h.trackId() : "single"),
                Integer.toString(h.nanosecondOffset()),
                Integer.toString(h.headerBytes()));
    }

    @ParameterizedTest
    @CsvSource({
        // legacy
        "AF 00 1210,                  AAC SEQUENCE_START 44100/16/2 single 0 2",
        "AF 01 'raw',                 AAC CODED_FRAMES 44100/16/2 single 0 2",
        "AF 02,                       AAC UNKNOWN 44100/16/2 single 0 2",
        "2F 'x',                      MP3 CODED_FRAMES 44100/16/2 single 0 1",
        "2A 'x',                      MP3 CODED_FRAMES 22050/16/1 single 0 1",
        "26 'x',                      MP3 CODED_FRAMES 11025/16/1 single 0 1",
        "22 'x',                      MP3 CODED_FRAMES 5512/16/1 single 0 1",
        "E2 'x',                      MP3 CODED_FRAMES 8000/16/1 single 0 1",
        "B2 'x',                      SPEEX CODED_FRAMES 16000/16/1 single 0 1",
        "7E 'x',                      G711_A CODED_FRAMES 8000/16/1 single 0 1",
        "8E 'x',                      G711_MU CODED_FRAMES 8000/16/1 single 0 1",
        "42 'x',                      NELLYMOSER_16K CODED_FRAMES 16000/16/1 single 0 1",
        "52 'x',                      NELLYMOSER_8K CODED_FRAMES 8000/16/1 single 0 1",
        "0C 'x',                      PCM_PLATFORM CODED_FRAMES 44100/8/1 single 0 1",
        "3F,                          PCM_LITTLE_ENDIAN CODED_FRAMES 44100/16/2 single 0 1",
        "C0 'x',                      UNKNOWN CODED_FRAMES 5512/8/1 single 0 1",
        "'',                          UNKNOWN SILENCE 0/0/0 single 0 0",
        // one track of Enhanced RTMP
        "90 'Opus' 'OpusHead',        OPUS SEQUENCE_START 0/0/0 single 0 5",
        "91 'Opus' 'x',               OPUS CODED_FRAMES 0/0/0 single 0 5",
        "91 'ac-3' 'x',               AC3 CODED_FRAMES 0/0/0 single 0 5",
        "91 'ec-3' 'x',               EAC3 CODED_FRAMES 0/0/0 single 0 5",
        "90 'fLaC' 'fLaC',            FLAC SEQUENCE_START 0/0/0 single 0 5",
        "91 '.mp3' 'x',               MP3 CODED_FRAMES 0/0/0 single 0 5",
        "90 'mp4a' 1210,              AAC SEQUENCE_START 0/0/0 single 0 5",
        "92 'mp4a',                   AAC SEQUENCE_END 0/0/0 single 0 5",
        "94 'Opus' 01 02 00000003,    OPUS MULTICHANNEL_CONFIGURATION 0/0/0 single 0 5",
        "93 'mp4a',                   AAC UNKNOWN 0/0/0 single 0 5",
        "91 'xxxx',                   UNKNOWN CODED_FRAMES 0/0/0 single 0 5",
        // modifiers and several tracks
        "97 02 0003E8 01 'mp4a' 'x',  AAC CODED_FRAMES 0/0/0 single 1000 10",
        "95 01 'mp4a' 07 'x',         AAC CODED_FRAMES 0/0/0 track 7 0 7",
        "95 11 'mp4a' 01 000001 'x' 02 000001 'y', AAC CODED_FRAMES 0/0/0 track 1 0 10",
        "95 21 'Opus' 00 000000,      OPUS CODED_FRAMES 0/0/0 track 0 0 10"
    })
    void readsHeaders(String hex, String expected) throws FlvException {
        for (ByteBuf body : Cuts.buffers(ByteBufUtil.getBytes(Hex.bytes("EE" + hex)), hex.hashCode())) {
            body.skipBytes(1);
            assertThat(describe(AudioHeader.read(body))).isEqualTo(expected);
            assertThat(body.readerIndex()).isEqualTo(1);
            body.release();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "AF, SHORT",
        "90, SHORT",
        "91 'mp4', SHORT",
        "97 00, SHORT",
        "95 01 'mp4a', SHORT",
        "95 11 'mp4a' 00 000002 'x', SHORT",
        "95 41 'mp4a' 00, TRACKS",
        "95 15 'mp4a' 00, TRACKS"
    })
    void refusesWhatCannotBeRead(String hex, Reason reason) {
        FlvException refusal = catchThrowableOfType(FlvException.class, () -> AudioHeader.read(Hex.bytes(hex)));
        assertThat(refusal).isNotNull();
        assertThat(refusal.reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "AF 00, true, false, false",
        "AF 01, false, true, false",
        "90 'Opus', true, false, false",
        "92 'Opus', false, false, true",
        "94 'Opus' 00, false, false, false",
        "2F, false, true, false"
    })
    void tellsSequenceHeadersFromFramesAndEnds(
            String hex, boolean isSequenceHeader, boolean isFrame, boolean isSequenceEnd) throws FlvException {
        AudioHeader header = AudioHeader.read(Hex.bytes(hex));
        assertThat(header.isSequenceHeader()).isEqualTo(isSequenceHeader);
        assertThat(header.isFrame()).isEqualTo(isFrame);
        assertThat(header.isSequenceEnd()).isEqualTo(isSequenceEnd);
    }
}
