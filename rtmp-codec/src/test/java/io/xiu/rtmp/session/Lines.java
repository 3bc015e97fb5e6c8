package io.xiu.rtmp.session;

import io.netty.buffer.ByteBuf;
import io.xiu.amf.Amf0Reader;
import io.xiu.amf.AmfException;
import io.xiu.amf.AmfLimits;
import io.xiu.rtmp.message.Command;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.message.RtmpMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Messages and events as lines a person can read, quotes made single; the bodies of media are released. */
final class Lines {
    private Lines() {}

    static String of(RtmpMessage message) {
        if (message instanceof Command command) {
            return command.messageStreamId() + " " + command.name() + "(" + number(command.transactionId()) + ") "
                    + quoted(command.arguments());
        }
        return message instanceof MediaMessage media ? media(media) : message.toString();
    }

    static String of(ServerEvent event) {
        return event instanceof ServerEvent.MediaReceived media ? media(media.message()) : event.toString();
    }

    static String of(ClientEvent event) {
        return event instanceof ClientEvent.MediaReceived media ? media(media.message()) : event.toString();
    }

    private static String media(MediaMessage media) {
        ByteBuf body = media.body();
        try {
            return media.messageStreamId() + " " + media.kind() + "@" + media.timestampMillis() + " "
                    + (media.kind() == MediaKind.DATA
                            ? quoted(values(body))
                            : body.toString(StandardCharsets.US_ASCII));
        } finally {
            body.release();
        }
    }

    private static List<Object> values(ByteBuf body) {
        try {
            List<Object> values = new ArrayList<>();
            Amf0Reader reader = new Amf0Reader(AmfLimits.DATA);
            while (body.isReadable()) {
                values.add(reader.read(body));
            }
            return values;
        } catch (AmfException e) {
            throw new AssertionError(e);
        }
    }

    private static String quoted(List<?> values) {
        return values.toString().replace('"', '\'');
    }

    private static String number(double value) {
        return value == (long) value ? Long.toString((long) value) : Double.toString(value);
    }
}
