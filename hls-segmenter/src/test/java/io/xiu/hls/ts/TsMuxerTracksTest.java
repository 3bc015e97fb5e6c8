package io.xiu.hls.ts;

import static io.xiu.hls.TestSamples.audio;
import static io.xiu.hls.TestSamples.video;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xiu.hls.Codec;
import io.xiu.hls.Golden;
import io.xiu.hls.Sample;
import io.xiu.hls.TestTracks;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.TrackException.Reason;
import io.xiu.hls.TrackKind;
import io.xiu.hls.ts.TsListing.Item;
import io.xiu.hls.ts.TsListing.Table;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which tracks a muxer takes, and how its tables tell of a change. */
class TsMuxerTracksTest {
    private static final long SECOND = 90_000;

    private final MuxerScene scene = new MuxerScene();

    @AfterEach
    void release() {
        scene.release();
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void refusesTheCodecsItCanNotCarryAndNamesThem(Codec codec) {
        boolean carried = CodecTracks.ALL.stream().anyMatch(track -> track.codec() == codec);
        assertThat(TsMuxer.carries(codec)).isEqualTo(carried);
        if (!carried) {
            Track track = codec.kind() == TrackKind.VIDEO
                    ? Track.video(1, codec, "", 640, 360, new byte[20])
                    : Track.audio(1, codec, "", 48_000, 2, new byte[20]);
            assertThatThrownBy(() -> scene.muxer.tracks(List.of(track)))
                    .isInstanceOfSatisfying(
                            TrackException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CODEC))
                    .hasMessageContaining(codec.name())
                    .hasMessageContaining("MPEG-TS");
        }
    }

    @Test
    void refusesTwoTracksOfAKindAndSamplesWithoutTrack() {
        for (List<Track> two : List.of(
                List.of(TestTracks.video(), TestTracks.otherVideo()),
                List.of(TestTracks.audio(), TestTracks.video(), TestTracks.mp3(48_000)))) {
            assertThatThrownBy(() -> scene.muxer.tracks(two))
                    .isInstanceOfSatisfying(
                            TrackException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TRACKS));
        }
        Sample sample = audio(0, 10);
        assertThatThrownBy(() -> scene.muxer.write(sample, 0)).isInstanceOf(IllegalStateException.class);
        sample.data().release();
    }

    @Test
    void nothingChangesWhenTracksAreRefused() {
        scene.start(TestTracks.video());
        Track broken = Track.audio(2, Codec.AAC, "mp4a.40.2", 48_000, 2, new byte[] {0x12});

        assertThatThrownBy(() -> scene.muxer.tracks(List.of(TestTracks.video(), broken)))
                .isInstanceOfSatisfying(
                        TrackException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFIGURATION));

        scene.muxer.writeTables();
        scene.write(video(0, true, 50));
        List<Item> items = scene.read();
        assertThat(((Table) items.get(3)).text()).isEqualTo(((Table) items.get(1)).text());
    }

    @Test
    void changesTracksUnderANewVersion() {
        scene.start(TestTracks.video());
        scene.write(video(0, true, 50));
        scene.setTracks(TestTracks.video());
        scene.muxer.writeTables();
        scene.setTracks(TestTracks.video(), TestTracks.audio());
        scene.muxer.discontinuity();
        scene.muxer.writeTables();
        scene.write(audio(SECOND, 60));
        scene.write(video(SECOND, true, 50));
        scene.muxer.flush();

        Golden.assertMatches("changed-tracks.txt", TsListing.dump(scene.read()));
    }

    @Test
    void addsAudioToTablesNobodyHasRead() throws TrackException {
        scene.start(TestTracks.video());
        scene.write(video(0, true, 50));

        scene.muxer.addAudio(TestTracks.audio(), scene.out, 188);

        scene.write(audio(SECOND, 60));
        scene.muxer.flush();
        Table pmt = (Table) scene.read().get(1);
        assertThat(pmt.text()).startsWith("PMT table=2 program=1 version=0 pcr=102 [type 1b at 102] [type 0f at 101]");
    }

    @Test
    void wrapsVersionsAt32() {
        for (int i = 0; i <= 33; i++) {
            scene.setTracks(i % 2 == 0 ? TestTracks.video() : TestTracks.otherVideo());
        }
        scene.muxer.writeTables();

        assertThat(((Table) scene.read().get(1)).text()).contains("version=1 ");
    }
}
