#define _GNU_SOURCE
#include "scripted_v4l2.h"

#include <dlfcn.h>
#include <errno.h>
#include <libv4l2.h>
#include <linux/videodev2.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BUFFERS = 16, BUFFER_BYTES = 4096 };

static struct {
    int descriptor, peer, memory;
    int open, mapped, granted, calls, fail_at, error;
    bool forever, streams, gone, metadata;
    char offers[256];
    struct v4l2_pix_format format, imposed;
    struct v4l2_fract interval;
    uint32_t most;
    uint32_t queued[BUFFERS], queued_count;
    struct v4l2_buffer filled[BUFFERS];
    uint32_t filled_count;
} camera;

static uint32_t code(const char *text) {
    return (uint32_t)text[0] | (uint32_t)text[1] << 8 | (uint32_t)text[2] << 16 | (uint32_t)text[3] << 24;
}

void scripted_reset(void) {
    memset(&camera, 0, sizeof camera);
    camera.descriptor = camera.peer = camera.memory = camera.fail_at = -1;
    camera.most = BUFFERS;
    scripted_offer("MJPG YUYV !YU12");
}

void scripted_fail(int call, int error, bool forever) {
    camera.fail_at = call, camera.error = error, camera.forever = forever;
}
int scripted_calls(void) { return camera.calls; }
void scripted_offer(const char *fourccs) { snprintf(camera.offers, sizeof camera.offers, "%s", fourccs); }
void scripted_buffers(uint32_t most) { camera.most = most; }
void scripted_metadata(bool yes) { camera.metadata = yes; }
void scripted_grant(uint32_t width, uint32_t height, const char *fourcc, uint32_t stride, uint32_t bytes) {
    camera.imposed = (struct v4l2_pix_format){
        .width = width, .height = height, .pixelformat = code(fourcc), .bytesperline = stride, .sizeimage = bytes};
}

int scripted_open_count(void) { return camera.open; }
int scripted_mapped_count(void) { return camera.mapped; }
int scripted_granted_count(void) { return camera.granted; }
bool scripted_streams(void) { return camera.streams; }

bool scripted_fill(const char *bytes, uint32_t count, uint32_t sequence, uint64_t time_us, uint32_t flags) {
    if (!camera.streams || camera.queued_count == 0) return false;
    uint32_t index = camera.queued[0];
    memmove(camera.queued, camera.queued + 1, --camera.queued_count * sizeof camera.queued[0]);
    if (pwrite(camera.memory, bytes, count, (off_t)index * BUFFER_BYTES) != (ssize_t)count) return false;
    camera.filled[camera.filled_count++] = (struct v4l2_buffer){
        .index = index, .bytesused = count, .sequence = sequence, .flags = flags,
        .timestamp = {.tv_sec = (time_t)(time_us / 1000000), .tv_usec = (suseconds_t)(time_us % 1000000)}};
    return write(camera.peer, "x", 1) == 1;
}

void scripted_unplug(void) {
    camera.gone = true;
    scripted_hang_up();
}

void scripted_hang_up(void) {
    close(camera.peer);
    camera.peer = -1;
}

void scripted_say(const char *text) {
    if (v4l2_log_file != NULL) fputs(text, v4l2_log_file);
}

// Counts a call; true when it is one that fails.
static bool fails(void) {
    int call = camera.calls++;
    bool now = camera.fail_at >= 0 && (call == camera.fail_at || (camera.forever && call > camera.fail_at));
    if (now) errno = camera.error;
    return now;
}

static int no(int error) {
    errno = error;
    return -1;
}

// MARK: Requests

static int capability(struct v4l2_capability *said) {
    snprintf((char *)said->driver, sizeof said->driver, "scripted");
    snprintf((char *)said->card, sizeof said->card, "Scripted camera");
    snprintf((char *)said->bus_info, sizeof said->bus_info, "script:1");
    said->device_caps = (camera.metadata ? V4L2_CAP_META_CAPTURE : V4L2_CAP_VIDEO_CAPTURE) | V4L2_CAP_STREAMING;
    said->capabilities = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_META_CAPTURE | V4L2_CAP_STREAMING | V4L2_CAP_DEVICE_CAPS;
    return 0;
}

static int offered_format(struct v4l2_fmtdesc *said) {
    const char *at = camera.offers;
    for (uint32_t i = 0; i < said->index && *at; i++) at += strcspn(at, " "), at += strspn(at, " ");
    if (*at == 0) return no(EINVAL);
    said->flags = *at == '!' ? V4L2_FMT_FLAG_EMULATED : 0;
    said->pixelformat = code(at + (*at == '!'));
    snprintf((char *)said->description, sizeof said->description, "format %.4s", at + (*at == '!'));
    return 0;
}

static int offered_size(struct v4l2_frmsizeenum *said) {
    static const uint32_t sizes[2][2] = {{640, 480}, {1280, 720}};
    if (said->index > 1) return no(EINVAL);
    said->type = V4L2_FRMSIZE_TYPE_DISCRETE;
    said->discrete = (struct v4l2_frmsize_discrete){sizes[said->index][0], sizes[said->index][1]};
    return 0;
}

