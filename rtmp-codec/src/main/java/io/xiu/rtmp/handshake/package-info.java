/** The RTMP handshake, simple and with digests, both sides (section 5.2 of RTMP 1.0). */
package io.xiu.rtmp.handshake;
