package io.xiu.rtmp.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.amf.AmfString;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageValuesTest {
    @Test
    void aPayloadCannotBeChangedFromOutside() {
        byte[] bytes = {1, 2};
        Payload payload = Payload.of(bytes);
        bytes[0] = 9;
        payload.bytes()[1] = 9;
        ByteBuf out = Unpooled.buffer();
        payload.write(out);
        assertThat(payload)
                .isEqualTo(Payload.of(out))
                .isNotEqualTo(Payload.of((byte) 1))
                .isNotEqualTo("2 bytes")
                .hasSameHashCodeAs(Payload.of((byte) 1, (byte) 2))
                .hasToString("2 bytes");
        assertThat(payload.length()).isEqualTo(2);
        assertThat(out.readableBytes()).isEqualTo(2);
    }

    @Test
    void aCommandAndASharedObjectShowNothingThatCouldBeASecret() {
        AmfString secret = new AmfString("s3cret");
        assertThat(new Command(1, "publish", 5, List.of(secret)))
                .hasToString("Command[messageStreamId=1, name=publish, transactionId=5.0, arguments=1]");
        assertThat(new SharedObject(1, "s3cret", 2, 0, List.of(new SharedObjectEvent.SendMessage(List.of(secret)))))
                .hasToString("SharedObject[messageStreamId=1, version=2, persistent=false, events=1]");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void aChunkHasAByteAtLeast(int bytes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SetChunkSize(bytes))
                .withMessage("a chunk size of " + bytes);
        assertThat(new SetChunkSize(1).bytes()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void anEventOfUserControlHasATypeOfTwoBytes(int type) {
        Payload data = Payload.of();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UserControl.UnknownUserControl(type, data))
                .withMessage("event type " + type);
        assertThat(new UserControl.UnknownUserControl(65_535, data).eventType()).isEqualTo(65_535);
        assertThat(new UserControl.UnknownUserControl(0, data).eventType()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 256})
    void aMessageThatIsNotDecodedHasATypeOfAByte(int type) {
        Payload body = Payload.of();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UnhandledMessage(type, 0, 0, body))
                .withMessage("message type " + type);
        assertThat(new UnhandledMessage(255, 0, 0, body).typeId()).isEqualTo(255);
        assertThat(new UnhandledMessage(0, 0, 0, body).typeId()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 256})
    void anEventOfASharedObjectHasATypeOfAByte(int type) {
        Payload data = Payload.of();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SharedObjectEvent.UnknownEvent(type, data))
                .withMessage("event type " + type);
        assertThat(new SharedObjectEvent.UnknownEvent(255, data).type()).isEqualTo(255);
        assertThat(new SharedObjectEvent.UnknownEvent(0, data).type()).isZero();
    }

    @Test
    void everyLimitTypeAndEncodingHasItsCode() {
        for (LimitType type : LimitType.values()) {
            assertThat(LimitType.of(type.code())).isEqualTo(type);
        }
        assertThat(LimitType.of(3)).isNull();
        for (ObjectEncoding encoding : ObjectEncoding.values()) {
            assertThat(ObjectEncoding.of(encoding.code())).isEqualTo(encoding);
        }
        assertThat(ObjectEncoding.of(1)).isEqualTo(ObjectEncoding.AMF0);
        assertThat(ObjectEncoding.of(Double.NaN)).isEqualTo(ObjectEncoding.AMF0);
    }
}
