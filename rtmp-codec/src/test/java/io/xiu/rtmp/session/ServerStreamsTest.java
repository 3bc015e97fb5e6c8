package io.xiu.rtmp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.xiu.amf.AmfObject;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.message.UserControl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client does with its message streams: publish, play, pause, seek, close. */
class ServerStreamsTest {
    private static final String SECRET = "token=s3cret";

    private final RawClient client = new RawClient();

    @AfterEach
    void releaseBuffers() {
        client.close();
    }

    @Test
    void publishes() throws RtmpException {
        client.createStream().command(1, "publish", 5, null, "demo?" + SECRET, "live");
        assertThat(client.events()).containsExactly("PublishRequested[messageStreamId=1, name=demo, publishType=live]");
        assertThat(client.received()).isEmpty();

        client.server.acceptPublish(1);
        assertThat(client.received())
                .containsExactly(
                        "StreamBegin[messageStreamId=1]",
                        "1 onStatus(0) [null, {'level': 'status', 'code': 'NetStream.Publish.Start',"
                                + " 'description': 'Publishing.'}]");

        client.media(MediaKind.VIDEO, 1, 40, "frame").media(MediaKind.AUDIO, 1, 41, "sound");
        assertThat(client.events()).containsExactly("1 VIDEO@40 frame", "1 AUDIO@41 sound");
    }

    @Test
    void holdsWhatAPublisherSendsBeforeItsAnswer() throws RtmpException {
        client.createStream().command(1, "publish", 5, null, "demo").media(MediaKind.VIDEO, 1, 0, "header");
        assertThat(client.events()).hasSize(1);
        assertThat(client.server.isWaiting()).isTrue();

        client.server.acceptPublish(1);
        client.goOn();
        assertThat(client.events()).containsExactly("1 VIDEO@0 header");
    }

    @Test
    void takesCommandsAndMediaOnMessageStreamZeroAsXiuSendsThem() throws RtmpException {
        client.createStream().command(0, "publish", 5, null, "demo", "live");
        assertThat(client.events()).containsExactly("PublishRequested[messageStreamId=1, name=demo, publishType=live]");

        client.server.acceptPublish(1);
        client.media(MediaKind.VIDEO, 0, 40, "frame");
        assertThat(client.events()).containsExactly("1 VIDEO@40 frame");
    }

    @Test
    void answersNothingThatXiuTakesForAnAnswerToConnect() throws RtmpException {
        client.connect().command(0, "releaseStream", 1, null, "demo").command(0, "FCPublish", 1, null, "demo");

        assertThat(client.received()).singleElement().asString().startsWith("0 onFCPublish(0) ");
    }

    @Test
    void answersTheCallsAroundAPublish() throws RtmpException {
        client.connect()
                .command(0, "releaseStream", 2, null, "demo")
                .command(0, "FCPublish", 3, null, "demo")
                .command(0, "_checkbw", 4, (Object) null)
                .command(0, "getStreamLength", 5, null, "demo")
                .command(0, "FCSubscribe", 6, null, "demo");

        assertThat(client.received())
                .containsExactly(
                        "0 _result(2) [null, null]",
                        "0 _result(3) [null, null]",
                        "0 onFCPublish(0) [null, {'level': 'status', 'code': 'NetStream.Publish.Start',"
                                + " 'description': 'FCPublish'}]",
                        "0 _result(4) [null, null]",
                        "0 _result(5) [null, 0]",
                        "0 onFCSubscribe(0) [null, {'level': 'status', 'code': 'NetStream.Play.Start',"
                                + " 'description': 'FCSubscribe'}]");
    }

    @Test
    void refusesAPublish() throws RtmpException {
        client.createStream().command(1, "publish", 5, null, "demo");
        client.server.rejectPublish(1, "NetStream.Publish.BadName", "demo is being published");

        assertThat(client.received())
                .containsExactly("1 onStatus(0) [null, {'level': 'error', 'code': 'NetStream.Publish.BadName',"
                        + " 'description': 'demo is being published'}]");
        assertThat(client.server.isWaiting()).isFalse();
    }

    @Test
    void refusesAnEmptyName() throws RtmpException {
        client.createStream().command(1, "publish", 5, null, "?" + SECRET).command(1, "play", 6, null, "");

        assertThat(client.received())
                .satisfiesExactly(
                        line -> assertThat(line).contains("NetStream.Publish.BadName"),
                        line -> assertThat(line).contains("NetStream.Play.StreamNotFound"));
        assertThat(client.events()).isEmpty();
    }

    @Test
    void plays() throws RtmpException {
        client.createStream()
                .command(1, "play", 4, null, "demo?" + SECRET, -2000)
                .send(new UserControl.SetBufferLength(1, 3000));
        assertThat(client.events())
                .containsExactly(
                        "PlayRequested[messageStreamId=1, name=demo]",
                        "BufferLengthSet[messageStreamId=1, bufferMillis=3000]");

        client.server.acceptPlay(1);
        assertThat(client.received())
                .containsExactly(
                        "StreamBegin[messageStreamId=1]",
                        "1 onStatus(0) [null, {'level': 'status', 'code': 'NetStream.Play.Reset',"
                                + " 'description': 'Playing and resetting.'}]",
                        "1 onStatus(0) [null, {'level': 'status', 'code': 'NetStream.Play.Start',"
                                + " 'description': 'Playing.'}]");

        client.server.endPlay(1);
        assertThat(client.received())
                .containsExactly(
                        "StreamEof[messageStreamId=1]",
                        "1 onStatus(0) [null, {'level': 'status', 'code': 'NetStream.Play.UnpublishNotify',"
                                + " 'description': 'The stream has ended.'}]");
    }

