/**
 * FLV: file header and tags, the headers of audio and video tag bodies, codec configurations, script data. The bodies
 * are those of RTMP messages too.
 */
package io.xiu.flv;
