/**
 * Live playlists (RFC 8216), and the segments they list for as long as players may fetch them.
 */
package io.xiu.hls.playlist;
