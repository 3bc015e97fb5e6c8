package io.xiu.relay.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfStrictArray;
import io.xiu.amf.AmfString;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelayPathTest {
    private final NodeId own = NodeId.random(new Random(7));

    @Test
    void readsWhatItWrites() {
        RelayPath path = RelayPath.NONE.with(own).with(new NodeId("b")).with(new NodeId("C3"));

        RelayPath read = RelayPath.read(path.property());

        assertThat(read).isEqualTo(path);
        assertThat(read.contains(own)).isTrue();
        assertThat(read.contains(new NodeId("c3"))).isFalse();
    }

    @Test
    void holdsEightNodesAndNoMore() {
        RelayPath path = RelayPath.NONE;
        for (int i = 0; i < RelayPath.MAX_NODES; i++) {
            assertThat(path.isFull()).isFalse();
            path = path.with(new NodeId(String.valueOf(i).repeat(NodeId.MAX_LENGTH)));
        }
        RelayPath full = path;

        assertThat(full.isFull()).isTrue();
        assertThat(RelayPath.read(full.property())).isEqualTo(full);
        assertThatIllegalArgumentException().isThrownBy(() -> full.with(own));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "a,",
                ",a",
                "a,,b",
                "a b",
                "a\nb",
                "\u00e4",
                "\u0661",
                "a,b,c,d,e,f,g,h,i",
                "123456789012345678901234567890123",
                ",,,,,,,,,,,,,,,,,,,,,,,,,"
            })
    void takesAPathThatIsNoneForNone(String text) {
        assertThat(RelayPath.read(AmfObject.of("xiuPath", text))).isEqualTo(RelayPath.NONE);
    }

    @Test
    void takesAHostilePathForNone() {
        assertThat(RelayPath.read(AmfObject.EMPTY)).isEqualTo(RelayPath.NONE);
        assertThat(RelayPath.read(AmfObject.of("xiuPath", 5))).isEqualTo(RelayPath.NONE);
        assertThat(RelayPath.read(AmfObject.of("xiuPath", new AmfStrictArray(List.of(new AmfString("a"))))))
                .isEqualTo(RelayPath.NONE);
        assertThat(RelayPath.read(AmfObject.of("xiuPath", "a,".repeat(30_000)))).isEqualTo(RelayPath.NONE);
    }

    @Test
    void aNodeIsKnownByItsProperty() {
        assertThat(NodeId.read(own.property())).isEqualTo(own);
        assertThat(NodeId.read(AmfObject.EMPTY)).isNull();
        assertThat(NodeId.read(AmfObject.of("xiuNode", ""))).isNull();
        assertThat(NodeId.read(AmfObject.of("xiuNode", "a,b"))).isNull();
        assertThat(NodeId.read(AmfObject.of("xiuNode", "a".repeat(40_000)))).isNull();
    }

    @Test
    void idsDifferAndAreShort() {
        Random random = new Random(11);

        assertThat(NodeId.random(random)).isNotEqualTo(NodeId.random(random));
        assertThat(own.text()).matches("[0-9a-f]{16}");
    }
}
