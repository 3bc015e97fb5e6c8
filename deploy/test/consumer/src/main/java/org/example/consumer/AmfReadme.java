package org.example.consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.amf.Amf0Reader;
import io.xiu.amf.Amf0Writer;
import io.xiu.amf.AmfException;
import io.xiu.amf.AmfLimits;
import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfProperties;
import io.xiu.amf.AmfStrictArray;
import io.xiu.amf.AmfString;
import java.io.PrintStream;
import java.util.List;

/** Writes a message of AMF values and reads it again. */
final class AmfReadme {
    private AmfReadme() {}

    static void run(PrintStream out) throws AmfException {
        // README rtmp-codec/amf 1
    }
}
