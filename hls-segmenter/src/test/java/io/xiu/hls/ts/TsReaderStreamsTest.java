package io.xiu.hls.ts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Codec;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.ts.TsEvent.MetadataRead;
import io.xiu.hls.ts.TsEvent.Problem;
import io.xiu.hls.ts.TsEvent.ProgramChanged;
import io.xiu.hls.ts.TsEvent.ProgramStream;
import io.xiu.hls.ts.TsEvent.TracksChanged;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What other muxers write, and what they shouldn't. */
class TsReaderStreamsTest {
    private static final int PID = 0x50;
    private static final int AUDIO = 0xC0;
    private static final int VIDEO = 0xE0;
    private static final int PRIVATE = 0xBD;

    @ParameterizedTest(name = "type {0} {1}: {2}")
    @CsvSource({
        "1b, '', H264",
        "24, '', HEVC",
        "0f, '', AAC",
        "03, '', MP3",
        "04, '', MP3",
        "81, '', AC3",
        "87, '', EAC3",
        "81, 0504 41432d33 6a0100, AC3",
        "06, 6a0100, AC3",
        "06, 7a0100, EAC3",
        "06, 0504 41432d33, AC3",
        "06, 0504 45414333, EAC3",
        "06, 0504 48455643, HEVC",
        "06, 0504 4f707573 7f028002, OPUS",
        "06, 7f028002 0504 4f707573, OPUS",
        "06, 0504 4f707573, ",
        "06, 0504 4f707573 7f028000, ",
        "06, 0504 4f707573 7f028009, ",
        "06, 0504 4f707573 7f0280ff, ",
        "06, 0504 4f707573 7f028102, ",
        "06, 0504 4f707573 7f0180, ",
        "06, 7f028002, ",
        "06, 0504 41424344, ",
        "06, 0503 414243, ",
        "06, 05ff 41432d33, AC3",
        "06, 05, ",
        "06, '', ",
        "02, '', ",
        "11, '', ",
        "15, '', ",
    })
    void knowsCodecsByTypeAndDescriptors(String type, String descriptors, @Nullable Codec codec) {
        List<TsEvent> events = new TsBuilder()
                .stream(Integer.parseInt(type, 16), PID, descriptors.replace(" ", ""))
                        .tables()
                        .read();

        assertThat(TsEvents.only(ProgramChanged.class, events))
                .singleElement()
                .satisfies(program -> assertThat(program.streams())
                        .containsExactly(new ProgramStream(PID, Integer.parseInt(type, 16), codec)));
    }

    @Test
    void readsAPmtOfSeveralPackets() {
        TsBuilder builder = new TsBuilder();
        String filler = "aa80" + "00".repeat(128);
        for (int i = 0; i < 6; i++) {
            builder.stream(0x0F, PID + i, filler);
        }

        List<TsEvent> events = builder.tables().read();

        ProgramChanged program = TsEvents.only(ProgramChanged.class, events).get(0);
        assertThat(program.streams())
                .extracting(ProgramStream::pid)
                .containsExactly(0x50, 0x51, 0x52, 0x53, 0x54, 0x55);
        assertThat(program.pcrPid()).isEqualTo(0x1FFE);
        assertThat(program.program()).isEqualTo(1);
    }

    @Test
    void readsNoMoreStreamsThanItsLimitAndEachPidOnce() {
        TsBuilder builder = new TsBuilder().stream(0x0F, PID, "");
        for (int i = 0; i <= TsReader.MAX_STREAMS; i++) {
            builder.stream(0x0F, PID + i, "");
        }

        ProgramChanged program =
                TsEvents.only(ProgramChanged.class, builder.tables().read()).get(0);

        assertThat(program.streams()).hasSize(TsReader.MAX_STREAMS).doesNotHaveDuplicates();
    }

