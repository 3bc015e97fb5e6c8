package io.xiu.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CommandLineOptionsTest {
    @Test
    void noArgumentIsANodeOnTheDefaults() {
        assertThat(serve("").config()).isEqualTo(ServerConfig.defaults());
        assertThat(ServerConfig.defaults().rtmp().port()).isEqualTo(1935);
        assertThat(ServerConfig.defaults().httpFlv().port()).isEqualTo(8081);
        assertThat(ServerConfig.defaults().hls().port()).isEqualTo(8080);
        assertThat(ServerConfig.defaults().httpApi()).isEqualTo(new HttpApiConfig(8000, false));
        assertThat(serve("-l debug").config().log().level()).isEqualTo(LogConfig.Level.DEBUG);
    }

    @Test
    void rtmpAloneServesNothingElse() {
        ServerConfig config = serve("-r 1935").config();
        assertThat(config.rtmp()).isEqualTo(RtmpConfig.onPort(1935));
        assertThat(config.httpFlv().enabled()).isFalse();
        assertThat(config.hls().enabled()).isFalse();
    }

    @Test
    void takesPortsInBothSpellings() {
        ServerConfig config = serve("--rtmp 1 --httpflv 2 --hls=3 --log trace").config();
        assertThat(config)
                .isEqualTo(ServerConfig.of(
                        RtmpConfig.onPort(1),
                        HttpFlvConfig.onPort(2),
                        HlsConfig.onPort(3),
                        LogConfig.atLevel(LogConfig.Level.TRACE)));
        assertThat(serve("-r1935 -f 0 -s 8080").config().httpFlv().enabled()).isFalse();
    }

    @Test
    void warnsOfProtocolsThatAreMissing() {
        assertThat(serve("-r 1 -t 2 -w 3").warnings())
                .containsExactly(
                        "-t (--rtsp) is not supported yet: ignored", "-w (--webrtc) is not supported yet: ignored");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-f 8081 | If you do not specify the config Options, you must enable at least one protocol from RTSP and RTMP.",
                "-s 8080 -f 8081 | If you do not specify the config Options",
                "-c a.toml -r 1 | -c (--config) allows no other option beside it",
                "-c a.toml -l info | -c (--config) allows no other option beside it",
                "-r 65536 | -r (--rtmp): 65536 is out of range: 0 to 65535",
                "-r -1 | -1",
                "-r x | is not an int",
                "-r 99999999999 | is not an int",
                "-r | Missing required parameter",
                "-r 0 | without RTMP nothing can be published here",
                "-t 554 | without RTMP nothing can be published here",
                "-r 1 -s 1 | port 1 is given to RTMP and to HTTP",
                "-l loud | -l (--log): 'loud' is none of: trace, debug, info, warn, error",
                "-r 1 -l INFO | -l (--log): 'INFO' is none of",
                "-z | Unknown option: '-z'",
                "config.toml | Unmatched argument",
                "-c missing.toml | missing.toml: there is no such file",
            })
    void misuseEndsWithTwo(String arguments, String message) {
        assertThatObject(CommandLineOptions.parse(arguments.split(" ")))
                .isInstanceOfSatisfying(Invocation.Print.class, print -> {
                    assertThat(print.exitCode()).isEqualTo(2);
                    assertThat(print.text()).contains(message).endsWith("\n").doesNotContain("\tat ");
                });
    }

    @Test
    void helpAndVersionArePrinted() {
        Invocation.Print help = (Invocation.Print) CommandLineOptions.parse("-h");
        assertThat(help.exitCode()).isZero();
        assertThat(help.text()).contains("-c, --config", "-r, --rtmp", "-V, --version");
        Invocation.Print version = (Invocation.Print) CommandLineOptions.parse("--version");
        assertThat(version.exitCode()).isZero();
        assertThat(version.text()).startsWith("xiu ");
    }

    @Test
    void readsTheFileItIsGiven(@TempDir Path directory) throws IOException {
        Path path = Files.writeString(directory.resolve("c.toml"), "[rtmp]\nenabled = true\nport = 5\nx = 1\n");
        Invocation.Serve serve = (Invocation.Serve) CommandLineOptions.parse("-c", path.toString());
        assertThat(serve.config().rtmp().port()).isEqualTo(5);
        assertThat(serve.warnings()).containsExactly(path + ":4:1: unknown key 'x' in [rtmp]");
    }

    private static Invocation.Serve serve(String arguments) {
        return (Invocation.Serve) CommandLineOptions.parse(arguments.isEmpty() ? new String[0] : arguments.split(" "));
    }
}
