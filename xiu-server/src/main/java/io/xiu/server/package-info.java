/** The server: configuration, sockets, HTTP and the wiring of the libraries. */
@NullMarked
package io.xiu.server;

import org.jspecify.annotations.NullMarked;
