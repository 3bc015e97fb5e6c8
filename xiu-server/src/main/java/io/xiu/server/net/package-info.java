/** Event loops, listening sockets and the end of the process. */
@NullMarked
package io.xiu.server.net;

import org.jspecify.annotations.NullMarked;
