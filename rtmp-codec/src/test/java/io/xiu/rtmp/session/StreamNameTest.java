package io.xiu.rtmp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class StreamNameTest {
    @Test
    void endsAtTheFirstQuestionMark() {
        StreamName name = StreamName.of("demo?a=1?b=2");

        assertThat(name).isEqualTo(new StreamName("demo", "a=1?b=2"));
        assertThat(name.text()).isEqualTo("demo?a=1?b=2");
        assertThat(name).hasToString("demo");
        assertThatIllegalArgumentException().isThrownBy(() -> new StreamName("a?b", ""));
    }

    @Test
    void hasAnEmptyQueryWithoutOne() {
        assertThat(StreamName.of("demo")).isEqualTo(new StreamName("demo", ""));
        assertThat(StreamName.of("demo?").text()).isEqualTo("demo");
        assertThat(StreamName.of("?x").name()).isEmpty();
    }
}
