package io.xiu.flv;

import io.xiu.amf.AmfBoolean;
import io.xiu.amf.AmfEcmaArray;
import io.xiu.amf.AmfNumber;
import io.xiu.amf.AmfProperties;
import io.xiu.amf.AmfProperty;
import io.xiu.amf.AmfStrictArray;
import io.xiu.amf.AmfString;
import io.xiu.amf.AmfValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a file or stream says about itself: script data named {@code onMetaData} (FLV specification 10.1, E.5; Enhanced
 * RTMP v2, "Enhancing onMetaData").
 *
 * <pre>{@code
 * Metadata metadata = Metadata.EMPTY.with("width", 1280).with("height", 720).with("encoder", "mine");
 * }</pre>
 *
 * <p>These are claims. Live streams mostly state no duration, and many writers leave out or get wrong what they please,
 * so every accessor has a value for "not stated". Immutable.
 *
 * @param properties all of them in the order they came, those without an accessor too
 */
public record Metadata(AmfProperties properties) {
    /** The name of the script data. */
    public static final String NAME = "onMetaData";

    /** Nothing stated. */
    public static final Metadata EMPTY = new Metadata(new AmfEcmaArray(List.of()));

    static final String DURATION = "duration";
    static final String FILE_SIZE = "filesize";
    static final String KEYFRAMES = "keyframes";

    private static final Set<String> KNOWN = Set.of(
            DURATION,
            FILE_SIZE,
            KEYFRAMES,
            "audiocodecid",
            "audiodatarate",
            "audiodelay",
            "audiosamplerate",
            "audiosamplesize",
            "audioTrackIdInfoMap",
            "canSeekToEnd",
            "creationdate",
            "cuePoints",
            "framerate",
            "height",
            "stereo",
            "videocodecid",
            "videodatarate",
            "videoTrackIdInfoMap",
            "width");
    private static final int MAX_TRACK_ID = 255;
    private static final int MAX_CODEC_NUMBER = 15;
    private static final int FOUR_CC_LENGTH = 4;

    /** What script data holds if it's metadata, or null. */
    public static @Nullable Metadata of(ScriptData data) {
        AmfProperties properties = data.properties();
        return data.name().equals(NAME) && properties != null ? new Metadata(properties) : null;
    }

    /** This as script data. */
    public ScriptData script() {
        return new ScriptData(NAME, List.of(properties));
    }

    /**
     * The same with a property in the place of all that have its name, or behind the last.
     *
     * @param value what {@link AmfValue#of} takes
     * @throws IllegalArgumentException if the value can't be converted
     */
    public Metadata with(String name, @Nullable Object value) {
        AmfProperty added = new AmfProperty(name, AmfValue.of(value));
        List<AmfProperty> changed = new ArrayList<>();
        boolean placed = false;
        for (AmfProperty property : properties.properties()) {
            if (!property.name().equals(name)) {
                changed.add(property);
            } else if (!placed) {
                changed.add(added);
                placed = true;
            }
        }
        if (!placed) {
            changed.add(added);
        }
        return new Metadata(new AmfEcmaArray(changed));
    }

    /** The same without a property. */
    public Metadata without(String name) {
        List<AmfProperty> left = new ArrayList<>(properties.properties());
        left.removeIf(property -> property.name().equals(name));
        return new Metadata(new AmfEcmaArray(left));
    }

    /** Seconds from the first tag to the end of the last, 0 if not stated. */
    public double durationSeconds() {
        return number(DURATION);
    }

    /** Bytes of the whole file, 0 if not stated. */
    public long fileBytes() {
        return (long) number(FILE_SIZE);
    }

    /** Pixels, 0 if not stated. */
    public int width() {
        return (int) number("width");
    }

    /** Pixels, 0 if not stated. */
    public int height() {
        return (int) number("height");
    }

    /** Pictures a second, 0 if not stated. */
    public double framesPerSecond() {
        return number("framerate");
    }

    /** Kilobits a second of the video, 0 if not stated. */
    public double videoKilobitsPerSecond() {
        return number("videodatarate");
    }

    /** Kilobits a second of the audio, 0 if not stated. */
    public double audioKilobitsPerSecond() {
        return number("audiodatarate");
    }

    /** Hz, 0 if not stated. */
    public int audioSampleRate() {
        return (int) number("audiosamplerate");
    }

