/** JMH benchmarks of the codecs. */
@NullMarked
package io.xiu.benchmarks;

import org.jspecify.annotations.NullMarked;
