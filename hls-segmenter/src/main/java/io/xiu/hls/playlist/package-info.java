/**
 * Playlists of HTTP Live Streaming as values, written and read (draft-pantos-hls-rfc8216bis, whose sections are named
 * here), and the segments that a live playlist lists for as long as players may fetch them.
 */
package io.xiu.hls.playlist;
