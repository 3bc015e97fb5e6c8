package io.xiu.server.config;

import java.util.List;

/** A configuration that the server can't start with. The message has one line for everything that is wrong. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1;

    ConfigException(List<String> lines) {
        super(String.join("\n", lines), null, false, false);
    }
}
