package io.xiu.rtmp.message;

/** One RTMP message (sections 5.4, 6 and 7.1). Only a {@link MediaMessage} holds a buffer. */
public sealed interface RtmpMessage
        permits SetChunkSize,
                Abort,
                Acknowledgement,
                WindowAcknowledgementSize,
                SetPeerBandwidth,
                UserControl,
                Command,
                MediaMessage,
                UnhandledMessage {}
