// Stands in for libv4l2's functions by LD_PRELOAD, for tests of the program without a virtual machine. (libv4l2 reaches
// the kernel by syscall(2), so that standing in for ioctl() would not be seen.) Drivers behave otherwise in many ways;
// what they do is tested in the virtual machine.
//
// One camera, by default /dev/video-fake0, with memory-mapped streaming. poll() works on its descriptor: readable while
// a frame is ready, an error and a hang-up once it is unplugged. It is set by the environment:
//   FAKE_V4L2_DEVICE         path of the camera; symbolic links to it are followed
//   FAKE_V4L2_FRAMES         folders of *.jpg or files of JPEG images, with colons between; every size found is offered
//   FAKE_V4L2_FORMATS        MJPG, YUYV or both with a comma (default)
//   FAKE_V4L2_FPS            pace of the frames, instead of the rate agreed on
//   FAKE_V4L2_UNPLUG_AFTER   unplugged after this many frames, once
//   FAKE_V4L2_PLUG_AFTER_MS  and plugged in again this much later; never unless given
//   FAKE_V4L2_STALL_AFTER    no frame after this many, until the stream is started again
//   FAKE_V4L2_{ERROR,EMPTY,TRUNCATE,GARBAGE,GAP}_EVERY   every n-th frame has the error flag, no byte, half its bytes,
//                            random bytes, or is missing from the sequence
//   FAKE_V4L2_FAIL           CALL=ERRNO[xTIMES],... with CALL of open, S_FMT, S_PARM, REQBUFS, STREAMON, QBUF, DQBUF
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/videodev2.h>
#include <poll.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "../uvcsim/pictures.h"
#include "settings.h"

#define EXPORTED __attribute__((visibility("default")))

enum { MAX_HANDLES = 8, MAX_BUFFERS = 32, RATE_COUNT = 5, SPARE_BYTES = 65536 };

static const uint32_t rates[RATE_COUNT] = {30, 25, 15, 10, 5};

struct buffer {
    bool queued;
    uint32_t bytes_used, sequence, flags;
    struct timeval time;
};