    @Test
    void readsSectionsThatShareAPacketAndBeginInItsMiddle() {
        byte[] pmt = TsBuilder.section(2, 1, ByteBufUtil.decodeHexDump("fffef000" + "0fe050f000"));
        byte[] other = TsBuilder.section(0xC8, 1, new byte[170]);
        ByteBuf all = Unpooled.buffer().writeBytes(other).writeBytes(pmt);
        byte[] first = new byte[183];
        all.readBytes(first);
        byte[] rest = ByteBufUtil.getBytes(all);
        int old = other.length - first.length;
        assertThat(old).isLessThan(0);
        TsBuilder builder =
                new TsBuilder().section(0, TsBuilder.section(0, 1, ByteBufUtil.decodeHexDump("00000010" + "0001e020")));
        builder.packet(TsBuilder.PMT_PID, true, prefixed(0, first), 0xFF);
        builder.packet(TsBuilder.PMT_PID, false, rest, 0xFF);

        assertThat(TsEvents.only(ProgramChanged.class, builder.read())).hasSize(1);

        TsBuilder pointed = new TsBuilder().section(0, TsBuilder.section(0, 1, ByteBufUtil.decodeHexDump("0001e020")));
        pointed.packet(TsBuilder.PMT_PID, true, prefixed(0, Arrays.copyOf(other, 100)), -1);
        ByteBuf second = Unpooled.buffer().writeByte(other.length - 100).writeBytes(other, 100, other.length - 100);
        pointed.packet(TsBuilder.PMT_PID, true, ByteBufUtil.getBytes(second.writeBytes(pmt)), 0xFF);

        assertThat(TsEvents.only(ProgramChanged.class, pointed.read())).hasSize(1);
        assertThat(TsEvents.only(Problem.class, pointed.read())).isEmpty();
    }

