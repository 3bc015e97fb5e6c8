/**
 * JMH benchmarks: each codec beside a plain memory copy of the bytes it reads or writes, and beside Red5's on the same
 * input. One class measures one thing; in it {@code xiu} is ours, {@code copy} the copy and {@code red5} Red5's, and an
 * operation is one message.
 */
@NullMarked
package io.xiu.benchmarks;

import org.jspecify.annotations.NullMarked;