// One open descriptor of the camera. `signal` is the far end of its socket pair: a byte in it for each ready frame.
struct handle {
    bool open, blocking, streaming, ended;
    int descriptor, signal, memory;
    uint8_t *bytes;
    size_t buffer_bytes;
    struct buffer buffers[MAX_BUFFERS];
    int buffer_count, ready[MAX_BUFFERS], ready_count;
    uint32_t format, rate, sequence;
    const struct frame_size *size;
    unsigned generation;  // a feeder of an older stream ends
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct handle handles[MAX_HANDLES];
static long frames_given;
static bool unplugged, was_unplugged, was_stalled;
static int64_t plug_at_ms;

static void load_once(void) {
    const char *list = getenv("FAKE_V4L2_FRAMES");
    if (frame_size_count || !list) return;
    char *copy = strdup(list), *rest = copy;
    for (char *path; (path = strsep(&rest, ":"));) load_pictures(path, false);
    free(copy);
}

// MARK: Frames

static int64_t now_ns(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

// The bytes of the handle's next frame, and the flags of its buffer.
static struct picture next_picture(const struct handle *handle, uint32_t *flags) {
    static uint8_t garbage[20000];
    uint32_t number = handle->sequence;
    struct picture picture = handle->format == V4L2_PIX_FMT_YUYV
                                 ? yuyv_picture(handle->size, number)
                                 : handle->size->pictures[number % handle->size->picture_count];
    *flags = V4L2_BUF_FLAG_TIMESTAMP_MONOTONIC;
    if (is_nth("ERROR_EVERY", number)) *flags |= V4L2_BUF_FLAG_ERROR;
    if (is_nth("EMPTY_EVERY", number)) picture.count = 0;
    if (is_nth("TRUNCATE_EVERY", number)) picture.count /= 2;
    if (is_nth("GARBAGE_EVERY", number)) {
        for (size_t i = 0; i < sizeof garbage; i++) garbage[i] = (uint8_t)rand();
        picture = (struct picture){garbage, sizeof garbage};
    }
    return picture;
}

// Puts a frame into the first queued buffer. With none queued the frame is lost, and the sequence shows it.
static void give_frame(struct handle *handle) {
    uint32_t flags;
    struct picture picture = next_picture(handle, &flags);
    if (picture.count > handle->buffer_bytes) picture.count = handle->buffer_bytes;
    for (int i = 0; i < handle->buffer_count && !is_nth("GAP_EVERY", handle->sequence); i++) {
        struct buffer *buffer = &handle->buffers[i];
        if (!buffer->queued) continue;
        memcpy(handle->bytes + (size_t)i * handle->buffer_bytes, picture.bytes, picture.count);
        int64_t time_us = now_ns() / 1000;
        *buffer = (struct buffer){.bytes_used = (uint32_t)picture.count,
                                  .sequence = handle->sequence,
                                  .flags = flags,
                                  .time = {time_us / 1000000, time_us % 1000000}};
        handle->ready[handle->ready_count++] = i;
        (void)!write(handle->signal, "f", 1);
        break;
    }
    handle->sequence++;
    frames_given++;
}

// Ends a handle's stream as the kernel does when the camera goes: an error and a hang-up for those who poll.
static void hang_up(struct handle *handle) {
    if (!handle->open || handle->ended) return;
    // A byte that nobody read, in the end that is closed, makes the other end show an error besides the hang-up.
    (void)!write(handle->descriptor, "u", 1);
    close(handle->signal);
    handle->signal = -1;
    handle->ended = true;
    handle->streaming = false;
}

static void unplug(void) {
    unplugged = was_unplugged = true;
    long back_ms = setting("PLUG_AFTER_MS", -1);
    plug_at_ms = back_ms < 0 ? INT64_MAX : now_ns() / 1000000 + back_ms;
    for (int i = 0; i < MAX_HANDLES; i++) hang_up(&handles[i]);
}

static bool is_unplugged(void) {
    if (unplugged && now_ns() / 1000000 >= plug_at_ms) unplugged = false;
    return unplugged;
}

struct feeder {
    struct handle *handle;
    unsigned generation;
};

// One thread per stream: a frame at each interval, until the stream ends.
static void *feed(void *argument) {
    struct feeder feeder = *(struct feeder *)argument;
    free(argument);
    struct handle *handle = feeder.handle;
    long unplug_after = setting("UNPLUG_AFTER", -1), stall_after = setting("STALL_AFTER", -1);
    int64_t interval_ns = 1000000000 / setting("FPS", handle->rate), due_ns = now_ns();
    for (;;) {
        due_ns += interval_ns;
        struct timespec due = {due_ns / 1000000000, due_ns % 1000000000};
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &due, NULL);
        pthread_mutex_lock(&lock);
        bool current = handle->streaming && handle->generation == feeder.generation;
        if (current && unplug_after >= 0 && !was_unplugged && frames_given >= unplug_after) unplug();
        if (current && stall_after >= 0 && !was_stalled && frames_given >= stall_after) {
            was_stalled = true;
            current = false;
        }
        if (current && !handle->ended) give_frame(handle);
        pthread_mutex_unlock(&lock);
        if (!current) return NULL;
    }
}

// MARK: Calls

static struct handle *handle_of(int descriptor) {
    for (int i = 0; i < MAX_HANDLES; i++) {
        if (handles[i].open && handles[i].descriptor == descriptor) return &handles[i];
    }
    return NULL;
}

static bool offers(uint32_t format) {
    const char *list = getenv("FAKE_V4L2_FORMATS");
    if (format == V4L2_PIX_FMT_MJPEG) return !list || strstr(list, "MJPG");
    if (format == V4L2_PIX_FMT_YUYV) return !list || strstr(list, "YUYV");
    return false;
}

static uint32_t offered_format(uint32_t index) {
    static const uint32_t all[] = {V4L2_PIX_FMT_MJPEG, V4L2_PIX_FMT_YUYV};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (offers(all[i]) && index-- == 0) return all[i];
    }
    return 0;
}

static const struct frame_size *nearest_size(uint32_t width_px, uint32_t height_px) {
    const struct frame_size *best = &frame_sizes[0];
    long least = LONG_MAX;
    for (int i = 0; i < frame_size_count; i++) {
        long distance =
            labs((long)width_px - frame_sizes[i].width_px) + labs((long)height_px - frame_sizes[i].height_px);
        if (distance < least) {
            least = distance;
            best = &frame_sizes[i];
        }
    }
    return best;
}

