package io.xiu.flv;

import java.util.Arrays;

/** An audio codec, known by a number of 4 bits, by a FourCC (Enhanced RTMP), or by both. */
public enum AudioCodec {
    /** Samples in the byte order of whoever wrote them. */
    PCM_PLATFORM(0, ""),
    ADPCM(1, ""),
    /** Also number 14, for 8 kHz. */
    MP3(2, ".mp3"),
    PCM_LITTLE_ENDIAN(3, ""),
    NELLYMOSER_16K(4, ""),
    NELLYMOSER_8K(5, ""),
    NELLYMOSER(6, ""),
    G711_A(7, ""),
    G711_MU(8, ""),
    AAC(10, "mp4a"),
    SPEEX(11, ""),
    /** Sound that only the device of its writer knows. */
    DEVICE(15, ""),
    OPUS(-1, "Opus"),
    FLAC(-1, "fLaC"),
    AC3(-1, "ac-3"),
    EAC3(-1, "ec-3"),
    /** Any other. */
    UNKNOWN(-1, "");

    private static final int MP3_8K_ID = 14;
    private static final AudioCodec[] BY_ID = new AudioCodec[16];
    private static final AudioCodec[] WITH_FOUR_CC = {AAC, OPUS, MP3, FLAC, AC3, EAC3};

    private final int id;
    private final int fourCc;
    private final String fourCcText;

    static {
        Arrays.fill(BY_ID, UNKNOWN);
        for (AudioCodec codec : values()) {
            if (codec.id >= 0) {
                BY_ID[codec.id] = codec;
            }
        }
        BY_ID[MP3_8K_ID] = MP3;
    }

    AudioCodec(int id, String fourCc) {
        this.id = id;
        this.fourCcText = fourCc;
        this.fourCc = fourCc.isEmpty() ? 0 : FourCc.of(fourCc);
    }

    /** Its number of 4 bits, -1 if it has none. */
    int id() {
        return id;
    }

    /** The four characters as a number, the first in the highest byte; 0 if it has none. */
    int fourCcCode() {
        return fourCc;
    }

    /** The four characters, or an empty text if it has none. */
    public String fourCc() {
        return fourCcText;
    }

    static AudioCodec ofId(int id) {
        return BY_ID[id & 0xF];
    }

    static AudioCodec ofFourCc(int fourCc) {
        for (AudioCodec codec : WITH_FOUR_CC) {
            if (codec.fourCc == fourCc) {
                return codec;
            }
        }
        return UNKNOWN;
    }

    /** Samples per second in Hz, where the codec or its number decides it whatever the tag says; otherwise 0. */
    static int fixedSampleRate(int id) {
        return switch (id) {
            case 4, 11 -> 16_000;
            case 5, 7, 8, MP3_8K_ID -> 8_000;
            default -> 0;
        };
    }
}
