/** RTMP messages as values. */
package io.xiu.rtmp.message;
