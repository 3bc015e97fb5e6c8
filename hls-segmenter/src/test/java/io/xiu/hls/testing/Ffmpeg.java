package io.xiu.hls.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The programs ffmpeg and ffprobe of version 8 from the jar on the test class path, unpacked into {@code target} once.
 *
 * <pre>{@code
 * Ffmpeg.run("-f", "lavfi", "-i", "testsrc2", "-t", "5", "-c:v", "libx264", "clip.mp4");
 * String packets = Ffmpeg.probe("-show_packets", "-of", "csv", "clip.mp4");
 * }</pre>
 */
public final class Ffmpeg {
    private static final String RESOURCES = "org/bytedeco/ffmpeg/linux-x86_64-gpl/";
    private static final Path HOME = Path.of("target", "ffmpeg").toAbsolutePath();
    private static final long LONGEST_RUN_SECONDS = 120;

    private Ffmpeg() {}

    /** Whether the programs run on this machine, so that a test can be left out where they don't. */
    public static boolean isAvailable() {
        return System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
    }

    /**
     * Runs ffmpeg, which overwrites its outputs.
     *
     * @return what it printed on either output: warnings, errors, and what it was told to write there
     * @throws AssertionError if it fails or takes more than two minutes
     */
    public static String run(String... arguments) {
        return run("ffmpeg", List.of("-hide_banner", "-nostdin", "-v", "warning", "-y"), arguments);
    }

    /** Runs ffprobe as {@link #run} runs ffmpeg. */
    public static String probe(String... arguments) {
        return run("ffprobe", List.of("-hide_banner", "-v", "warning"), arguments);
    }

    private static String run(String program, List<String> options, String... arguments) {
        Path home = unpacked();
        List<String> command = new ArrayList<>();
        command.add(home.resolve(program).toString());
        command.addAll(options);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LD_LIBRARY_PATH", home.toString());
        try {
            return printed(builder.start(), command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String printed(Process process, List<String> command) throws IOException, InterruptedException {
        Thread guard = new Thread(() -> guard(process), "ffmpeg-guard");
        guard.setDaemon(true);
        guard.start();
        try (InputStream printed = process.getInputStream()) {
            String text = new String(printed.readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            if (exit != 0) {
                throw new AssertionError("exit code " + exit + " of " + command + ": " + text);
            }
            return text;
        } finally {
            process.destroyForcibly();
        }
    }

    private static void guard(Process process) {
        try {
            if (!process.waitFor(LONGEST_RUN_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static synchronized Path unpacked() {
        if (!Files.exists(HOME)) {
            try {
                Files.createDirectories(HOME.getParent());
                Path unfinished = Files.createTempDirectory(HOME.getParent(), "ffmpeg-");
                unpackInto(unfinished);
                Files.move(unfinished, HOME);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return HOME;
    }

    private static void unpackInto(Path directory) throws IOException {
        URL program = Ffmpeg.class.getClassLoader().getResource(RESOURCES + "ffmpeg");
        if (program == null) {
            throw new IllegalStateException("ffmpeg's jar is not on the class path");
        }
        String jar = program.toString().substring(0, program.toString().indexOf("!/"));
        try (FileSystem inside = FileSystems.newFileSystem(URI.create(jar), Map.of());
                Stream<Path> files = Files.list(inside.getPath(RESOURCES))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = directory.resolve(file.getFileName().toString());
                Files.copy(file, copy);
                if (!copy.toFile().setExecutable(true)) {
                    throw new IOException(copy + " can't be made executable");
                }
            }
        }
    }
}