static bool another_streams(const struct handle *handle) {
    for (int i = 0; i < MAX_HANDLES; i++) {
        if (&handles[i] != handle && handles[i].open && handles[i].buffer_count > 0) return true;
    }
    return false;
}

static void describe_format(const struct handle *handle, struct v4l2_pix_format *pixels) {
    bool raw = handle->format == V4L2_PIX_FMT_YUYV;
    uint32_t raw_bytes = (uint32_t)(handle->size->width_px * handle->size->height_px * 2);
    *pixels = (struct v4l2_pix_format){.width = (uint32_t)handle->size->width_px,
                                       .height = (uint32_t)handle->size->height_px,
                                       .pixelformat = handle->format,
                                       .field = V4L2_FIELD_NONE,
                                       .bytesperline = raw ? (uint32_t)handle->size->width_px * 2 : 0,
                                       .sizeimage = raw ? raw_bytes : raw_bytes + SPARE_BYTES,
                                       .colorspace = V4L2_COLORSPACE_SRGB};
}

static int set_format(struct handle *handle, struct v4l2_format *format, bool keep) {
    struct handle asked = *handle;
    asked.format = offers(format->fmt.pix.pixelformat) ? format->fmt.pix.pixelformat : offered_format(0);
    asked.size = nearest_size(format->fmt.pix.width, format->fmt.pix.height);
    describe_format(&asked, &format->fmt.pix);
    if (!keep) return 0;
    if (another_streams(handle) || handle->buffer_count > 0) return EBUSY;
    handle->format = asked.format;
    handle->size = asked.size;
    return 0;
}

static int set_rate(struct handle *handle, struct v4l2_streamparm *parameters, bool keep) {
    struct v4l2_captureparm *capture = &parameters->parm.capture;
    if (keep && capture->timeperframe.numerator > 0) {
        uint32_t asked = capture->timeperframe.denominator / capture->timeperframe.numerator;
        handle->rate = rates[RATE_COUNT - 1];
        for (int i = RATE_COUNT - 1; i >= 0 && rates[i] <= asked; i--) handle->rate = rates[i];
    }
    capture->capability = V4L2_CAP_TIMEPERFRAME;
    capture->timeperframe = (struct v4l2_fract){1, handle->rate};
    return 0;
}

static void release_buffers(struct handle *handle) {
    if (handle->bytes) munmap(handle->bytes, handle->buffer_bytes * (size_t)handle->buffer_count);
    if (handle->memory >= 0) close(handle->memory);
    handle->bytes = NULL;
    handle->memory = -1;
    handle->buffer_count = handle->ready_count = 0;
}

static int request_buffers(struct handle *handle, struct v4l2_requestbuffers *request) {
    if (request->memory != V4L2_MEMORY_MMAP) return EINVAL;
    if (another_streams(handle)) return EBUSY;
    release_buffers(handle);
    if (request->count > MAX_BUFFERS) request->count = MAX_BUFFERS;
    if (request->count == 0) return 0;
    struct v4l2_pix_format pixels;
    describe_format(handle, &pixels);
    handle->buffer_bytes = ((size_t)pixels.sizeimage + 4095) & ~(size_t)4095;
    size_t all = handle->buffer_bytes * request->count;
    handle->memory = memfd_create("fakev4l2", MFD_CLOEXEC);
    if (handle->memory < 0 || ftruncate(handle->memory, (off_t)all)) return ENOMEM;
    handle->bytes = mmap(NULL, all, PROT_READ | PROT_WRITE, MAP_SHARED, handle->memory, 0);
    if (handle->bytes == MAP_FAILED) return ENOMEM;
    handle->buffer_count = (int)request->count;
    memset(handle->buffers, 0, sizeof handle->buffers);
    return 0;
}

static void describe_buffer(const struct handle *handle, uint32_t index, struct v4l2_buffer *out) {
    const struct buffer *buffer = &handle->buffers[index];
    out->index = index;
    out->type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    out->memory = V4L2_MEMORY_MMAP;
    out->field = V4L2_FIELD_NONE;
    out->length = (uint32_t)handle->buffer_bytes;
    out->m.offset = (uint32_t)(index * handle->buffer_bytes);
    out->bytesused = buffer->bytes_used;
    out->sequence = buffer->sequence;
    out->timestamp = buffer->time;
    out->flags = buffer->flags | (buffer->queued ? V4L2_BUF_FLAG_QUEUED : 0);
}

