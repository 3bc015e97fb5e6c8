package io.xiu.amf;

import io.netty.buffer.ByteBufUtil;
import java.util.Iterator;

/**
 * Writes values as one line of text, close to JSON, with control and format characters escaped. What doesn't fit, and
 * what is nested too deep, is an ellipsis.
 */
final class AmfText {
    static final int LONGEST = 4_096;

    private static final int DEEPEST = 64;
    private static final char ELLIPSIS = '\u2026';

    private final StringBuilder out = new StringBuilder();
    private int depth;

    private AmfText() {}

    static String of(AmfValue value) {
        AmfText text = new AmfText();
        text.append(value);
        return text.cut();
    }

    static String of(AmfProperty property) {
        AmfText text = new AmfText();
        text.append(property);
        return text.cut();
    }

    private String cut() {
        if (out.length() > LONGEST) {
            out.setLength(LONGEST - 1);
            out.append(ELLIPSIS);
        }
        return out.toString();
    }

    private boolean isFull() {
        return out.length() > LONGEST;
    }

    private void append(AmfValue value) {
        if (value instanceof AmfNumber number) {
            appendNumber(number.value());
        } else if (value instanceof AmfBoolean truth) {
            out.append(truth.value());
        } else if (value instanceof AmfString text) {
            quote(text.value());
        } else if (value instanceof AmfDate date) {
            out.append("date(");
            appendNumber(date.epochMillis());
            out.append(')');
        } else if (value instanceof AmfXml xml) {
            named("xml", xml.text());
        } else if (value instanceof AmfE4x xml) {
            named("e4x", xml.text());
        } else if (value instanceof AmfByteArray array) {
            appendBytes(array);
        } else if (value instanceof AmfNull || value instanceof AmfUndefined || value instanceof AmfUnsupported) {
            out.append(value);
        } else if (depth == DEEPEST) {
            out.append(ELLIPSIS);
        } else {
            depth++;
            appendContainer(value);
            depth--;
        }
    }

    private void appendContainer(AmfValue value) {
        if (value instanceof AmfObject object) {
            list('{', object.properties(), '}');
        } else if (value instanceof AmfEcmaArray array) {
            out.append("ecma");
            list('{', array.properties(), '}');
        } else if (value instanceof AmfTypedObject object) {
            named("object", object.className());
            list('{', object.properties(), '}');
        } else if (value instanceof AmfStrictArray array) {
            list('[', array.values(), ']');
        } else if (value instanceof AmfVector vector) {
            out.append("vector");
            list('[', vector.values(), ']');
        } else if (value instanceof AmfDictionary dictionary) {
            out.append("dictionary");
            list('{', dictionary.entries(), '}');
        } else if (value instanceof AmfExternalizable object) {
            named("external", object.className());
            out.append('(');
            append(object.content());
            out.append(')');
        }
    }

    private void list(char open, Iterable<?> items, char close) {
        out.append(open);
        for (Iterator<?> each = items.iterator(); each.hasNext() && !isFull(); ) {
            Object item = each.next();
            if (item instanceof AmfProperty property) {
                append(property);
            } else if (item instanceof AmfDictionary.Entry entry) {
                append(entry.key());
                out.append(": ");
                append(entry.value());
            } else {
                append((AmfValue) item);
            }
            if (each.hasNext()) {
                out.append(", ");
            }
        }
        out.append(close);
    }

    private void append(AmfProperty property) {
        quote(property.name());
        out.append(": ");
        append(property.value());
    }

    private void appendNumber(double number) {
        if (number == (long) number && Math.abs(number) < 1e15) {
            out.append((long) number);
        } else {
            out.append(number);
        }
    }

    private void appendBytes(AmfByteArray array) {
        byte[] bytes = array.bytes();
        out.append("bytes(")
                .append(ByteBufUtil.hexDump(bytes, 0, Math.min(bytes.length, LONGEST)))
                .append(')');
    }

    private void named(String kind, String text) {
        out.append(kind).append('(');
        quote(text);
        out.append(')');
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0, c; i < text.length() && !isFull(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
            } else if (isPlain(c)) {
                out.appendCodePoint(c);
            } else {
                for (char unit : Character.toChars(c)) {
                    escape(unit);
                }
            }
        }
        out.append('"');
    }

    private void escape(char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(Character.forDigit(c >> shift & 0xF, 16));
        }
    }

    private static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
