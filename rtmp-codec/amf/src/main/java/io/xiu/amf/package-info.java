/**
 * AMF0 and AMF3: immutable values, and readers and writers that are bounded in depth, values and bytes.
 */
package io.xiu.amf;
