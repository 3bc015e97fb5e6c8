package io.xiu.server.codecs;

import io.xiu.server.testing.Ffmpeg;
import java.io.IOException;
import java.nio.file.Files;
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
    /** What ffmpeg says of its own Opus when that is copied. */
    private static final Pattern NOISE = Pattern.compile("\\[opus @ \\w+] Error parsing Opus packet header.\n");

    private static final int HASH_COLUMN = 5;

    /** A packet; times in seconds, NaN where there is none. */
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

    /** What ffmpeg has printed that means something. */
    static String withoutNoise(String printed) {
        return NOISE.matcher(printed).replaceAll("");
    }

    private static Packet packet(Map<String, String> section) {
        return new Packet(
                Integer.parseInt(section.get("stream_index")),
                seconds(section.get("pts_time")),
                seconds(section.get("dts_time")));
    }

    private static double seconds(String text) {
        return "N/A".equals(text) ? Double.NaN : Double.parseDouble(text);
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
    static List<String> hashes(Path file, String stream, boolean decode) throws IOException {
        List<String> command = new ArrayList<>(List.of("-i", file.toString(), "-map", "0:" + stream));
        command.addAll(decode ? List.of("-fps_mode", "passthrough") : List.of("-c", "copy"));
        Path list = Files.createTempFile("hashes", ".txt");
        try {
            command.addAll(List.of("-f", "framemd5", list.toString()));
            String printed = withoutNoise(Ffmpeg.run(command));
            if (!printed.isEmpty()) {
                throw new AssertionError(file + ": " + printed);
            }
            return Files.readAllLines(list).stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(",", -1)[HASH_COLUMN].trim()) // side data has columns behind it
                    .toList();
        } finally {
            Files.delete(list);
        }
    }
}
