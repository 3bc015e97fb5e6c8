package io.xiu.hls.ts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.ts.TsEvent.Problem;
import io.xiu.hls.ts.TsEvent.TracksChanged;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers that say something else than the ones before, and frames where none should begin. */
class TsReaderChangesTest {
    private static final int PID = 0x50;
    private static final int AUDIO = 0xC0;
    private static final int VIDEO = 0xE0;
    private static final int PRIVATE = 0xBD;
    private static final String EAC3 = "0b7700bf3487c000";
    private static final String PICTURE = "000001658811";
    private static final String SETS =
            "000001" + "674d400ceca0a0cfcf80880000030008000003019078a14cb0" + "00000168ce0fc8";
    private static final String SHORT_SETS = "000001674d4000000168ce0fc8";

    @Test
    void sampleRateAndChannelsOfMp3MakeAnotherTrack() {
        TsBuilder builder = new TsBuilder().stream(3, PID, "").tables();
        pes(builder, AUDIO, frame("fffb7464", 288));
        pes(builder, AUDIO, frame("fffb7064", 313));
        pes(builder, AUDIO, frame("fffb7064", 313));
        pes(builder, AUDIO, frame("fffb70c4", 313));

        List<TsEvent> events = builder.read();

        assertThat(tracks(events))
                .extracting(Track::sampleRate, Track::channels)
                .containsExactly(tuple(48_000, 2), tuple(44_100, 2), tuple(44_100, 1));
        assertThat(TsEvents.samples(1, events)).hasSize(4);
        assertThat(TsEvents.only(Problem.class, events)).isEmpty();
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource({
        "0b7738904c4043e1, 416, 5010c0, sample rate",
        "0b7738900c3843e1, 384, 0e10c0, bit stream identification",
        "0b7738900c4143e1, 384, 1050c0, bit stream mode",
        "0b7738900c4023e1, 384, 1008c0, channels",
        "0b7738900c4047e1, 384, 1014c0, low frequencies",
        "0b7738900e4043e1, 448, 1010e0, bit rate",
    })
    void everythingInItsRecordMakesAnotherTrackOfAc3(String header, int bytes, String record, String what) {
        TsBuilder builder = new TsBuilder().stream(0x81, PID, "").tables();
        pes(builder, PRIVATE, frame("0b7738900c4043e1", 384));
        pes(builder, PRIVATE, frame("0b7738900c4043e1", 384));
        pes(builder, PRIVATE, frame(header, bytes));
        pes(builder, PRIVATE, frame(header, bytes));

        List<TsEvent> events = builder.read();

        assertThat(tracks(events)).extracting(TsReaderChangesTest::record).containsExactly("1010c0", record);
        assertThat(TsEvents.samples(1, events))
                .extracting(sample -> sample.data().readableBytes())
                .containsExactly(384, 384, bytes, bytes);
    }

    @Test
    void lowFrequenciesMakeAnotherTrackOfEac3AndTheBitRateDoesNot() {
        TsBuilder builder = new TsBuilder().stream(0x87, PID, "").tables();
        pes(builder, PRIVATE, frame(EAC3, 384));
        pes(builder, PRIVATE, frame("0b7700df3487c000", 448));
        pes(builder, PRIVATE, frame("0b7700bf3587c000", 384));

        List<TsEvent> events = builder.read();

        assertThat(tracks(events))
                .extracting(Track::channels, TsReaderChangesTest::record)
                .containsExactly(tuple(2, "0300200400"), tuple(3, "0300200500"));
        assertThat(TsEvents.samples(1, events)).hasSize(3);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "0b7740bf3487c000, a dependent substream",
        "0b7708bf3487c000, another independent substream",
        "0b7738900c4043e1, a frame of AC-3",
    })
    void aSampleOfEac3DoesNotBeginWith(String header, String what) {
        TsBuilder builder = new TsBuilder().stream(0x87, PID, "").tables();
        pes(builder, PRIVATE, ByteBufUtil.getBytes(Unpooled.wrappedBuffer(frame(header, 384), frame(EAC3, 384))));

        List<TsEvent> events = builder.read();

        assertThat(kinds(events)).containsExactly(Problem.Kind.FRAME);
        assertThat(TsEvents.samples(1, events))
                .extracting(sample -> ByteBufUtil.hexDump(sample.data(), 0, 8))
                .containsExactly(EAC3);
    }

