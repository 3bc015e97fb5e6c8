/** What live streams and their viewers look like from outside: codecs, sizes and rates. */
@NullMarked
package io.xiu.server.statistics;

import org.jspecify.annotations.NullMarked;
