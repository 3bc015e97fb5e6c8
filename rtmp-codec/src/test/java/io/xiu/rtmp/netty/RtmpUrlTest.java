package io.xiu.rtmp.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.xiu.rtmp.session.StreamName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RtmpUrlTest {
    @Test
    void hasAnApplicationANameAndAQuery() {
        RtmpUrl url = RtmpUrl.parse("rtmp://host/live/demo?token=1/2");

        assertThat(url).isEqualTo(new RtmpUrl(false, "host", 1935, "live", new StreamName("demo", "token=1/2")));
        assertThat(url.tcUrl()).isEqualTo("rtmp://host:1935/live");
        assertThat(url).hasToString("rtmp://host:1935/live/demo");
    }

    @Test
    void knowsTlsPortsAddressesAndDeepApplications() {
        RtmpUrl url = RtmpUrl.parse("rtmps://[::1]/app/instance/demo");

        assertThat(url).isEqualTo(new RtmpUrl(true, "::1", 443, "app/instance", new StreamName("demo", "")));
        assertThat(url.tcUrl()).isEqualTo("rtmps://[::1]:443/app/instance");
        assertThat(RtmpUrl.parse("rtmp://10.0.0.1:1936/live/demo").port()).isEqualTo(1936);
    }

    @Test
    void takesTheLeastOfEachPartAndTheGreatestPort() {
        assertThat(RtmpUrl.parse("rtmp://h/a/b"))
                .isEqualTo(new RtmpUrl(false, "h", 1935, "a", new StreamName("b", "")));
        assertThat(RtmpUrl.parse("rtmp://h:1/a/b").port()).isEqualTo(1);
        assertThat(RtmpUrl.parse("rtmps://h:65535/a/b").port()).isEqualTo(65_535);
    }

    @Test
    void takesASchemeInAnyCase() {
        assertThat(RtmpUrl.parse("RTMPS://host/live/demo").tcUrl()).isEqualTo("rtmps://host:443/live");
        assertThat(RtmpUrl.parse("Rtmp://host/live/demo").tcUrl()).isEqualTo("rtmp://host:1935/live");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://host/live/demo?secret",
                "rtmp://host/demo?secret",
                "rtmp:///live/demo?secret",
                "rtmp://host?secret",
                "rtmp://ho st/live/demo?secret",
                "rtmp://host/live/?secret",
                "rtmp://host/live?secret",
                "rtmp://host:0/live/demo?secret",
                "rtmp://host:65536/live/demo?secret",
                "rtmp://host/live/de%3Fmo?secret",
                "live/demo?secret",
                "rtmp:host/live/demo?secret",
                "rtmp://host/live/demo#part?secret",
                "rtmp://user:secret@host/live/demo"
            })
    void refusesOtherFormsWithoutRepeatingASecret(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RtmpUrl.parse(text))
                .withMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_536})
    void hasAPortThatThereIs(int port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RtmpUrl(false, "h", port, "a", new StreamName("b", "")))
                .withMessage("port " + port);
    }
}
