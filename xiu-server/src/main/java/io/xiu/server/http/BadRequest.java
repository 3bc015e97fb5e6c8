package io.xiu.server.http;

import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * Takes the place of a request that can't be read; nothing comes after it.
 *
 * @param status what the client is told before it is disconnected
 */
record BadRequest(HttpResponseStatus status) {}
