/** Configuration from TOML or JSON files and from the command line, as immutable values. */
@NullMarked
package io.xiu.server.config;

import org.jspecify.annotations.NullMarked;
