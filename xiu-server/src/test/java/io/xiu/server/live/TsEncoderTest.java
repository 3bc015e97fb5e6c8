package io.xiu.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.relay.MediaFrame;
import io.xiu.relay.MediaFrame.Role;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.server.sample.Tags;
import org.junit.jupiter.api.Test;

class TsEncoderTest {
    private static final int PACKET_BYTES = 188;

    private final TsEncoder encoder = new TsEncoder();
    private final ByteBuf out = Unpooled.buffer();

    private void header(MediaKind kind, ByteBuf body) {
        encoder.header(new MediaFrame(kind, Role.HEADER, 0, body));
    }

    /** Encodes as a log does; answers whether viewers can start there. */
    private boolean encode(MediaKind kind, Role role, long millis, ByteBuf body) {
        MediaFrame frame = new MediaFrame(kind, role, millis, body);
        int room = encoder.encodedBytes(frame);
        assertThat(room % PACKET_BYTES).isZero();
        if (room == 0) {
            return false;
        }
        boolean start = encoder.startsViewers(frame);
        int before = out.writerIndex();
        encoder.encode(frame, millis, out);
        assertThat(out.writerIndex() - before).isEqualTo(room);
        assertThat(body.refCnt()).as("borrowed").isEqualTo(1);
        return start;
    }

    private int pid(int packet) {
        return out.getUnsignedShort(packet * PACKET_BYTES + 1) & 0x1FFF;
    }

    @Test
    void viewersStartAtKeyFramesWithoutAnythingOfTheirOwn() {
        header(MediaKind.VIDEO, Tags.videoHeader());
        header(MediaKind.AUDIO, Tags.audioHeader());
        assertThat(encode(MediaKind.VIDEO, Role.SYNC, 0, Tags.key())).isTrue();
        assertThat(pid(0)).isZero();
        assertThat(pid(1)).isEqualTo(0x100);
        assertThat(encode(MediaKind.AUDIO, Role.CODED, 0, Tags.audio())).isFalse();
        assertThat(encode(MediaKind.VIDEO, Role.CODED, 40, Tags.inter(0))).isFalse();
        assertThat(encode(MediaKind.VIDEO, Role.SYNC, 80, Tags.key())).isTrue();
        MediaFrame metadata = new MediaFrame(MediaKind.DATA, Role.HEADER, 80, Unpooled.EMPTY_BUFFER);
        assertThat(TsFormat.INSTANCE.encodedBytes(metadata)).isZero();
    }

    @Test
    void audioBesideVideoThatCanNotBeCarriedStandsAlone() {
        header(MediaKind.VIDEO, Tags.av1Header());
        assertThat(encoder.carriesNothing()).isTrue();
        header(MediaKind.AUDIO, Tags.audioHeader());
        assertThat(encoder.carriesNothing()).isFalse();
        assertThat(encode(MediaKind.VIDEO, Role.SYNC, 0, Tags.av1Key())).isFalse();
        int starts = 0;
        for (int millis = 0; millis < 2_000; millis += 20) {
            starts += encode(MediaKind.AUDIO, Role.CODED, millis, Tags.audio()) ? 1 : 0;
        }
        assertThat(starts).isEqualTo(4);
    }

    @Test
    void videoBesideAudioThatCanNotBeCarriedStandsAlone() {
        header(MediaKind.VIDEO, Tags.videoHeader());
        assertThat(encode(MediaKind.AUDIO, Role.CODED, 0, Tags.flac())).isFalse();
        assertThat(encode(MediaKind.VIDEO, Role.SYNC, 0, Tags.key())).isTrue();
        assertThat(encoder.carriesNothing()).isFalse();
    }

    @Test
    void theSoundGatheredLastComesAtTheEnd() {
        header(MediaKind.AUDIO, Tags.audioHeader());
        encode(MediaKind.AUDIO, Role.SYNC, 0, Tags.audio());
        encode(MediaKind.AUDIO, Role.SYNC, 23, Tags.audio());
        int before = out.writerIndex();
        int room = encoder.endBytes();
        assertThat(room).isPositive().isEqualTo(room / PACKET_BYTES * PACKET_BYTES);
        encoder.encodeEnd(out);
        assertThat(out.writerIndex() - before).isEqualTo(room);
        assertThat(encoder.endBytes()).isZero();
    }

    @Test
    void aSetTimelineIsTakenUpAtTheNextKeyFrame() {
        header(MediaKind.VIDEO, Tags.videoHeader());
        encode(MediaKind.VIDEO, Role.SYNC, 0, Tags.key());
        assertThat(encode(MediaKind.DATA, Role.DISCONTINUITY, 40, Unpooled.buffer()))
                .isFalse();
        int before = out.writerIndex();
        encode(MediaKind.VIDEO, Role.CODED, 40, Tags.inter(0));
        assertThat(out.writerIndex()).isEqualTo(before);
        assertThat(encode(MediaKind.VIDEO, Role.SYNC, 80, Tags.key())).isTrue();
    }

    @Test
    void whatCanNotBeReadLeavesNothing() {
        header(MediaKind.VIDEO, Tags.videoHeader());
        assertThat(encode(MediaKind.VIDEO, Role.CODED, 0, Unpooled.wrappedBuffer(new byte[] {(byte) 0x90})))
                .isFalse();
        assertThat(out.isReadable()).isFalse();
        assertThat(encode(MediaKind.VIDEO, Role.SYNC, 0, Tags.key())).isTrue();
    }
}
