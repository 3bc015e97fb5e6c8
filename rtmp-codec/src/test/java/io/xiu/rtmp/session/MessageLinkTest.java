package io.xiu.rtmp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.RtmpException.Reason;
import io.xiu.rtmp.chunk.ChunkLimits;
import io.xiu.rtmp.chunk.ChunkWriter;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.message.Payload;
import io.xiu.rtmp.message.SetChunkSize;
import io.xiu.rtmp.message.UnhandledMessage;
import io.xiu.rtmp.message.WindowAcknowledgementSize;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageLinkTest {
    private static final int STRAY_MESSAGES = 2;
    private static final int UNREAD_BYTES = 100;
    private static final int CONTROL_BYTES = 12 + 4;
    private static final int LONG_CHUNK = 65_536;

    private final MessageLink link = new MessageLink(
            ChunkLimits.DEFAULT,
            new SessionLimits(8, 50, STRAY_MESSAGES, UNREAD_BYTES),
            UnpooledByteBufAllocator.DEFAULT);

    @AfterEach
    void releaseBuffers() {
        link.release();
        assertThat(link.hasOutput()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 2500000", "1, 4096", "4096, 4096", "4097, 4097", "2500001, 2500001"})
    void acknowledgesOnTheLastByteOfAWindow(int announced, int window) throws RtmpException {
        ByteBuf input = Unpooled.buffer();
        ChunkWriter writer = new ChunkWriter(128);
        writer.write(new WindowAcknowledgementSize(announced), input);
        writer.write(new SetChunkSize(LONG_CHUNK), input);
        writer.write(new MediaMessage(MediaKind.VIDEO, 1, 0, Unpooled.buffer().writeZero(window)), input);
        assertThat(link.read(input.readSlice(window - 1))).isNull();
        assertThat(link.hasOutput()).isFalse();
        assertThat(link.read(input.readSlice(1))).isNull();
        assertThat(link.hasOutput()).isTrue();

        ByteBuf output = link.takeOutput();
        assertThat(ByteBufUtil.hexDump(output)).isEqualTo("020000000000040300000000%08x".formatted(window));
        output.release();
        assertThat(link.hasOutput()).isFalse();
    }

    @Test
    void answersUntilMoreThanTheLimitIsUnread() throws RtmpException {
        link.output().writeZero(UNREAD_BYTES);
        assertThat(link.read(Unpooled.EMPTY_BUFFER)).isNull();
        link.output().writeByte(0);
        assertThatExceptionOfType(RtmpException.class)
                .isThrownBy(() -> link.read(Unpooled.EMPTY_BUFFER))
                .withMessage("answers are not read")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CMD_RATE));
    }

    @Test
    void takesAsManyStrayMessagesAsItsLimit() throws RtmpException {
        for (int i = 0; i < STRAY_MESSAGES; i++) {
            link.stray(Reason.CMD_STATE);
        }
        assertThatExceptionOfType(RtmpException.class)
                .isThrownBy(() -> link.stray(Reason.MSG_TYPE))
                .withMessage("more than 2 messages that have no place here")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MSG_TYPE));
    }

    @Test
    void namesAWindowOnlyWhenItIsAnother() {
        link.announceWindow(5);
        link.announceWindow(5);
        assertThat(link.output().readableBytes()).isEqualTo(CONTROL_BYTES);
        link.announceWindow(6);
        assertThat(link.output().readableBytes()).isEqualTo(2 * CONTROL_BYTES);
    }

    @Test
    void usesTheChunkSizeItHasAnnounced() {
        UnhandledMessage message = new UnhandledMessage(21, 0, 0, Payload.of(new byte[200]));
        link.write(message);
        assertThat(link.output().readableBytes()).isEqualTo(12 + 200 + 1);
        link.output().clear();
        link.announceChunkSize(200);
        link.write(message);
        assertThat(link.output().readableBytes()).isEqualTo(CONTROL_BYTES + 12 + 200);
    }

    @Test
    void hasAnEmptyOutputUntilSomethingIsSaid() {
        assertThat(link.hasOutput()).isFalse();
        assertThat(link.takeOutput().isReadable()).isFalse();
        assertThat(link.output().isReadable()).isFalse();
        assertThat(link.hasOutput()).isFalse();
    }
}
