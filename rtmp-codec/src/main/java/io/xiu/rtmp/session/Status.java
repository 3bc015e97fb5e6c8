package io.xiu.rtmp.session;

import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfString;
import io.xiu.amf.AmfValue;
import io.xiu.rtmp.message.Command;

/**
 * The information object of a status or an error (section 7.2.2).
 *
 * @param level {@code status}, {@code warning} or {@code error}
 * @param code such as {@code NetStream.Play.Start}
 * @param description for people
 */
record Status(String level, String code, String description) {
    private static final int MAX_TEXT = 256;

    static Status status(String code, String description) {
        return new Status("status", code, description);
    }

    static Status error(String code, String description) {
        return new Status("error", code, description);
    }

    /** The first object with a code among the arguments of a peer's command, made fit for a log; else empty texts. */
    static Status of(Command command) {
        for (AmfValue argument : command.arguments()) {
            if (argument instanceof AmfObject object && object.get("code") != null) {
                return new Status(text(object, "level"), text(object, "code"), text(object, "description"));
            }
        }
        return new Status("", "", "");
    }

    AmfObject toObject() {
        return AmfObject.of("level", level, "code", code, "description", description);
    }

    boolean isError() {
        return level.equals("error");
    }

    /** A peer's text for a log: at most 256 characters, control characters replaced. */
    static String printable(String text) {
        StringBuilder printable = new StringBuilder(Math.min(text.length(), MAX_TEXT));
        text.codePoints()
                .limit(MAX_TEXT)
                .forEach(c -> printable.appendCodePoint(
                        Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '\uFFFD' : c));
        return printable.toString();
    }

    private static String text(AmfObject object, String name) {
        return object.get(name) instanceof AmfString string ? printable(string.value()) : "";
    }
}
