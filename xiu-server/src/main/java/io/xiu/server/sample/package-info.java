/** The way from FLV tag bodies to tracks and samples as ISO-BMFF has them. */
@NullMarked
package io.xiu.server.sample;

import org.jspecify.annotations.NullMarked;
