package io.xiu.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvException.Reason;
import io.xiu.testing.Hex;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrackPacketsTest {
    private static List<String> video(String hex) throws FlvException {
        ByteBuf body = Hex.bytes("EE" + hex).skipBytes(1);
        return TrackPackets.video(body).stream()
                .map(p -> p.trackId() + " " + p.header().codec() + " "
                        + p.header().compositionTimeMillis() + " " + text(p, body))
                .toList();
    }

    private static List<String> audio(String hex) throws FlvException {
        ByteBuf body = Hex.bytes("EE" + hex).skipBytes(1);
        return TrackPackets.audio(body).stream()
                .map(p -> p.trackId() + " " + p.header().codec() + " " + text(p, body))
                .toList();
    }

    private static String text(TrackPacket<?> packet, ByteBuf body) {
        assertThat(packet.payload(body).readableBytes()).isEqualTo(packet.length());
        return packet.payload(body).toString(StandardCharsets.US_ASCII);
    }

    @Test
    void givesTheOnlyPacketOfABodyWithoutTracks() throws FlvException {
        assertThat(video("17 01 000005 'nals'")).containsExactly("0 AVC 5 nals");
        assertThat(video("91 'hvc1' 000006 'nals'")).containsExactly("0 HEVC 6 nals");
        assertThat(video("D1 00")).hasSize(1);
        assertThat(audio("AF 01 'raw'")).containsExactly("0 AAC raw");
        assertThat(audio("")).containsExactly("0 UNKNOWN ");
    }

    @Test
    void givesThePacketOfOneTrack() throws FlvException {
        assertThat(video("96 01 'hvc1' 03 000007 'nals'")).containsExactly("3 HEVC 7 nals");
        assertThat(audio("95 01 'Opus' 09 'abc'")).containsExactly("9 OPUS abc");
    }

    @Test
    void givesThePacketsOfTracksOfOneCodec() throws FlvException {
        assertThat(video("96 11 'avc1' 00 000006 000001 'abc' 01 000004 000002 'd' 02 000003 000003"))
                .containsExactly("0 AVC 1 abc", "1 AVC 2 d", "2 AVC 3 ");
        assertThat(audio("95 11 'mp4a' 05 000002 'ab' 04 000000")).containsExactly("5 AAC ab", "4 AAC ");
    }

    @Test
    void givesThePacketsOfTracksOfSeveralCodecs() throws FlvException {
        assertThat(video("97 00 00 06 21 'av01' 00 000003 'abc' 'hvc1' 01 000005 000009 'de' 'xxxx' FF 000001 'f'"))
                .containsExactly("0 AV1 0 abc", "1 HEVC 9 de", "255 UNKNOWN 0 f");
        assertThat(audio("95 21 'mp4a' 00 000001 'a' 'Opus' 01 000001 'b'")).containsExactly("0 AAC a", "1 OPUS b");
    }

    @Test
    void refusesATrackThatIsLongerThanTheBody() {
        for (String hex : List.of(
                "96 11 'av01' 00 000001 'a' 01 000002 'b'",
                "96 11 'av01' 00 000001 'a' 01 0000",
                "96 21 'av01' 00 000001 'a' 'av0'")) {
            FlvException refusal = catchThrowableOfType(FlvException.class, () -> video(hex));
            assertThat(refusal).as(hex).isNotNull();
            assertThat(refusal.reason()).as(hex).isEqualTo(Reason.SHORT);
        }
    }

    @Test
    void boundsTheNumberOfTracks() throws FlvException {
        assertThat(audio("95 11 'mp4a'" + "00 000000".repeat(256))).hasSize(256);
        FlvException refusal =
                catchThrowableOfType(FlvException.class, () -> audio("95 11 'mp4a'" + "00 000000".repeat(257)));
        assertThat(refusal.reason()).isEqualTo(Reason.TRACKS);
    }
}
