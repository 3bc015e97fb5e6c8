package io.xiu.server.net;

/** A port that can't be listened on. */
public final class PortException extends Exception {
    private static final long serialVersionUID = 1;

    /** What keeps the port from being used. */
    public enum Reason {
        /** Another process, or another service of this one, has it. */
        TAKEN,
        /** This user may not have it. */
        DENIED,
        /** Anything else, told by the message. */
        OTHER
    }

    private final String name;
    private final int port;
    private final Reason reason;

    PortException(String name, int port, Reason reason, Throwable cause) {
        super(message(name, port, reason, cause), cause, false, false);
        this.name = name;
        this.port = port;
        this.reason = reason;
    }

    /** What the port was for. */
    public String name() {
        return name;
    }

    /** The port. */
    public int port() {
        return port;
    }

    /** What keeps it from being used. */
    public Reason reason() {
        return reason;
    }

    private static String message(String name, int port, Reason reason, Throwable cause) {
        return name + ": port " + port
                + switch (reason) {
                    case TAKEN -> " is taken";
                    case DENIED -> " is not for this user to have";
                    case OTHER -> " can't be opened: " + cause.getMessage();
                };
    }
}
