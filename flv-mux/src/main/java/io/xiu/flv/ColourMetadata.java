package io.xiu.flv;

import io.netty.buffer.ByteBuf;
import io.xiu.amf.Amf0Reader;
import io.xiu.amf.Amf0Writer;
import io.xiu.amf.Amf3Reader;
import io.xiu.amf.AmfException;
import io.xiu.amf.AmfLimits;
import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfProperties;
import io.xiu.amf.AmfString;
import io.xiu.amf.AmfUndefined;
import io.xiu.amf.AmfValue;
import io.xiu.flv.FlvException.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the pictures from here on are to be shown: the {@code colorInfo} of a metadata packet (Enhanced RTMP v2, Metadata
 * Frame). It replaces what was said before, and goes before what a codec's own configuration says.
 *
 * @param configuration what the numbers of a picture mean as colours; null if it isn't said
 * @param lightLevel how bright the pictures get; null if it isn't said
 * @param masteringDisplay on what kind of display they were made; null if it isn't said
 */
public record ColourMetadata(
        @Nullable ColourConfiguration configuration,
        @Nullable LightLevel lightLevel,
        @Nullable MasteringDisplay masteringDisplay) {

    /** Nothing is said (any more): back to what the codec's configuration says. */
    public static final ColourMetadata NONE = new ColourMetadata(null, null, null);

    private static final String NAME = "colorInfo";
    private static final String CONFIGURATION = "colorConfig";
    private static final String LIGHT_LEVEL = "hdrCll";
    private static final String MASTERING_DISPLAY = "hdrMdcv";
    private static final int AMF_3_STRING = 6;
    private static final double BRIGHTEST = Double.MAX_VALUE;

    /**
     * Code points of ITU-T H.273.
     *
     * @param bitDepth bits of a sample, 8, 10 or 12; 0 if it isn't said; at most 255
     * @param primaries 0 to 255: 1 is BT.709, 9 BT.2020, 2 unspecified
     * @param transfer transfer characteristics, 0 to 255: 1 is BT.709, 16 PQ, 18 HLG, 2 unspecified
     * @param matrix matrix coefficients, 0 to 255: 0 is RGB, 1 BT.709, 9 BT.2020, 2 unspecified
     */
    public record ColourConfiguration(int bitDepth, int primaries, int transfer, int matrix) {
        private static final int UNSPECIFIED = 2;

        /** @throws IllegalArgumentException if one is out of its range */
        public ColourConfiguration {
            if ((bitDepth | primaries | transfer | matrix) >> 8 != 0) {
                throw new IllegalArgumentException(
                        bitDepth + " bits, codes " + primaries + ", " + transfer + ", " + matrix);
            }
        }

        static ColourConfiguration of(AmfProperties properties) {
            return new ColourConfiguration(
                    code(properties, "bitDepth", 0),
                    code(properties, "colorPrimaries", UNSPECIFIED),
                    code(properties, "transferCharacteristics", UNSPECIFIED),
                    code(properties, "matrixCoefficients", UNSPECIFIED));
        }

        private static int code(AmfProperties properties, String name, int otherwise) {
            double value = properties.number(name, otherwise);
            return value >= 0 && value <= 255 ? (int) value : otherwise;
        }

        AmfObject toAmf() {
            AmfObject object = with(AmfObject.EMPTY, "bitDepth", bitDepth, 0);
            object = with(object, "colorPrimaries", primaries, UNSPECIFIED);
            object = with(object, "transferCharacteristics", transfer, UNSPECIFIED);
            return with(object, "matrixCoefficients", matrix, UNSPECIFIED);
        }

        private static AmfObject with(AmfObject object, String name, int value, int unsaid) {
            return value == unsaid ? object : object.with(name, value);
        }
    }

    /**
     * Content light level, in candela per square metre.
     *
     * @param maxFrameAverage of the brightest frame on average, 0 or more; 0 if it isn't said
     * @param maxPixel of the brightest pixel, 0 or more; 0 if it isn't said
     */
    public record LightLevel(double maxFrameAverage, double maxPixel) {
        /** @throws IllegalArgumentException if one is negative or no finite number */
        public LightLevel {
            if (!isWithin(maxFrameAverage, BRIGHTEST) || !isWithin(maxPixel, BRIGHTEST)) {
                throw new IllegalArgumentException("light levels " + maxFrameAverage + " and " + maxPixel);
            }
        }

        static LightLevel of(AmfProperties properties) {
            return new LightLevel(number(properties, "maxFall", BRIGHTEST), number(properties, "maxCLL", BRIGHTEST));
        }

        AmfObject toAmf() {
            return AmfObject.of("maxFall", maxFrameAverage, "maxCLL", maxPixel);
        }
    }

    /**
     * Mastering display colour volume (SMPTE ST 2086): places in the CIE 1931 diagram, 0 to 1, and luminance in candela per
     * square metre, 0 or more; 0 where it isn't said.
     */
    public record MasteringDisplay(
            double redX,
            double redY,
            double greenX,
            double greenY,
            double blueX,
            double blueY,
            double whitePointX,
            double whitePointY,
            double maxLuminance,
            double minLuminance) {

        /** @throws IllegalArgumentException if one is out of its range */
        public MasteringDisplay {
            List<Double> places = List.of(redX, redY, greenX, greenY, blueX, blueY, whitePointX, whitePointY);
            if (!places.stream().allMatch(place -> isWithin(place, 1))
                    || !isWithin(maxLuminance, BRIGHTEST)
                    || !isWithin(minLuminance, BRIGHTEST)) {
                throw new IllegalArgumentException(
                        "places " + places + ", luminance " + minLuminance + " to " + maxLuminance);
            }
        }

        static MasteringDisplay of(AmfProperties properties) {
            return new MasteringDisplay(
                    number(properties, "redX", 1),
                    number(properties, "redY", 1),
                    number(properties, "greenX", 1),
                    number(properties, "greenY", 1),
                    number(properties, "blueX", 1),
                    number(properties, "blueY", 1),
                    number(properties, "whitePointX", 1),
                    number(properties, "whitePointY", 1),
                    number(properties, "maxLuminance", BRIGHTEST),
                    number(properties, "minLuminance", BRIGHTEST));
        }

        AmfObject toAmf() {
            return AmfObject.of("redX", redX, "redY", redY, "greenX", greenX, "greenY", greenY)
                    .with("blueX", blueX)
                    .with("blueY", blueY)
                    .with("whitePointX", whitePointX)
                    .with("whitePointY", whitePointY)
                    .with("maxLuminance", maxLuminance)
                    .with("minLuminance", minLuminance);
        }
    }

    /**
     * Reads the payload of a metadata packet: names and values by turns, of which others than {@code colorInfo} are passed
     * over. Numbers out of their range count as not said.
     *
     * @param payload its indexes stay as they are
     * @return {@link #NONE} if there is no {@code colorInfo} or it takes back what was said before
     * @throws FlvException SCRIPT if it's malformed, too long, or has something else where a name should be
     */
    public static ColourMetadata read(ByteBuf payload) throws FlvException {
        ByteBuf in = payload.slice();
        boolean amf3 = in.isReadable() && in.getByte(in.readerIndex()) == AMF_3_STRING;
        Amf0Reader reader0 = new Amf0Reader(AmfLimits.COMMAND);
        Amf3Reader reader3 = new Amf3Reader(AmfLimits.COMMAND);
        ColourMetadata metadata = NONE;
        try {
            while (in.isReadable()) {
                AmfValue name = amf3 ? reader3.read(in) : reader0.read(in);
                AmfValue value = amf3 ? reader3.read(in) : reader0.read(in);
                if (!(name instanceof AmfString text)) {
                    throw new FlvException(Reason.SCRIPT, "metadata without a name");
                }
                if (text.value().equals(NAME)) {
                    metadata = value instanceof AmfProperties properties ? of(properties) : NONE;
                }
            }
        } catch (AmfException e) {
            throw new FlvException(Reason.SCRIPT, e.reason() + ": " + e.getMessage());
        }
        return metadata;
    }

    private static ColourMetadata of(AmfProperties properties) {
        return new ColourMetadata(
                properties.get(CONFIGURATION) instanceof AmfProperties some ? ColourConfiguration.of(some) : null,
                properties.get(LIGHT_LEVEL) instanceof AmfProperties some ? LightLevel.of(some) : null,
                properties.get(MASTERING_DISPLAY) instanceof AmfProperties some ? MasteringDisplay.of(some) : null);
    }

    private static double number(AmfProperties properties, String name, double greatest) {
        double value = properties.number(name, 0);
        return isWithin(value, greatest) ? value : 0;
    }

    private static boolean isWithin(double value, double greatest) {
        return value >= 0 && value <= greatest;
    }

    /** Appends the payload of a metadata packet, in AMF0; {@link #read} of it gives an equal value. */
    public void write(ByteBuf out) {
        AmfObject object = AmfObject.EMPTY;
        if (configuration != null) {
            object = object.with(CONFIGURATION, configuration.toAmf());
        }
        if (lightLevel != null) {
            object = object.with(LIGHT_LEVEL, lightLevel.toAmf());
        }
        if (masteringDisplay != null) {
            object = object.with(MASTERING_DISPLAY, masteringDisplay.toAmf());
        }
        AmfValue value = object.properties().isEmpty() ? AmfUndefined.INSTANCE : object;
        new Amf0Writer(out).write(new AmfString(NAME)).write(value);
    }
}
