/*
 * load: publishes an FLV file in real time and attaches viewers to what a live server makes of it.
 *
 *     gcc -O2 -Wall -Wextra -o load load.c
 *     load --flv FILE --port 1935 --viewers 300 --pid SERVER_PID
 *
 *     --flv FILE           what is published (needed unless --publishers 0)
 *     --host 127.0.0.1     --port 1935: RTMP              --http-port PORT: of flv, wsflv and hls
 *     --app live           --name test: test, test1, ..   --proto rtmp: how viewers watch (rtmp, flv, wsflv, hls)
 *     --publishers 1       live streams; 0: joins one     --viewers 0: over all live streams
 *     --probes 8           --stalled 0                    --slow 0   --slow-seconds 8: kinds of viewer, see below
 *     --connect-probes 10  joiners                        --ramp 400: viewers opened a second, at most
 *     --warmup 8           --duration 10                  --timeout: of the whole run; all in seconds
 *     --pid PID            of the server, may come again: its CPU and memory
 *
 * One thread, one epoll set, no copy where nobody looks at the bytes. The kinds of viewer:
 *
 *     discarding  speaks the protocol up to its first audio or video message; from there the kernel throws its bytes
 *                 away (MSG_TRUNC): edge-triggered, one system call per wake-up
 *     probe       reads every message: its content tells which tag of the file it is, and so when it was sent
 *     slow        a probe that stops reading once in the window and then looks at what it is given
 *     stalled     never reads once it has asked for the stream
 *     joiner      connects during the window, one after another, and leaves at its first message
 *
 * The file is looped: timestamps go on, metadata and sequence headers are sent once. As the same content comes back
 * with every loop, a delay of more than a loop can't be told from a shorter one; content that occurs twice in the file
 * is published but not used for delays.
 *
 * A run: publishers start and settle; the viewers are opened one by one, warmed up from when all have been answered,
 * and measured (the window). MB are 10^6 bytes, of memory 2^20. Bytes are those read from the sockets, headers and all.
 * The last line of standard output is one JSON object; null stands where a figure doesn't apply. Exit code 0: the run
 * was carried out; 2: it was not (a publisher was refused, an option is wrong, no window was reached).
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <math.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* ---------------------------------------------------------------- options */

enum protocol { RTMP, FLV, WSFLV, HLS };

static const char *const PROTOCOLS[] = {"rtmp", "flv", "wsflv", "hls"};

#define MAX_PIDS 64

static struct {
    const char *flv, *host, *proto, *app, *name;
    int port, http_port, publishers, viewers, probes, stalled, slow, connect_probes;
    double slow_seconds, ramp, warmup, duration, timeout;
    int pids[MAX_PIDS], pid_count;
    enum protocol protocol;
} opt = {
    .host = "127.0.0.1", .proto = "rtmp", .app = "live", .name = "test",
    .port = 1935, .publishers = 1, .probes = -1, .connect_probes = -1,
    .slow_seconds = 8, .ramp = 400, .warmup = 8, .duration = 10,
};

