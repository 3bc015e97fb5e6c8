package io.xiu.hls.ts;

/** Makes samples of the PES packets of one elementary stream. */
interface StreamReader {
    /** Reads a PES packet, which is the reader's from now on. Ask for all its events before the next call. */
    EventSource read(PesPacket pes);

    /** Something is missing between the last PES packet and the next. */
    void gap();

    /** Bytes kept for the next PES packet. */
    int heldBytes();
}