    @Test
    void aPlayThatIsLeftBeforeItsAnswerIsNoLongerPending() throws RtmpException {
        client.createStream().command(1, "play", 4, null, "demo");
        assertThat(client.server.isPlayPending(1)).isTrue();
        client.events();

        client.command(0, "deleteStream", 0, null, 1);
        assertThat(client.events()).containsExactly("StreamClosed[messageStreamId=1]");
        assertThat(client.server.isPlayPending(1)).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> client.server.acceptPlay(1));
    }

    @Test
    void anotherPlayTakesTheOldOnesPlace() throws RtmpException {
        client.playing();
        client.command(1, "play", 6, null, "other").command(1, "play2", 7, null, AmfObject.of("streamName", "third"));

        assertThat(client.events())
                .containsExactly(
                        "StreamClosed[messageStreamId=1]",
                        "PlayRequested[messageStreamId=1, name=other]",
                        "StreamClosed[messageStreamId=1]",
                        "PlayRequested[messageStreamId=1, name=third]");
    }

    @Test
    void pausesAndGoesOn() throws RtmpException {
        client.playing();
        client.command(1, "pause", 0, null, true, 1500).command(1, "pauseRaw", 0, null, false, 1500);
        assertThat(client.events())
                .containsExactly(
                        "PauseRequested[messageStreamId=1, pause=true, positionMillis=1500.0]",
                        "PauseRequested[messageStreamId=1, pause=false, positionMillis=1500.0]");

        client.server.confirmPause(1, true);
        client.server.confirmPause(1, false);
        assertThat(client.received())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("StreamEof[messageStreamId=1]"),
                        line -> assertThat(line).contains("NetStream.Pause.Notify"),
                        line -> assertThat(line).isEqualTo("StreamBegin[messageStreamId=1]"),
                        line -> assertThat(line).contains("NetStream.Unpause.Notify"));
    }

    @Test
    void switchesTracksOffSilentlyAndOnWithAStatus() throws RtmpException {
        client.playing();
        client.command(1, "receiveVideo", 0, null, false).command(1, "receiveAudio", 0, null, true);

        assertThat(client.events())
                .containsExactly(
                        "TrackToggled[messageStreamId=1, kind=VIDEO, receive=false]",
                        "TrackToggled[messageStreamId=1, kind=AUDIO, receive=true]");
        assertThat(client.received())
                .satisfiesExactly(
                        line -> assertThat(line).contains("NetStream.Seek.Notify"),
                        line -> assertThat(line).contains("NetStream.Play.Start"));
    }

    @Test
    void saysThatASeekIsDone() throws RtmpException {
        client.playing();
        client.command(1, "seek", 0, null, 30_000);

        assertThat(client.received()).singleElement().asString().contains("NetStream.Seek.Notify");
    }

    @Test
    void endsAPublishOnceHoweverManyWaysItIsSaid() throws RtmpException {
        client.publishing();
        client.command(0, "FCUnpublish", 6, null, "demo?" + SECRET)
                .command(1, "closeStream", 0, (Object) null)
                .command(0, "deleteStream", 7, null, 1);

        assertThat(client.events()).containsExactly("StreamClosed[messageStreamId=1]");
        assertThat(client.received())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("1 onStatus(0) ").contains("NetStream.Unpublish.Success"),
                        line -> assertThat(line).startsWith("0 onFCUnpublish(0) "));
    }

    @Test
    void endsNobodyElsesStream() throws RtmpException {
        client.publishing();
        client.command(0, "FCUnpublish", 6, null, "other").command(0, "deleteStream", 7, null, 2);

        assertThat(client.events()).isEmpty();
        client.media(MediaKind.AUDIO, 1, 1, "still here");
        assertThat(client.events()).containsExactly("1 AUDIO@1 still here");
    }

    @Test
    void publishesAgainOnTheSameMessageStream() throws RtmpException {
        client.publishing();
        client.command(1, "closeStream", 0, (Object) null).command(1, "publish", 8, null, "again");

        assertThat(client.events())
                .containsExactly(
                        "StreamClosed[messageStreamId=1]",
                        "PublishRequested[messageStreamId=1, name=again, publishType=live]");
    }

    @Test
    void ignoresMediaNobodyPublishesUntilItHasEnough() throws RtmpException {
        client.publishing();
        client.command(0, "deleteStream", 0, null, 1);
        client.events();
        for (int i = 0; i < 500; i++) {
            client.media(MediaKind.AUDIO, 1, i, "late").media(MediaKind.VIDEO, 0, i, "lost");
        }
        assertThat(client.events()).isEmpty();

        client.media(MediaKind.AUDIO, 77, 0, "one more");
        assertThat(client.events()).containsExactly("! CMD_STATE");
    }
}
