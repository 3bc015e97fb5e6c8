package io.xiu.rtmp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.xiu.amf.AmfObject;
import io.xiu.rtmp.chunk.ChunkLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings on both sides of their ranges. */
class SettingsTest {
    @ParameterizedTest
    @CsvSource({"1, 5, 0, 0", "1024, 5, 0, 0", "8, 2147483647, 2147483647, 2147483647"})
    void limitsMayBeAtTheEndsOfTheirRanges(int messageStreams, int commands, int stray, int unread) {
        assertThat(new SessionLimits(messageStreams, commands, stray, unread).messageStreams())
                .isEqualTo(messageStreams);
    }

    @ParameterizedTest
    @CsvSource({"0, 5, 0, 0", "1025, 5, 0, 0", "1, 4, 0, 0", "1, 5, -1, 0", "1, 5, 0, -1"})
    void limitsMayNotBeOutOfTheirRanges(int messageStreams, int commands, int stray, int unread) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SessionLimits(messageStreams, commands, stray, unread));
    }

    @ParameterizedTest
    @ValueSource(ints = {127, 65_537, 0, -1})
    void aChunkSizeMayNotBeOutOfItsRange(int chunkSize) {
        assertThatIllegalArgumentException().isThrownBy(() -> server(chunkSize, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> client(chunkSize));
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 65_536})
    void aChunkSizeMayBeAtTheEndsOfItsRange(int chunkSize) {
        assertThat(server(chunkSize, 1, 1).outgoingChunkSize()).isEqualTo(chunkSize);
        assertThat(client(chunkSize).outgoingChunkSize()).isEqualTo(chunkSize);
    }

    @Test
    void hasTheLimitsThatAreDocumented() {
        assertThat(SessionLimits.DEFAULT).isEqualTo(new SessionLimits(8, 50, 1_000, 65_536));
        assertThat(ServerSettings.DEFAULT.viewerLimits()).isEqualTo(ChunkLimits.VIEWER);
        assertThat(ServerSettings.DEFAULT.publisherLimits()).isEqualTo(ChunkLimits.DEFAULT);
        assertThat(ChunkLimits.DEFAULT)
                .isEqualTo(new ChunkLimits(16, 65_536, 262_144, 1_048_576, 8_388_608, 64, 16, 16_777_216));
        assertThat(ChunkLimits.VIEWER)
                .isEqualTo(new ChunkLimits(16, 65_536, 262_144, 1_048_576, 8_388_608, 64, 16, 65_536));
    }

    @Test
    void windowsMustBePositive() {
        assertThatIllegalArgumentException().isThrownBy(() -> server(128, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> server(128, 1, -1));
    }

    @Test
    void changesOneSettingAndKeepsTheOthers() {
        ClientSettings settings = client(128);
        AmfObject extra = AmfObject.of("a", 1);
        ClientSettings changed =
                settings.withCapabilities(EnhancedCapabilities.NONE).withExtraConnectProperties(extra);
        assertThat(changed.capabilities()).isEqualTo(EnhancedCapabilities.NONE);
        assertThat(changed.extraConnectProperties()).isEqualTo(extra);
        assertThat(changed.outgoingChunkSize()).isEqualTo(128);
        assertThat(changed.sessionLimits()).isEqualTo(SessionLimits.DEFAULT);
        ServerSettings server = server(128, 1, 2).withCapabilities(EnhancedCapabilities.NONE);
        assertThat(server.withLimits(SessionLimits.DEFAULT)).isEqualTo(server);
    }

    private static ServerSettings server(int chunkSize, int window, int bandwidth) {
        return new ServerSettings(chunkSize, window, bandwidth, ChunkLimits.VIEWER, ChunkLimits.DEFAULT);
    }

    private static ClientSettings client(int chunkSize) {
        return new ClientSettings("app", "rtmp://h/app", "v", AmfObject.EMPTY, chunkSize, false, ChunkLimits.DEFAULT);
    }
}
