package io.xiu.rtmp.message;

/**
 * Which message types carry AMF values (section 7.2.1.1, and "Enabling AMF3 in RTMP" of Enhanced RTMP v2). Both are
 * always read.
 */
public enum ObjectEncoding {
    /** Types 18 (data), 19 (shared object) and 20 (command). */
    AMF0(0),
    /** Also types 15, 16 and 17: the same AMF0 values behind a zero byte, any of which may switch to AMF3. */
    AMF3(3);

    private final int code;

    ObjectEncoding(int code) {
        this.code = code;
    }

    /** The number in the connect command and its answer. */
    public int code() {
        return code;
    }

    /** The encoding with this number; AMF0 for any number that isn't 3. */
    public static ObjectEncoding of(double number) {
        return number == AMF3.code ? AMF3 : AMF0;
    }
}
