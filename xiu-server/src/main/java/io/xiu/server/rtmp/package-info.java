/** RTMP connections: what a client asks for, done on the hub. */
@NullMarked
package io.xiu.server.rtmp;

import org.jspecify.annotations.NullMarked;
