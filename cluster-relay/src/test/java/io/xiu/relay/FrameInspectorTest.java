package io.xiu.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.xiu.relay.HeaderKey.Part;
import io.xiu.relay.MediaFrame.Role;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.testing.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What messages mean to a viewer that joins. */
class FrameInspectorTest {
    private final FrameInspector inspector = new FrameInspector();

    private Role inspect(MediaKind kind, String hex) {
        ByteBuf body = Hex.bytes(hex);
        int readable = body.readableBytes();
        Role role = inspector.inspect(kind, body);
        assertThat(body.readableBytes()).as("only looked at").isEqualTo(readable);
        assertThat(body.refCnt()).isOne();
        return role;
    }

    private Role video(String hex) {
        return inspect(MediaKind.VIDEO, hex);
    }

    private Role audio(String hex) {
        return inspect(MediaKind.AUDIO, hex);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "17 01 000000 65           | SYNC",
                "17 01 000000              | SYNC",
                "27 01 000000 41           | CODED",
                "37 01 000000 41           | CODED",
                "17 00 000000              | CODED",
                "17 02 000000              | CODED",
                "57 00                     | CODED",
                "12 00                     | SYNC",
                "22 00                     | CODED",
                "17                        | CODED",
                "''                        | CODED",
                "91 'av01' 0a              | SYNC",
                "a1 'av01' 0a              | CODED",
                "91 'hvc1' 000000 26       | SYNC",
                "93 'hvc1' 26              | SYNC",
                "a3 'hvc1' 26              | CODED",
                "90 'av01'                 | CODED",
                "92 'av01'                 | CODED",
                "91 'av0'                  | CODED",
                "96 01 'av01' 00 0a        | SYNC",
                "96 11 'av01' 00 000001 0a 01 000001 0a | SYNC",
                "96 31 'av01' 00           | CODED"
            })
    void aVideoMessage(String hex, Role role) {
        assertThat(video(hex)).isEqualTo(role);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "17 00 000000 01           | SEQUENCE | 0",
                "1c 00 000000 01           | SEQUENCE | 0",
                "90 'av01' 81              | SEQUENCE | 0",
                "95 'av01' 81              | SEQUENCE | 0",
                "94 'hvc1' 02              | COLOUR   | 0",
                "96 00 'hvc1' 05 01        | SEQUENCE | 5",
                "96 04 'hvc1' 07 02        | COLOUR   | 7"
            })
    void aVideoHeader(String hex, Part part, int trackId) {
        assertThat(video(hex)).isEqualTo(Role.HEADER);
        assertThat(inspector.headerKeys()).containsExactly(new HeaderKey(MediaKind.VIDEO, part, trackId));
        assertThat(inspector.videoSeen()).isTrue();
        assertThat(inspector.audioSeen()).isFalse();
    }

    @Test
    void aHeaderOfSeveralTracksIsOneOfEach() {
        assertThat(video("96 10 'hvc1' 00 000001 01 03 000001 01")).isEqualTo(Role.HEADER);
        assertThat(inspector.headerKeys())
                .containsExactly(
                        new HeaderKey(MediaKind.VIDEO, Part.SEQUENCE, 0),
                        new HeaderKey(MediaKind.VIDEO, Part.SEQUENCE, 3));
        assertThat(audio("95 10 'Opus' 01 000001 01 02 000001 01")).isEqualTo(Role.HEADER);
        assertThat(inspector.headerKeys())
                .containsExactly(
                        new HeaderKey(MediaKind.AUDIO, Part.SEQUENCE, 1),
                        new HeaderKey(MediaKind.AUDIO, Part.SEQUENCE, 2));
    }

    @Test
    void onlyAKeyFrameOfTheFirstTrackIsASyncPoint() {
        assertThat(video("96 00 'hvc1' 02 01"))
                .as("the first track is number 2")
                .isEqualTo(Role.HEADER);
        assertThat(video("96 03 'hvc1' 03 26")).isEqualTo(Role.CODED);
        assertThat(video("96 03 'hvc1' 02 26")).isEqualTo(Role.SYNC);
        assertThat(video("96 13 'hvc1' 03 000001 26 04 000001 26")).isEqualTo(Role.CODED);
        assertThat(video("96 13 'hvc1' 03 000001 26 02 000001 26")).isEqualTo(Role.SYNC);
        assertThat(video("93 'hvc1' 26")).as("track 0").isEqualTo(Role.CODED);
        inspector.publisherChanged();
        assertThat(video("93 'hvc1' 26")).as("first of another publisher").isEqualTo(Role.SYNC);
    }

    @Test
    void usualFramesAfterTheFirstAreWhatTheyWereBefore() {
        for (int i = 0; i < 2; i++) {
            assertThat(video("17 01 000000 65")).isEqualTo(Role.SYNC);
            assertThat(video("27 01 000000 41")).isEqualTo(Role.CODED);
            assertThat(video("17 00 000000 01")).isEqualTo(Role.HEADER);
            assertThat(video("1c 01 000000 26")).isEqualTo(Role.SYNC);
            assertThat(video("27 01 000000")).isEqualTo(Role.CODED);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "af 01 21           | SYNC",
                "af 01              | SYNC",
                "af 00              | CODED",
                "2f ff              | SYNC",
                "91 'Opus' fc       | SYNC",
                "92 'Opus'          | CODED",
                "90 'Opus'          | CODED",
                "90 'Op'            | CODED",
                "''                 | CODED"
            })
    void aSoundWithoutVideo(String hex, Role role) {
        assertThat(audio(hex)).isEqualTo(role);
    }

    @Test
    void besideVideoNoSoundIsASyncPoint() {
        assertThat(audio("af 01 21 10 04 56 78")).isEqualTo(Role.SYNC);
        assertThat(audio("af 01 21 10 04 56 78")).as("looked at quickly").isEqualTo(Role.SYNC);
        video("27 01 000000 41");
        assertThat(audio("af 01 21 10 04 56 78")).isEqualTo(Role.CODED);
        assertThat(audio("91 'Opus' fc")).isEqualTo(Role.CODED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "af 00 12 10        | SEQUENCE | 0",
                "90 'Opus' 01       | SEQUENCE | 0",
                "94 'Opus' 00 02    | CHANNELS | 0",
                "95 00 'mp4a' 04 12 | SEQUENCE | 4"
            })
    void aSoundHeader(String hex, Part part, int trackId) {
        assertThat(audio(hex)).isEqualTo(Role.HEADER);
        assertThat(inspector.headerKeys()).containsExactly(new HeaderKey(MediaKind.AUDIO, part, trackId));
        assertThat(inspector.audioSeen()).isTrue();
        assertThat(inspector.videoSeen()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "02 000a 'onMetaData' 05                         | HEADER",
                "02 000d '@setDataFrame' 02 000a 'onMetaData' 05 | HEADER",
                "02 000a 'onCuePoint' 05                         | EVENT",
                "00                                              | EVENT",
                "''                                              | EVENT"
            })
    void aDataMessage(String hex, Role role) {
        assertThat(inspect(MediaKind.DATA, hex)).isEqualTo(role);
        assertThat(inspector.headerKeys()).containsExactly(HeaderKey.METADATA);
    }
}
