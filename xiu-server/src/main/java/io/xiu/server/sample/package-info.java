/** The way from FLV tag bodies to tracks and samples as MPEG-TS takes them. */
@NullMarked
package io.xiu.server.sample;

import org.jspecify.annotations.NullMarked;