    /** Bits of a sample before coding, 0 if not stated. */
    public int audioSampleBits() {
        return (int) number("audiosamplesize");
    }

    /** Seconds that the audio codec delays, 0 if not stated. */
    public double audioDelaySeconds() {
        return number("audiodelay");
    }

    /** Whether there are two channels; false if not stated. */
    public boolean stereo() {
        return truth("stereo");
    }

    /** Whether the last frame of the video is a key frame; false if not stated. */
    public boolean canSeekToEnd() {
        return truth("canSeekToEnd");
    }

    /** When the file was made, in a form of the maker's choice; empty if not stated. */
    public String creationDate() {
        return Objects.requireNonNullElse(properties.string("creationdate"), "");
    }

    /** The codec of the video by its number or FourCC; UNKNOWN if not stated. */
    public VideoCodec videoCodec() {
        int code = codecCode("videocodecid");
        return isFourCc(code) ? VideoCodec.ofFourCc(code) : code < 0 ? VideoCodec.UNKNOWN : VideoCodec.ofId(code);
    }

    /** The codec of the audio by its number or FourCC; UNKNOWN if not stated. */
    public AudioCodec audioCodec() {
        int code = codecCode("audiocodecid");
        return isFourCc(code) ? AudioCodec.ofFourCc(code) : code < 0 ? AudioCodec.UNKNOWN : AudioCodec.ofId(code);
    }

    /** What is stated about further video tracks, by track id from 1 to 255; each states what differs from this. */
    public Map<Integer, Metadata> videoTracks() {
        return tracks("videoTrackIdInfoMap");
    }

    /** What is stated about further audio tracks, by track id from 1 to 255; each states what differs from this. */
    public Map<Integer, Metadata> audioTracks() {
        return tracks("audioTrackIdInfoMap");
    }

    /** Where the key frames are, empty if not stated or impossible. */
    public KeyframeIndex keyframes() {
        return KeyframeIndex.of(properties.get(KEYFRAMES));
    }

    /** The cue points listed here; a file may have others as script data where they are. */
    public List<CuePoint> cuePoints() {
        List<CuePoint> points = new ArrayList<>();
        if (properties.get("cuePoints") instanceof AmfStrictArray list) {
            for (AmfValue value : list.values()) {
                if (value instanceof AmfProperties point) {
                    points.add(new CuePoint(point));
                }
            }
        }
        return Collections.unmodifiableList(points);
    }

    /** The properties that no accessor is for. */
    public List<AmfProperty> others() {
        return properties.properties().stream()
                .filter(property -> !KNOWN.contains(property.name()))
                .toList();
    }

    private double number(String name) {
        double value = properties.number(name, 0);
        return value > 0 && value < Double.POSITIVE_INFINITY ? value : 0;
    }

    private boolean truth(String name) {
        AmfValue value = properties.get(name);
        return (value instanceof AmfBoolean truth && truth.value())
                || (value instanceof AmfNumber number && number.value() == 1);
    }

    /** A number of 4 bits, a FourCC as a number, or as the text that some encoders write; -1 if it's none of these. */
    private int codecCode(String name) {
        AmfValue value = properties.get(name);
        if (value instanceof AmfString text && text.value().length() == FOUR_CC_LENGTH) {
            return FourCc.of(text.value());
        }
        double code = properties.number(name, -1);
        return code >= 0 && code <= Integer.MAX_VALUE ? (int) code : -1;
    }

    private static boolean isFourCc(int code) {
        return code > MAX_CODEC_NUMBER;
    }

    private Map<Integer, Metadata> tracks(String name) {
        Map<Integer, Metadata> tracks = new TreeMap<>();
        if (properties.get(name) instanceof AmfProperties map) {
            for (AmfProperty property : map.properties()) {
                int trackId = trackId(property.name());
                if (trackId > 0 && property.value() instanceof AmfProperties track) {
                    tracks.put(trackId, new Metadata(track));
                }
            }
        }
        return Collections.unmodifiableMap(tracks);
    }

    /** The number a name is, 1 to 255, or 0. */
    private static int trackId(String name) {
        if (!name.matches("[0-9]{1,3}")) {
            return 0;
        }
        int trackId = Integer.parseInt(name);
        return trackId <= MAX_TRACK_ID ? trackId : 0;
    }
}