static const struct {
    const char *name;
    char kind; /* s text, i integer, d seconds or rate, p process id (may come again) */
    void *target;
} OPTIONS[] = {
    {"--flv", 's', &opt.flv}, {"--host", 's', &opt.host}, {"--port", 'i', &opt.port},
    {"--http-port", 'i', &opt.http_port}, {"--proto", 's', &opt.proto}, {"--app", 's', &opt.app},
    {"--name", 's', &opt.name}, {"--publishers", 'i', &opt.publishers}, {"--viewers", 'i', &opt.viewers},
    {"--probes", 'i', &opt.probes}, {"--stalled", 'i', &opt.stalled}, {"--slow", 'i', &opt.slow},
    {"--slow-seconds", 'd', &opt.slow_seconds}, {"--ramp", 'd', &opt.ramp}, {"--warmup", 'd', &opt.warmup},
    {"--duration", 'd', &opt.duration}, {"--pid", 'p', NULL}, {"--connect-probes", 'i', &opt.connect_probes},
    {"--timeout", 'd', &opt.timeout},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

__attribute__((noreturn, format(printf, 1, 2))) static void die(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("load: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(2);
}

static double number_of(const char *option, const char *text) {
    char *end;
    double value = strtod(text, &end);
    if (end == text || *end || value < 0)
        die("%s: not a number: %s", option, text);
    return value;
}

static void set_option(const char *name, const char *value) {
    for (size_t i = 0; i < COUNT(OPTIONS); i++) {
        if (strcmp(name, OPTIONS[i].name) != 0)
            continue;
        if (!value)
            die("%s needs a value", name);
        if (OPTIONS[i].kind == 's')
            *(const char **)OPTIONS[i].target = value;
        else if (OPTIONS[i].kind == 'i')
            *(int *)OPTIONS[i].target = (int)number_of(name, value);
        else if (OPTIONS[i].kind == 'd')
            *(double *)OPTIONS[i].target = number_of(name, value);
        else if (opt.pid_count < MAX_PIDS)
            opt.pids[opt.pid_count++] = (int)number_of(name, value);
        return;
    }
    die("unknown option %s", name);
}

static void check_options(void) {
    opt.protocol = COUNT(PROTOCOLS);
    for (size_t i = 0; i < COUNT(PROTOCOLS); i++) {
        if (strcmp(opt.proto, PROTOCOLS[i]) == 0)
            opt.protocol = i;
    }
    if (opt.protocol == COUNT(PROTOCOLS))
        die("--proto is one of rtmp, flv, wsflv, hls");
    if (opt.protocol != RTMP && opt.http_port == 0 && opt.viewers > 0)
        die("--proto %s needs --http-port", opt.proto);
    int healthy = opt.viewers - opt.stalled - opt.slow;
    if (opt.probes < 0)
        opt.probes = healthy < 8 ? healthy : 8;
    if (opt.connect_probes < 0)
        opt.connect_probes = opt.viewers > 0 ? 10 : 0;
    if (opt.protocol == HLS) {
        opt.probes = opt.connect_probes = 0;
        if (opt.slow > 0)
            die("--slow is not for hls");
    }
    if (healthy < 0 || opt.probes > healthy)
        die("more probes, stalled and slow viewers than viewers");
    if (opt.slow > 0 && opt.duration < opt.slow_seconds + 1)
        die("--duration must be at least a second longer than --slow-seconds");
    if (opt.publishers > 0 && !opt.flv)
        die("--flv FILE is needed (or --publishers 0)");
    if (opt.ramp <= 0 || opt.duration <= 0)
        die("--ramp and --duration must be above 0");
    if (opt.timeout == 0)
        opt.timeout = 75 + opt.viewers / opt.ramp + opt.warmup + opt.duration;
}

/* ---------------------------------------------------------------- small tools */

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static void *checked(void *memory) {
    if (!memory)
        die("out of memory");
    return memory;
}

/* Bytes that grow at the end and are taken from the front. */
struct bytes {
    uint8_t *data;
    size_t size, capacity;
};

static void append(struct bytes *bytes, const void *data, size_t size) {
    if (size == 0)
        return;
    if (bytes->size + size > bytes->capacity) {
        bytes->capacity = (bytes->size + size) * 2;
        bytes->data = checked(realloc(bytes->data, bytes->capacity));
    }
    memcpy(bytes->data + bytes->size, data, size);
    bytes->size += size;
}

static void append_byte(struct bytes *bytes, int value) {
    uint8_t byte = (uint8_t)value;
    append(bytes, &byte, 1);
}

static void take(struct bytes *bytes, size_t size) {
    bytes->size -= size;
    if (bytes->size > 0 && size > 0)
        memmove(bytes->data, bytes->data + size, bytes->size);
}

static void release(struct bytes *bytes) {
    free(bytes->data);
    *bytes = (struct bytes){0};
}

/* Numbers to be sorted and summed up at the end. */
struct samples {
    double *values;
    size_t count, capacity;
};

static void add_sample(struct samples *samples, double value) {
    if (samples->count == samples->capacity) {
        samples->capacity = samples->capacity ? samples->capacity * 2 : 1024;
        samples->values = checked(realloc(samples->values, samples->capacity * sizeof(double)));
    }
    samples->values[samples->count++] = value;
}

static int by_value(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static void sort(struct samples *samples) {
    if (samples->count > 1)
        qsort(samples->values, samples->count, sizeof(double), by_value);
}

/* The value below which the given share of the sorted samples lies; NaN without samples. */
static double quantile(const struct samples *sorted, double share) {
    return sorted->count ? sorted->values[(size_t)((sorted->count - 1) * share + 0.5)] : NAN;
}

static uint32_t read24(const uint8_t *at) {
    return (uint32_t)at[0] << 16 | at[1] << 8 | at[2];
}

static uint32_t read32(const uint8_t *at) {
    return (uint32_t)at[0] << 24 | read24(at + 1);
}

static void append_number(struct bytes *bytes, uint64_t value, int size) {
    for (int shift = (size - 1) * 8; shift >= 0; shift -= 8)
        append_byte(bytes, (int)(value >> shift & 0xff));
}

static bool contains(const uint8_t *data, size_t size, const char *text) {
    return memmem(data, size, text, strlen(text)) != NULL;
}

/* ---------------------------------------------------------------- figures of the system */

static double first_number_after(const char *path, const char *label, const char *format) {
    char line[512];
    double value = 0;
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file)) {
        if (strncmp(line, label, strlen(label)) == 0 && sscanf(line, format, &value) == 1)
            break;
    }
    if (file)
        fclose(file);
    return value;
}

static double server_cpu_seconds(void) {
    unsigned long ticks = 0;
    for (int i = 0; i < opt.pid_count; i++) {
        char path[64], text[1024];
        snprintf(path, sizeof path, "/proc/%d/stat", opt.pids[i]);
        FILE *file = fopen(path, "r");
        if (!file)
            continue;
        text[fread(text, 1, sizeof text - 1, file)] = 0;
        fclose(file);
        const char *after_name = strrchr(text, ')');
        unsigned long user = 0, system = 0;
        if (after_name)
            sscanf(after_name + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system);
        ticks += user + system;
    }
    return (double)ticks / sysconf(_SC_CLK_TCK);
}

static double server_rss_mb(void) {
    double kilobytes = 0;
    for (int i = 0; i < opt.pid_count; i++) {
        char path[64];
        snprintf(path, sizeof path, "/proc/%d/status", opt.pids[i]);
        kilobytes += first_number_after(path, "VmRSS:", "VmRSS: %lf");
    }
    return opt.pid_count ? kilobytes / 1024 : NAN;
}

static double tcp_memory_mb(void) {
    double pages = first_number_after("/proc/net/sockstat", "TCP:", "TCP: %*s %*s %*s %*s %*s %*s %*s %*s mem %lf");
    return pages * sysconf(_SC_PAGESIZE) / (1 << 20);
}

static double own_cpu_seconds(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* ---------------------------------------------------------------- the file */

enum { TAG_AUDIO = 8, TAG_VIDEO = 9, TAG_DATA = 18 };

struct tag {
    int type;
    uint32_t timestamp; /* ms from the first tag */
    const uint8_t *body;
    uint32_t size;
    bool once;          /* metadata or a sequence header: not again with the next loop */
    bool key;           /* a coded key frame */
    long video_order;   /* how many coded frames of video came before, -1: not a coded frame */
    uint64_t hash;
    size_t content;     /* the first tag with the same body */
    bool repeated;      /* of that first tag: there are more */
};

static struct tag *tags;
static size_t tag_count;
static long video_count;
static uint32_t loop_millis;

/* Open addressing: hash of a body -> 1 + index of the first tag that has it. */
static size_t *content_slots;
static size_t content_mask;

/* When each content was last sent, a row per live stream. */
static double *sent_at;

static uint64_t hash_of(const uint8_t *data, size_t size) {
    uint64_t hash = size + 1, word;
    for (; size >= sizeof word; data += sizeof word, size -= sizeof word) {
        memcpy(&word, data, sizeof word);
        hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 29;
    }
    word = 0;
    memcpy(&word, data, size);
    hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 32;
}

static size_t *content_slot(uint64_t hash, size_t size) {
    size_t slot = hash & content_mask;
    while (content_slots[slot]) {
        const struct tag *tag = &tags[content_slots[slot] - 1];
        if (tag->hash == hash && tag->size == size)
            break;
        slot = (slot + 1) & content_mask;
    }
    return &content_slots[slot];
}

/* The first tag of the file that has this body, or NULL: never published. */
static const struct tag *find_content(const uint8_t *body, size_t size) {
    size_t found = tag_count ? *content_slot(hash_of(body, size), size) : 0;
    return found ? &tags[found - 1] : NULL;
}

static bool is_sequence_header(int type, const uint8_t *body, uint32_t size) {
    if (size < 2)
        return false;
    if (type == TAG_VIDEO) {
        bool enhanced = body[0] & 0x80;
        return enhanced ? (body[0] & 0x0f) == 0 : ((body[0] & 0x0f) == 7 || (body[0] & 0x0f) == 12) && body[1] == 0;
    }
    return body[0] >> 4 == 9 ? (body[0] & 0x0f) == 0 : body[0] >> 4 == 10 && body[1] == 0;
}

/* Written at the end of a file; in the middle of a loop it would end the track. */
static bool is_end_of_sequence(int type, const uint8_t *body, uint32_t size) {
    if (type != TAG_VIDEO || size < 2)
        return false;
    return body[0] & 0x80 ? (body[0] & 0x0f) == 2 : (body[0] & 0x0f) == 7 && body[1] == 2;
}

static void add_tag(const uint8_t *at, uint32_t size) {
    static uint32_t first;
    static size_t capacity;
    const uint8_t *body = at + 11;
    int type = at[0] & 0x1f;
    bool known = type == TAG_AUDIO || type == TAG_VIDEO || type == TAG_DATA;
    if (!known || size == 0 || is_end_of_sequence(type, body, size))
        return;
    if (tag_count == capacity) {
        capacity = capacity ? capacity * 2 : 4096;
        tags = checked(realloc(tags, capacity * sizeof *tags));
    }
    uint32_t timestamp = read24(at + 4) | (uint32_t)at[7] << 24;
    if (tag_count == 0)
        first = timestamp;
    struct tag *tag = &tags[tag_count++];
    *tag = (struct tag){.type = type, .timestamp = timestamp - first, .body = body, .size = size, .video_order = -1};
    tag->once = type == TAG_DATA || is_sequence_header(type, body, size);
    if (type == TAG_VIDEO && !tag->once) {
        tag->key = (body[0] >> 4 & 7) == 1;
        tag->video_order = video_count++;
    }
}

/* The loop is as long as the track that ends last, its last frame being as long as its mean one. */
static uint32_t length_of_loop(void) {
    double longest = 1;
    for (int type = TAG_AUDIO; type <= TAG_VIDEO; type++) {
        uint32_t first = 0, last = 0, frames = 0;
        for (size_t i = 0; i < tag_count; i++) {
            if (tags[i].type == type && !tags[i].once) {
                last = tags[i].timestamp;
                first = frames++ ? first : last;
            }
        }
        double end = last + (frames > 1 ? (double)(last - first) / (frames - 1) : 0);
        longest = end > longest ? end : longest;
    }
    return (uint32_t)(longest + 0.5);
}

static void index_contents(void) {
    for (content_mask = 1; content_mask < tag_count * 2; content_mask = content_mask * 2 + 1) {
    }
    content_slots = checked(calloc(content_mask + 1, sizeof *content_slots));
    for (size_t i = 0; i < tag_count; i++) {
        tags[i].hash = hash_of(tags[i].body, tags[i].size);
        size_t *slot = content_slot(tags[i].hash, tags[i].size);
        if (*slot)
            tags[*slot - 1].repeated = true;
        else
            *slot = i + 1;
        tags[i].content = *slot - 1;
    }
}

static void load_file(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file)
        die("%s: %s", path, strerror(errno));
    fseek(file, 0, SEEK_END);
    size_t size = ftell(file);
    rewind(file);
    uint8_t *data = checked(malloc(size + 1));
    if (fread(data, 1, size, file) != size || size < 13 || memcmp(data, "FLV", 3) != 0)
        die("%s: not an FLV file", path);
    fclose(file);
    for (size_t at = 13; at + 15 <= size;) {
        uint32_t body = read24(data + at + 1);
        if (at + 15 + body > size)
            break;
        add_tag(data + at, body);
        at += 15 + body;
    }
    if (video_count == 0)
        die("%s: no video in it", path);
    loop_millis = length_of_loop();
    index_contents();
    sent_at = checked(calloc(tag_count * (opt.publishers ? opt.publishers : 1), sizeof *sent_at));
}

/* ---------------------------------------------------------------- peers */

enum role { PUBLISHER, DISCARDING, PROBE, SLOW, STALLED, JOINER };

enum stage { HANDSHAKE, CONNECT, CREATE_STREAM, PUBLISH, RESPONSE, MEDIA };

struct chunk_stream {
    int id, type;
    uint32_t length;
    bool extended;
    struct bytes body;
};

#define MAX_CHUNK_STREAMS 64

struct rtmp_reader {
    uint32_t chunk_size;
    int count;
    struct chunk_stream streams[MAX_CHUNK_STREAMS];
};

enum framing { PLAIN, CHUNKED, WEBSOCKET };

struct http_reader {
    enum framing framing;
    bool flv_header_read;
    uint64_t left; /* of the present HTTP chunk or WebSocket frame */
    struct bytes body;
};

struct hls_reader {
    bool fetching_segment, in_body;
    int64_t next_sequence; /* of the media playlist; -1: none seen */
    uint64_t left;
    double wake_at;
    struct bytes body, segments; /* segments: paths still to be fetched, each ended by a zero byte */
};

struct peer {
    int fd; /* -1: not opened yet, or ended */
    enum role role;
    enum stage stage;
    int live_stream, message_stream;
    bool registered, answered, discarding, paused;
    uint32_t watched, window, out_chunk_size;
    uint64_t received, received_before, acknowledged;
    double opened_at, first_media_at, ended_at; /* 0: not yet */
    struct bytes in, out;
    struct rtmp_reader *rtmp;
    struct http_reader *http;
    struct hls_reader *hls;
    /* slow: what came after the pause */
    bool resumed, broken, jumped, jumped_to_key;
    long last_video;
    double last_media_at;
    /* stalled: what waits in its socket, when that last grew, whether the server was seen to hold its end */
    int waiting;
    bool held;
    double grown_at;
};

static int epoll;
static struct peer *peers, *publishers, *viewers, *joiners;
static int answered_count, lost_count;
static bool measuring;
static double read_at; /* when the bytes being parsed were read */
static uint64_t delivered_bytes, ingested_bytes, input_messages, input_bytes;
static struct samples delays, first_media;

static bool is_viewer(const struct peer *peer) {
    return peer->role != PUBLISHER && peer->role != JOINER;
}

static const char *stream_name(const struct peer *peer) {
    static char name[256];
    if (peer->live_stream == 0)
        return opt.name;
    snprintf(name, sizeof name, "%s%d", opt.name, peer->live_stream);
    return name;
}

static uint32_t wanted_events(const struct peer *peer) {
    uint32_t events = peer->out.size ? EPOLLOUT : 0;
    if (peer->paused)
        return events;
    if (peer->role == STALLED && peer->answered)
        return events | EPOLLRDHUP;
    return events | (peer->discarding ? EPOLLIN | EPOLLRDHUP | EPOLLET : EPOLLIN);
}

static void watch(struct peer *peer) {
    uint32_t events = wanted_events(peer);
    if (peer->registered && events == peer->watched)
        return;
    struct epoll_event event = {.events = events, .data.ptr = peer};
    if (epoll_ctl(epoll, peer->registered ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, peer->fd, &event) < 0)
        die("epoll_ctl: %s", strerror(errno));
    peer->registered = true;
    peer->watched = events;
}

static void release_readers(struct peer *peer) {
    release(&peer->in);
    if (peer->rtmp) {
        for (int i = 0; i < peer->rtmp->count; i++)
            release(&peer->rtmp->streams[i].body);
    }
    if (peer->http)
        release(&peer->http->body);
    if (peer->hls) {
        release(&peer->hls->body);
        release(&peer->hls->segments);
    }
    free(peer->rtmp);
    free(peer->http);
    free(peer->hls);
    peer->rtmp = NULL;
    peer->http = NULL;
    peer->hls = NULL;
}

/* The server has taken up (or, for a stalled viewer, been sent) the request to play or publish. */
static void answered(struct peer *peer) {
    if (peer->answered)
        return;
    peer->answered = true;
    peer->grown_at = now();
    if (is_viewer(peer))
        answered_count++;
}

/* Closes the socket; what hangs on the peer is released by whoever called into its readers. */
static void end_peer(struct peer *peer, const char *why) {
    static int told;
    if (peer->fd < 0)
        return;
    close(peer->fd);
    peer->fd = -1;
    peer->ended_at = now();
    if (peer->role == PUBLISHER)
        die("publisher of %s ended: %s", stream_name(peer), why);
    if (is_viewer(peer) && peer->role != STALLED) {
        lost_count++;
        if (told++ < 5)
            fprintf(stderr, "load: a viewer of %s ended: %s\n", stream_name(peer), why);
    }
}

static void flush(struct peer *peer) {
    while (peer->fd >= 0 && peer->out.size) {
        ssize_t sent = send(peer->fd, peer->out.data, peer->out.size, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0) {
            if (errno == EAGAIN || errno == EINTR)
                break;
            end_peer(peer, strerror(errno));
            return;
        }
        if (peer->role == PUBLISHER)
            ingested_bytes += sent;
        take(&peer->out, sent);
    }
    if (peer->fd >= 0)
        watch(peer);
}

/* ---------------------------------------------------------------- what a viewer is given */

static void check_after_pause(struct peer *peer, int type, const struct tag *tag) {
    if (!tag) {
        peer->broken |= peer->resumed;
        return;
    }
    if (type != TAG_VIDEO || tag->video_order < 0)
        return;
    long expected = (peer->last_video + 1) % video_count;
    bool in_order = peer->last_video < 0 || tag->repeated || tag->video_order == expected;
    if (peer->resumed && !in_order && !peer->jumped) {
        peer->jumped = true;
        peer->jumped_to_key = tag->key;
    }
    peer->last_video = tag->repeated ? expected : tag->video_order;
}

static void take_delay(const struct peer *peer, const struct tag *tag) {
    if (!tag || tag->repeated || tag->once || !measuring || opt.publishers == 0)
        return;
    double sent = sent_at[tag_count * peer->live_stream + tag->content];
    if (sent > 0)
        add_sample(&delays, read_at - sent);
}

/* Every audio and video message of every viewer that parses comes here. */
static void media(struct peer *peer, int type, const uint8_t *body, size_t size) {
    if (peer->first_media_at == 0)
        peer->first_media_at = read_at;
    peer->last_media_at = read_at;
    if (peer->role == DISCARDING) {
        peer->discarding = true;
    } else if (peer->role == JOINER) {
        add_sample(&first_media, read_at - peer->opened_at);
        end_peer(peer, "it has seen enough");
    } else if (peer->role == PROBE) {
        take_delay(peer, find_content(body, size));
    } else if (peer->role == SLOW) {
        check_after_pause(peer, type, find_content(body, size));
    }
}

/* ---------------------------------------------------------------- RTMP: writing */

enum { SET_CHUNK_SIZE = 1, ACKNOWLEDGEMENT = 3, USER_CONTROL = 4, WINDOW_SIZE = 5, COMMAND = 20 };

enum { PING_REQUEST = 6, PING_RESPONSE = 7 };

enum { AMF_NUMBER, AMF_STRING = 2, AMF_OBJECT, AMF_NULL = 5, AMF_OBJECT_END = 9 };

#define PUBLISHED_CHUNK_SIZE 4096

/* Chunk stream ids: 2 control, 3 commands, 4 audio, 5 data, 6 video. */
static void put_message(struct peer *peer, int chunk_stream, int type, int message_stream, uint32_t timestamp,
                        const uint8_t *body, size_t size) {
    struct bytes *out = &peer->out;
    bool extended = timestamp >= 0xffffff;
    append_byte(out, chunk_stream);
    append_number(out, extended ? 0xffffff : timestamp, 3);
    append_number(out, size, 3);
    append_byte(out, type);
    uint8_t little_endian[4] = {message_stream, message_stream >> 8, message_stream >> 16, message_stream >> 24};
    append(out, little_endian, 4);
    for (size_t at = 0; at < size; at += peer->out_chunk_size) {
        if (at > 0)
            append_byte(out, 0xc0 | chunk_stream);
        if (extended)
            append_number(out, timestamp, 4);
        append(out, body + at, size - at < peer->out_chunk_size ? size - at : peer->out_chunk_size);
    }
}

static void put_control(struct peer *peer, int type, uint32_t value) {
    struct bytes body = {0};
    append_number(&body, value, 4);
    put_message(peer, 2, type, 0, 0, body.data, body.size);
    release(&body);
}

static void amf_number(struct bytes *out, double value) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    append_byte(out, AMF_NUMBER);
    append_number(out, bits, 8);
}

