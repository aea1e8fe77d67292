// Cuts frames into bulk payloads (UVC 1.0 section 2.4.3) and hands them to the host's waiting transfers.
#include "stream.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "descriptors.h"
#include "pictures.h"
#include "usbip.h"

enum { PAYLOAD_BYTES = 16384, HEADER_BYTES = 2, MAX_WAITING = 256, GARBAGE_BYTES = 30000 };
enum { HEADER_FRAME_ID = 1, HEADER_END_OF_FRAME = 2, HEADER_ERROR = 0x40, HEADER_END = 0x80 };

static const char *const kind_names[FRAME_KINDS] = {"good",    "error_flagged", "truncated",
                                                    "garbage", "empty",         "stalled"};

// Transfers of the host that wait for video, oldest first.
static struct { uint32_t sequence, bytes; } waiting[MAX_WAITING];
static int waiting_count;

static struct stream_settings active;
static const struct frame_size *active_size;
static bool streaming;
static double rate, next_due_s, frozen_until_s;
static int faults_left[FRAME_KINDS];

// The frame on its way.
static struct picture frame;
static size_t frame_offset;
static enum frame_kind frame_kind;
static bool frame_open;
static uint8_t frame_id;
static unsigned frame_index;

// The account of the current or last stream.
static long stream_number, sent[FRAME_KINDS], frozen, late, cut;

static double now_s(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

void settle(struct stream_settings *settings) {
    if (settings->format != FORMAT_YUYV) settings->format = FORMAT_MJPEG;
    if (settings->frame < 1 || settings->frame > frame_size_count) settings->frame = 1;
    if (!settings->interval) settings->interval = DEFAULT_INTERVAL;
    const struct frame_size *size = &frame_sizes[settings->frame - 1];
    settings->largest_frame_bytes = (uint32_t)size->width_px * (uint32_t)size->height_px * 2;
    settings->payload_bytes = PAYLOAD_BYTES;
}

void stream_start(const struct stream_settings *settings) {
    stream_stop();
    active = *settings;
    active_size = &frame_sizes[active.frame - 1];
    rate = 1e7 / active.interval;
    next_due_s = now_s();
    memset(sent, 0, sizeof sent);
    memset(faults_left, 0, sizeof faults_left);
    frozen = late = cut = 0;
    stream_number++;
    streaming = true;
}

void stream_stop(void) {
    if (frame_open) cut++;
    frame_open = streaming = false;
}

void stream_reset(void) {
    stream_stop();
    waiting_count = 0;
}

void stream_queue(uint32_t sequence, uint32_t bytes) {
    if (waiting_count == MAX_WAITING) return;
    waiting[waiting_count].sequence = sequence;
    waiting[waiting_count++].bytes = bytes;
}

static void drop_waiting(int index) {
    waiting_count--;
    memmove(waiting + index, waiting + index + 1, (size_t)(waiting_count - index) * sizeof *waiting);
}

bool stream_unqueue(uint32_t sequence) {
    for (int i = 0; i < waiting_count; i++) {
        if (waiting[i].sequence == sequence) {
            drop_waiting(i);
            return true;
        }
    }
    return false;
}

static void open_frame(void) {
    static uint8_t garbage[GARBAGE_BYTES];
    frame = active.format == FORMAT_YUYV ? yuyv_picture(active_size, frame_index)
                                         : active_size->pictures[frame_index % active_size->picture_count];
    frame_kind = FRAME_GOOD;
    for (enum frame_kind kind = FRAME_ERROR_FLAGGED; kind < FRAME_KINDS && !frame_kind; kind++) {
        if (faults_left[kind] > 0) {
            faults_left[kind]--;
            frame_kind = kind;
        }
    }
    if (frame_kind == FRAME_TRUNCATED) frame.count /= 2;
    if (frame_kind == FRAME_EMPTY) frame.count = 0;
    if (frame_kind == FRAME_GARBAGE) {
        for (size_t i = 0; i < sizeof garbage; i++) garbage[i] = (uint8_t)rand();
        frame = (struct picture){garbage, sizeof garbage};
    }
    frame_index++;
    frame_offset = 0;
    frame_id ^= HEADER_FRAME_ID;
    frame_open = true;
}

static void close_frame(void) {
    sent[frame_kind]++;
    frame_open = false;
}

// Opens the next frame if it is due. Frames that fell into a freeze, or that no transfer could take, are counted.
static bool open_due_frame(void) {
    double now = now_s();
    if (now < frozen_until_s || now < next_due_s) return false;
    for (; next_due_s < frozen_until_s; next_due_s += 1 / rate) frozen++;
    for (; next_due_s < now - 0.5; next_due_s += 1 / rate) late++;
    next_due_s += 1 / rate;
    open_frame();
    return true;
}

// Fills one transfer with the next payload of the open frame.
static void send_payload(void) {
    static uint8_t payload[PAYLOAD_BYTES];
    uint32_t room = waiting[0].bytes < PAYLOAD_BYTES ? waiting[0].bytes : PAYLOAD_BYTES;
    size_t count = frame.count - frame_offset;
    if (count > room - HEADER_BYTES) count = room - HEADER_BYTES;
    bool last = frame_offset + count == frame.count;
    payload[0] = HEADER_BYTES;
    payload[1] = (uint8_t)(HEADER_END | frame_id | (frame_kind == FRAME_ERROR_FLAGGED ? HEADER_ERROR : 0) |
                           (last ? HEADER_END_OF_FRAME : 0));
    memcpy(payload + HEADER_BYTES, frame.bytes + frame_offset, count);
    frame_offset += count;
    uint32_t sequence = waiting[0].sequence;
    drop_waiting(0);
    if (last) close_frame();
    usb_reply(sequence, 0, payload, (uint32_t)(count + HEADER_BYTES), true);
}

int stream_pump(void) {
    while (waiting_count && streaming && usb_socket >= 0) {
        if (!frame_open && !open_due_frame()) return 2;
        if (frame_kind == FRAME_STALLED) {
            // Between frames only: uvcvideo of Linux 6.1 corrupts its list of buffers when a transfer fails in the
            // middle of one, while a worker still copies into it.
            uint32_t sequence = waiting[0].sequence;
            drop_waiting(0);
            close_frame();
            usb_reply(sequence, -EPIPE, NULL, 0, true);
        } else {
            send_payload();
        }
    }
    return 50;
}

void stream_fault(enum frame_kind kind, int count) { faults_left[kind] = count; }

void stream_freeze(int duration_ms) { frozen_until_s = now_s() + duration_ms / 1e3; }

void stream_set_rate(double frames_per_second) {
    if (frames_per_second > 0) rate = frames_per_second;
}

void stream_report(const char *path) {
    char part[4096];
    snprintf(part, sizeof part, "%s.part", path);
    FILE *file = fopen(part, "w");
    if (!file) return;
    fprintf(file,
            "{\"stream\":%ld,\"streaming\":%s,\"format\":\"%s\",\"width\":%d,\"height\":%d,\"rate\":%.2f,\"sent\":{",
            stream_number, streaming ? "true" : "false", active.format == FORMAT_YUYV ? "YUYV" : "MJPG",
            active_size ? active_size->width_px : 0, active_size ? active_size->height_px : 0, rate);
    for (int i = 0; i < FRAME_KINDS; i++) fprintf(file, "%s\"%s\":%ld", i ? "," : "", kind_names[i], sent[i]);
    fprintf(file, "},\"frozen\":%ld,\"late\":%ld,\"cut\":%ld}\n", frozen, late, cut);
    fclose(file);
    rename(part, path);
}
