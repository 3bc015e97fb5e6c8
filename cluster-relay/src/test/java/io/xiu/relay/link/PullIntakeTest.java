package io.xiu.relay.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.xiu.relay.LiveStream;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.session.ClientSession;
import io.xiu.rtmp.session.ClientSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PullIntakeTest {
    private static final int MOST_EARLY = 16;

    private final List<ByteBuf> bodies = new ArrayList<>();

    private void receive(PullIntake intake) {
        ByteBuf body = Unpooled.buffer().writeByte(1);
        bodies.add(body);
        intake.receive(new MediaMessage(MediaKind.DATA, 1, 0, body));
    }

    @Test
    void keepsSoManyDataMessagesUntilThereIsMediaAndGivesAllBackAtItsEnd() {
        try (TestNode node = new TestNode()) {
            node.hub.source((stream, path) -> {});
            LiveStream stream = Objects.requireNonNull(node.hub.want(TestNode.KEY, node.loop, List.of()));
            LinkNetwork network = new LinkNetwork(
                    node.group, NioSocketChannel.class, node.loops, node.id, TestNode.PATIENCE, new LinkLog());
            PullLink link = new PullLink(network, node.hub, stream, node.endpoint(), RelayPath.NONE, () -> {});
            ClientSession session =
                    new ClientSession(ClientSettings.of("live", "rtmp://localhost/live"), new Random(1));
            PullIntake intake = new PullIntake(link, new LinkConnection(link, session, TestNode.PATIENCE, node.loop));

            for (int i = 0; i < MOST_EARLY; i++) {
                receive(intake);
            }
            assertThat(bodies).allSatisfy(body -> assertThat(body.refCnt()).isOne());
            receive(intake);
            assertThat(bodies.get(0).refCnt()).as("the oldest").isZero();
            assertThat(bodies.subList(1, MOST_EARLY + 1))
                    .allSatisfy(body -> assertThat(body.refCnt()).isOne());

            intake.end();
            assertThat(bodies).allSatisfy(body -> assertThat(body.refCnt()).isZero());
            receive(intake);
            assertThat(bodies.get(MOST_EARLY + 1).refCnt()).isZero();
            session.release();
        }
    }
}