static void amf_name(struct bytes *out, const char *name) {
    append_number(out, strlen(name), 2);
    append(out, name, strlen(name));
}

static void amf_string(struct bytes *out, const char *text) {
    append_byte(out, AMF_STRING);
    amf_name(out, text);
}

static struct bytes begin_command(const char *name, double transaction) {
    struct bytes body = {0};
    amf_string(&body, name);
    amf_number(&body, transaction);
    return body;
}

static void put_command(struct peer *peer, int message_stream, struct bytes *body) {
    put_message(peer, 3, COMMAND, message_stream, 0, body->data, body->size);
    release(body);
}

static void put_connect(struct peer *peer) {
    char url[512];
    struct bytes body = begin_command("connect", 1);
    snprintf(url, sizeof url, "rtmp://%s:%d/%s", opt.host, opt.port, opt.app);
    append_byte(&body, AMF_OBJECT);
    amf_name(&body, "app");
    amf_string(&body, opt.app);
    amf_name(&body, "flashVer");
    amf_string(&body, "LNX 9,0,124,2");
    amf_name(&body, "tcUrl");
    amf_string(&body, url);
    append_number(&body, AMF_OBJECT_END, 3);
    put_command(peer, 0, &body);
    peer->stage = CONNECT;
}

static void put_create_stream(struct peer *peer) {
    struct bytes body = begin_command("createStream", 2);
    append_byte(&body, AMF_NULL);
    put_command(peer, 0, &body);
    peer->stage = CREATE_STREAM;
}

