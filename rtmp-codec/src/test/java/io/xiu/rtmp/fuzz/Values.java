package io.xiu.rtmp.fuzz;

import io.xiu.amf.AmfBoolean;
import io.xiu.amf.AmfByteArray;
import io.xiu.amf.AmfDate;
import io.xiu.amf.AmfEcmaArray;
import io.xiu.amf.AmfNull;
import io.xiu.amf.AmfNumber;
import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfProperty;
import io.xiu.amf.AmfStrictArray;
import io.xiu.amf.AmfString;
import io.xiu.amf.AmfTypedObject;
import io.xiu.amf.AmfUndefined;
import io.xiu.amf.AmfValue;
import io.xiu.testing.fuzz.Choices;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Grammar of AMF values: nested, repeated, of the wrong type. */
final class Values {
    private static final int MOST_ITEMS = 5;
    private static final int DEEPEST = 40;
    private static final List<String> NAMES = List.of(
            "app",
            "live",
            "demo?token=1",
            "",
            "tcUrl",
            "flashVer",
            "objectEncoding",
            "fourCcList",
            "capsEx",
            "level",
            "code",
            "description",
            "status",
            "error",
            "NetConnection.Connect.Success",
            "NetConnection.Connect.ReconnectRequest",
            "NetStream.Publish.Start",
            "NetStream.Publish.BadName",
            "NetStream.Play.Start",
            "NetStream.Play.Stop",
            "NetStream.Play.UnpublishNotify",
            "videoFourCcInfoMap",
            "hvc1",
            "*");

    private final Choices choices;
    private int depth;

    Values(Choices choices) {
        this.choices = choices;
    }

    AmfValue next() {
        depth++;
        AmfValue value = depth > DEEPEST ? AmfNull.INSTANCE : any();
        depth--;
        return value;
    }

    private AmfValue any() {
        return switch (choices.below(12)) {
            case 0 -> AmfNull.INSTANCE;
            case 1, 2 -> new AmfString(text());
            case 3 -> new AmfNumber(choices.number());
            case 4 -> new AmfBoolean(choices.yes());
            case 5 -> new AmfNumber(Double.longBitsToDouble((long) choices.number() << 32));
            case 6 -> new AmfObject(properties());
            case 7 -> new AmfEcmaArray(properties());
            case 8 -> new AmfStrictArray(List.of(next(), next()));
            case 9 -> new AmfTypedObject(text(), properties());
            case 10 -> nested(choices.next());
            default -> rare();
        };
    }

    String text() {
        return switch (choices.below(4)) {
            case 0, 1 -> choices.of(NAMES);
            case 2 -> new String(choices.bytes(), StandardCharsets.UTF_8);
            default -> choices.of(NAMES).repeat(choices.below(64));
        };
    }

    /** Properties as of a connect or a status. */
    List<AmfProperty> properties() {
        List<AmfProperty> properties = new ArrayList<>();
        for (int i = choices.below(MOST_ITEMS); i > 0; i--) {
            properties.add(new AmfProperty(text(), next()));
        }
        return properties;
    }

    private AmfValue nested(int depth) {
        AmfValue value = AmfNull.INSTANCE;
        for (int i = 0; i < depth; i++) {
            value = i % 2 == 0 ? new AmfStrictArray(List.of(value)) : AmfObject.of("a", value);
        }
        return value;
    }

    private AmfValue rare() {
        return switch (choices.below(3)) {
            case 0 -> AmfUndefined.INSTANCE;
            case 1 -> new AmfDate(choices.number(), (short) choices.next());
            default -> new AmfByteArray(choices.bytes());
        };
    }
}