static int offered_interval(struct v4l2_frmivalenum *said) {
    if (said->index > 1) return no(EINVAL);
    said->type = V4L2_FRMIVAL_TYPE_DISCRETE;
    said->discrete = (struct v4l2_fract){1, said->index == 0 ? 30 : 15};
    return 0;
}

static int set_format(struct v4l2_format *asked) {
    struct v4l2_pix_format *pix = &asked->fmt.pix;
    if (camera.imposed.pixelformat != 0) {
        *pix = camera.imposed;
    } else {
        pix->bytesperline = pix->pixelformat == code("MJPG") ? 0 : pix->width * 2;
        pix->sizeimage = pix->width * pix->height * 2;
    }
    camera.format = *pix;
    return 0;
}

static int request_buffers(struct v4l2_requestbuffers *asked) {
    if (asked->count > camera.most) asked->count = camera.most;
    camera.granted = (int)asked->count;
    camera.queued_count = camera.filled_count = 0;
    return 0;
}

static int dequeue(struct v4l2_buffer *said) {
    char byte;
    if (camera.filled_count == 0) return no(camera.gone ? ENODEV : EAGAIN);
    if (read(camera.descriptor, &byte, 1) != 1) return no(EIO);
    *said = camera.filled[0];
    memmove(camera.filled, camera.filled + 1, --camera.filled_count * sizeof camera.filled[0]);
    return 0;
}

static int queue(const struct v4l2_buffer *given) {
    if (camera.gone) return no(ENODEV);
    if (camera.queued_count == BUFFERS || given->index >= (uint32_t)camera.granted) return no(EINVAL);
    camera.queued[camera.queued_count++] = given->index;
    return 0;
}

static int answer(unsigned long number, void *argument) {
    switch (number) {
        case VIDIOC_QUERYCAP: return capability(argument);
        case VIDIOC_ENUM_FMT: return offered_format(argument);
        case VIDIOC_ENUM_FRAMESIZES: return offered_size(argument);
        case VIDIOC_ENUM_FRAMEINTERVALS: return offered_interval(argument);
        case VIDIOC_S_FMT: return set_format(argument);
        case VIDIOC_S_PARM: camera.interval = ((struct v4l2_streamparm *)argument)->parm.capture.timeperframe; return 0;
        case VIDIOC_G_PARM: ((struct v4l2_streamparm *)argument)->parm.capture.timeperframe = camera.interval; return 0;
        case VIDIOC_REQBUFS: return request_buffers(argument);
        case VIDIOC_QUERYBUF: {
            struct v4l2_buffer *said = argument;
            said->length = BUFFER_BYTES;
            said->m.offset = said->index * BUFFER_BYTES;
            return 0;
        }
        case VIDIOC_QBUF: return queue(argument);
        case VIDIOC_DQBUF: return dequeue(argument);
        case VIDIOC_STREAMON: camera.streams = true; return 0;
        case VIDIOC_STREAMOFF: camera.streams = false; return 0;
        default: return no(ENOTTY);
    }
}

// MARK: libv4l2's functions

#define REAL(name) ((typeof(&name))dlsym(RTLD_NEXT, #name))

int v4l2_open(const char *path, int flags, ...) {
    if (strstr(path, "scripted") == NULL) return REAL(v4l2_open)(path, flags, 0);
    if (fails()) return -1;
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair) != 0) return -1;
    camera.descriptor = pair[0], camera.peer = pair[1];
    camera.memory = memfd_create("scripted", MFD_CLOEXEC);
    if (ftruncate(camera.memory, BUFFERS * BUFFER_BYTES) != 0) return -1;
    camera.open++;
    return camera.descriptor;
}

int v4l2_close(int descriptor) {
    if (descriptor != camera.descriptor) return REAL(v4l2_close)(descriptor);
    camera.open--;
    camera.descriptor = -1;
    if (camera.peer >= 0) close(camera.peer);
    close(camera.memory);
    return close(descriptor);
}

int v4l2_ioctl(int descriptor, unsigned long number, ...) {
    va_list arguments;
    va_start(arguments, number);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    if (descriptor != camera.descriptor) return REAL(v4l2_ioctl)(descriptor, number, argument);
    return fails() ? -1 : answer(number, argument);
}

void *v4l2_mmap(void *start, size_t length, int rights, int flags, int descriptor, int64_t offset) {
    if (descriptor != camera.descriptor) return REAL(v4l2_mmap)(start, length, rights, flags, descriptor, offset);
    if (fails()) return MAP_FAILED;
    camera.mapped++;
    return mmap(start, length, rights, flags, camera.memory, offset);
}

int v4l2_munmap(void *start, size_t length) {
    if (length != BUFFER_BYTES) return REAL(v4l2_munmap)(start, length);
    camera.mapped--;
    return munmap(start, length);
}
