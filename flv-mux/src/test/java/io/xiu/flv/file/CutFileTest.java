package io.xiu.flv.file;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBufUtil;
import io.xiu.flv.FlvException;
import io.xiu.flv.FlvException.Reason;
import io.xiu.flv.FlvLimits;
import io.xiu.flv.KeyframeIndex;
import io.xiu.testing.Hex;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Readers of files that get shorter, or fail, while they are read; what they held is released. */
class CutFileTest {
    private static final String HEADER = "'FLV' 01 05 00000009 00000000";

    /** 2,000 bytes of it, so that the reader finds as much as it looks at in the beginning. */
    private static final String SOUND = "08 0007D0 000010 00 000000" + "00".repeat(2_000) + "000007DB";

    private static final String LATER_SOUND = "08 000003 000030 00 000000 AF0121 0000000E";

    private static byte[] bytes(String hex) {
        return ByteBufUtil.getBytes(Hex.bytes(hex));
    }

    /** A tag of 100,000 bytes of which the first 70,000 are there. */
    private static byte[] half(String type, String body) {
        return Arrays.copyOf(bytes(HEADER + type + "0186A0 000020 00 000000" + body), 70_000);
    }

    private static FlvFileReader open(CutFile file) throws IOException, FlvException {
        return FlvFileReader.open(file, FlvLimits.DEFAULT);
    }

    @Test
    void isNoFlvIfNothingOfItsHeaderIsThere() {
        CutFile file = CutFile.shorter(new byte[0], 13);
        FlvException refusal = catchThrowableOfType(FlvException.class, () -> open(file));
        assertThat(refusal).isNotNull().hasMessage("the file ends within its header");
        assertThat(refusal.reason()).isEqualTo(Reason.SHORT);
    }

    @Test
    void cannotBeReadWhereATagIsGone() throws IOException, FlvException {
        byte[] small = bytes(HEADER + SOUND + "09 000064 000020 00 000000 17");
        FlvFileReader reader = open(CutFile.shorter(small, small.length + 200));
        requireNonNull(reader.read()).body().release();
        long position = reader.position();
        assertThatIOException().isThrownBy(reader::read).withMessage("the file became shorter");
        assertThat(reader.position()).isEqualTo(position);
        FlvFileReader another = open(CutFile.shorter(half("09", "1701"), 200_000));
        assertThatIOException().isThrownBy(another::read).withMessage("the file became shorter");
    }

    @Test
    void cannotBeReadWhereItsDiskFails() throws IOException, FlvException {
        FlvFileReader reader = open(CutFile.failing(half("09", "1701"), 200_000));
        assertThatIOException().isThrownBy(reader::read).withMessage("the disk fails");
    }

    @Test
    void cannotBeOpenedWhereItsMetadataAreGone() {
        byte[] half = half("12", "02 000A 'onMetaData'");
        assertThatIOException()
                .isThrownBy(() -> open(CutFile.shorter(half, 200_000)))
                .withMessage("the file became shorter");
        assertThatIOException()
                .isThrownBy(() -> open(CutFile.failing(half, 200_000)))
                .withMessage("the disk fails");
    }

    @Test
    void hasTheDurationAndKeyFramesOfWhatIsThere() throws IOException, FlvException {
        byte[] sounds = bytes(HEADER + SOUND + LATER_SOUND);
        assertThat(open(CutFile.shorter(sounds, sounds.length + 50)).durationMillis())
                .isEqualTo(0x20);
        byte[] video = bytes(HEADER + SOUND + "09 000006 000020 00 000000");
        FlvFileReader reader = open(CutFile.shorter(video, video.length + 10));
        assertThat(reader.keyframes()).isEqualTo(KeyframeIndex.EMPTY);
        reader.seek(0);
        assertThat(reader.position()).isEqualTo(13);
    }

    @Test
    void endsBeforeATagThatIsNotPlainAndWhoseBackPointerIsGone() throws IOException, FlvException {
        byte[] sounds = bytes(HEADER + SOUND + LATER_SOUND + "28 0007D0 000050 00 000000" + "00".repeat(100));
        FlvFileReader reader = open(CutFile.shorter(sounds, sounds.length + 1_904));
        assertThat(reader.durationMillis()).isEqualTo(0x20);
        assertThat(reader.keyframes()).isEqualTo(KeyframeIndex.EMPTY);
    }

    @Test
    void isNotAppendedToWhereItsMetadataAreGoneThatWereReadBefore() throws IOException, FlvException {
        String metadata = "02 000A 'onMetaData' 03 0001 'x' 0C 00011170" + "61".repeat(70_000) + "000009";
        byte[] file = bytes(HEADER + "12 011189 000000 00 000000" + metadata + "00011194" + LATER_SOUND);
        FlvFileSettings settings = FlvFileSettings.DEFAULT;
        CutFile whole = CutFile.goneAfter(file, 1 << 20);
        assertThat(ExistingFile.read(whole, settings).metadataTag()).isNotNull();
        long read = (1 << 20) - whole.left();
        assertThatIOException()
                .isThrownBy(() -> ExistingFile.read(CutFile.goneAfter(file, read - 1), settings))
                .withMessage("the file became shorter");
    }
}
