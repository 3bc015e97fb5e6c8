package io.xiu.relay.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server's address and a node's id may be. */
class EndpointTest {
    @ParameterizedTest
    @CsvSource({"host, 1, host:1", "10.0.0.1, 65535, 10.0.0.1:65535", "2001:db8::1, 1935, [2001:db8::1]:1935"})
    void showsItselfAsInAUrl(String host, int port, String text) {
        assertThat(new Endpoint(host, port)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"'', 1935", "host, 0", "host, -1", "host, 65536"})
    void needsAHostAndAPort(String host, int port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Endpoint(host, port))
                .withMessage("no host and port: " + host + ":" + port);
    }

    @Test
    void anIdHasUpTo32LettersAndDigits() {
        String longest = "a1B2".repeat(NodeId.MAX_LENGTH / 4);
        assertThat(new NodeId(longest)).hasToString(longest);
        assertThat(new NodeId("0").text()).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a-b", "\u00e4", "\u0661", "123456789012345678901234567890123"})
    void anIdOfOtherCharactersIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new NodeId(text)).withMessage("not the id of a node");
    }
}
