/** One peer's RTMP dialogue, as server and as client, without a socket: bytes in, events and bytes out. */
package io.xiu.rtmp.session;
