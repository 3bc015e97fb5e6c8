package io.xiu.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.fail;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.testing.Cuts;
import io.xiu.testing.Hex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SalvageReaderTest {
    private static final String HEADER = "'FLV' 01 05 00000009 00000000";
    private static final String A = "08 000002 000001 00 000000 AF01 0000000D";
    private static final String B = "09 000003 000002 00 000000 170100 0000000E";
    private static final String WITH_STREAM_ID = "09 000003 000002 00 000001 170100 0000000E";
    private static final String SWALLOWING = "09 000014 000002 00 000000 170100 0000000E" + A;
    private static final String C = "12 000000 000003 00 000000 0000000B";
    private static final String D = "0F 000001 000004 00 000000 00 0000000C";
    private static final String TEXT_A = "AUDIO 1 af01";
    private static final String TEXT_B = "VIDEO 2 170100";
    private static final String TEXT_C = "SCRIPT 3 ";
    private static final String TEXT_D = "SCRIPT_AMF3 4 00";

    /** Name, bytes, bytes passed over, places of them, tags. */
    static Stream<Arguments> cases() {
        return Stream.of(
                row("whole", HEADER + A + B + C + D, 0, 0, TEXT_A, TEXT_B, TEXT_C, TEXT_D),
                row("nothing", "", 0, 0),
                row("a header only", HEADER, 0, 0),
                row("half a header", "'FLV' 01 05 0000", 7, 1),
                row("no header", A + B, 0, 0, TEXT_A, TEXT_B),
                row("a damaged header", "'FLW' 01 05 00000009 00000000" + A + B, 13, 1, TEXT_A, TEXT_B),
                row("a longer header", "'FLV' 01 05 0000000B FFFF 00000000" + A, 0, 0, TEXT_A),
                row("cut in a header", HEADER + A + "09 000003 0000", 6, 1, TEXT_A),
                row("cut in a body", HEADER + A + "09 000003 000002 00 000000 17", 12, 1, TEXT_A),
                row("cut in a back pointer", HEADER + A + "09 000003 000002 00 000000 170100 0000", 16, 1, TEXT_A),
                row("bytes between tags", HEADER + A + "DEADBEEF" + B, 4, 1, TEXT_A, TEXT_B),
                row("bytes that look like types", HEADER + A + "080912" + B, 3, 1, TEXT_A, TEXT_B),
                row("zeros between tags and at the end", HEADER + A + "000000" + B + "0000", 5, 2, TEXT_A, TEXT_B),
                row(
                        "a length too long",
                        HEADER + A + B.replace("000003 0000", "000063 0000") + C,
                        18,
                        1,
                        TEXT_A,
                        TEXT_C),
                row(
                        "a length too short",
                        HEADER + A + B.replace("000003 0000", "000001 0000") + C,
                        18,
                        1,
                        TEXT_A,
                        TEXT_C),
                row(
                        "a length past the limit",
                        HEADER + A + B.replace("000003 0000", "FFFFFF 0000") + C,
                        18,
                        1,
                        TEXT_A,
                        TEXT_C),
                row("a stream id", HEADER + A + WITH_STREAM_ID + C, 0, 0, TEXT_A, TEXT_B, TEXT_C),
                row("out of step, a stream id", HEADER + A + "FF" + WITH_STREAM_ID + C, 19, 1, TEXT_A, TEXT_C),
                row(
                        "a stream id and a wrong back pointer",
                        HEADER + A + WITH_STREAM_ID.replace("0E", "0F") + C,
                        18,
                        1,
                        TEXT_A,
                        TEXT_C),
                row(
                        "a wrong length that reaches a later tag's end",
                        HEADER + A + SWALLOWING + C,
                        18,
                        1,
                        TEXT_A,
                        TEXT_A,
                        TEXT_C),
                row("an encrypted tag", HEADER + A + "2" + B.substring(1) + C, 18, 1, TEXT_A, TEXT_C),
                row("an unknown type", HEADER + A + "01" + B.substring(2) + C, 18, 1, TEXT_A, TEXT_C),
                row(
                        "a wrong back pointer",
                        HEADER + A + B.replace("0000000E", "00000003") + C,
                        0,
                        0,
                        TEXT_A,
                        TEXT_B,
                        TEXT_C),
                row(
                        "a wrong back pointer at the end",
                        HEADER + A + B.replace("0000000E", "00000000"),
                        0,
                        0,
                        TEXT_A,
                        TEXT_B),
                row(
                        "wrong back pointers only",
                        HEADER + A.replace("0000000D", "00000000") + B.replace("0000000E", "00000000"),
                        0,
                        0,
                        TEXT_A,
                        TEXT_B),
                row(
                        "out of step, a wrong back pointer",
                        HEADER + A + "FF" + B.replace("0000000E", "00000000") + C,
                        19,
                        1,
                        TEXT_A,
                        TEXT_C),
                row(
                        "a tag within a damaged one",
                        HEADER + "08 0000FF 000001 00 000000" + B + C,
                        11,
                        1,
                        TEXT_B,
                        TEXT_C));
    }

    private static Arguments row(String name, String hex, int skipped, int gaps, String... tags) {
        return Arguments.of(name, hex, skipped, gaps, List.of(tags));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void findsWhatIsWholeInAnyPieces(String name, String hex, int skipped, int gaps, List<String> tags) {
        byte[] file = ByteBufUtil.getBytes(Hex.bytes(hex));
        check(List.of(file), skipped, gaps, tags, "whole");
        check(Cuts.single(file), skipped, gaps, tags, "byte by byte");
        for (long seed = 1; seed <= 30; seed++) {
            check(Cuts.random(file, seed, 20), skipped, gaps, tags, "seed " + seed);
        }
    }

    private static void check(List<byte[]> pieces, int skipped, int gaps, List<String> tags, String how) {
        SalvageReader reader = new SalvageReader(100);
        assertThat(read(reader, pieces)).as(how).isEqualTo(tags);
        assertThat(reader.skippedBytes()).as("bytes skipped, " + how).isEqualTo(skipped);
        assertThat(reader.gaps()).as("gaps, " + how).isEqualTo(gaps);
    }

    private static List<String> read(SalvageReader reader, List<byte[]> pieces) {
        List<String> read = new ArrayList<>();
        ByteBuf in = Unpooled.buffer();
        for (byte[] piece : pieces) {
            in.writeBytes(piece);
            for (FlvTag tag; (tag = reader.read(in)) != null; ) {
                read.add(Tags.text(tag));
            }
        }
        for (FlvTag tag; (tag = reader.readLast(in)) != null; ) {
            read.add(Tags.text(tag));
        }
        assertThat(in.isReadable()).as("bytes left").isFalse();
        in.release();
        assertThat(in.refCnt()).isZero();
        return read;
    }

    @Test
    void saysWhetherTheHeaderIsWhole() {
        SalvageReader whole = new SalvageReader(100);
        SalvageReader damaged = new SalvageReader(100);
        read(whole, List.of(ByteBufUtil.getBytes(Hex.bytes("'FLV' 01 01 00000009 00000000"))));
        read(damaged, List.of(ByteBufUtil.getBytes(Hex.bytes("'FLV' 02 01 00000009 00000000"))));
        assertThat(whole.header()).isEqualTo(new FlvHeader(false, true));
        assertThat(damaged.header()).isNull();
    }

    /** A reader knows nothing of a tag it has given away, so two tags before a cut stand for all. */
    @Test
    void findsAllWholeTagsWhereverARealFileIsCutOff() throws IOException {
        byte[] file = Tags.footage();
        ByteBuf bytes = Unpooled.wrappedBuffer(file);
        List<Integer> starts = new ArrayList<>(List.of(FlvHeader.BYTES));
        for (int at = FlvHeader.BYTES; at < file.length; ) {
            at += FlvTagHeader.read(bytes, at).encodedBytes();
            starts.add(at);
        }
        assertThat(starts.get(starts.size() - 1)).isEqualTo(file.length);
        int whole = 0;
        for (int cut = FlvHeader.BYTES; cut <= file.length; cut++) {
            while (whole + 1 < starts.size() && starts.get(whole + 1) <= cut) {
                whole++;
            }
            int from = Math.max(0, whole - 2);
            SalvageReader reader = new SalvageReader(1 << 20);
            reader.read(bytes.slice(0, FlvHeader.BYTES));
            int found = 0;
            ByteBuf in = bytes.slice(starts.get(from), cut - starts.get(from));
            for (FlvTag tag; (tag = reader.readLast(in)) != null; ) {
                tag.body().release();
                found++;
            }
            if (found != whole - from || reader.skippedBytes() != cut - starts.get(whole)) {
                fail(
                        "cut at %d: %d of %d tags found, %d bytes skipped",
                        cut, found, whole - from, reader.skippedBytes());
            }
        }
        assertThat(bytes.refCnt()).isOne();
    }

    /** Overwrites a few bytes somewhere: every tag that has none of them is found. */
    @Test
    void losesNoTagThatIsNotDamaged() {
        for (long seed = 1; seed <= 500; seed++) {
            Random random = new Random(seed);
            List<FlvTag> tags = Tags.random(random, 20, 60);
            byte[] file = Tags.file(tags);
            int from = FlvHeader.BYTES + random.nextInt(file.length - FlvHeader.BYTES);
            int to = Math.min(file.length, from + 1 + random.nextInt(8));
            for (int i = from; i < to; i++) {
                file[i] = (byte) (file[i] + 1 + random.nextInt(255));
            }
            List<String> expected = new ArrayList<>();
            int start = FlvHeader.BYTES;
            for (FlvTag tag : tags) {
                int end = start + FlvTagWriter.encodedBytes(tag.body().readableBytes());
                if (end <= from || start >= to) {
                    expected.add(Tags.text(tag));
                }
                start = end;
            }
            List<String> found = read(new SalvageReader(100), Cuts.random(file, seed, 50));
            assertThat(found).as("seed %d", seed).containsSubsequence(expected);
            assertThat(found.size() - expected.size()).as("seed %d", seed).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void refusesALimitThatNoTagCanHave() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SalvageReader(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new SalvageReader(1 << 24));
    }
}
