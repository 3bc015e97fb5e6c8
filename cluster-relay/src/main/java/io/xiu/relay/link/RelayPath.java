package io.xiu.relay.link;

import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfString;
import java.util.ArrayList;
import java.util.List;

/**
 * The processes that a stream, or the wish for one, has passed. A relay says it when it connects; a node that finds
 * itself in it refuses, and so every loop ends.
 *
 * <pre>{@code
 * if (RelayPath.read(request.properties()).contains(own)) {
 *     session.rejectConnect(RelayPath.LOOP);
 *     connection.closeAfterFlush();
 * } else {
 *     session.acceptConnect(own.property());
 * }
 * }</pre>
 *
 * @param ids texts of {@link NodeId}s, oldest first; at most {@link #MAX_NODES}
 */
public record RelayPath(List<String> ids) {
    /** Most processes that a stream passes. */
    public static final int MAX_NODES = 8;

    /** Description of the refusal ({@code NetConnection.Connect.Rejected}) by a node that finds itself in a path. */
    public static final String LOOP = "relay loop";

    /** The path of what has passed no process yet. */
    public static final RelayPath NONE = new RelayPath(List.of());

    /*
     * On the wire it is one string, the ids with commas between them: the servers pushed to include some that break off
     * at an AMF array in connect.
     */
    private static final String PROPERTY = "xiuPath";
    private static final int MAX_TEXT = MAX_NODES * (NodeId.MAX_LENGTH + 1);

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if it is longer than {@link #MAX_NODES}
     */
    public RelayPath {
        ids = List.copyOf(ids);
        if (ids.size() > MAX_NODES) {
            throw new IllegalArgumentException("more than " + MAX_NODES + " nodes");
        }
    }

    /** The path in the command object of connect; {@link #NONE} if there is none or it isn't one. */
    public static RelayPath read(AmfObject connectProperties) {
        if (!(connectProperties.get(PROPERTY) instanceof AmfString path)
                || path.value().length() > MAX_TEXT) {
            return NONE;
        }
        List<String> ids = List.of(path.value().split(",", -1));
        return ids.size() <= MAX_NODES && ids.stream().allMatch(NodeId::isLegal) ? new RelayPath(ids) : NONE;
    }

    /** The property that a relay adds to the command object of connect. */
    public AmfObject property() {
        return AmfObject.of(PROPERTY, String.join(",", ids));
    }

    /** Whether this node has been passed. */
    public boolean contains(NodeId node) {
        return ids.contains(node.text());
    }

    /** Whether no further node may be passed. */
    public boolean isFull() {
        return ids.size() == MAX_NODES;
    }

    /**
     * This path and one node more.
     *
     * @throws IllegalArgumentException if it is full
     */
    public RelayPath with(NodeId node) {
        List<String> longer = new ArrayList<>(ids);
        longer.add(node.text());
        return new RelayPath(longer);
    }
}
