/** An HTTP/1.1 server for few methods and many viewers: strict reading, routes, replies, endless streams. */
@NullMarked
package io.xiu.server.http;

import org.jspecify.annotations.NullMarked;
