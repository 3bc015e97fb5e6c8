/**
 * Writes and reads MPEG transport streams (ISO/IEC 13818-1): {@link io.xiu.hls.ts.TsMuxer} and
 * {@link io.xiu.hls.ts.TsReader}.
 */
package io.xiu.hls.ts;
