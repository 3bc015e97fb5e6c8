package io.xiu.server.log;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message as one line of bounded length: what a peer sent can't start a line of its own, move the cursor, or fill the
 * disk. Values of parameters that usually carry a secret are masked, should a query ever get this far.
 */
public final class PlainMessage extends ClassicConverter {
    private static final int LONGEST = 2_000;
    private static final Pattern SECRET =
            Pattern.compile("(?i)\\b((?:token|password|secret|auth_key|access_token|key|sign)=)[^&\\s,\\])]+");
    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cntrl}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]");

    /** Called by logback. */
    public PlainMessage() {}

    @Override
    public String convert(ILoggingEvent event) {
        return plain(event.getFormattedMessage());
    }

    static String plain(String message) {
        String cut = message.length() > LONGEST ? message.substring(0, LONGEST) + "..." : message;
        String masked = SECRET.matcher(cut).replaceAll("$1***");
        return UNPRINTABLE
                .matcher(masked)
                .replaceAll(found -> Matcher.quoteReplacement(
                        String.format("\\u%04x", (int) found.group().charAt(0))));
    }
}
