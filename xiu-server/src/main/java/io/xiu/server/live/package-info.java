/** Live streams over HTTP: FLV, FLV in WebSocket frames, and MPEG-TS. */
@NullMarked
package io.xiu.server.live;

import org.jspecify.annotations.NullMarked;
