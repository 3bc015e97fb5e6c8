package io.xiu.amf;

import java.util.List;

/**
 * What objects of one class have in common (AMF 3 specification, 3.12).
 *
 * @param externalizable whether an object writes itself, and has neither named nor further properties
 * @param dynamic whether an object may have properties besides the named ones
 */
record Amf3Traits(String className, boolean externalizable, boolean dynamic, List<String> names) {
    /** Of objects without a class. */
    static final Amf3Traits ANONYMOUS = new Amf3Traits("", false, true, List.of());
}
