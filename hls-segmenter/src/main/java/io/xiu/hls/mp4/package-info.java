/** Fragmented MP4 (ISO/IEC 14496-12): the initialization segment and the movie fragments of several tracks. */
package io.xiu.hls.mp4;
