package io.xiu.rtmp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.amf.AmfEcmaArray;
import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfProperty;
import io.xiu.amf.AmfString;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusTest {
    @ParameterizedTest
    @EnumSource(StatusCode.class)
    void everyCodeComesBackFromItsObject(StatusCode code) {
        Status status = Status.of(code, "text");
        assertThat(status.toObject())
                .isEqualTo(AmfObject.of("level", code.level(), "code", code.code(), "description", "text"));
        assertThat(Status.read(status.toObject())).isEqualTo(status);
        assertThat(status.known()).isEqualTo(code);
        assertThat(status.isError()).isEqualTo(code.level().equals("error"));
    }

    @ParameterizedTest
    @EnumSource(value = StatusCode.class, mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
    void everyCodeBelongsToAConnectionOrAStream(StatusCode code) {
        assertThat(code.code()).matches("Net(Connection|Stream)(\\.[A-Z][A-Za-z]+){1,2}");
    }

    @Test
    void anyOtherCodeIsUnknownAndKept() {
        Status status = Status.read(AmfObject.of("level", "warning", "code", "NetStream.Play.Odd"));
        assertThat(status).isEqualTo(new Status("warning", "NetStream.Play.Odd", ""));
        assertThat(status.known()).isEqualTo(StatusCode.UNKNOWN);
        assertThat(status.isError()).isFalse();
    }

    @Test
    void aStatusMayBeAnArrayWithNames() {
        AmfEcmaArray array = new AmfEcmaArray(List.of(new AmfProperty("code", new AmfString("NetStream.Failed"))));
        assertThat(Status.read(array).known()).isEqualTo(StatusCode.FAILED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0x1F, 0x7F, 0x9F, 0xAD, 0x200E, 0x2028, 0x2029})
    void aCharacterThatCouldSpoilALogIsReplaced(int character) {
        assertThat(Status.printable("a" + (char) character + "b")).isEqualTo("a\uFFFDb");
    }

    @ParameterizedTest
    @ValueSource(ints = {' ', '~', 0xA0, 0xE9, 0x1F600})
    void anyOtherCharacterIsKept(int character) {
        String text = Character.toString(character).repeat(256);
        assertThat(Status.printable(text)).isEqualTo(text);
        assertThat(Status.printable(text + "x")).isEqualTo(text);
    }

    @Test
    void aPeersTextsAreCutAndCleaned() {
        Status status = Status.read(AmfObject.of("level", 1, "code", "a\nb\u202E", "description", "x".repeat(300)));
        assertThat(status).isEqualTo(new Status("", "a\uFFFDb\uFFFD", "x".repeat(256)));
    }
}