static int dequeue(struct handle *handle, struct v4l2_buffer *out) {
    while (handle->ready_count == 0) {
        if (handle->ended) return ENODEV;
        if (!handle->blocking) return EAGAIN;
        struct pollfd wait = {handle->descriptor, POLLIN, 0};
        pthread_mutex_unlock(&lock);
        poll(&wait, 1, 100);
        pthread_mutex_lock(&lock);
    }
    char byte;
    (void)!read(handle->descriptor, &byte, 1);
    int index = handle->ready[0];
    handle->ready_count--;
    memmove(handle->ready, handle->ready + 1, (size_t)handle->ready_count * sizeof *handle->ready);
    describe_buffer(handle, (uint32_t)index, out);
    return 0;
}

static int start(struct handle *handle) {
    struct feeder *feeder = malloc(sizeof *feeder);
    if (!feeder) return ENOMEM;
    handle->streaming = true;
    handle->sequence = 0;
    *feeder = (struct feeder){handle, ++handle->generation};
    pthread_t thread;
    if (pthread_create(&thread, NULL, feed, feeder)) return ENOMEM;
    pthread_detach(thread);
    return 0;
}

static int stop(struct handle *handle) {
    handle->streaming = false;
    handle->ready_count = 0;
    char bytes[MAX_BUFFERS];
    (void)!recv(handle->descriptor, bytes, sizeof bytes, MSG_DONTWAIT);
    for (int i = 0; i < MAX_BUFFERS; i++) handle->buffers[i].queued = false;
    return 0;
}

static int describe_camera(struct v4l2_capability *camera) {
    memset(camera, 0, sizeof *camera);
    strcpy((char *)camera->driver, "fakev4l2");
    strcpy((char *)camera->card, "Fake camera");
    strcpy((char *)camera->bus_info, "fake:0");
    camera->device_caps = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
    camera->capabilities = camera->device_caps | V4L2_CAP_DEVICE_CAPS;
    return 0;
}

static int enumerate(unsigned long request, void *argument) {
    if (request == VIDIOC_ENUM_FMT) {
        struct v4l2_fmtdesc *format = argument;
        format->pixelformat = offered_format(format->index);
        if (format->type != V4L2_BUF_TYPE_VIDEO_CAPTURE || !format->pixelformat) return EINVAL;
        bool raw = format->pixelformat == V4L2_PIX_FMT_YUYV;
        strcpy((char *)format->description, raw ? "YUYV 4:2:2" : "Motion-JPEG");
        format->flags = raw ? 0 : V4L2_FMT_FLAG_COMPRESSED;
    } else if (request == VIDIOC_ENUM_FRAMESIZES) {
        struct v4l2_frmsizeenum *size = argument;
        if (!offers(size->pixel_format) || size->index >= (uint32_t)frame_size_count) return EINVAL;
        size->type = V4L2_FRMSIZE_TYPE_DISCRETE;
        size->discrete.width = (uint32_t)frame_sizes[size->index].width_px;
        size->discrete.height = (uint32_t)frame_sizes[size->index].height_px;
    } else {
        struct v4l2_frmivalenum *interval = argument;
        if (!offers(interval->pixel_format) || interval->index >= RATE_COUNT) return EINVAL;
        interval->type = V4L2_FRMIVAL_TYPE_DISCRETE;
        interval->discrete = (struct v4l2_fract){1, rates[interval->index]};
    }
    return 0;
}

static int queue(struct handle *handle, struct v4l2_buffer *buffer) {
    if (buffer->index >= (uint32_t)handle->buffer_count) return EINVAL;
    handle->buffers[buffer->index].queued = true;
    return 0;
}

static const char *call_name(unsigned long request) {
    switch (request) {
        case VIDIOC_S_FMT: return "S_FMT";
        case VIDIOC_S_PARM: return "S_PARM";
        case VIDIOC_REQBUFS: return "REQBUFS";
        case VIDIOC_STREAMON: return "STREAMON";
        case VIDIOC_QBUF: return "QBUF";
        case VIDIOC_DQBUF: return "DQBUF";
        default: return "";
    }
}

