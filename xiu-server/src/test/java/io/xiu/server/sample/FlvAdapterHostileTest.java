package io.xiu.server.sample;

import static io.xiu.server.sample.DropCounts.Reason.CONFIGURATION;
import static io.xiu.server.sample.DropCounts.Reason.TAG;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.relay.MediaFrame;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.testing.Hex;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What an adapter does with bodies that are cut off or made up. */
class FlvAdapterHostileTest {
    private final AdapterScene scene = new AdapterScene(Container.MPEG_TS, false);
    private final AdapterScene either = new AdapterScene(Container.EITHER, false);

    @Test
    void survivesTheBodiesOfEveryCodecCutAnywhere() {
        for (ByteBuf body : List.of(
                Tags.hevcHeader(),
                Tags.hevcKey(),
                Tags.av1Header(),
                Tags.av1Key(),
                Hex.bytes("90 'vp09'" + Tags.VPCC),
                Hex.bytes("91 'vp09'" + Tags.VP9_320X180),
                Hex.bytes("90 'vp08'" + Tags.VPCC),
                Hex.bytes("91 'vp08' 10 0200 9d012a 4001 b400 00"))) {
            cuts(body, cut -> either.video(10, cut));
        }
        for (ByteBuf body : List.of(
                Tags.opusHeader(),
                Tags.opus(),
                Hex.bytes("90 'fLaC' 'fLaC' 80000022" + Tags.STREAMINFO),
                Hex.bytes("91 'ac-3' 0b77 0000 14 40 43 e1"),
                Hex.bytes("91 'ec-3' 0b77 00ff 34 86 ff e0"))) {
            cuts(body, cut -> either.audio(10, cut));
        }
        either.take();
        either.video(20, Tags.videoHeader());
        either.video(20, Tags.key());
        assertThat(either.calls()).contains("video dts 20 pts 20 key 9 bytes");
    }

    @Test
    void saysWhatIsWrongWithASequenceHeader() {
        ByteBuf whole = Tags.videoHeader();
        for (int length = 5; length < whole.readableBytes(); length++) {
            AdapterScene fresh = new AdapterScene(Container.MPEG_TS, false);
            fresh.frame(new MediaFrame(MediaKind.VIDEO, MediaFrame.Role.HEADER, 0, whole.copy(0, length)));
            assertThat(fresh.take())
                    .as("%d bytes", length)
                    .hasSize(2)
                    .allMatch(call -> call.contains("AVC configuration"));
            assertThat(fresh.drops(CONFIGURATION)).isEqualTo(1);
        }
        whole.release();
    }

    @Test
    void survivesEveryBodyCutAnywhereAndGoesOn() {
        List<ByteBuf> videos = List.of(
                Tags.videoHeader(),
                Tags.key(40),
                Hex.bytes("90 'avc1'" + Tags.AVCC),
                Hex.bytes("96 11 'avc1' 01 00000c 000000" + Tags.KEY_SLICE + "02 00000c 000000" + Tags.KEY_SLICE),
                Tags.av1Key());
        List<ByteBuf> audios = List.of(
                Tags.audioHeader(), Tags.audio(), Tags.mp3(), Hex.bytes("95 01 'mp4a' 00 21100456"), Tags.flac());
        scene.video(0, Tags.videoHeader());
        scene.audio(0, Tags.audioHeader());
        videos.forEach(body -> cuts(body, cut -> scene.video(10, cut)));
        audios.forEach(body -> cuts(body, cut -> scene.audio(10, cut)));
        scene.take();
        scene.video(20, Tags.videoHeader(Tags.OTHER_AVCC));
        scene.video(20, Tags.key());
        scene.audio(20, Tags.audioHeader(Tags.OTHER_ASC));
        scene.audio(20, Tags.audio());
        assertThat(scene.calls()).contains("video dts 20 pts 20 key 9 bytes", "audio dts 20 pts 20 4 bytes");
    }

    @Test
    void survivesEveryPairOfFirstBytes() {
        Random random = new Random(42);
        byte[] rest = new byte[12];
        for (int pair = 0; pair < 1 << 16; pair++) {
            random.nextBytes(rest);
            ByteBuf body = Unpooled.buffer().writeShort(pair).writeBytes(rest);
            either.video(pair, body.copy());
            either.audio(pair, body.copy());
            scene.video(pair, body.copy());
            scene.audio(pair, body);
            either.take();
            scene.take();
        }
        assertThat(scene.drops(TAG)).isPositive();
        for (AdapterScene each : List.of(scene, either)) {
            each.discontinuity();
            each.video(1 << 17, Tags.videoHeader());
            each.video(1 << 17, Tags.key());
            assertThat(each.calls()).endsWith("video dts 131072 pts 131072 key 9 bytes");
        }
    }

    private static void cuts(ByteBuf body, Consumer<ByteBuf> to) {
        for (int length = 0; length < body.readableBytes(); length++) {
            to.accept(body.copy(0, length));
        }
        body.release();
    }
}
