/** RTMP sessions on Netty channels. */
package io.xiu.rtmp.netty;
