package io.xiu.rtmp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.amf.AmfObject;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.message.MediaKind;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DialogueTest {
    private static final ClientSettings SETTINGS = settings(AmfObject.EMPTY);
    private static final String CONNECTED = "client: Connected";
    private static final String LARGE = "x".repeat(5 * Dialogue.CHUNK_SIZE);

    static List<Cuts> cuts() {
        return Cuts.all();
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void publishesAndEnds(Cuts cuts) throws RtmpException {
        try (Dialogue dialogue = new Dialogue(cuts, SETTINGS)) {
            dialogue.served(accepting(dialogue)).client.publish(StreamName.of("demo?token=1"));
            dialogue.start();
            dialogue.upstream(MediaKind.VIDEO, 1, 0, LARGE);
            dialogue.upstream(MediaKind.AUDIO, 1, 0x1000000, "sound");
            dialogue.run();
            dialogue.client.unpublish();
            dialogue.run();

            assertThat(lines(dialogue))
                    .containsExactly(
                            "server: ConnectRequested",
                            CONNECTED,
                            "server: PublishRequested[messageStreamId=1, name=demo, publishType=live]",
                            "client: PublishStarted[messageStreamId=1]",
                            "server: 1 VIDEO@0 " + LARGE,
                            "server: 1 AUDIO@16777216 sound",
                            "server: StreamClosed[messageStreamId=1]",
                            "client: StatusReceived[level=status, code=NetStream.Unpublish.Success,"
                                    + " description=Publishing has ended.]");
            assertThat(dialogue.client.stage()).isEqualTo(Stage.RUNNING);
        }
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void playsToTheEnd(Cuts cuts) throws RtmpException {
        try (Dialogue dialogue = new Dialogue(cuts, SETTINGS)) {
            dialogue.served(accepting(dialogue)).client.play(StreamName.of("demo"));
            dialogue.start();
            dialogue.downstream(MediaKind.VIDEO, 1, -1, LARGE);
            dialogue.downstream(MediaKind.AUDIO, 1, 0, "sound");
            dialogue.run();
            dialogue.server.endPlay(1);
            dialogue.run();

            assertThat(lines(dialogue))
                    .filteredOn(line -> line.startsWith("server"))
                    .containsExactly(
                            "server: ConnectRequested",
                            "server: PlayRequested[messageStreamId=1, name=demo]",
                            "server: BufferLengthSet[messageStreamId=1, bufferMillis=3000]");
            assertThat(lines(dialogue))
                    .filteredOn(line -> line.startsWith("client"))
                    .containsExactly(
                            CONNECTED,
                            "client: StatusReceived[level=status, code=NetStream.Play.Reset,"
                                    + " description=Playing and resetting.]",
                            "client: PlayStarted[messageStreamId=1]",
                            "client: 1 VIDEO@-1 " + LARGE,
                            "client: 1 AUDIO@0 sound",
                            "client: StreamEnded[code=StreamEOF]",
                            "client: StatusReceived[level=status, code=NetStream.Play.UnpublishNotify,"
                                    + " description=The stream has ended.]");
        }
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void publishesAgainAfterARefusal(Cuts cuts) throws RtmpException {
        try (Dialogue dialogue = new Dialogue(cuts, SETTINGS)) {
            Consumer<ServerEvent> accepting = accepting(dialogue);
            dialogue.served(event -> {
                if (event instanceof ServerEvent.PublishRequested request
                        && request.name().name().equals("taken")) {
                    dialogue.server.rejectPublish(request.messageStreamId(), "NetStream.Publish.BadName", "in use");
                } else {
                    accepting.accept(event);
                }
            });
            dialogue.used(event -> {
                if (event instanceof ClientEvent.PublishRejected) {
                    dialogue.client.publish(StreamName.of("free"));
                }
            });
            dialogue.client.publish(StreamName.of("taken"));
            dialogue.start();

            assertThat(lines(dialogue))
                    .containsSequence(
                            "client: PublishRejected[code=NetStream.Publish.BadName, description=in use]",
                            "server: PublishRequested[messageStreamId=2, name=free, publishType=live]",
                            "client: PublishStarted[messageStreamId=2]");
        }
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void isToldThatAStreamIsNotThere(Cuts cuts) throws RtmpException {
        try (Dialogue dialogue = new Dialogue(cuts, SETTINGS)) {
            dialogue.served(event -> {
                if (event instanceof ServerEvent.ConnectRequested) {
                    dialogue.server.acceptConnect(AmfObject.EMPTY);
                } else if (event instanceof ServerEvent.PlayRequested request) {
                    dialogue.server.rejectPlay(
                            request.messageStreamId(), "NetStream.Play.StreamNotFound", "no such stream");
                }
            });
            dialogue.client.play(StreamName.of("demo"));
            dialogue.start();

            assertThat(dialogue.events)
                    .contains("client: PlayRejected[code=NetStream.Play.StreamNotFound, description=no such stream]");
        }
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void isRefusedAnApplication(Cuts cuts) throws RtmpException {
        ClientSettings settings = settings(AmfObject.of("hops", "a b"));
        try (Dialogue dialogue = new Dialogue(cuts, settings)) {
            dialogue.served(event -> {
                if (event instanceof ServerEvent.ConnectRequested asked) {
                    assertThat(asked.request().properties().string("hops")).isEqualTo("a b");
                    dialogue.server.rejectConnect("relay loop");
                }
            });
            dialogue.client.publish(StreamName.of("demo"));
            dialogue.start();

            assertThat(lines(dialogue))
                    .containsExactly(
                            "server: ConnectRequested",
                            "client: ConnectRejected[code=NetConnection.Connect.Rejected, description=relay loop]");
        }
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void pingsBothWaysBetweenMedia(Cuts cuts) throws RtmpException {
        try (Dialogue dialogue = new Dialogue(cuts, SETTINGS)) {
            dialogue.served(accepting(dialogue)).client.publish(StreamName.of("demo"));
            dialogue.start();
            dialogue.upstream(MediaKind.VIDEO, 1, 0, LARGE);
            dialogue.client.ping(1);
            dialogue.server.ping(2);
            dialogue.upstream(MediaKind.VIDEO, 1, 1, LARGE);
            dialogue.run();

            assertThat(dialogue.events).endsWith("server: 1 VIDEO@0 " + LARGE, "server: 1 VIDEO@1 " + LARGE);
        }
    }

    private static Consumer<ServerEvent> accepting(Dialogue dialogue) {
        return event -> {
            if (event instanceof ServerEvent.ConnectRequested) {
                dialogue.server.acceptConnect(AmfObject.EMPTY);
            } else if (event instanceof ServerEvent.PublishRequested request) {
                dialogue.server.acceptPublish(request.messageStreamId());
            } else if (event instanceof ServerEvent.PlayRequested request) {
                dialogue.server.acceptPlay(request.messageStreamId());
            }
        };
    }

    private static ClientSettings settings(AmfObject extra) {
        ClientSettings usual = ClientSettings.of("live", "rtmp://host/live").withExtraConnectProperties(extra);
        return new ClientSettings(
                usual.app(),
                usual.tcUrl(),
                usual.flashVer(),
                usual.extraConnectProperties(),
                Dialogue.CHUNK_SIZE,
                usual.digestHandshake(),
                usual.limits());
    }

    /** The events, connect's without their details. */
    private static List<String> lines(Dialogue dialogue) {
        return dialogue.events.stream()
                .map(line -> line.contains(": Connect") && !line.contains("Rejected")
                        ? line.substring(0, line.indexOf('['))
                        : line)
                .toList();
    }
}
