package io.xiu.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.relay.MediaFrame.Role;
import io.xiu.relay.RtmpFormat.Peer;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.chunk.ChunkLimits;
import io.xiu.rtmp.chunk.ChunkReader;
import io.xiu.rtmp.chunk.ChunkWriter;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.message.SetChunkSize;
import io.xiu.testing.Hex;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RtmpFormatTest {
    private static final int MESSAGE_STREAM = 3;
    private static final String SET_DATA_FRAME = "02 000d '@setDataFrame'";
    private static final String METADATA = "02 000a 'onMetaData' 05";
    private static final String CUE = "02 000a 'onCuePoint' 05";

    private static RtmpFormat format(Peer peer) {
        return new RtmpFormat(MESSAGE_STREAM, peer, TrackSelection.ALL);
    }

    private static MediaFrame frame(MediaKind kind, Role role, ByteBuf body) {
        return new MediaFrame(kind, role, 40, body);
    }

    /** Encodes into no more room than it says it needs, and reads back. */
    private static MediaMessage throughAWire(RtmpFormat format, MediaFrame frame) throws RtmpException {
        int room = format.encodedBytes(frame);
        ByteBuf out = Unpooled.buffer(room, room);
        format.encode(frame, frame.timestampMillis(), out);
        ByteBuf wire = Unpooled.buffer();
        new ChunkWriter(128).write(new SetChunkSize(RtmpFormat.CHUNK_BYTES), wire);
        wire.writeBytes(out);
        ChunkReader reader = new ChunkReader(ChunkLimits.DEFAULT);
        assertThat(reader.read(wire)).isInstanceOf(SetChunkSize.class);
        MediaMessage message = (MediaMessage) Objects.requireNonNull(reader.read(wire));
        assertThat(wire.isReadable()).isFalse();
        assertThat(message.messageStreamId()).isEqualTo(MESSAGE_STREAM);
        return message;
    }

    private static ByteBuf bodyThroughAWire(Peer peer, MediaFrame frame) throws RtmpException {
        ByteBuf body = throughAWire(format(peer), frame).body();
        ByteBuf copy = Unpooled.copiedBuffer(body);
        body.release();
        return copy;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 0xFFFFFE, 0xFFFFFF, 0x1000000, 0xFFFFFFFFL, 0x100000000L})
    void mediaTakeExactlyTheBytesTheySayHoweverLateTheyAre(long millis) throws RtmpException {
        for (int bytes : new int[] {1, 59_999, 60_000, 60_001, 120_001}) {
            for (MediaKind kind : new MediaKind[] {MediaKind.AUDIO, MediaKind.VIDEO}) {
                ByteBuf body = Unpooled.buffer().writeZero(bytes).setByte(bytes - 1, 7);
                MediaFrame frame = new MediaFrame(kind, Role.CODED, millis, body);
                MediaMessage message = throughAWire(format(Peer.PLAYER), frame);
                assertThat(message.kind()).isEqualTo(kind);
                assertThat(message.timestampMillis()).isEqualTo((int) millis);
                assertThat(message.body()).isEqualTo(body);
                message.body().release();
                ByteBuf out = Unpooled.buffer();
                format(Peer.PLAYER).encode(frame, millis, out);
                assertThat(out.readableBytes()).isEqualTo(format(Peer.PLAYER).encodedBytes(frame));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"PLAYER, false", "PULLING_NODE, false", "PUSH_TARGET, true", "PUSHED_NODE, true"})
    void metadataHasWhatAPublisherPutsBeforeItWhereItIsPublished(Peer peer, boolean published) throws RtmpException {
        ByteBuf expected = Hex.bytes((published ? SET_DATA_FRAME : "") + METADATA);
        for (String body : new String[] {METADATA, SET_DATA_FRAME + METADATA}) {
            MediaFrame frame = frame(MediaKind.DATA, Role.HEADER, Hex.bytes(body));
            assertThat(bodyThroughAWire(peer, frame)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void otherDataNeverHasIt(Peer peer) throws RtmpException {
        for (String body : new String[] {CUE, SET_DATA_FRAME + CUE}) {
            MediaFrame frame = frame(MediaKind.DATA, Role.EVENT, Hex.bytes(body));
            assertThat(bodyThroughAWire(peer, frame)).isEqualTo(Hex.bytes(CUE));
        }
    }

    @Test
    void metadataHoldsForTheWholeStreamAndIsStampedZero() throws RtmpException {
        MediaMessage message =
                throughAWire(format(Peer.PLAYER), frame(MediaKind.DATA, Role.HEADER, Hex.bytes(METADATA)));
        assertThat(message.timestampMillis()).isZero();
        message.body().release();
        MediaMessage cue = throughAWire(format(Peer.PLAYER), frame(MediaKind.DATA, Role.EVENT, Hex.bytes(CUE)));
        assertThat(cue.timestampMillis()).isEqualTo(40);
        cue.body().release();
    }

    @ParameterizedTest
    @CsvSource({"PLAYER, false", "PULLING_NODE, true", "PUSH_TARGET, false", "PUSHED_NODE, true"})
    void nodesAloneAreToldThatTheTimelineWasSetAnew(Peer peer, boolean told) throws RtmpException {
        for (long millis : new long[] {40, 0xFFFFFF, 0x100000000L}) {
            MediaFrame anew = new MediaFrame(MediaKind.DATA, Role.DISCONTINUITY, millis, Unpooled.EMPTY_BUFFER);
            if (told) {
                MediaMessage message = throughAWire(format(peer), anew);
                assertThat(message.body()).isEqualTo(Hex.bytes("02 0012 'onXiuDiscontinuity'"));
                assertThat(message.timestampMillis()).isEqualTo((int) millis);
                message.body().release();
            } else {
                assertThat(format(peer).encodedBytes(anew)).isZero();
            }
        }
    }

    @Test
    void tracksThatAreNotWantedAreLeftOut() {
        MediaFrame audio = frame(MediaKind.AUDIO, Role.CODED, Hex.bytes("af 01 00"));
        MediaFrame video = frame(MediaKind.VIDEO, Role.SYNC, Hex.bytes("17 01 000000 00"));
        MediaFrame data = frame(MediaKind.DATA, Role.EVENT, Hex.bytes(CUE));
        RtmpFormat sound = new RtmpFormat(1, Peer.PLAYER, TrackSelection.ALL.with(MediaKind.VIDEO, false));
        assertThat(sound.encodedBytes(video)).isZero();
        assertThat(sound.encodedBytes(audio)).isPositive();
        assertThat(sound.encodedBytes(data)).isPositive();
        RtmpFormat pictures = new RtmpFormat(1, Peer.PLAYER, TrackSelection.ALL.with(MediaKind.AUDIO, false));
        assertThat(pictures.encodedBytes(audio)).isZero();
        assertThat(pictures.encodedBytes(video)).isPositive();
        assertThat(TrackSelection.ALL.with(MediaKind.DATA, false)).isEqualTo(TrackSelection.ALL);
    }

    @Test
    void viewersStartAtSyncPointsOrWithoutVideoAtAnySound() {
        MediaFrame audio = frame(MediaKind.AUDIO, Role.CODED, Unpooled.EMPTY_BUFFER);
        MediaFrame inter = frame(MediaKind.VIDEO, Role.CODED, Unpooled.EMPTY_BUFFER);
        MediaFrame key = frame(MediaKind.VIDEO, Role.SYNC, Unpooled.EMPTY_BUFFER);
        MediaFrame header = frame(MediaKind.AUDIO, Role.HEADER, Unpooled.EMPTY_BUFFER);
        RtmpFormat all = format(Peer.PLAYER);
        assertThat(all.startsViewers(key)).isTrue();
        assertThat(all.startsViewers(inter)).isFalse();
        assertThat(all.startsViewers(audio)).isFalse();
        RtmpFormat sound = new RtmpFormat(1, Peer.PLAYER, new TrackSelection(true, false));
        assertThat(sound.startsViewers(audio)).isTrue();
        assertThat(sound.startsViewers(inter)).isFalse();
        assertThat(sound.startsViewers(header)).isFalse();
    }
}
