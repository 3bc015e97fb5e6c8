/** What the port of {@code [httpapi]} answers. */
@NullMarked
package io.xiu.server.api;

import org.jspecify.annotations.NullMarked;
