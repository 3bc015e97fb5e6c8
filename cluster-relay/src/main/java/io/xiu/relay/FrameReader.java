package io.xiu.relay;

/** Reads the frames of a live stream inside the process, such as an HLS segmenter. Called on the stream's writer. */
public interface FrameReader {
    /**
     * The next frame; its body is only borrowed. Begins with the headers in force. A frame with role
     * {@link MediaFrame.Role#DISCONTINUITY} says that the timeline was set anew.
     */
    void frame(MediaFrame frame);

    /** The live stream has ended. */
    void ended();
}
