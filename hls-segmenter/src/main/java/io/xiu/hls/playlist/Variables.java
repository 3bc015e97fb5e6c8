package io.xiu.hls.playlist;

import io.xiu.hls.playlist.PlaylistException.Reason;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What EXT-X-DEFINE defines (4.4.2.3): each <code>{$name}</code> in URIs and attributes behind it stands for a value. Of
 * a playlist alone only those with a value of their own can be known.
 */
final class Variables {
    private static final String BEGINNING = "{$";
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]+");
    private static final Pattern REFERENCE = Pattern.compile("\\{\\$(" + NAME.pattern() + ")}");

    private final Map<String, String> values = new HashMap<>();
    private long charactersLeft;

    /** Variables that may stand for so many characters in all. */
    Variables(int maximumCharacters) {
        charactersLeft = maximumCharacters;
    }

    /** Says whether a variable is referred to. */
    static boolean areIn(String text) {
        return text.contains(BEGINNING) && REFERENCE.matcher(text).find();
    }

    /** Reads EXT-X-DEFINE. */
    void define(Attributes attributes, PlaylistLines lines) throws PlaylistException {
        for (String elsewhere : new String[] {"IMPORT", "QUERYPARAM"}) {
            String name = attributes.quoted(elsewhere);
            if (name != null) {
                throw lines.failure(Reason.MISSING, "no value of the " + elsewhere + " " + Syntax.shown(name));
            }
        }
        String name = attributes.requiredQuoted("NAME");
        if (!NAME.matcher(name).matches()) {
            throw lines.failure(Reason.VALUE, "not the name of a variable: " + Syntax.shown(name));
        }
        if (values.putIfAbsent(name, attributes.requiredQuoted("VALUE")) != null) {
            throw lines.failure(Reason.REPEATED, "variable " + Syntax.shown(name) + " twice");
        }
    }

    /** The text with values in the place of variables. */
    String replacedIn(String text, PlaylistLines lines) throws PlaylistException {
        if (!areIn(text)) {
            return text;
        }
        Matcher references = REFERENCE.matcher(text);
        StringBuilder replaced = new StringBuilder();
        while (references.find()) {
            String name = references.group(1);
            String value = values.get(name);
            if (value == null) {
                throw lines.failure(Reason.MISSING, "no variable " + Syntax.shown(name));
            }
            charactersLeft -= value.length();
            if (charactersLeft < 0) {
                throw lines.failure(Reason.TOO_LONG, "too much in the place of variables");
            }
            references.appendReplacement(replaced, Matcher.quoteReplacement(value));
        }
        return references.appendTail(replaced).toString();
    }
}
