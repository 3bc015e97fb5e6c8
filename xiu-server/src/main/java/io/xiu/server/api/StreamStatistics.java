package io.xiu.server.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.OffsetDateTime;
import java.util.Map;

/**
 * One live stream, with the names that programs written for xiu read.
 *
 * @param publisher where it comes from
 * @param subscriberCount viewers, relays among them
 * @param subscribers the viewers by their id
 * @param totalRecvBytes bytes of audio and video since the stream began
 * @param totalSendBytes bytes sent to all viewers since the stream began
 */
public record StreamStatistics(
        @JsonProperty("publisher") Publisher publisher,
        @JsonProperty("subscriber_count") long subscriberCount,
        @JsonProperty("subscribers") Map<String, Subscriber> subscribers,
        @JsonProperty("total_recv_bytes") long totalRecvBytes,
        @JsonProperty("total_send_bytes") long totalSendBytes) {
    /** {@code codec}, {@code profile} or {@code level} of something not known. */
    public static final String UNKNOWN = "UNKNOWN";

    public StreamStatistics {
        subscribers = Map.copyOf(subscribers);
    }

    /**
     * Where a stream comes from.
     *
     * @param audio its audio
     * @param id decimal digits
     * @param identifier its stream key
     * @param recvBitrate kbit/s over the last 5 s
     * @param remoteAddress {@code address:port}
     * @param startTime when it began
     * @param video its video
     */
    public record Publisher(
            @JsonProperty("audio") Audio audio,
            @JsonProperty("id") String id,
            @JsonProperty("identifier") Identifier identifier,
            @JsonProperty("recv_bitrate(kbits/s)") long recvBitrate,
            @JsonProperty("remote_address") String remoteAddress,
            @JsonProperty("start_time") OffsetDateTime startTime,
            @JsonProperty("video") Video video) {}

    /**
     * A stream key, tagged with the protocol it was published with.
     *
     * @param rtmp the key
     */
    public record Identifier(@JsonProperty("rtmp") Key rtmp) {
        /** The identifier of a stream published with RTMP. */
        public static Identifier rtmp(String appName, String streamName) {
            return new Identifier(new Key(appName, streamName));
        }
    }

    /**
     * A stream key.
     *
     * @param appName its first part
     * @param streamName its second part
     */
    public record Key(
            @JsonProperty("app_name") String appName,
            @JsonProperty("stream_name") String streamName) {}

    /**
     * Audio of a publisher.
     *
     * @param bitrate kbit/s over the last 5 s
     * @param channels how many
     * @param profile such as {@code LC}
     * @param samplerate in Hz
     * @param soundFormat such as {@code AAC}
     */
    public record Audio(
            @JsonProperty("bitrate(kbits/s)") long bitrate,
            @JsonProperty("channels") int channels,
            @JsonProperty("profile") String profile,
            @JsonProperty("samplerate") int samplerate,
            @JsonProperty("sound_format") String soundFormat) {
        /** No audio yet, as xiu tells it. */
        public static final Audio NONE = new Audio(0, 0, UNKNOWN, 0, "AAC");
    }

    /**
     * Video of a publisher.
     *
     * @param bitrate kbit/s over the last 5 s
     * @param codec such as {@code H264}
     * @param frameRate frames per second over the last 5 s
     * @param gop frames between the last two key frames
     * @param height in pixels
     * @param level such as {@code 3.1}
     * @param profile such as {@code Main}
     * @param width in pixels
     */
    public record Video(
            @JsonProperty("bitrate(kbits/s)") long bitrate,
            @JsonProperty("codec") String codec,
            @JsonProperty("frame_rate") int frameRate,
            @JsonProperty("gop") int gop,
            @JsonProperty("height") int height,
            @JsonProperty("level") String level,
            @JsonProperty("profile") String profile,
            @JsonProperty("width") int width) {
        /** No video yet. */
        public static final Video NONE = new Video(0, UNKNOWN, 0, 0, 0, UNKNOWN, UNKNOWN, 0);
    }

    /**
     * A viewer.
     *
     * @param id decimal digits
     * @param remoteAddress {@code address:port}
     * @param sendBitrate kbit/s over the last 5 s
     * @param startTime when it came
     * @param subType {@code RtmpPull} or {@code RtmpRemux2HttpFlv}
     * @param totalSendBytes bytes sent to it, whatever the unit in the name says
     * @param jumps how often it fell too far behind and jumped ahead; xiu has no such key, nor the next two
     * @param skippedBytes bytes the jumps left out
     * @param lagBytes bytes that waited for it when it was last served
     */
    public record Subscriber(
            @JsonProperty("id") String id,
            @JsonProperty("remote_address") String remoteAddress,
            @JsonProperty("send_bitrate(kbits/s)") long sendBitrate,
            @JsonProperty("start_time") OffsetDateTime startTime,
            @JsonProperty("sub_type") String subType,
            @JsonProperty("total_send_bytes(kbits/s)") long totalSendBytes,
            @JsonProperty("jumps") long jumps,
            @JsonProperty("skipped_bytes") long skippedBytes,
            @JsonProperty("lag_bytes") long lagBytes) {}
}
