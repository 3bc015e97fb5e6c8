/** HLS of live streams: from FLV tag bodies to samples, from segments to answers, and optionally to the disk. */
@NullMarked
package io.xiu.server.hls;

import org.jspecify.annotations.NullMarked;
