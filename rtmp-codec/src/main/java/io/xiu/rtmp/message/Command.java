package io.xiu.rtmp.message;

import io.xiu.amf.AmfValue;
import java.util.List;

/**
 * A command message (section 7.1.1): a call, its result, or a notice. Read from AMF0 commands (type 20) and from the
 * wrapped form (type 17), and written as the one {@code ChunkWriter} is told to use.
 *
 * @param messageStreamId 0 for the connection itself
 * @param name of the procedure, or {@code _result}, {@code _error}, {@code onStatus}
 * @param transactionId what a result repeats; 0 asks for none
 * @param arguments what follows; the first is the command object, often null
 */
public record Command(int messageStreamId, String name, double transactionId, List<AmfValue> arguments)
        implements RtmpMessage {
    /** Keeps an unmodifiable copy of the arguments. */
    public Command {
        arguments = List.copyOf(arguments);
    }

    /** Names the command without its arguments, since they may hold a token. */
    @Override
    public String toString() {
        return "Command[messageStreamId=" + messageStreamId + ", name=" + name + ", transactionId=" + transactionId
                + ", arguments=" + arguments.size() + "]";
    }
}
