package io.xiu.rtmp.message;

/**
 * One RTMP message (sections 5.4, 6 and 7.1). Only a {@link MediaMessage}, and an {@link AggregateMessage} made of them,
 * hold buffers.
 *
 * <table>
 *   <caption>Message types</caption>
 *   <tr><td>1</td><td>{@link SetChunkSize}</td></tr>
 *   <tr><td>2</td><td>{@link Abort}</td></tr>
 *   <tr><td>3</td><td>{@link Acknowledgement}</td></tr>
 *   <tr><td>4</td><td>{@link UserControl}</td></tr>
 *   <tr><td>5</td><td>{@link WindowAcknowledgementSize}</td></tr>
 *   <tr><td>6</td><td>{@link SetPeerBandwidth}</td></tr>
 *   <tr><td>8, 9, 18 and 15</td><td>{@link MediaMessage}</td></tr>
 *   <tr><td>19 and 16</td><td>{@link SharedObject}</td></tr>
 *   <tr><td>20 and 17</td><td>{@link Command}</td></tr>
 *   <tr><td>22</td><td>{@link AggregateMessage} to be written; read as its parts</td></tr>
 *   <tr><td>others</td><td>{@link UnhandledMessage}</td></tr>
 * </table>
 */
public sealed interface RtmpMessage
        permits SetChunkSize,
                Abort,
                Acknowledgement,
                WindowAcknowledgementSize,
                SetPeerBandwidth,
                UserControl,
                Command,
                SharedObject,
                MediaMessage,
                AggregateMessage,
                UnhandledMessage {}
