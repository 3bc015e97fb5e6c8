/** HTTP-FLV. */
@NullMarked
package io.xiu.server.flv;

import org.jspecify.annotations.NullMarked;