// Answers one request: 0 or an errno.
static int answer(struct handle *handle, unsigned long request, void *argument) {
    if (handle->ended && request != VIDIOC_STREAMOFF && request != VIDIOC_REQBUFS) return ENODEV;
    int failure = wanted_failure(call_name(request));
    if (failure) return failure;
    switch (request) {
        case VIDIOC_QUERYCAP: return describe_camera(argument);
        case VIDIOC_ENUM_FMT:
        case VIDIOC_ENUM_FRAMESIZES:
        case VIDIOC_ENUM_FRAMEINTERVALS: return enumerate(request, argument);
        case VIDIOC_G_FMT: describe_format(handle, &((struct v4l2_format *)argument)->fmt.pix); return 0;
        case VIDIOC_TRY_FMT: return set_format(handle, argument, false);
        case VIDIOC_S_FMT: return set_format(handle, argument, true);
        case VIDIOC_G_PARM: return set_rate(handle, argument, false);
        case VIDIOC_S_PARM: return set_rate(handle, argument, true);
        case VIDIOC_REQBUFS: return request_buffers(handle, argument);
        case VIDIOC_QUERYBUF: {
            struct v4l2_buffer *buffer = argument;
            if (buffer->index >= (uint32_t)handle->buffer_count) return EINVAL;
            describe_buffer(handle, buffer->index, buffer);
            return 0;
        }
        case VIDIOC_QBUF: return queue(handle, argument);
        case VIDIOC_DQBUF: return dequeue(handle, argument);
        case VIDIOC_STREAMON: return start(handle);
        case VIDIOC_STREAMOFF: return stop(handle);
        default: return ENOTTY;
    }
}

static bool is_camera(const char *path) {
    const char *camera = getenv("FAKE_V4L2_DEVICE");
    char resolved[PATH_MAX];
    if (!camera) camera = "/dev/video-fake0";
    return !strcmp(path, camera) || (realpath(path, resolved) && !strcmp(resolved, camera));
}

static int fail(int number) {
    errno = number;
    return -1;
}

static int open_handle(int flags) {
    load_once();
    int failure = wanted_failure("open");
    if (failure) return fail(failure);
    if (!frame_size_count || is_unplugged()) return fail(ENOENT);
    struct handle *handle = NULL;
    for (int i = 0; i < MAX_HANDLES && !handle; i++) {
        if (!handles[i].open) handle = &handles[i];
    }
    int pair[2];
    if (!handle) return fail(EMFILE);
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair)) return -1;
    unsigned generation = handle->generation;
    *handle = (struct handle){.open = true,
                              .blocking = !(flags & O_NONBLOCK),
                              .descriptor = pair[0],
                              .signal = pair[1],
                              .memory = -1,
                              .format = offered_format(0),
                              .rate = rates[0],
                              .size = &frame_sizes[0],
                              .generation = generation};
    return pair[0];
}

EXPORTED int v4l2_open(const char *path, int flags, ...) {
    if (!is_camera(path)) return fail(ENOENT);
    pthread_mutex_lock(&lock);
    int descriptor = open_handle(flags);
    pthread_mutex_unlock(&lock);
    return descriptor;
}

EXPORTED int v4l2_close(int descriptor) {
    pthread_mutex_lock(&lock);
    struct handle *handle = handle_of(descriptor);
    if (handle) {
        release_buffers(handle);
        if (handle->signal >= 0) close(handle->signal);
        handle->open = handle->streaming = false;
    }
    pthread_mutex_unlock(&lock);
    return close(descriptor);
}

EXPORTED int v4l2_ioctl(int descriptor, unsigned long request, ...) {
    va_list arguments;
    va_start(arguments, request);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    pthread_mutex_lock(&lock);
    struct handle *handle = handle_of(descriptor);
    int failure = handle ? answer(handle, (uint32_t)request, argument) : EBADF;
    pthread_mutex_unlock(&lock);
    return failure ? fail(failure) : 0;
}

EXPORTED void *v4l2_mmap(void *start, size_t length, int protection, int flags, int descriptor, int64_t offset) {
    pthread_mutex_lock(&lock);
    struct handle *handle = handle_of(descriptor);
    int memory = handle ? handle->memory : -1;
    pthread_mutex_unlock(&lock);
    return mmap(start, length, protection, flags, memory, offset);
}

EXPORTED int v4l2_munmap(void *start, size_t length) { return munmap(start, length); }
