/**
 * FLV files over a channel that the caller opened, and closes: duration, key frame index and seeking, writing and
 * appending, salvage. The only package of this module that reads or writes anything but buffers.
 */
package io.xiu.flv.file;
