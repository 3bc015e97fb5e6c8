/**
 * Cuts the samples of a live stream into segments.
 */
package io.xiu.hls.segment;
