/**
 * Writes MPEG-TS (ISO/IEC 13818-1): tables, PES packets, clock references.
 */
package io.xiu.hls.ts;
