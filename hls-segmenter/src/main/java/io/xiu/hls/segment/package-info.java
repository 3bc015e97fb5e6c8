/**
 * Cuts the samples of a live stream into segments and parts, in MPEG-TS or fragmented MP4.
 */
package io.xiu.hls.segment;
