package io.xiu.server.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A configuration file read and judged.
 *
 * <pre>{@code
 * ConfigFile file = ConfigFile.load(Path.of("config.toml"));
 * file.warnings().forEach(log::warn);
 * ServerConfig config = file.config();
 * }</pre>
 *
 * @param config what it says
 * @param warnings what it says in vain, a line each with file, line, column and key
 */
public record ConfigFile(ServerConfig config, List<String> warnings) {
    /** Largest file that is read, in bytes. */
    public static final int MAX_BYTES = 1 << 20;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    public ConfigFile {
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads a file whose name ends in {@code .toml} or {@code .json}.
     *
     * @throws ConfigException with everything that is wrong, a line each
     */
    public static ConfigFile load(Path path) throws ConfigException {
        String name = path.toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".toml") && !name.endsWith(".json")) {
            throw refused(path, "is neither a .toml nor a .json file");
        }
        String text = decode(path, bytes(path));
        Problems problems = new Problems(path.toString());
        ConfigNode.Table tree =
                name.endsWith(".toml") ? TomlTree.parse(text, problems) : JsonTree.parse(text, problems);
        problems.throwErrors();
        ServerConfig config = ConfigBinder.bind(tree, problems);
        problems.throwErrors();
        return new ConfigFile(config, problems.warnings());
    }

    private static byte[] bytes(Path path) throws ConfigException {
        if (Files.isDirectory(path)) {
            throw refused(path, "is a directory");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw refused(path, "is larger than " + MAX_BYTES + " bytes");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw refused(path, "there is no such file");
        } catch (AccessDeniedException e) {
            throw refused(path, "must not be read by this user");
        } catch (IOException e) {
            throw refused(path, "can't be read: " + Syntax.message(e.getMessage()));
        }
    }

    private static String decode(Path path, byte[] bytes) throws ConfigException {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, true);
        text.flip();
        if (result.isError()) {
            Problems problems = new Problems(path.toString());
            problems.error(end(text.toString()), "", "is not UTF-8 from here on");
            problems.throwErrors();
        }
        boolean marked = text.hasRemaining() && text.get(0) == BYTE_ORDER_MARK;
        return text.toString().substring(marked ? 1 : 0);
    }

    private static ConfigNode.Position end(String text) {
        int lines = (int) text.chars().filter(c -> c == '\n').count();
        return new ConfigNode.Position(lines + 1, text.length() - text.lastIndexOf('\n'));
    }

    private static ConfigException refused(Path path, String why) {
        return new ConfigException(List.of(path + ": " + why));
    }
}
