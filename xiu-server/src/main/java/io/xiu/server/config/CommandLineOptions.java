package io.xiu.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The command line, as {@link #parse} reads it. Without any argument it asks for a node on the default ports. */
@Command(
        name = "xiu-server",
        sortOptions = false,
        description = {
            "A live-streaming server: RTMP in; RTMP, HTTP-FLV and HLS out.",
            "Without any option: RTMP on 1935, HTTP-FLV on 8081, HLS on 8080. The interface is on 8000."
        })
public final class CommandLineOptions {
    private static final int MAX_PORT = 65_535;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "path",
            description = "Read a .toml or .json file; no other option beside it.")
    private @Nullable Path config;

    @Option(
            names = {"-r", "--rtmp"},
            paramLabel = "port",
            description = "Serve RTMP on this port; 0: don't.")
    private @Nullable Integer rtmp;

    @Option(
            names = {"-t", "--rtsp"},
            paramLabel = "port",
            description = "RTSP: not supported yet.")
    private @Nullable Integer rtsp;

    @Option(
            names = {"-w", "--webrtc"},
            paramLabel = "port",
            description = "WebRTC: not supported yet.")
    private @Nullable Integer webRtc;

    @Option(
            names = {"-f", "--httpflv"},
            paramLabel = "port",
            description = "Serve HTTP-FLV on this port; 0: don't.")
    private @Nullable Integer httpFlv;

    @Option(
            names = {"-s", "--hls"},
            paramLabel = "port",
            description = "Serve HLS on this port; 0: don't.")
    private @Nullable Integer hls;

    @Option(
            names = {"-l", "--log"},
            paramLabel = "level",
            description = "trace, debug, info, warn or error.")
    private @Nullable String log;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version.")
    private boolean version;

    private CommandLineOptions() {}

    /** Reads a command line, and the configuration file it names. Prints nothing itself. */
    public static Invocation parse(String... arguments) {
        CommandLineOptions options = new CommandLineOptions();
        CommandLine line = new CommandLine(options).setUsageHelpAutoWidth(false);
        try {
            line.parseArgs(arguments);
            if (options.help) {
                return new Invocation.Print(line.getUsageMessage(CommandLine.Help.Ansi.OFF), 0);
            }
            return options.version ? new Invocation.Print("xiu " + version() + "\n", 0) : options.invocation(line);
        } catch (ParameterException | ConfigException e) {
            return new Invocation.Print(e.getMessage() + "\n", Invocation.MISUSE);
        }
    }

    private Invocation invocation(CommandLine line) throws ConfigException {
        boolean anything = rtmp != null || rtsp != null || webRtc != null;
        if (config != null) {
            if (anything || httpFlv != null || hls != null || log != null) {
                throw new ParameterException(line, "-c (--config) allows no other option beside it");
            }
            ConfigFile file = ConfigFile.load(config);
            return new Invocation.Serve(file.config(), file.warnings());
        }
        if (!anything && (httpFlv != null || hls != null)) {
            throw new ParameterException(
                    line,
                    "If you do not specify the config Options, you must enable at least one protocol from RTSP and RTMP.");
        }
        return anything ? chosen(line) : new Invocation.Serve(defaults(logConfig(line)), List.of());
    }

    private Invocation chosen(CommandLine line) {
        List<String> warnings = new ArrayList<>();
        int rtmpPort = port(line, "-r (--rtmp)", rtmp);
        int flvPort = port(line, "-f (--httpflv)", httpFlv);
        int hlsPort = port(line, "-s (--hls)", hls);
        warnOf(warnings, "-t (--rtsp)", port(line, "-t (--rtsp)", rtsp));
        warnOf(warnings, "-w (--webrtc)", port(line, "-w (--webrtc)", webRtc));
        ServerConfig chosen = ServerConfig.of(
                rtmpPort == 0 ? RtmpConfig.disabled() : RtmpConfig.onPort(rtmpPort),
                flvPort == 0 ? HttpFlvConfig.disabled() : HttpFlvConfig.onPort(flvPort),
                hlsPort == 0 ? HlsConfig.disabled() : HlsConfig.onPort(hlsPort),
                logConfig(line));
        if (rtmpPort == 0) {
            throw new ParameterException(line, "without RTMP nothing can be published here: give -r (--rtmp) a port");
        }
        if (rtmpPort == flvPort || rtmpPort == hlsPort) {
            throw new ParameterException(line, "port " + rtmpPort + " is given to RTMP and to HTTP");
        }
        return new Invocation.Serve(chosen, warnings);
    }

    private static ServerConfig defaults(LogConfig log) {
        ServerConfig defaults = ServerConfig.defaults();
        return ServerConfig.of(defaults.rtmp(), defaults.httpFlv(), defaults.hls(), log);
    }

    private LogConfig logConfig(CommandLine line) {
        if (log == null) {
            return LogConfig.defaults();
        }
        for (LogConfig.Level level : LogConfig.Level.values()) {
            if (level != LogConfig.Level.OFF
                    && level.name().toLowerCase(Locale.ROOT).equals(log)) {
                return LogConfig.atLevel(level);
            }
        }
        throw new ParameterException(
                line, "-l (--log): " + Names.quoted(log) + " is none of: trace, debug, info, warn, error");
    }

    private static int port(CommandLine line, String option, @Nullable Integer port) {
        if (port != null && (port < 0 || port > MAX_PORT)) {
            throw new ParameterException(line, option + ": " + port + " is out of range: 0 to " + MAX_PORT);
        }
        return port == null ? 0 : port;
    }

    private static void warnOf(List<String> warnings, String option, int port) {
        if (port != 0) {
            warnings.add(option + " " + ConfigBinder.UNSUPPORTED);
        }
    }

    private static String version() {
        String version = CommandLineOptions.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
