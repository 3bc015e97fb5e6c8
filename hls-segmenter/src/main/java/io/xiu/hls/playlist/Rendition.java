package io.xiu.hls.playlist;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * EXT-X-MEDIA: another language, camera or the like, in a group that variants name (4.4.6.1).
 *
 * @param groupId GROUP-ID
 * @param name NAME for people, one of a kind in its group
 * @param uri of its media playlist; null: it is in the variant's segments. Subtitles have one, closed captions none
 * @param language LANGUAGE: RFC 5646; null: not said
 * @param assocLanguage ASSOC-LANGUAGE: RFC 5646; null: not said
 * @param preferred DEFAULT: to be played where the user has no wish
 * @param autoselect AUTOSELECT: may be chosen for its language; a preferred one always may
 * @param forced FORCED: subtitles that always belong to the picture
 * @param instreamId INSTREAM-ID: CC1 to CC4 or SERVICEn, for closed captions only and required there
 * @param characteristics CHARACTERISTICS: media characteristic tags with commas; null: not said
 * @param channels CHANNELS of audio, as in {@code 2} or {@code 16/JOC}; null: not said
 */
public record Rendition(
        RenditionType type,
        String groupId,
        String name,
        @Nullable String uri,
        @Nullable String language,
        @Nullable String assocLanguage,
        boolean preferred,
        boolean autoselect,
        boolean forced,
        @Nullable String instreamId,
        @Nullable String characteristics,
        @Nullable String channels) {
    public Rendition {
        Objects.requireNonNull(type);
        Syntax.checkQuoted("GROUP-ID", groupId);
        Syntax.checkQuoted("NAME", name);
        if (uri != null) {
            Syntax.checkUri(uri);
        }
        Syntax.checkQuoted("LANGUAGE", language);
        Syntax.checkQuoted("ASSOC-LANGUAGE", assocLanguage);
        Syntax.checkQuoted("INSTREAM-ID", instreamId);
        Syntax.checkQuoted("CHARACTERISTICS", characteristics);
        Syntax.checkQuoted("CHANNELS", channels);
        check(type != RenditionType.SUBTITLES || uri != null, "subtitles without a URI");
        boolean captions = type == RenditionType.CLOSED_CAPTIONS;
        check(!captions || uri == null, "closed captions with a URI");
        check(captions == (instreamId != null), "INSTREAM-ID belongs to closed captions");
        check(!forced || type == RenditionType.SUBTITLES, "FORCED belongs to subtitles");
        check(!preferred || autoselect, "DEFAULT without AUTOSELECT");
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Audio of its own playlist, in a language (RFC 5646); preferred or only for who chooses it. */
    public static Rendition audio(String groupId, String name, String uri, String language, boolean preferred) {
        return new Rendition(
                RenditionType.AUDIO, groupId, name, uri, language, null, preferred, true, false, null, null, null);
    }
}
