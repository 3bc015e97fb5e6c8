/** What is written down, where, and what never is. */
@NullMarked
package io.xiu.server.log;

import org.jspecify.annotations.NullMarked;
