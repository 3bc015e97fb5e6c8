package io.xiu.server.codecs;

import io.xiu.server.testing.Ffmpeg;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What ffprobe and ffmpeg say of a file.
 *
 * @param streams properties by name, for each stream
 */
record Listing(List<Map<String, String>> streams, List<Packet> packets) {
    private static final Pattern HASH_LINE = Pattern.compile("\\d+,.*");

    /** A packet; times in seconds. */
    record Packet(int stream, double pts, double dts) {}

    static Listing of(Path file) {
        String text = Ffmpeg.probe(List.of("-show_streams", "-show_packets", "-of", "default=nw=0", file.toString()));
        List<Map<String, String>> streams = new ArrayList<>();
        List<Packet> packets = new ArrayList<>();
        Map<String, String> section = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            if (line.equals("[PACKET]") || line.equals("[STREAM]")) {
                section = new LinkedHashMap<>();
            } else if (line.equals("[/PACKET]")) {
                packets.add(packet(section));
            } else if (line.equals("[/STREAM]")) {
                streams.add(section);
            } else if (line.indexOf('=') > 0) {
                section.putIfAbsent(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
            } else if (!line.startsWith("[")) {
                throw new AssertionError(file + ": " + line);
            }
        }
        return new Listing(streams, packets);
    }

    private static Packet packet(Map<String, String> section) {
        return new Packet(
                Integer.parseInt(section.get("stream_index")),
                Double.parseDouble(section.get("pts_time")),
                Double.parseDouble(section.get("dts_time")));
    }

    /** The index of the first stream of this type. */
    int first(String type) {
        for (int i = 0; i < streams.size(); i++) {
            if (type.equals(streams.get(i).get("codec_type"))) {
                return i;
            }
        }
        throw new AssertionError("no " + type);
    }

    List<Packet> packets(int stream) {
        return packets.stream().filter(packet -> packet.stream() == stream).toList();
    }

    /** The hashes of all decoded frames, or without decoding of all packets, of a stream. */
    static List<String> hashes(Path file, String stream, boolean decode) {
        List<String> command = new ArrayList<>(List.of("-i", file.toString(), "-map", "0:" + stream));
        command.addAll(decode ? List.of("-fps_mode", "passthrough") : List.of("-c", "copy"));
        command.addAll(List.of("-f", "framemd5", "-"));
        List<String> hashes = new ArrayList<>();
        for (String line : Ffmpeg.run(command).lines().toList()) {
            if (HASH_LINE.matcher(line).matches()) {
                hashes.add(line.substring(line.lastIndexOf(',') + 1).trim());
            } else if (!line.startsWith("#")) {
                throw new AssertionError(file + ": " + line);
            }
        }
        return hashes;
    }
}
