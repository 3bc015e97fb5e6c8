package org.example.consumer;

import static java.util.Objects.requireNonNullElse;

import io.xiu.flv.AudioHeader;
import io.xiu.flv.FlvException;
import io.xiu.flv.FlvLimits;
import io.xiu.flv.KeyframeIndex.Keyframe;
import io.xiu.flv.VideoHeader;
import io.xiu.flv.file.FlvFileReader;
import io.xiu.flv.file.FlvFileSettings;
import io.xiu.flv.file.FlvFileTag;
import io.xiu.flv.file.FlvFileWriter;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;

/** Cuts a file at a key frame. */
final class FlvReadme {
    private FlvReadme() {}

    // README flv-mux 1
}
