package io.xiu.amf;

import java.util.List;

/**
 * What objects of one class have in common (AMF 3 specification, 3.12).
 *
 * @param dynamic whether an object may have properties besides the named ones
 */
record Amf3Traits(String className, boolean dynamic, List<String> names) {}
