package io.xiu.server.config;

import org.jspecify.annotations.Nullable;

/**
 * The section {@code [authsecret]}: what tokens are compared with. Its text form shows none of it.
 *
 * @param key secret part of an MD5 token
 * @param password token of viewers, and of publishers when {@code pushPassword} is absent
 * @param pushPassword token of publishers
 */
public record AuthSecret(
        @Nullable String key,
        @Nullable String password,
        @Nullable String pushPassword) {
    @Override
    public String toString() {
        return "AuthSecret[***]";
    }
}