static void put_play_or_publish(struct peer *peer, int message_stream) {
    bool publishes = peer->role == PUBLISHER;
    struct bytes body = begin_command(publishes ? "publish" : "play", 3);
    append_byte(&body, AMF_NULL);
    amf_string(&body, stream_name(peer));
    if (publishes) {
        amf_string(&body, "live");
        put_control(peer, SET_CHUNK_SIZE, PUBLISHED_CHUNK_SIZE);
        peer->out_chunk_size = PUBLISHED_CHUNK_SIZE;
    } else {
        amf_number(&body, -2000); /* live, or recorded where there is no live stream */
    }
    put_command(peer, message_stream, &body);
    peer->message_stream = message_stream;
    peer->stage = publishes ? PUBLISH : MEDIA;
    if (!publishes)
        answered(peer);
}

static void start_rtmp(struct peer *peer) {
    peer->rtmp = checked(calloc(1, sizeof *peer->rtmp));
    peer->rtmp->chunk_size = peer->out_chunk_size = 128;
    peer->window = 2500000;
    append_byte(&peer->out, 3);
    append_number(&peer->out, 0, 8);
    for (int i = 0; i < 1528; i++)
        append_byte(&peer->out, i * 31);
}

/* ---------------------------------------------------------------- RTMP: reading */

