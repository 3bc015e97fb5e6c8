/**
 * Live streams and their fan-out: the core, which does no I/O and knows of threads only {@link io.xiu.relay.Loop}.
 *
 * <p>Read in this order: {@link io.xiu.relay.Hub} and {@link io.xiu.relay.LiveStream} (who publishes, who watches, what
 * happens in between), {@code Fanout} and {@code Timeline} (a frame on its way in), {@code WireLog}, {@code
 * DeliveryGroup} and {@link io.xiu.relay.Viewer} (its way out).
 */
package io.xiu.relay;
