/*
 * floor: the least a process can pay on this kernel to give one FLV stream to many HTTP viewers.
 *
 *     gcc -O2 -Wall -Wextra -o floor floor.c
 *     floor --port 8090 --flv FILE --merge-ms 33 [--seconds 60]
 *
 * No protocol, no queues: every viewer gets the same answer, and every --merge-ms (0: with each tag) one send() of all
 * bytes between its position and the head of the stream. Positions count from the start and never end; the file lies in
 * memory twice in a row, so that whatever is to be sent is one span:
 *
 *     |------ file ------|------ file ------|
 *              ^ position % size     ^ head          head - position <= size
 *
 * A viewer that falls behind by more than the file is closed. The request isn't looked at: who connects is a viewer.
 * Timestamps start anew with every loop. Measured by: load --proto flv --publishers 0 --http-port 8090.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MAX_VIEWERS 100000
#define FLV_HEADER_BYTES 13

struct tag {
    double at;    /* seconds from the start of the loop at which it is due */
    uint64_t end; /* position after it, from the start of the loop */
};

struct viewer {
    int fd;
    uint64_t position;
};

static int port;
static const char *path;
static double merge_seconds = -1, run_seconds;

static uint8_t *file, *tags_twice;
static uint64_t loop_bytes;
static double loop_seconds;
static struct tag *tags;
static size_t tag_count;

static struct viewer viewers[MAX_VIEWERS];
static size_t viewer_count;
static volatile sig_atomic_t interrupted;

__attribute__((noreturn, format(printf, 1, 2))) static void die(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("floor: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(2);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static void interrupt(int signal) {
    (void)signal;
    interrupted = 1;
}

static void read_options(int argc, char **argv) {
    for (int i = 1; i < argc; i += 2) {
        const char *name = argv[i], *value = argv[i + 1];
        if (!value)
            die("%s needs a value", name);
        else if (strcmp(name, "--port") == 0)
            port = atoi(value);
        else if (strcmp(name, "--flv") == 0)
            path = value;
        else if (strcmp(name, "--merge-ms") == 0)
            merge_seconds = atof(value) / 1e3;
        else if (strcmp(name, "--seconds") == 0)
            run_seconds = atof(value);
        else
            die("unknown option %s", name);
    }
    if (port <= 0 || !path || merge_seconds < 0)
        die("--port PORT --flv FILE --merge-ms MILLISECONDS [--seconds SECONDS]");
}

static uint32_t read24(const uint8_t *at) {
    return (uint32_t)at[0] << 16 | at[1] << 8 | at[2];
}

static void load_file(void) {
    FILE *in = fopen(path, "rb");
    if (!in)
        die("%s: %s", path, strerror(errno));
    fseek(in, 0, SEEK_END);
    size_t size = ftell(in);
    rewind(in);
    file = malloc(size + 1);
    tags = malloc((size / 15 + 1) * sizeof *tags);
    if (!file || !tags || fread(file, 1, size, in) != size || size < FLV_HEADER_BYTES || memcmp(file, "FLV", 3) != 0)
        die("%s: not an FLV file", path);
    fclose(in);
    for (size_t at = FLV_HEADER_BYTES; at + 15 <= size && at + 15 + read24(file + at + 1) <= size;) {
        double due = (read24(file + at + 4) | (uint32_t)file[at + 7] << 24) / 1e3;
        at += 15 + read24(file + at + 1);
        tags[tag_count++] = (struct tag){due, at - FLV_HEADER_BYTES};
    }
    if (tag_count < 2)
        die("%s: no tags", path);
    loop_bytes = tags[tag_count - 1].end;
    loop_seconds = tags[tag_count - 1].at * tag_count / (tag_count - 1);
    tags_twice = malloc(2 * loop_bytes);
    if (!tags_twice)
        die("out of memory");
    memcpy(tags_twice, file + FLV_HEADER_BYTES, loop_bytes);
    memcpy(tags_twice + loop_bytes, file + FLV_HEADER_BYTES, loop_bytes);
}

static int listening_socket(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), on = 1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) < 0 || listen(fd, 4096) < 0)
        die("port %d: %s", port, strerror(errno));
    return fd;
}

/* The answer and the FLV header fit into an empty socket buffer: one send each viewer. */
static void accept_viewers(int listening, uint64_t head) {
    static const char RESPONSE[] = "HTTP/1.1 200 OK\r\nContent-Type: video/x-flv\r\nConnection: close\r\n\r\n";
    uint8_t start[sizeof RESPONSE - 1 + FLV_HEADER_BYTES];
    memcpy(start, RESPONSE, sizeof RESPONSE - 1);
    memcpy(start + sizeof RESPONSE - 1, file, FLV_HEADER_BYTES);
    while (viewer_count < MAX_VIEWERS) {
        int on = 1, fd = accept4(listening, NULL, NULL, SOCK_NONBLOCK);
        if (fd < 0)
            return;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (send(fd, start, sizeof start, MSG_NOSIGNAL) == (ssize_t)sizeof start)
            viewers[viewer_count++] = (struct viewer){fd, head};
        else
            close(fd);
    }
}

/* False: the viewer has gone, or has fallen too far behind. */
static bool send_until(struct viewer *viewer, uint64_t head) {
    if (head - viewer->position > loop_bytes)
        return false;
    ssize_t sent = send(viewer->fd, tags_twice + viewer->position % loop_bytes, head - viewer->position, MSG_NOSIGNAL);
    if (sent > 0)
        viewer->position += sent;
    return sent >= 0 || errno == EAGAIN;
}

static void deliver(uint64_t head) {
    for (size_t i = 0; i < viewer_count;) {
        if (viewers[i].position == head || send_until(&viewers[i], head)) {
            i++;
        } else {
            close(viewers[i].fd);
            viewers[i] = viewers[--viewer_count];
        }
    }
}

static void sleep_until(double time) {
    double seconds = time - now();
    if (seconds > 0) {
        struct timespec rest = {(time_t)seconds, (long)((seconds - (time_t)seconds) * 1e9)};
        nanosleep(&rest, NULL);
    }
}

static void serve(int listening) {
    double started = now(), tick = started;
    uint64_t loops = 0, head = 0;
    size_t next = 0;
    while (!interrupted && (run_seconds == 0 || now() < started + run_seconds)) {
        double time = now() - started;
        for (; loops * loop_seconds + tags[next].at <= time; next++) {
            head = loops * loop_bytes + tags[next].end;
            if (next + 1 == tag_count) {
                next = -1;
                loops++;
            }
        }
        accept_viewers(listening, head);
        deliver(head);
        tick = tick + merge_seconds > now() ? tick + merge_seconds : now();
        sleep_until(merge_seconds > 0 ? tick : started + loops * loop_seconds + tags[next].at);
    }
}

int main(int argc, char **argv) {
    struct rlimit files;
    read_options(argc, argv);
    load_file();
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    sigaction(SIGINT, &(struct sigaction){.sa_handler = interrupt}, NULL);
    sigaction(SIGTERM, &(struct sigaction){.sa_handler = interrupt}, NULL);
    int listening = listening_socket();
    fprintf(stderr, "floor: port %d, %.2f Mb/s, a send every %.0f ms\n", port, loop_bytes * 8 / loop_seconds / 1e6,
            merge_seconds * 1e3);
    serve(listening);
    return 0;
}
