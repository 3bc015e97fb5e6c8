package org.example.consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.amf.Amf0Reader;
import io.xiu.amf.Amf0Writer;
import io.xiu.amf.AmfException;
import io.xiu.amf.AmfLimits;
import io.xiu.amf.AmfObject;

/** Writes an AMF value and reads it again. */
final class Values {
    private Values() {}

    static void run() throws AmfException {
        AmfObject status = AmfObject.of("level", "status", "code", "NetStream.Publish.Start");
        ByteBuf message = Unpooled.buffer();
        new Amf0Writer(message).write(status);
        Main.require(new Amf0Reader(AmfLimits.COMMAND).read(message).equals(status), "the value changed");
        message.release();
    }
}
