package io.xiu.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.util.CachingDateFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An event as one line: date and time, level, the logger's class, the message, then the trace of a defect.
 *
 * <p>The message is of bounded length, and what a peer sent can't start a line of its own, move the cursor, or fill the
 * disk. Values of parameters that usually carry a secret are masked, should a query ever get this far.
 *
 * <p>Logback's pattern layout would do, but takes longer to load than the server takes to open its ports.
 */
final class LineLayout extends LayoutBase<ILoggingEvent> {
    private static final int LONGEST = 2_000;
    private static final int LEVEL_WIDTH = 5;
    private static final Pattern SECRET =
            Pattern.compile("(?i)\\b((?:token|password|secret|auth_key|access_token|key|sign)=)[^&\\s,\\])]+");
    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cntrl}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]");

    private final CachingDateFormatter dates = new CachingDateFormatter("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(128);
        String level = event.getLevel().toString();
        String logger = event.getLoggerName();
        line.append(dates.format(event.getTimeStamp())).append(' ').append(level);
        line.append(" ".repeat(Math.max(0, LEVEL_WIDTH - level.length()))).append(' ');
        line.append(logger, logger.lastIndexOf('.') + 1, logger.length()).append(": ");
        line.append(plain(event.getFormattedMessage())).append(System.lineSeparator());
        if (event.getThrowableProxy() != null) {
            line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return line.toString();
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
