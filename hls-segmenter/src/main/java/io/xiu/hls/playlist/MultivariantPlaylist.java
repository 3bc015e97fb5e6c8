package io.xiu.hls.playlist;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A multivariant playlist: the ways to play one presentation (draft-pantos-hls-rfc8216bis, 4.4.6).
 *
 * @param independentSegments EXT-X-INDEPENDENT-SEGMENTS, in all media playlists
 * @param start EXT-X-START for all media playlists; null: the player decides
 * @param renditions EXT-X-MEDIA
 * @param variants EXT-X-STREAM-INF, the first of which players begin with; every group that one names has a rendition
 * @param iFrameVariants EXT-X-I-FRAME-STREAM-INF
 */
public record MultivariantPlaylist(
        boolean independentSegments,
        @Nullable StartPoint start,
        List<Rendition> renditions,
        List<Variant> variants,
        List<IFrameVariant> iFrameVariants) {
    public MultivariantPlaylist {
        renditions = List.copyOf(renditions);
        variants = List.copyOf(variants);
        iFrameVariants = List.copyOf(iFrameVariants);
        Set<Group> groups = new HashSet<>();
        renditions.forEach(rendition -> groups.add(new Group(rendition.type(), rendition.groupId())));
        for (Variant variant : variants) {
            check(groups, RenditionType.AUDIO, variant.audio());
            check(groups, RenditionType.VIDEO, variant.video());
            check(groups, RenditionType.SUBTITLES, variant.subtitles());
            String captions = variant.closedCaptions();
            check(groups, RenditionType.CLOSED_CAPTIONS, "".equals(captions) ? null : captions);
        }
        iFrameVariants.forEach(variant -> check(groups, RenditionType.VIDEO, variant.video()));
    }

    private record Group(RenditionType type, String id) {}

    private static void check(Set<Group> groups, RenditionType type, @Nullable String id) {
        if (id != null && !groups.contains(new Group(type, id))) {
            throw new IllegalArgumentException("no rendition of the group " + type.code() + " '" + id + "'");
        }
    }

    /** Variants alone. */
    public static MultivariantPlaylist of(List<Variant> variants) {
        return new MultivariantPlaylist(false, null, List.of(), variants, List.of());
    }

    /** EXT-X-VERSION: 1, or more where something here needs it (section 8). */
    public int version() {
        boolean services = renditions.stream().anyMatch(each -> {
            String id = each.instreamId();
            return id != null && id.startsWith("SERVICE");
        });
        return services ? 7 : 1;
    }
}
