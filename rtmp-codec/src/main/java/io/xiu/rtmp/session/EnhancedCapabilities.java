package io.xiu.rtmp.session;

import io.xiu.amf.AmfNumber;
import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfProperties;
import io.xiu.amf.AmfProperty;
import io.xiu.amf.AmfStrictArray;
import io.xiu.amf.AmfString;
import io.xiu.amf.AmfValue;
import io.xiu.rtmp.message.ObjectEncoding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one side of a connection can do beyond RTMP 1.0, as connect and its answer say it (Enhanced RTMP v2, "Enhancing
 * NetConnection connect Command"). Codecs are named by their FourCC, or {@code *} for any.
 *
 * @param objectEncoding whether it writes AMF3 types too
 * @param fourCcList the codecs it takes; the older of two ways to say it
 * @param videoFourCcInfoMap what it can do with video codecs
 * @param audioFourCcInfoMap what it can do with audio codecs
 * @param capsEx flags, see {@link EnhancedCapability}; bits that mean nothing yet are kept
 */
public record EnhancedCapabilities(
        ObjectEncoding objectEncoding,
        List<String> fourCcList,
        Map<String, FourCcInfo> videoFourCcInfoMap,
        Map<String, FourCcInfo> audioFourCcInfoMap,
        int capsEx) {
    /** Stands for every codec. */
    public static final String ANY_CODEC = "*";

    /** A peer of RTMP 1.0. */
    public static final EnhancedCapabilities NONE =
            new EnhancedCapabilities(ObjectEncoding.AMF0, List.of(), Map.of(), Map.of(), 0);

    private static final Map<String, FourCcInfo> FORWARDS_ALL = Map.of(ANY_CODEC, new FourCcInfo(FourCcInfo.FORWARD));

    /** A client that takes media of any codec, also with several tracks, and passes them on. */
    public static final EnhancedCapabilities CLIENT = new EnhancedCapabilities(
            ObjectEncoding.AMF0,
            List.of(),
            FORWARDS_ALL,
            FORWARDS_ALL,
            EnhancedCapability.MULTITRACK.code() | EnhancedCapability.MOD_EX.code());

    /** A server that takes and gives media of any codec, also with several tracks, and may send reconnect requests. */
    public static final EnhancedCapabilities SERVER = new EnhancedCapabilities(
            ObjectEncoding.AMF0,
            List.of(ANY_CODEC),
            FORWARDS_ALL,
            FORWARDS_ALL,
            CLIENT.capsEx() | EnhancedCapability.RECONNECT.code());

    private static final String FOUR_CC_LIST = "fourCcList";
    private static final String VIDEO_MAP = "videoFourCcInfoMap";
    private static final String AUDIO_MAP = "audioFourCcInfoMap";
    private static final String CAPS_EX = "capsEx";
    private static final String OBJECT_ENCODING = "objectEncoding";

    /** Keeps unmodifiable copies in the same order. */
    public EnhancedCapabilities {
        fourCcList = List.copyOf(fourCcList);
        videoFourCcInfoMap = Collections.unmodifiableMap(new LinkedHashMap<>(videoFourCcInfoMap));
        audioFourCcInfoMap = Collections.unmodifiableMap(new LinkedHashMap<>(audioFourCcInfoMap));
    }

    /** Reads the command object of connect, or of its answer. What is missing or of another type counts as nothing. */
    public static EnhancedCapabilities read(AmfProperties properties) {
        return new EnhancedCapabilities(
                ObjectEncoding.of(properties.number(OBJECT_ENCODING, 0)),
                strings(properties.get(FOUR_CC_LIST)),
                infoMap(properties.get(VIDEO_MAP)),
                infoMap(properties.get(AUDIO_MAP)),
                (int) properties.number(CAPS_EX, 0));
    }

    /** The properties that say all this but the object encoding, whose place differs; those that say nothing left out. */
    public List<AmfProperty> properties() {
        List<AmfProperty> properties = new ArrayList<>();
        if (!fourCcList.isEmpty()) {
            List<AmfValue> codes = new ArrayList<>();
            fourCcList.forEach(code -> codes.add(new AmfString(code)));
            properties.add(new AmfProperty(FOUR_CC_LIST, new AmfStrictArray(codes)));
        }
        addInfoMap(properties, VIDEO_MAP, videoFourCcInfoMap);
        addInfoMap(properties, AUDIO_MAP, audioFourCcInfoMap);
        if (capsEx != 0) {
            properties.add(new AmfProperty(CAPS_EX, new AmfNumber(capsEx)));
        }
        return properties;
    }

    /** Whether anything is said of Enhanced RTMP. */
    public boolean isEnhanced() {
        return !fourCcList.isEmpty() || !videoFourCcInfoMap.isEmpty() || !audioFourCcInfoMap.isEmpty() || capsEx != 0;
    }

    /** Whether {@code capsEx} has this flag. */
    public boolean has(EnhancedCapability capability) {
        return (capsEx & capability.code()) != 0;
    }

    /** What it can do with video of this codec, what it says of any codec included. */
    public FourCcInfo video(String fourCc) {
        return info(videoFourCcInfoMap, fourCc);
    }

    /** What it can do with audio of this codec, what it says of any codec included. */
    public FourCcInfo audio(String fourCc) {
        return info(audioFourCcInfoMap, fourCc);
    }

    /** Whether it takes media of this codec, however it says so. */
    public boolean takes(String fourCc) {
        FourCcInfo video = video(fourCc);
        FourCcInfo audio = audio(fourCc);
        return fourCcList.contains(fourCc)
                || fourCcList.contains(ANY_CODEC)
                || video.canDecode()
                || video.canForward()
                || audio.canDecode()
                || audio.canForward();
    }

    /** The same without {@link #fourCcList}, for peers that break off at a strict array. */
    public EnhancedCapabilities withoutFourCcList() {
        return new EnhancedCapabilities(objectEncoding, List.of(), videoFourCcInfoMap, audioFourCcInfoMap, capsEx);
    }

    /** The same with a further flag. */
    public EnhancedCapabilities with(EnhancedCapability capability) {
        int more = capsEx | capability.code();
        return new EnhancedCapabilities(objectEncoding, fourCcList, videoFourCcInfoMap, audioFourCcInfoMap, more);
    }

    private static FourCcInfo info(Map<String, FourCcInfo> map, String fourCc) {
        FourCcInfo own = map.getOrDefault(fourCc, FourCcInfo.NONE);
        FourCcInfo any = map.getOrDefault(ANY_CODEC, FourCcInfo.NONE);
        return new FourCcInfo(own.mask() | any.mask());
    }

    private static List<String> strings(@Nullable AmfValue value) {
        List<String> strings = new ArrayList<>();
        if (value instanceof AmfStrictArray array) {
            for (AmfValue item : array.values()) {
                if (item instanceof AmfString string) {
                    strings.add(string.value());
                }
            }
        }
        return strings;
    }

    private static Map<String, FourCcInfo> infoMap(@Nullable AmfValue value) {
        Map<String, FourCcInfo> map = new LinkedHashMap<>();
        if (value instanceof AmfProperties properties) {
            for (AmfProperty property : properties.properties()) {
                if (property.value() instanceof AmfNumber mask) {
                    map.put(property.name(), new FourCcInfo((int) mask.value()));
                }
            }
        }
        return map;
    }

    private static void addInfoMap(List<AmfProperty> properties, String name, Map<String, FourCcInfo> map) {
        if (map.isEmpty()) {
            return;
        }
        List<AmfProperty> masks = new ArrayList<>();
        map.forEach((fourCc, info) -> masks.add(new AmfProperty(fourCc, new AmfNumber(info.mask()))));
        properties.add(new AmfProperty(name, new AmfObject(masks)));
    }
}
