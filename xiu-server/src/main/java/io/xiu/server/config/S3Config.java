package io.xiu.server.config;

import org.jspecify.annotations.Nullable;

/**
 * The section {@code [hls.s3]}. Its text form shows no key.
 *
 * @param enabled whether segments go to the bucket
 * @param bucket name of the bucket
 * @param region region of the bucket
 * @param accessKey absent: the environment's
 * @param secretKey absent: the environment's
 * @param endpoint address of a service other than the usual one
 * @param prefix put before the object names
 */
public record S3Config(
        boolean enabled,
        @Nullable String bucket,
        @Nullable String region,
        @Nullable String accessKey,
        @Nullable String secretKey,
        @Nullable String endpoint,
        @Nullable String prefix) {
    @Override
    public String toString() {
        return "S3Config[enabled=" + enabled + ", bucket=" + bucket + "]";
    }
}
