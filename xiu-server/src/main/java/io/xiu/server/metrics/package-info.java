/** {@code /metrics}: the process and its live streams in numbers, for Prometheus. */
@NullMarked
package io.xiu.server.metrics;

import org.jspecify.annotations.NullMarked;
