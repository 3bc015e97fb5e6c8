/**
 * What is put into segments: tracks with their decoder configuration, and samples as ISO-BMFF stores them.
 */
package io.xiu.hls;
