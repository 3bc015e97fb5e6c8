/** Live streams on Netty channels, and links to other nodes: push and pull. */
package io.xiu.relay.link;
