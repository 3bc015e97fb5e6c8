package io.xiu.rtmp.chunk;

import static io.xiu.rtmp.chunk.Wire.wire;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A publisher's messages across the times where timestamps change form, chunked the way known senders do it. */
class SenderHabitsTest {
    private static final int CHUNK_SIZE = 128;

    /** Chunks a message; the one before on the chunk stream, if any, may shorten the header. */
    interface Sender {
        void send(Wire wire, @Nullable Message previous, Message message, State state);
    }

    record Message(int typeId, int timestamp, int length) {
        String line() {
            return (typeId == 8 ? "AUDIO" : "VIDEO") + " 1 @" + Integer.toUnsignedString(timestamp) + " "
                    + Feed.body(length);
        }
    }

    /** What a sender keeps of the latest header. */
    static final class State {
        int field = -1;
    }

    /**
     * ffmpeg: the shortest header its deltas allow, type 3 when even the delta is the same, and the extended field in
     * every chunk of the message.
     */
    private static void ffmpeg(Wire wire, @Nullable Message previous, Message message, State state) {
        boolean delta = previous != null && Integer.compareUnsigned(message.timestamp, previous.timestamp) >= 0;
        int value = delta && previous != null ? message.timestamp - previous.timestamp : message.timestamp;
        int field = Integer.compareUnsigned(value, 0xFFFFFF) >= 0 ? 0xFFFFFF : value;
        if (!delta || previous == null) {
            wire.type0(4, field, message.length, message.typeId, 1);
        } else if (previous.typeId != message.typeId || previous.length != message.length) {
            wire.type1(4, field, message.length, message.typeId);
        } else if (state.field != field) {
            wire.type2(4, field);
        } else {
            wire.type3(4);
        }
        state.field = field;
        body(wire, message, field == 0xFFFFFF, value, true);
    }

    /** librtmp and OBS Studio before 2024: type 3 for the same time, and no extended field in continuation chunks. */
    private static void oldLibrtmp(Wire wire, @Nullable Message previous, Message message, State state) {
        librtmp(wire, previous, message, false);
    }

    /** The same since 2024, with the field repeated. */
    private static void newLibrtmp(Wire wire, @Nullable Message previous, Message message, State state) {
        librtmp(wire, previous, message, true);
    }

    private static void librtmp(Wire wire, @Nullable Message previous, Message message, boolean repeats) {
        boolean full = previous == null || Integer.compareUnsigned(message.timestamp, previous.timestamp) < 0;
        int value = full || previous == null ? message.timestamp : message.timestamp - previous.timestamp;
        boolean extended = Integer.compareUnsigned(value, 0xFFFFFF) >= 0;
        int field = extended ? 0xFFFFFF : value;
        if (full || previous == null) {
            wire.type0(4, field, message.length, message.typeId, 1);
        } else if (previous.typeId != message.typeId || previous.length != message.length) {
            wire.type1(4, field, message.length, message.typeId);
        } else {
            wire.type2(4, field);
        }
        body(wire, message, extended, value, repeats);
    }

    /** Senders that use only type 0, as this library's writer does: nginx-rtmp, SRS. */
    private static void absolute(Wire wire, @Nullable Message previous, Message message, State state) {
        boolean extended = Integer.compareUnsigned(message.timestamp, 0xFFFFFF) >= 0;
        wire.type0(4, extended ? 0xFFFFFF : message.timestamp, message.length, message.typeId, 1);
        body(wire, message, extended, message.timestamp, true);
    }

    private static void body(Wire wire, Message message, boolean extended, int value, boolean repeats) {
        if (extended) {
            wire.int32(value);
        }
        for (int at = 0; at < message.length; at += CHUNK_SIZE) {
            if (at > 0) {
                wire.type3(4);
                if (extended && repeats) {
                    wire.int32(value);
                }
            }
            wire.body(at, Math.min(message.length, at + CHUNK_SIZE));
        }
    }

    static List<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        for (int start : new int[] {0, 40, 0xFFFFFF - 100, 0x1000000, 0x7FFFFFFF - 100, -100}) {
            cases.add(Arguments.of("ffmpeg", start, (Sender) SenderHabitsTest::ffmpeg));
            cases.add(Arguments.of("old librtmp", start, (Sender) SenderHabitsTest::oldLibrtmp));
            cases.add(Arguments.of("new librtmp", start, (Sender) SenderHabitsTest::newLibrtmp));
            cases.add(Arguments.of("type 0 only", start, (Sender) SenderHabitsTest::absolute));
        }
        return cases;
    }

    @ParameterizedTest(name = "{0} from {1}")
    @MethodSource("cases")
    void readsAPublisher(String name, int start, Sender sender) {
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            messages.add(new Message(9, start + 40 * i, i < 8 ? 300 : 290 + i));
            messages.add(new Message(8, start + 40 * i + 20, 150));
        }
        messages.add(new Message(9, 0, 300)); // ffmpeg's FLV muxer starts again at 0 after 2^31 - 1
        messages.add(new Message(9, 0x2000000, 300)); // and a gap of nine hours
        assertReads(sender, messages);
    }

    @ParameterizedTest(name = "{0} from {1}")
    @MethodSource("cases")
    void readsAPublisherOfEqualMessages(String name, int start, Sender sender) {
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            messages.add(new Message(8, start + 40 * i, 256));
        }
        assertReads(sender, messages);
    }

    private static void assertReads(Sender sender, List<Message> messages) {
        Wire wire = wire();
        State state = new State();
        Message previous = null;
        for (Message message : messages) {
            sender.send(wire, previous, message, state);
            previous = message;
        }
        assertThat(Feed.everyWay(ChunkLimits.DEFAULT, wire.bytes()))
                .isEqualTo(messages.stream().map(Message::line).toList());
    }
}
