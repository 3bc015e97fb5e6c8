package io.xiu.amf;

import java.util.Iterator;

/** Writes values as one line of text, close to JSON, with control and format characters escaped. */
final class AmfText {
    private final StringBuilder out = new StringBuilder();

    private AmfText() {}

    static String of(AmfValue value) {
        AmfText text = new AmfText();
        text.append(value);
        return text.out.toString();
    }

    static String of(AmfProperty property) {
        AmfText text = new AmfText();
        text.append(property);
        return text.out.toString();
    }

    private void append(AmfValue value) {
        if (value instanceof AmfNumber number) {
            appendNumber(number.value());
        } else if (value instanceof AmfBoolean truth) {
            out.append(truth.value());
        } else if (value instanceof AmfString text) {
            quote(text.value());
        } else if (value instanceof AmfObject object) {
            list('{', object.properties(), '}');
        } else if (value instanceof AmfEcmaArray array) {
            out.append("ecma");
            list('{', array.properties(), '}');
        } else if (value instanceof AmfTypedObject object) {
            out.append("object(");
            quote(object.className());
            out.append(')');
            list('{', object.properties(), '}');
        } else if (value instanceof AmfStrictArray array) {
            list('[', array.values(), ']');
        } else if (value instanceof AmfDate date) {
            out.append("date(");
            appendNumber(date.epochMillis());
            out.append(')');
        } else if (value instanceof AmfXml xml) {
            out.append("xml(");
            quote(xml.text());
            out.append(')');
        } else if (value instanceof AmfE4x xml) {
            out.append("e4x(");
            quote(xml.text());
            out.append(')');
        } else if (value instanceof AmfVector vector) {
            out.append("vector");
            list('[', vector.values(), ']');
        } else if (value instanceof AmfDictionary dictionary) {
            out.append("dictionary");
            list('{', dictionary.entries(), '}');
        } else {
            out.append(value);
        }
    }

    private void list(char open, Iterable<?> items, char close) {
        out.append(open);
        for (Iterator<?> each = items.iterator(); each.hasNext(); ) {
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

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (isPlain(c)) {
                out.append(c);
            } else {
                out.append(String.format("\\u%04x", (int) c));
            }
        }
        out.append('"');
    }

    private static boolean isPlain(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
