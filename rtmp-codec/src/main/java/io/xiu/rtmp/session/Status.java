package io.xiu.rtmp.session;

import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfProperties;
import io.xiu.amf.AmfString;
import io.xiu.amf.AmfValue;
import io.xiu.rtmp.message.Command;

/**
 * The information object of an onStatus command, of an error, and of connect's answer (sections 7.2.1.1 and 7.2.2): how
 * servers say what became of a connection or a message stream.
 *
 * @param level {@code status}, {@code warning} or {@code error}
 * @param code such as {@code NetStream.Play.Start}
 * @param description for people; may be empty
 */
public record Status(String level, String code, String description) {
    private static final String ERROR = "error";
    private static final int MAX_TEXT = 256;

    /** A status with the level that is usual for its code. */
    public static Status of(StatusCode code, String description) {
        return new Status(code.level(), code.code(), description);
    }

    static Status error(String code, String description) {
        return new Status(ERROR, code, description);
    }

    /**
     * Reads an information object. What is missing or no string is empty; each text is cut at 256 code points,
     * and control and format characters and ends of lines are replaced, so that they may go to a log.
     */
    public static Status read(AmfProperties information) {
        return new Status(text(information, "level"), text(information, "code"), text(information, "description"));
    }

    /** The first object with a code among the arguments of a peer's command, else empty texts. */
    static Status of(Command command) {
        return read(information(command));
    }

    /** The first object with a code among the arguments of a peer's command, or an empty one. */
    static AmfProperties information(Command command) {
        for (AmfValue argument : command.arguments()) {
            if (argument instanceof AmfProperties object && object.get("code") != null) {
                return object;
            }
        }
        return AmfObject.EMPTY;
    }

    /** The information object. */
    public AmfObject toObject() {
        return AmfObject.of("level", level, "code", code, "description", description);
    }

    /** Which of the known codes it has. */
    public StatusCode known() {
        return StatusCode.of(code);
    }

    /** Whether it reports a failure. */
    public boolean isError() {
        return level.equals(ERROR);
    }

    /** A peer's text for a log: at most 256 code points, control and format characters and ends of lines replaced. */
    static String printable(String text) {
        StringBuilder printable = new StringBuilder(Math.min(text.length(), MAX_TEXT));
        text.codePoints().limit(MAX_TEXT).forEach(c -> printable.appendCodePoint(isPlain(c) ? c : '\uFFFD'));
        return printable.toString();
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static String text(AmfProperties object, String name) {
        return object.get(name) instanceof AmfString string ? printable(string.value()) : "";
    }
}
