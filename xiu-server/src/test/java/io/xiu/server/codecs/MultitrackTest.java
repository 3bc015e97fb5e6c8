package io.xiu.server.codecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Codec;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.mp4.Mp4Muxer;
import io.xiu.relay.MediaFrame;
import io.xiu.server.sample.AllTracks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Several tracks of a kind in one publish of Enhanced RTMP. */
@Timeout(120)
@EnabledIf("io.xiu.server.testing.Ffmpeg#isAvailable")
final class MultitrackTest {
    @TempDir
    private Path directory;

    @Test
    void twoVideosAndTwoSoundsComeOutAsTracksOfTheirOwn() throws Exception {
        List<Path> clips = List.of(
                Clips.Video.H264.clip(),
                Clips.Video.HEVC.clip(640, 360),
                Clips.Audio.AAC.clip(),
                Clips.Audio.OPUS.clip(880));
        List<Tag> tags;
        try (Ingest ingest = new Ingest()) {
            tags = ingest.publish(clips);
        }
        assertThat(Tag.read(Tag.write(tags))).isEqualTo(tags);
        AllTracks all = new AllTracks();
        for (Tag tag : tags) {
            MediaFrame frame = tag.frame();
            all.frame(frame);
            frame.body().release();
        }
        assertThat(all.names()).containsExactlyInAnyOrder("video 0", "video 1", "audio 0", "audio 1");
        assertThat(all.tracks())
                .extracting(Track::codec)
                .containsExactlyInAnyOrder(Codec.H264, Codec.HEVC, Codec.AAC, Codec.OPUS);
        Path file = Files.write(directory.resolve("all.mp4"), mux(all));
        Listing listing = Listing.of(file);
        assertThat(listing.streams()).hasSize(clips.size());
        for (int i = 0; i < clips.size(); i++) {
            int stream = stream(all, i);
            assertThat(Listing.hashes(file, Integer.toString(stream), false))
                    .as("packets of %s", clips.get(i).getFileName())
                    .isEqualTo(Listing.hashes(clips.get(i), "0", false));
        }
        assertThat(listing.streams().get(stream(all, 1)))
                .containsEntry("codec_name", "hevc")
                .containsEntry("width", "640")
                .containsEntry("height", "360");
        all.samples().forEach(sample -> sample.data().release());
    }

    /** Where a clip is in the file: the publisher numbers tracks of a kind in the order of its inputs. */
    private static int stream(AllTracks all, int clip) {
        return all.names().indexOf((clip < 2 ? "video " : "audio ") + clip % 2);
    }

    private static byte[] mux(AllTracks all) throws Exception {
        ByteBuf out = Unpooled.buffer();
        Mp4Muxer muxer = new Mp4Muxer(all.tracks());
        muxer.writeInitialization(out);
        long last90k = 0;
        for (Sample sample : all.samples()) {
            last90k = Math.max(last90k, sample.dts90k());
            muxer.add(Samples.retained(sample));
        }
        muxer.writeFragment(out, last90k, true, null);
        muxer.release();
        return ByteBufUtil.getBytes(out);
    }
}
