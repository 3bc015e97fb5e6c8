package io.xiu.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.server.net.PortException.Reason;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What keeps a port from being had, as the JDK's sockets say it, and what a person is told. */
final class PortExceptionTest {
    static Stream<Arguments> causes() {
        return Stream.of(
                Arguments.of(new BindException("Address already in use"), Reason.TAKEN, "x: port 80 is taken"),
                Arguments.of(
                        new SocketException("Permission denied"),
                        Reason.DENIED,
                        "x: port 80 is not for this user to have"),
                Arguments.of(
                        new BindException("Cannot assign requested address"),
                        Reason.OTHER,
                        "x: port 80 can't be opened: Cannot assign requested address"),
                Arguments.of(
                        new IOException("the file is in use"),
                        Reason.OTHER,
                        "x: port 80 can't be opened: the file is in use"),
                Arguments.of(new IOException(), Reason.OTHER, "x: port 80 can't be opened: null"));
    }

    @ParameterizedTest
    @MethodSource("causes")
    void saysWhatKeepsThePortFromBeingHad(IOException cause, Reason reason, String message) {
        assertThat(Listener.reason(cause)).isEqualTo(reason);
        PortException told = new PortException("x", 80, reason, cause);
        assertThat(told).hasMessage(message).hasCause(cause);
        assertThat(told.reason()).isEqualTo(reason);
    }
}
