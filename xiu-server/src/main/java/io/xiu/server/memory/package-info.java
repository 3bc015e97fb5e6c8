/** How much direct memory is left, and what is done when it runs short. */
@NullMarked
package io.xiu.server.memory;

import org.jspecify.annotations.NullMarked;
