/** The RTMP chunk stream: bytes to messages and back (section 5 of RTMP 1.0). */
package io.xiu.rtmp.chunk;