    @Test
    void aSampleOfEac3HasNoMoreThan16SyncFrames() {
        ByteBuf all = Unpooled.buffer().writeBytes(frame("0b77000f3487c000", 32));
        for (int i = 0; i < 20; i++) {
            all.writeBytes(frame("0b77400f3487c000", 32));
        }
        TsBuilder builder = new TsBuilder().stream(0x87, PID, "").tables();
        pes(builder, PRIVATE, ByteBufUtil.getBytes(all));

        List<TsEvent> events = builder.read();

        assertThat(TsEvents.samples(1, events))
                .extracting(sample -> sample.data().readableBytes())
                .containsExactly(16 * 32);
        assertThat(kinds(events)).containsExactly(Problem.Kind.FRAME);
    }

    @Test
    void aControlHeaderOfOpusMayEndInTheNextPesPacket() {
        byte[] packet = HexFormat.of().parseHex("7ffc" + "02" + "0138" + "0000" + "01aa" + "fc11");
        for (int cut = 1; cut < packet.length; cut++) {
            TsBuilder builder =
                    new TsBuilder().stream(6, PID, "05044f7075737f028002").tables();
            builder.pes(PID, TsBuilder.pes(PRIVATE, 9_000, slice(packet, 0, cut)));
            builder.pes(PID, TsBuilder.pes(PRIVATE, -1, slice(packet, cut, packet.length)));

            List<TsEvent> events = builder.read();

            assertThat(TsEvents.samples(1, events))
                    .as("cut after %s bytes", cut)
                    .extracting(sample -> ByteBufUtil.hexDump(sample.data()), Sample::dts90k)
                    .containsExactly(tuple("fc11", 9_000L));
            assertThat(TsEvents.only(Problem.class, events)).isEmpty();
        }
    }

    @Test
    void pictureWithParameterSetsThatCanNotBeReadIsLeftOutUntilOthersCome() {
        TsBuilder builder = new TsBuilder().stream(0x1B, PID, "").tables();
        List<String> units = List.of(SHORT_SETS, SETS, "", SHORT_SETS, "", SETS);
        for (int i = 0; i < units.size(); i++) {
            byte[] unit = HexFormat.of().parseHex(units.get(i) + PICTURE);
            builder.pes(PID, TsBuilder.pes(VIDEO, i * 3_600L, unit));
        }

        List<TsEvent> events = builder.read();

        assertThat(TsEvents.samples(1, events)).extracting(Sample::dts90k).containsExactly(3_600L, 7_200L, 18_000L);
        assertThat(tracks(events)).extracting(Track::configuration).containsExactly(CodecTracks.H264.configuration());
        assertThat(TsEvents.only(Problem.class, events)).isEmpty();
    }

    private static void pes(TsBuilder builder, int streamId, byte[] payload) {
        builder.pes(PID, TsBuilder.pes(streamId, 90_000, payload));
    }

    /** A header and zeros. */
    private static byte[] frame(String header, int bytes) {
        byte[] frame = new byte[bytes];
        byte[] start = HexFormat.of().parseHex(header);
        IntStream.range(0, start.length).forEach(i -> frame[i] = start[i]);
        return frame;
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return ByteBufUtil.getBytes(Unpooled.wrappedBuffer(bytes, from, to - from));
    }

    private static String record(Track track) {
        return ByteBufUtil.hexDump(track.configuration());
    }

    private static List<Track> tracks(List<TsEvent> events) {
        return TsEvents.only(TracksChanged.class, events).stream()
                .map(changed -> changed.tracks().get(0))
                .toList();
    }

    private static List<Problem.Kind> kinds(List<TsEvent> events) {
        return TsEvents.only(Problem.class, events).stream().map(Problem::kind).toList();
    }
}
