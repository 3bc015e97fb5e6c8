/** What every part of the RTMP codec shares. */
package io.xiu.rtmp;
