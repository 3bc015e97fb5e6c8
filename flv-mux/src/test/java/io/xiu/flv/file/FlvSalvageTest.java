package io.xiu.flv.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.flv.FlvException;
import io.xiu.flv.FlvHeader;
import io.xiu.flv.FlvLimits;
import io.xiu.flv.Metadata;
import io.xiu.flv.Tags;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FlvSalvageTest {
    private static final FlvFileSettings SETTINGS = FlvFileSettings.DEFAULT.withKeyframeRoom(10);

    private final MemoryFile whole = new MemoryFile();

    private SalvageReport salvage(byte[] damaged) throws IOException {
        whole.truncate(0);
        return FlvSalvage.copy(MemoryFile.of(damaged).readOnly(), whole, SETTINGS);
    }

    private Metadata metadata() throws IOException, FlvException {
        return requireNonNull(FlvFileReader.open(whole, FlvLimits.DEFAULT).metadata());
    }

    @Test
    void copiesAWholeFile() throws IOException, FlvException {
        byte[] footage = Tags.footage();
        SalvageReport report = salvage(footage);
        assertThat(report).isEqualTo(new SalvageReport(686, 0, 0, false, report.durationMillis()));
        assertThat(report.durationMillis()).isBetween(9_900L, 10_100L);
        assertThat(Recordings.media(whole)).isEqualTo(Recordings.media(MemoryFile.of(footage)));
    }

    /** Every twentieth place of the first two thousand bytes, and places all over the file. */
    @Test
    void makesAFileOfWhatIsThereWhereverItIsCutOff() throws IOException, FlvException {
        byte[] footage = Tags.footage();
        List<String> media = Recordings.media(MemoryFile.of(footage));
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            int cut = i < 100 ? 600 + i * 20 : 600 + random.nextInt(footage.length - 600);
            SalvageReport report = salvage(Arrays.copyOf(footage, cut));
            List<String> found = Recordings.media(whole);
            assertThat(found).as("cut at %d", cut).isEqualTo(media.subList(0, found.size()));
            assertThat(report.tags()).isIn((long) found.size(), found.size() + 1L);
            assertThat(report.gaps()).isLessThanOrEqualTo(1);
            assertThat(Recordings.strictly(whole)).hasSize(found.size() + 1);
            assertThat(metadata().fileBytes()).isEqualTo(whole.size());
            assertThat(Math.round(metadata().durationSeconds() * 1_000)).isEqualTo(report.durationMillis());
        }
    }

    @Test
    void findsTheWayBackBehindDamage() throws IOException, FlvException {
        byte[] footage = Tags.footage();
        List<String> media = Recordings.media(MemoryFile.of(footage));
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            byte[] damaged = footage.clone();
            byte[] noise = new byte[1 + random.nextInt(5_000)];
            random.nextBytes(noise);
            int at = 1_000 + random.nextInt(footage.length - 10_000);
            System.arraycopy(noise, 0, damaged, at, noise.length);
            SalvageReport report = salvage(damaged);
            List<String> found = Recordings.media(whole);
            long lost = media.stream().filter(tag -> !found.contains(tag)).count();
            assertThat(lost).as("seed %d", seed).isBetween(1L, 60L);
            assertThat(found).as("seed %d", seed).endsWith(media.get(media.size() - 2), media.get(media.size() - 1));
            assertThat(report.skippedBytes()).as("seed %d", seed).isLessThan(noise.length + 60_000L);
        }
    }

    @Test
    void makesAFileOfOneWithoutItsBeginning() throws IOException, FlvException {
        byte[] footage = Tags.footage();
        SalvageReport report = salvage(Arrays.copyOfRange(footage, 200_000, footage.length));
        assertThat(report.headerDamaged()).isTrue();
        assertThat(report.gaps()).isOne();
        assertThat(report.tags()).isGreaterThan(300);
        assertThat(FlvFileReader.open(whole, FlvLimits.DEFAULT).header()).isEqualTo(new FlvHeader(true, true));
        assertThat(metadata().keyframes().keyframes()).isNotEmpty();
    }

    @Test
    void makesAnEmptyFileOfNothing() throws IOException, FlvException {
        for (byte[] nothing : List.of(new byte[0], new byte[100_000], "not a video".getBytes(US_ASCII))) {
            SalvageReport report = salvage(nothing);
            assertThat(report).isEqualTo(new SalvageReport(0, nothing.length, nothing.length == 0 ? 0 : 1, true, 0));
            assertThat(Recordings.media(whole)).isEmpty();
            assertThat(metadata().durationSeconds()).isZero();
        }
    }
}