    private static byte[] prefixed(int first, byte[] bytes) {
        return ByteBufUtil.getBytes(Unpooled.buffer().writeByte(first).writeBytes(bytes));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "e050f0, cut short before the program's descriptors",
        "fffef001, descriptors of the program that aren't there",
        "fffef000 0fe0, a stream cut short",
        "fffef000 0fe050f001, descriptors that aren't there",
    })
    void refusesAPmtWithLengthsThatDoNotFit(String body, String what) {
        TsBuilder builder = new TsBuilder().section(0, TsBuilder.section(0, 1, ByteBufUtil.decodeHexDump("0001e020")));
        builder.section(TsBuilder.PMT_PID, TsBuilder.section(2, 1, ByteBufUtil.decodeHexDump(body.replace(" ", ""))));

        assertThat(kinds(builder.read())).containsExactly(Problem.Kind.SECTION);
    }

    @Test
    void refusesSectionsThatAreTooLongOrPointPastTheEnd() {
        TsBuilder longOne = new TsBuilder().packet(0, true, ByteBufUtil.decodeHexDump("0000bfff"), 0);
        assertThat(kinds(longOne.read())).containsExactly(Problem.Kind.SECTION);
        TsBuilder pointer = new TsBuilder().packet(0, true, new byte[] {(byte) 184}, 0);
        assertThat(kinds(pointer.read())).containsExactly(Problem.Kind.SECTION);
        TsBuilder empty = new TsBuilder().packet(0, true, ByteBufUtil.decodeHexDump("0000b000"), 0xFF);
        assertThat(kinds(empty.read())).containsExactly(Problem.Kind.SECTION);
    }

    @Test
    void tablesThatAreNotYetInForceChangeNothing() {
        byte[] pmt = TsBuilder.section(2, 1, ByteBufUtil.decodeHexDump("fffef000"));
        pmt[5] = (byte) 0xC0;
        ByteBuf fixed = Unpooled.buffer().writeBytes(pmt, 0, pmt.length - 4);
        fixed.writeInt(Crc32Mpeg2.of(pmt, 0, pmt.length - 4));
        TsBuilder builder = new TsBuilder().section(0, TsBuilder.section(0, 1, ByteBufUtil.decodeHexDump("0001e020")));
        builder.section(TsBuilder.PMT_PID, ByteBufUtil.getBytes(fixed));

        assertThat(builder.read()).isEmpty();
    }

    @Test
    void aFrameMayEndInTheNextPesPacket() {
        byte[] frames = new byte[4 * 384];
        for (int i = 0; i < 4; i++) {
            ByteBuf frame = CodecTracks.audio(CodecTracks.AC3, 0, 0).data();
            frame.readBytes(frames, i * 384, 384);
        }
        TsBuilder builder = new TsBuilder().stream(0x81, PID, "").tables();
        builder.pes(PID, TsBuilder.pes(PRIVATE, 90_000, Arrays.copyOf(frames, 500)));
        builder.pes(PID, TsBuilder.pes(PRIVATE, 90_000 + 2 * 2_880 + 7, Arrays.copyOfRange(frames, 500, 1_155)));
        builder.pes(PID, TsBuilder.pes(PRIVATE, -1, Arrays.copyOfRange(frames, 1_155, 1_536)));

        List<TsEvent> events = builder.read();

        assertThat(TsEvents.only(Problem.class, events)).isEmpty();
        List<Sample> samples = TsEvents.samples(1, events);
        assertThat(samples).extracting(Sample::dts90k).containsExactly(90_000L, 92_880L, 95_767L, 98_647L);
        assertThat(samples)
                .allSatisfy(sample -> assertThat(sample.data()).isEqualTo(Unpooled.wrappedBuffer(frames, 0, 384)));
    }

    @Test
    void bytesThatAreNoFrameAreAProblemOnceForEachPesPacket() {
        ByteBuf frame = CodecTracks.audio(CodecTracks.MP3, 0, 0).data();
        ByteBuf noisy = Unpooled.buffer()
                .writeZero(10)
                .writeBytes(frame.slice())
                .writeZero(3)
                .writeBytes(frame.slice());
        TsBuilder builder = new TsBuilder().stream(3, PID, "").tables();
        builder.pes(PID, TsBuilder.pes(AUDIO, 0, ByteBufUtil.getBytes(noisy)));
        builder.pes(PID, TsBuilder.pes(AUDIO, 9_000, ByteBufUtil.getBytes(frame)));

        List<TsEvent> events = builder.read();

        assertThat(kinds(events)).containsExactly(Problem.Kind.FRAME);
        assertThat(TsEvents.samples(1, events)).extracting(Sample::dts90k).containsExactly(0L, 2_160L, 9_000L);
    }

    @Test
    void audioBeforeAnyTimeIsLeftOut() {
        byte[] frame =
                ByteBufUtil.getBytes(CodecTracks.audio(CodecTracks.MP3, 0, 0).data());
        TsBuilder builder = new TsBuilder().stream(3, PID, "").tables();
        builder.pes(PID, TsBuilder.pes(AUDIO, -1, frame));
        builder.pes(PID, TsBuilder.pes(AUDIO, 9_000, frame));
        builder.pes(PID, TsBuilder.pes(AUDIO, -1, frame));

        assertThat(TsEvents.samples(1, builder.read()))
                .extracting(Sample::dts90k)
                .containsExactly(9_000L, 11_160L);
    }

    @Test
    void sampleRateAndChannelsOfAdtsMakeAnotherTrack() {
        TsBuilder builder = new TsBuilder().stream(0x0F, PID, "").tables();
        builder.pes(PID, TsBuilder.pes(AUDIO, 0, ByteBufUtil.decodeHexDump("fff14c8001 1ffc 55".replace(" ", ""))));
        builder.pes(
                PID,
                TsBuilder.pes(AUDIO, 2_000, ByteBufUtil.decodeHexDump("fff04c8001 5ffc 1234 55".replace(" ", ""))));
        builder.pes(PID, TsBuilder.pes(AUDIO, 4_000, ByteBufUtil.decodeHexDump("fff1504001 1ffc 66".replace(" ", ""))));

        List<TsEvent> events = builder.read();

        assertThat(TsEvents.only(TracksChanged.class, events))
                .extracting(changed -> changed.tracks().get(0))
                .extracting(Track::sampleRate, Track::channels)
                .containsExactly(tuple(48_000, 2), tuple(44_100, 1));
        assertThat(TsEvents.samples(1, events))
                .hasSize(3)
                .allSatisfy(sample -> assertThat(sample.data().readableBytes()).isEqualTo(1));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "fff24c80011ffc55",
                "ffe14c80011ffc55",
                "fff17480011ffc55",
                "fff14c00011ffc55",
                "fff14c8000fffc55",
                "fff14c80011ffd55",
            })
    void refusesAdtsHeadersThatAreNone(String frame) {
        TsBuilder builder = new TsBuilder().stream(0x0F, PID, "").tables();
        builder.pes(PID, TsBuilder.pes(AUDIO, 0, ByteBufUtil.decodeHexDump(frame)));

        List<TsEvent> events = builder.read();

        assertThat(TsEvents.samples(1, events)).isEmpty();
        assertThat(kinds(events)).containsExactly(Problem.Kind.FRAME);
    }

    @Test
    void dependentSubstreamsBelongToTheirFrame() {
        byte[] first =
                ByteBufUtil.getBytes(CodecTracks.audio(CodecTracks.EAC3, 0, 0).data());
        byte[] dependent = first.clone();
        dependent[2] |= 0x40;
        byte[] second = first.clone();
        second[2] |= 0x08;
        ByteBuf all = Unpooled.wrappedBuffer(first, dependent, second, first);
        TsBuilder builder = new TsBuilder().stream(0x87, PID, "").tables();
        builder.pes(PID, TsBuilder.pes(PRIVATE, 0, ByteBufUtil.getBytes(all)));

        List<Sample> samples = TsEvents.samples(1, builder.read());

        assertThat(samples).extracting(sample -> sample.data().readableBytes()).containsExactly(3 * 384, 384);
        assertThat(samples).extracting(Sample::dts90k).containsExactly(0L, 2_880L);
    }

    @Test
    void readsOpusWithTrimsAndExtension() {
        String descriptors = "05044f7075737f028002";
        TsBuilder builder = new TsBuilder().stream(6, PID, descriptors).tables();
        builder.pes(
                PID,
                TsBuilder.pes(
                        PRIVATE, 0, ByteBufUtil.decodeHexDump("7ffc 03 0138 0000 02aabb fc1122".replace(" ", ""))));
        builder.pes(
                PID,
                TsBuilder.pes(PRIVATE, 1_800, ByteBufUtil.decodeHexDump("7fe0 02 fc33 7fe0 01 f8".replace(" ", ""))));

        assertThat(TsEvents.samples(1, builder.read()))
                .extracting(sample -> ByteBufUtil.hexDump(sample.data()))
                .containsExactly("fc1122", "fc33", "f8");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "000002e0000080800521000100015555, start code",
        "000001e00000c0800521000100015555, marker bits",
        "000001e0000080400521000100015555, reserved times",
        "000001e0000080800421000100015555, fields too short for the PTS",
        "000001e0000080800521, fields that aren't there",
        "000001e000208080052100010001, length past the end",
        "000001e000, cut short",
    })
    void refusesPesPacketsWithBadHeaders(String hex, String what) {
        TsBuilder builder = new TsBuilder().stream(0x1B, PID, "").tables();
        builder.pes(PID, ByteBufUtil.decodeHexDump(hex));

        assertThat(kinds(builder.read())).containsExactly(Problem.Kind.PES);
    }

    @Test
    void refusesAccessUnitsWithoutTimeOrSlice() {
        TsBuilder untimed = new TsBuilder().stream(0x1B, PID, "").tables();
        untimed.pes(PID, TsBuilder.pes(VIDEO, -1, ByteBufUtil.decodeHexDump("0000016588")));
        assertThat(kinds(untimed.read())).containsExactly(Problem.Kind.PES);
        TsBuilder empty = new TsBuilder().stream(0x1B, PID, "").tables();
        empty.pes(PID, TsBuilder.pes(VIDEO, 0, ByteBufUtil.decodeHexDump("0000010910000001")));
        assertThat(kinds(empty.read())).containsExactly(Problem.Kind.FRAME);
    }

    @Test
    void readsStartCodesOfBothLengthsAndDropsZerosBehindNalUnits() {
        TsBuilder builder = new TsBuilder().stream(0x1B, PID, "").tables();
        String sets =
                "0000000167 4d400c eca0a0cfcf80880000030008000003019078a14cb0 0000 000001 68ce0fc8".replace(" ", "");
        String units = "00 000001 0910 000001 06aabb 00000001 658811 0000 000001 658822 000000".replace(" ", "");
        builder.pes(PID, TsBuilder.pes(VIDEO, 0, ByteBufUtil.decodeHexDump("ffff" + sets + units)));

        Sample sample = TsEvents.samples(1, builder.read()).get(0);

        assertThat(ByteBufUtil.hexDump(sample.data())).isEqualTo("0000000306aabb0000000365881100000003658822");
        assertThat(sample.track().configuration()).isEqualTo(CodecTracks.H264.configuration());
        assertThat(sample.keyFrame()).isTrue();
    }

    @Test
    void refusesMetadataThatIsNoTag() {
        TsBuilder builder = new TsBuilder()
                .stream(0x15, PID, "260dffff49443320ff49443320000f").tables();
        builder.pes(PID, TsBuilder.pes(PRIVATE, 5, new byte[20]));
        builder.pes(PID, TsBuilder.pes(PRIVATE, -1, ByteBufUtil.decodeHexDump("49443304000000000000")));
        builder.pes(PID, TsBuilder.pes(PRIVATE, 5, ByteBufUtil.decodeHexDump("49443304000000000000")));

        List<TsEvent> events = builder.read();

        assertThat(kinds(events)).containsExactly(Problem.Kind.PES, Problem.Kind.PES);
        assertThat(TsEvents.only(MetadataRead.class, events))
                .extracting(MetadataRead::pts90k)
                .containsExactly(5L);
    }

    private static List<Problem.Kind> kinds(List<TsEvent> events) {
        return TsEvents.only(Problem.class, events).stream().map(Problem::kind).toList();
    }
}