static double amf_number_at(const uint8_t *at) {
    uint64_t bits = (uint64_t)read32(at + 1) << 32 | read32(at + 5);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* The three answers that matter: to connect (1), to createStream (2), and the status of publish. */
static void take_command(struct peer *peer, const uint8_t *body, size_t size) {
    static const char REFUSED[] = "\0\005level\002\0\005error";
    size_t name = size >= 3 ? (size_t)body[1] << 8 | body[2] : size;
    const uint8_t *number = body + 3 + name;
    if (size < 3 + name + 9)
        return;
    double transaction = amf_number_at(number);
    bool result = name == 7 && memcmp(body + 3, "_result", 7) == 0;
    if (name == 6 && memcmp(body + 3, "_error", 6) == 0) {
        end_peer(peer, "the server answered _error");
    } else if (memmem(body, size, REFUSED, sizeof REFUSED - 1)) {
        end_peer(peer, "the server refused");
    } else if (result && transaction == 1 && peer->stage == CONNECT) {
        put_create_stream(peer);
    } else if (result && transaction == 2 && peer->stage == CREATE_STREAM && size >= 3 + name + 9 + 1 + 9) {
        put_play_or_publish(peer, (int)amf_number_at(number + 10));
    } else if (peer->stage == PUBLISH && contains(body, size, "NetStream.Publish.Start")) {
        peer->stage = MEDIA;
        answered(peer);
    }
}

static void take_message(struct peer *peer, int type, const uint8_t *body, size_t size) {
    if (type == TAG_AUDIO || type == TAG_VIDEO) {
        if (size > 0)
            media(peer, type, body, size);
    } else if (type == COMMAND) {
        take_command(peer, body, size);
    } else if (type == SET_CHUNK_SIZE && size >= 4) {
        peer->rtmp->chunk_size = read32(body) & 0x7fffffff;
    } else if (type == WINDOW_SIZE && size >= 4) {
        peer->window = read32(body);
    } else if (type == USER_CONTROL && size >= 6 && body[1] == PING_REQUEST) {
        struct bytes pong = {0};
        append_number(&pong, PING_RESPONSE, 2);
        append(&pong, body + 2, 4);
        put_message(peer, 2, USER_CONTROL, 0, 0, pong.data, pong.size);
        release(&pong);
    }
}

static struct chunk_stream *chunk_stream(struct rtmp_reader *rtmp, int id) {
    for (int i = 0; i < rtmp->count; i++) {
        if (rtmp->streams[i].id == id)
            return &rtmp->streams[i];
    }
    if (rtmp->count == MAX_CHUNK_STREAMS)
        return NULL;
    struct chunk_stream *stream = &rtmp->streams[rtmp->count++];
    stream->id = id;
    return stream;
}

/* Reads one chunk; how many bytes it had, 0: it isn't there in full. */
static size_t read_chunk(struct peer *peer, const uint8_t *at, size_t size) {
    static const size_t HEADER_SIZES[] = {11, 7, 3, 0};
    size_t basic = size == 0 || (at[0] & 0x3f) > 1 ? 1 : 2 + (at[0] & 0x3f);
    if (size < basic)
        return 0;
    int id = basic == 1 ? at[0] & 0x3f : 64 + at[1] + (basic == 3 ? at[2] << 8 : 0);
    size_t header = HEADER_SIZES[at[0] >> 6];
    struct chunk_stream *stream = chunk_stream(peer->rtmp, id);
    if (!stream) {
        end_peer(peer, "too many chunk streams");
        return 0;
    }
    if (size < basic + header)
        return 0;
    const uint8_t *fields = at + basic;
    bool extended = header ? read24(fields) == 0xffffff : stream->extended;
    uint32_t length = header >= 7 ? read24(fields + 3) : stream->length;
    size_t prefix = basic + header + (extended ? 4 : 0);
    size_t part = length - stream->body.size;
    part = part < peer->rtmp->chunk_size ? part : peer->rtmp->chunk_size;
    if (length < stream->body.size) {
        end_peer(peer, "a message changed its length between chunks");
        return 0;
    }
    if (size < prefix + part)
        return 0;
    stream->extended = extended;
    stream->length = length;
    stream->type = header >= 7 ? fields[6] : stream->type;
    append(&stream->body, at + prefix, part);
    if (stream->body.size == length) {
        take_message(peer, stream->type, stream->body.data, length);
        stream->body.size = 0;
    }
    return prefix + part;
}

static void parse_rtmp(struct peer *peer) {
    struct bytes *in = &peer->in;
    size_t at = 0, used;
    if (peer->stage == HANDSHAKE) {
        if (in->size < 1 + 2 * 1536)
            return;
        append(&peer->out, in->data + 1, 1536);
        put_connect(peer);
        at = 1 + 2 * 1536;
    }
    while (peer->fd >= 0 && !peer->discarding && (used = read_chunk(peer, in->data + at, in->size - at)) > 0)
        at += used;
    take(in, at);
}

/* A server may wait for it, and takes it as a sign of life from viewers that don't see its pings. */
static void acknowledge(struct peer *peer) {
    if (peer->received - peer->acknowledged >= peer->window / 2 && peer->stage == MEDIA) {
        peer->acknowledged = peer->received;
        put_control(peer, ACKNOWLEDGEMENT, (uint32_t)peer->received);
    }
}

/* ---------------------------------------------------------------- FLV over HTTP and WebSocket */

/* The example of RFC 6455, section 1.3: a key and what a server must make of it. */
#define WEBSOCKET_HEADERS "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" \
                          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
#define WEBSOCKET_ACCEPT "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="

enum { WS_CLOSE = 8, WS_PING = 9 };

static void put_request(struct peer *peer, const char *path, const char *headers) {
    char request[2048];
    int size = snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: %s:%d\r\nAccept: */*\r\n%s\r\n", path,
                        opt.host, opt.http_port, headers);
    append(&peer->out, request, size);
    peer->stage = RESPONSE;
}

static void start_flv(struct peer *peer) {
    char path[1024];
    peer->http = checked(calloc(1, sizeof *peer->http));
    snprintf(path, sizeof path, "/%s/%s.flv", opt.app, stream_name(peer));
    put_request(peer, path, opt.protocol == WSFLV ? WEBSOCKET_HEADERS : "");
    if (peer->role == STALLED)
        answered(peer);
}

/* The size of the response's head once it is there, else 0; it is ended by a zero byte in place of its last one. */
static size_t response_head(struct peer *peer) {
    uint8_t *end = memmem(peer->in.data, peer->in.size, "\r\n\r\n", 4);
    if (!end) {
        if (peer->in.size > 65536)
            end_peer(peer, "a response without end of its head");
        return 0;
    }
    end[3] = 0;
    return end + 4 - peer->in.data;
}

static int status_of(const struct peer *peer) {
    int status = 0;
    sscanf((const char *)peer->in.data, "HTTP/%*s %d", &status);
    return status;
}

static const char *header_of(const struct peer *peer, const char *name) {
    const char *found = strcasestr((const char *)peer->in.data, name);
    return found ? found + strlen(name) + strspn(found + strlen(name), " ") : NULL;
}

static void parse_response(struct peer *peer) {
    size_t head = response_head(peer);
    if (head == 0)
        return;
    const char *coding = header_of(peer, "\r\nTransfer-Encoding:");
    const char *accept = header_of(peer, "\r\nSec-WebSocket-Accept:");
    if (status_of(peer) != (opt.protocol == WSFLV ? 101 : 200)) {
        end_peer(peer, "the response is not the one asked for");
    } else if (opt.protocol == WSFLV && (!accept || strncmp(accept, WEBSOCKET_ACCEPT, strlen(WEBSOCKET_ACCEPT)) != 0)) {
        end_peer(peer, "a wrong Sec-WebSocket-Accept");
    } else {
        bool chunked = coding && strncasecmp(coding, "chunked", 7) == 0;
        peer->http->framing = opt.protocol == WSFLV ? WEBSOCKET : chunked ? CHUNKED : PLAIN;
        peer->stage = MEDIA;
        answered(peer);
        take(&peer->in, head);
    }
}

/* The line before an HTTP chunk (or the empty one after it); bytes used, 0: not there in full. */
static size_t read_chunk_line(struct peer *peer, const uint8_t *at, size_t size, uint64_t *left) {
    const uint8_t *end = memchr(at, '\n', size);
    if (!end)
        return 0;
    if (*at != '\r' && *at != '\n') {
        *left = strtoul((const char *)at, NULL, 16);
        if (*left == 0)
            end_peer(peer, "the response ended");
    }
    return end + 1 - at;
}

/* The header of a WebSocket frame, and all of a control frame; bytes used, 0: not there in full. */
static size_t read_frame_header(struct peer *peer, const uint8_t *at, size_t size) {
    size_t length = size >= 2 ? at[1] & 0x7f : 0;
    size_t header = length == 127 ? 10 : length == 126 ? 4 : 2;
    if (size < header)
        return 0;
    if (header == 4)
        length = (size_t)at[2] << 8 | at[3];
    else if (header == 10)
        length = (size_t)read32(at + 2) << 32 | read32(at + 6);
    int opcode = at[0] & 0x0f;
    if (opcode < WS_CLOSE) {
        peer->http->left = length;
        return header;
    }
    if (opcode == WS_CLOSE || at[1] & 0x80)
        end_peer(peer, opcode == WS_CLOSE ? "closed by a WebSocket frame" : "a masked frame");
    if (size < header + length)
        return 0;
    if (opcode == WS_PING) {
        append_byte(&peer->out, 0x8a);
        append_byte(&peer->out, 0x80 | (int)length);
        append_number(&peer->out, 0, 4); /* masked with zeros */
        append(&peer->out, at + header, length);
    }
    return header + length;
}

/* Moves what was read to the body, less the chunks or frames it came in. */
static void unframe(struct peer *peer) {
    struct http_reader *http = peer->http;
    size_t at = 0, used;
    while (peer->fd >= 0 && at < peer->in.size) {
        const uint8_t *from = peer->in.data + at;
        size_t size = peer->in.size - at;
        if (http->framing == PLAIN || http->left > 0) {
            used = http->framing == PLAIN || size < http->left ? size : http->left;
            append(&http->body, from, used);
            http->left -= http->framing == PLAIN ? 0 : used;
        } else if (http->framing == CHUNKED) {
            used = read_chunk_line(peer, from, size, &http->left);
        } else {
            used = read_frame_header(peer, from, size);
        }
        if (used == 0)
            break;
        at += used;
    }
    take(&peer->in, at);
}

static void parse_flv(struct peer *peer) {
    if (peer->stage == RESPONSE)
        parse_response(peer);
    if (peer->fd < 0 || peer->stage != MEDIA)
        return;
    unframe(peer);
    struct bytes *body = &peer->http->body;
    if (!peer->http->flv_header_read) {
        if (body->size < 13)
            return;
        if (memcmp(body->data, "FLV", 3) != 0) {
            end_peer(peer, "not FLV");
            return;
        }
        peer->http->flv_header_read = true;
        take(body, 13);
    }
    size_t at = 0;
    while (peer->fd >= 0 && body->size - at >= 15) {
        const uint8_t *tag = body->data + at;
        uint32_t size = read24(tag + 1);
        int type = tag[0] & 0x1f;
        if (body->size - at < 15 + size)
            break;
        if (size > 0 && (type == TAG_AUDIO || type == TAG_VIDEO))
            media(peer, type, tag + 11, size);
        at += 15 + size;
    }
    take(body, at);
}

/* ---------------------------------------------------------------- HLS */

/*
 * Playlist, then the segments in it that were not fetched before (of the first playlist the last three, as players do),
 * a second's rest, playlist again; all on one connection. Responses must come with a Content-Length.
 */
#define HLS_REST_SECONDS 1.0
#define HLS_FIRST_SEGMENTS 3

static void request_playlist(struct peer *peer) {
    char path[1024];
    snprintf(path, sizeof path, "/%s/%s/%s.m3u8", opt.app, stream_name(peer), stream_name(peer));
    peer->hls->fetching_segment = peer->hls->in_body = false;
    peer->hls->wake_at = 0;
    put_request(peer, path, "");
}

static void start_hls(struct peer *peer) {
    peer->hls = checked(calloc(1, sizeof *peer->hls));
    peer->hls->next_sequence = -1;
    request_playlist(peer);
    if (peer->role == STALLED)
        answered(peer);
}

static void queue_segment(struct peer *peer, const char *uri) {
    char path[2048];
    const char *host = strstr(uri, "://");
    if (host)
        uri = strchr(host + 3, '/') ? strchr(host + 3, '/') : "/";
    if (*uri == '/')
        snprintf(path, sizeof path, "%s", uri);
    else
        snprintf(path, sizeof path, "/%s/%s/%s", opt.app, stream_name(peer), uri);
    append(&peer->hls->segments, path, strlen(path) + 1);
}

static void take_playlist(struct peer *peer) {
    static const char SEQUENCE[] = "#EXT-X-MEDIA-SEQUENCE:";
    struct hls_reader *hls = peer->hls;
    int64_t sequence = 0, count = 0;
    append_byte(&hls->body, 0);
    char *text = (char *)hls->body.data;
    const char *first = strstr(text, SEQUENCE);
    if (first)
        sequence = strtoll(first + strlen(SEQUENCE), NULL, 10);
    for (const char *line = text; *line; line += strcspn(line, "\n"), line += *line != 0)
        count += *line != '#' && *line != '\n' && *line != '\r';
    if (hls->next_sequence < 0)
        hls->next_sequence = sequence + (count > HLS_FIRST_SEGMENTS ? count - HLS_FIRST_SEGMENTS : 0);
    for (char *line = strtok(text, "\r\n"); line; line = strtok(NULL, "\r\n")) {
        if (*line == '#')
            continue;
        if (sequence >= hls->next_sequence) {
            queue_segment(peer, line);
            hls->next_sequence = sequence + 1;
        }
        sequence++;
    }
    hls->body.size = 0;
}

static void next_hls_request(struct peer *peer) {
    struct hls_reader *hls = peer->hls;
    hls->in_body = false;
    if (hls->segments.size == 0) {
        hls->wake_at = now() + HLS_REST_SECONDS;
        return;
    }
    const char *path = (const char *)hls->segments.data;
    hls->fetching_segment = true;
    put_request(peer, path, "");
    take(&hls->segments, strlen(path) + 1);
}

static void begin_hls_body(struct peer *peer, size_t head) {
    struct hls_reader *hls = peer->hls;
    const char *length = header_of(peer, "\r\nContent-Length:");
    int status = status_of(peer);
    if (!length) {
        end_peer(peer, "a response without Content-Length");
        return;
    }
    hls->left = strtoull(length, NULL, 10);
    hls->in_body = true;
    if (hls->fetching_segment && status == 200) {
        peer->first_media_at = peer->first_media_at ? peer->first_media_at : read_at;
        answered(peer);
    } else if (!hls->fetching_segment && status != 200) {
        hls->fetching_segment = true; /* there is no playlist yet: what came instead is thrown away */
    }
    take(&peer->in, head);
}

static void end_hls_body(struct peer *peer) {
    if (!peer->hls->fetching_segment)
        take_playlist(peer);
    next_hls_request(peer);
}

static void parse_hls(struct peer *peer) {
    struct hls_reader *hls = peer->hls;
    while (peer->fd >= 0) {
        if (!hls->in_body) {
            size_t head = peer->in.size ? response_head(peer) : 0;
            if (head == 0)
                return;
            begin_hls_body(peer, head);
            if (peer->fd < 0)
                return;
        }
        size_t part = peer->in.size < hls->left ? peer->in.size : hls->left;
        if (!hls->fetching_segment)
            append(&hls->body, peer->in.data, part);
        take(&peer->in, part);
        hls->left -= part;
        if (hls->left > 0)
            return;
        end_hls_body(peer);
    }
}

static void wake_hls_viewers(double time) {
    for (int i = 0; i < opt.viewers; i++) {
        struct peer *peer = &viewers[i];
        if (peer->fd >= 0 && peer->hls && peer->hls->wake_at > 0 && peer->hls->wake_at <= time) {
            request_playlist(peer);
            flush(peer);
        }
    }
}

/* ---------------------------------------------------------------- sockets */

#define DISCARD_BYTES (16 << 20)

/* So that the pause of a slow viewer is felt by the server: left alone, the kernel would take in all of it on this side. */
#define SLOW_RECEIVE_BYTES (128 << 10)

static void open_peer(struct peer *peer, enum role role, int live_stream) {
    bool http = role != PUBLISHER && opt.protocol != RTMP;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(http ? opt.http_port : opt.port)};
    int on = 1, small = SLOW_RECEIVE_BYTES;
    if (inet_pton(AF_INET, opt.host, &address.sin_addr) != 1)
        die("--host takes an IPv4 address, not %s", opt.host);
    peer->role = role;
    peer->live_stream = live_stream;
    peer->opened_at = now();
    peer->last_video = -1;
    peer->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (peer->fd < 0)
        die("socket: %s", strerror(errno));
    setsockopt(peer->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (role == SLOW)
        setsockopt(peer->fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    if (connect(peer->fd, (struct sockaddr *)&address, sizeof address) < 0 && errno != EINPROGRESS) {
        end_peer(peer, strerror(errno));
        return;
    }
    if (!http)
        start_rtmp(peer);
    else if (opt.protocol == HLS)
        start_hls(peer);
    else
        start_flv(peer);
    flush(peer);
}

static void count_received(struct peer *peer, size_t size) {
    peer->received += size;
    if (peer->role != PUBLISHER)
        delivered_bytes += size;
    if (peer->role != PUBLISHER && opt.protocol == RTMP)
        acknowledge(peer);
}

/* A read of nothing ends the peer, unless there was just nothing to read. */
static void end_unless_idle(struct peer *peer, ssize_t got) {
    if (got == 0)
        end_peer(peer, "closed by the server");
    else if (errno != EAGAIN && errno != EINTR)
        end_peer(peer, strerror(errno));
}

/* Edge-triggered: one call takes all there is; when the server has ended, all that is left and the end itself. */
static void discard(struct peer *peer, bool ending) {
    ssize_t got;
    do {
        got = recv(peer->fd, NULL, DISCARD_BYTES, MSG_TRUNC | MSG_DONTWAIT);
        if (got <= 0) {
            end_unless_idle(peer, got);
            return;
        }
        count_received(peer, got);
    } while (ending);
}

static void discard_segment(struct peer *peer) {
    size_t most = peer->hls->left < DISCARD_BYTES ? peer->hls->left : DISCARD_BYTES;
    ssize_t got = recv(peer->fd, NULL, most, MSG_TRUNC | MSG_DONTWAIT);
    if (got <= 0) {
        end_unless_idle(peer, got);
        return;
    }
    count_received(peer, got);
    peer->hls->left -= got;
    if (peer->hls->left == 0)
        end_hls_body(peer);
}

static void read_and_parse(struct peer *peer) {
    static uint8_t buffer[1 << 18];
    ssize_t got = recv(peer->fd, buffer, opt.protocol == HLS && is_viewer(peer) ? 4096 : sizeof buffer, MSG_DONTWAIT);
    if (got <= 0) {
        end_unless_idle(peer, got);
        return;
    }
    read_at = now();
    count_received(peer, got);
    append(&peer->in, buffer, got);
    if (peer->rtmp)
        parse_rtmp(peer);
    else if (peer->hls)
        parse_hls(peer);
    else
        parse_flv(peer);
}

static void take_events(struct peer *peer, uint32_t events) {
    bool ending = events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR);
    if (peer->paused || (peer->role == STALLED && peer->answered)) {
        if (ending)
            end_peer(peer, "closed by the server");
    } else if (peer->discarding) {
        discard(peer, ending);
    } else if (events & EPOLLIN || ending) {
        bool in_segment = peer->hls && peer->hls->in_body && peer->hls->fetching_segment && peer->in.size == 0;
        if (in_segment)
            discard_segment(peer);
        else
            read_and_parse(peer);
    }
    if (peer->fd >= 0)
        flush(peer);
    if (peer->fd < 0 || peer->discarding)
        release_readers(peer);
    if (peer->fd < 0)
        release(&peer->out);
}

/* ---------------------------------------------------------------- publishing */

#define PHASE_SPREAD_SECONDS 2.0

struct schedule {
    size_t next; /* tag */
    uint32_t loop_start; /* ms */
    double started_at;
};

static struct schedule *schedules;
static double next_tag_at = INFINITY;

static void start_publishing(void) {
    double start = now() + 0.05;
    schedules = checked(calloc(opt.publishers, sizeof *schedules));
    for (int i = 0; i < opt.publishers; i++)
        schedules[i].started_at = start + PHASE_SPREAD_SECONDS * i / opt.publishers;
    next_tag_at = start;
}

/* Chunk streams: audio 4, data 5, video 6. Metadata is sent as @setDataFrame, which servers store. */
static void publish_tag(struct peer *peer, const struct tag *tag, uint32_t timestamp) {
    if (tag->type == TAG_DATA) {
        struct bytes body = {0};
        amf_string(&body, "@setDataFrame");
        append(&body, tag->body, tag->size);
        put_message(peer, 5, tag->type, peer->message_stream, timestamp, body.data, body.size);
        release(&body);
    } else {
        int chunk_stream = tag->type == TAG_AUDIO ? 4 : 6;
        put_message(peer, chunk_stream, tag->type, peer->message_stream, timestamp, tag->body, tag->size);
    }
    sent_at[tag_count * peer->live_stream + tag->content] = now();
    input_messages++;
    input_bytes += tag->size;
    flush(peer);
}

static double due_at(const struct schedule *schedule) {
    return schedule->started_at + (schedule->loop_start + tags[schedule->next].timestamp) / 1e3;
}

static void publish_what_is_due(double time) {
    if (time < next_tag_at)
        return;
    next_tag_at = INFINITY;
    for (int i = 0; i < opt.publishers; i++) {
        struct schedule *schedule = &schedules[i];
        for (; due_at(schedule) <= time; schedule->next++) {
            const struct tag *tag = &tags[schedule->next];
            if (schedule->loop_start == 0 || !tag->once)
                publish_tag(&publishers[i], tag, schedule->loop_start + tag->timestamp);
            if (schedule->next + 1 == tag_count) {
                schedule->next = -1;
                schedule->loop_start += loop_millis;
            }
        }
        double due = due_at(schedule);
        next_tag_at = due < next_tag_at ? due : next_tag_at;
    }
}

/* ---------------------------------------------------------------- the run */

#define PUBLISH_LIMIT_SECONDS 15
#define SETTLE_SECONDS 1.5
#define ANSWER_LIMIT_SECONDS 15
#define MAX_UNANSWERED 512
#define RAMP_SLACK_SECONDS 30 /* who isn't opened by then counts as lost */
#define SAMPLE_SECONDS 0.1 /* of stalled sockets; of resident memory every fifth time */
#define SLOW_AFTER_SECONDS 0.2
#define EVENTS 64

enum phase { CONNECTING, SETTLING, RAMP, ANSWERS, WARMUP, WINDOW, DONE };

static const char *const PHASES[] = {"connecting", "settling", "viewers", "answers", "warm-up", "window", "done"};

/* Counters at one moment; the window is the difference of two. */
struct snapshot {
    double time, server_cpu, own_cpu;
    uint64_t delivered, ingested, messages, message_bytes;
};

static enum phase phase;
static double phase_began, phase_ends;
static struct snapshot window_start, window_end;
static double rss_before, rss_peak, rss_end, tcp_before, tcp_end;
static int viewers_opened, joiners_opened;
static bool slow_paused;
static double slow_read_on_at = INFINITY;
static volatile sig_atomic_t interrupted;

static void interrupt(int signal) {
    (void)signal;
    interrupted = 1;
}

static struct snapshot snapshot(void) {
    return (struct snapshot){now(), server_cpu_seconds(), own_cpu_seconds(), delivered_bytes, ingested_bytes,
                             input_messages, input_bytes};
}

static void enter(enum phase next, double seconds) {
    phase = next;
    phase_began = now();
    phase_ends = phase_began + seconds;
}

/* Probes come first, then slow and stalled viewers, then those that discard; all spread over the live streams. */
static void open_viewer(int index) {
    enum role role = index < opt.probes ? PROBE
            : index < opt.probes + opt.slow ? SLOW
            : index < opt.probes + opt.slow + opt.stalled ? STALLED
            : DISCARDING;
    open_peer(&viewers[index], role, opt.publishers ? index % opt.publishers : 0);
}

/* Held back while too many wait for their answer: a server that is behind is measured, its accept queue is not. */
static void open_viewers_due(double time) {
    static double next_at;
    if (next_at < time - 0.1)
        next_at = time;
    while (viewers_opened < opt.viewers && next_at <= time
            && viewers_opened - answered_count - lost_count < MAX_UNANSWERED) {
        open_viewer(viewers_opened++);
        next_at += 1 / opt.ramp;
    }
    if (viewers_opened == opt.viewers || time >= phase_ends)
        enter(ANSWERS, ANSWER_LIMIT_SECONDS);
}

static void begin_window(void) {
    enter(WINDOW, opt.duration);
    for (int i = 0; i < opt.viewers; i++)
        viewers[i].received_before = viewers[i].received;
    rss_peak = server_rss_mb();
    window_start = snapshot();
    measuring = true;
}

static void end_window(void) {
    window_end = snapshot();
    rss_end = server_rss_mb();
    rss_peak = rss_end > rss_peak ? rss_end : rss_peak;
    tcp_end = tcp_memory_mb();
    measuring = false;
    enter(DONE, 0);
}

/* One joiner at a time, in the middle of its share of the window. */
static void open_joiner_due(double time) {
    if (joiners_opened == opt.connect_probes || (joiners_opened > 0 && joiners[joiners_opened - 1].fd >= 0))
        return;
    if (time >= phase_began + (joiners_opened + 0.5) * opt.duration / opt.connect_probes)
        open_peer(&joiners[joiners_opened++], JOINER, 0);
}

static void pause_slow_viewers(bool pause) {
    for (int i = opt.probes; i < opt.probes + opt.slow; i++) {
        if (viewers[i].fd >= 0) {
            viewers[i].paused = pause;
            viewers[i].resumed = !pause;
            watch(&viewers[i]);
        }
    }
}

static void move_slow_viewers(double time) {
    if (!slow_paused && time >= phase_began + SLOW_AFTER_SECONDS) {
        slow_paused = true;
        pause_slow_viewers(true);
    } else if (time >= phase_began + SLOW_AFTER_SECONDS + opt.slow_seconds && time < slow_read_on_at) {
        slow_read_on_at = time;
        pause_slow_viewers(false);
    }
}

/*
 * Whether a server on this machine holds its end of a connection, asked of the kernel by the two addresses: a viewer
 * that doesn't read can't see the end, as a FIN waits behind the bytes for which there is no room, and a time-out of
 * the server's kernel says nothing at all. False also if it can't be told.
 */
static bool held_by_server(const struct peer *peer) {
    static int netlink = -1;
    struct sockaddr_in own, server;
    socklen_t own_size = sizeof own, server_size = sizeof server;
    struct {
        struct nlmsghdr header;
        struct inet_diag_req_v2 body;
    } request = {{sizeof request, SOCK_DIAG_BY_FAMILY, NLM_F_REQUEST, 0, 0}, {.sdiag_family = AF_INET}};
    struct {
        struct nlmsghdr header;
        struct inet_diag_msg body;
        uint8_t rest[1024];
    } answer;
    if (netlink < 0)
        netlink = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    if (getsockname(peer->fd, (struct sockaddr *)&own, &own_size) < 0
            || getpeername(peer->fd, (struct sockaddr *)&server, &server_size) < 0)
        return false;
    request.body.sdiag_protocol = IPPROTO_TCP;
    request.body.idiag_states = -1;
    request.body.id = (struct inet_diag_sockid){
        .idiag_sport = server.sin_port, .idiag_src = {server.sin_addr.s_addr},
        .idiag_dport = own.sin_port, .idiag_dst = {own.sin_addr.s_addr},
        .idiag_cookie = {INET_DIAG_NOCOOKIE, INET_DIAG_NOCOOKIE},
    };
    if (send(netlink, &request, sizeof request, 0) < 0 || recv(netlink, &answer, sizeof answer, 0) <= 0)
        return false;
    return answer.header.nlmsg_type == SOCK_DIAG_BY_FAMILY && answer.body.idiag_state == TCP_ESTABLISHED;
}

static void look_at_stalled(double time) {
    for (int i = opt.probes + opt.slow; i < opt.probes + opt.slow + opt.stalled; i++) {
        struct peer *peer = &viewers[i];
        int waiting = 0;
        if (peer->fd < 0 || !peer->answered)
            continue;
        if (ioctl(peer->fd, FIONREAD, &waiting) == 0 && waiting > peer->waiting) {
            peer->waiting = waiting;
            peer->grown_at = time;
            continue;
        }
        bool held = held_by_server(peer);
        if (peer->held && !held)
            end_peer(peer, "closed by the server");
        peer->held = held;
    }
}

static void sample(double time) {
    static double due;
    static int looks;
    if (time < due)
        return;
    due = time + SAMPLE_SECONDS;
    look_at_stalled(time);
    wake_hls_viewers(time);
    if (measuring && ++looks % 5 == 0) {
        double rss = server_rss_mb();
        rss_peak = rss > rss_peak ? rss : rss_peak;
    }
}

static void print_progress(double time) {
    static double due, began, last_time, last_cpu;
    static uint64_t last_delivered;
    if (began == 0) {
        began = last_time = time;
        last_cpu = own_cpu_seconds();
        due = time + 1;
    }
    if (time < due)
        return;
    double cpu = own_cpu_seconds(), seconds = time - last_time;
    fprintf(stderr, "%4.0f s  %-10s  viewers %d of %d, lost %d  %.1f MB/s  load %.2f of a core\n", time - began,
            PHASES[phase], answered_count, opt.viewers, lost_count, (delivered_bytes - last_delivered) / seconds / 1e6,
            (cpu - last_cpu) / seconds);
    last_time = time;
    last_cpu = cpu;
    last_delivered = delivered_bytes;
    due += 1;
}

static bool all_published(void) {
    for (int i = 0; i < opt.publishers; i++) {
        if (!publishers[i].answered)
            return false;
    }
    return true;
}

static void advance_start(double time) {
    if (phase == CONNECTING && all_published()) {
        if (opt.publishers)
            start_publishing();
        enter(SETTLING, SETTLE_SECONDS + (opt.publishers > 1 ? PHASE_SPREAD_SECONDS : 0));
    } else if (phase == CONNECTING && time >= phase_ends) {
        die("the server doesn't let all publishers start");
    } else if (phase == SETTLING && time >= phase_ends) {
        rss_before = server_rss_mb();
        tcp_before = tcp_memory_mb();
        enter(RAMP, opt.viewers / opt.ramp + RAMP_SLACK_SECONDS);
    }
}

static bool all_answered(void) {
    for (int i = 0; i < opt.viewers; i++) {
        if (viewers[i].fd >= 0 && !viewers[i].answered)
            return false;
    }
    return true;
}

static void advance(double time) {
    if (phase < RAMP) {
        advance_start(time);
    } else if (phase == RAMP) {
        open_viewers_due(time);
    } else if (phase == ANSWERS && (time >= phase_ends || all_answered())) {
        enter(WARMUP, opt.warmup);
    } else if (phase == WARMUP && time >= phase_ends) {
        begin_window();
    } else if (phase == WINDOW && time >= phase_ends) {
        end_window();
    } else if (phase == WINDOW) {
        open_joiner_due(time);
        move_slow_viewers(time);
    }
    sample(time);
    print_progress(time);
}

/* Milliseconds until something is due, at most 20; a tag is sent up to 1 ms late rather than waited for busily. */
static int wait_millis(double time) {
    double wait = phase == RAMP ? 0.001 : 0.020;
    if (next_tag_at - time < wait)
        wait = next_tag_at - time;
    return wait <= 0 ? 0 : (int)(wait * 1e3) + 1;
}

/* When there is more to read than one turn takes, the probes don't wait in line: it is their time that is measured. */
static void read_probes(void) {
    for (int i = 0; i < opt.probes && i < viewers_opened; i++) {
        if (viewers[i].fd >= 0)
            take_events(&viewers[i], EPOLLIN);
    }
}

static void turn(void) {
    struct epoll_event events[EVENTS];
    int count = epoll_wait(epoll, events, EVENTS, wait_millis(now()));
    if (count == EVENTS && measuring)
        read_probes();
    for (int i = 0; i < count; i++) {
        struct peer *peer = events[i].data.ptr;
        if (peer->fd >= 0)
            take_events(peer, events[i].events);
    }
    double time = now();
    publish_what_is_due(time);
    advance(time);
}

static void run(void) {
    double limit = now() + opt.timeout;
    enter(CONNECTING, PUBLISH_LIMIT_SECONDS);
    for (int i = 0; i < opt.publishers; i++)
        open_peer(&publishers[i], PUBLISHER, i);
    while (phase != DONE) {
        turn();
        if (interrupted || now() > limit) {
            if (phase != WINDOW)
                die("%s before the window", interrupted ? "interrupted" : "time is up");
            end_window();
        }
    }
}

/* ---------------------------------------------------------------- the result */

static struct bytes json;
static bool in_group;

static void add_json(const char *format, const char *text) {
    char out[256];
    append(&json, out, snprintf(out, sizeof out, format, text));
}

static void key(const char *name) {
    if (json.data[json.size - 1] != '{')
        append_byte(&json, ',');
    add_json("\"%s\":", name);
    printf(in_group ? "  %s " : "%-24s", name);
}

/* A figure of the table and of the JSON object, where NaN and infinity are null. */
static void figure(const char *name, double value, int decimals) {
    char text[64] = "null";
    if (isfinite(value))
        snprintf(text, sizeof text, "%.*f", decimals, value);
    key(name);
    add_json("%s", text);
    printf(in_group ? "%s" : "%s\n", isfinite(value) ? text : "-");
}

static void open_group(const char *name) {
    key(name);
    append_byte(&json, '{');
    in_group = true;
}

static void close_group(void) {
    append_byte(&json, '}');
    in_group = false;
    putchar('\n');
}

static double per(double amount, double whole) {
    return whole > 0 ? amount / whole : NAN;
}

static void report_window(void) {
    const struct snapshot *a = &window_start, *b = &window_end;
    double seconds = b->time - a->time, own = (b->own_cpu - a->own_cpu) / seconds;
    double delivered = b->delivered - a->delivered;
    double ingested = opt.publishers ? b->ingested - a->ingested : NAN;
    double messages = opt.publishers ? b->messages - a->messages : NAN;
    double cpu = opt.pid_count ? b->server_cpu - a->server_cpu : NAN;
    figure("seconds", seconds, 3);
    figure("input_messages_per_s", messages / seconds, 1);
    figure("input_messages_per_GB", per(messages, (b->message_bytes - a->message_bytes) / 1e9), 0);
    figure("delivered_bytes", delivered, 0);
    figure("MB_per_s", delivered / 1e6 / seconds, 2);
    figure("server_cpu_s", cpu, 2);
    figure("server_core", cpu / seconds, 4);
    figure("cpu_s_per_GB", opt.viewers ? per(cpu, delivered / 1e9) : NAN, 4);
    figure("ingested_bytes", ingested, 0);
    figure("cpu_s_per_ingested_GB", per(cpu, ingested / 1e9), 3);
    figure("load_cpu_core", own, 4);
    key("void");
    add_json("%s", own > 0.90 ? "true" : "false");
    puts(own > 0.90 ? "true: the load was the limit" : "false");
    figure("rss_MB", rss_end, 1);
    figure("rss_peak_MB", rss_peak, 1);
    figure("rss_before_MB", rss_before, 1);
    figure("tcp_mem_MB", tcp_end, 1);
    figure("tcp_mem_before_MB", tcp_before, 1);
}

static void report_delays(void) {
    sort(&delays);
    open_group("delay_ms");
    figure("p50", quantile(&delays, 0.50) * 1e3, 3);
    figure("p95", quantile(&delays, 0.95) * 1e3, 3);
    figure("p99", quantile(&delays, 0.99) * 1e3, 3);
    figure("max", quantile(&delays, 1) * 1e3, 3);
    figure("samples", delays.count, 0);
    close_group();
}

/* The smallest, the middle and the largest of the samples. */
static void report_spread(const char *name, struct samples *samples, double unit, int decimals, bool with_count) {
    sort(samples);
    open_group(name);
    figure("min", quantile(samples, 0) * unit, decimals);
    figure("median", quantile(samples, 0.5) * unit, decimals);
    figure("max", quantile(samples, 1) * unit, decimals);
    if (with_count)
        figure("samples", samples->count, 0);
    close_group();
}

/* Spread over the viewers that read all the time and are still there. */
static void report_viewers(void) {
    struct samples bytes = {0};
    int lost = 0, starved = 0;
    for (int i = 0; i < opt.viewers; i++) {
        bool gone = viewers[i].fd < 0 || viewers[i].first_media_at == 0;
        if (viewers[i].role == STALLED)
            continue;
        lost += gone;
        if (!gone && viewers[i].role != SLOW)
            add_sample(&bytes, viewers[i].received - viewers[i].received_before);
    }
    report_spread("per_viewer_bytes", &bytes, 1, 0, false);
    while ((size_t)starved < bytes.count && bytes.values[starved] < 0.6 * quantile(&bytes, 0.5))
        starved++;
    figure("lost", lost, 0);
    figure("starved", starved, 0);
    free(bytes.values);
}

static void report_stalled(void) {
    struct samples seconds = {0};
    for (int i = 0; i < opt.viewers; i++)
        if (viewers[i].role == STALLED && viewers[i].ended_at > 0)
            add_sample(&seconds, viewers[i].ended_at - viewers[i].grown_at);
    figure("stalled_closed", opt.stalled ? (double)seconds.count : NAN, 0);
    report_spread("stalled_close_s", &seconds, 1, 2, false);
    free(seconds.values);
}

/* slow_gapless: were given everything in the end, so there was no gap to begin anew after. */
static void report_slow(void) {
    int resumed = 0, whole = 0, key_first = 0, gapless = 0;
    for (int i = opt.probes; i < opt.probes + opt.slow; i++) {
        bool went_on = viewers[i].fd >= 0 && viewers[i].last_media_at > slow_read_on_at;
        resumed += went_on;
        whole += went_on && !viewers[i].broken;
        key_first += went_on && viewers[i].jumped_to_key;
        gapless += went_on && !viewers[i].jumped;
    }
    bool known = opt.slow > 0 && tag_count > 0;
    figure("slow_resumed", opt.slow ? resumed : NAN, 0);
    figure("slow_whole", known ? whole : NAN, 0);
    figure("slow_key_first", known ? key_first : NAN, 0);
    figure("slow_gapless", known ? gapless : NAN, 0);
}

static void report(void) {
    append_byte(&json, '{');
    key("proto");
    add_json("\"%s\"", opt.proto);
    puts(opt.proto);
    figure("viewers", opt.viewers, 0);
    figure("publishers", opt.publishers, 0);
    figure("stalled", opt.stalled, 0);
    figure("slow", opt.slow, 0);
    report_window();
    report_delays();
    report_spread("first_media_ms", &first_media, 1e3, 3, true);
    report_viewers();
    report_stalled();
    report_slow();
    printf("%.*s}\n", (int)json.size, (const char *)json.data);
}

/* ---------------------------------------------------------------- start */

static void prepare(void) {
    struct rlimit files;
    rlim_t needed = opt.publishers + opt.viewers + opt.connect_probes + 16;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    if (files.rlim_max < needed)
        die("%lu open files are needed, the limit is %lu", (unsigned long)needed, (unsigned long)files.rlim_max);
    sigaction(SIGINT, &(struct sigaction){.sa_handler = interrupt}, NULL);
    sigaction(SIGTERM, &(struct sigaction){.sa_handler = interrupt}, NULL);
    int count = opt.publishers + opt.viewers + opt.connect_probes;
    peers = checked(calloc(count + 1, sizeof *peers));
    for (int i = 0; i < count; i++)
        peers[i].fd = -1;
    publishers = peers;
    viewers = publishers + opt.publishers;
    joiners = viewers + opt.viewers;
    epoll = epoll_create1(EPOLL_CLOEXEC);
    if (epoll < 0)
        die("epoll_create1: %s", strerror(errno));
}

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i += 2)
        set_option(argv[i], i + 1 < argc ? argv[i + 1] : NULL);
    check_options();
    if (opt.flv)
        load_file(opt.flv);
    prepare();
    run();
    report();
    return 0;
}
