#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <libv4l2.h>
#include <linux/videodev2.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "chatter.h"
#include "cv4l2.h"

// The one place where a request goes to the device and where errno is read.
static int request(int descriptor, unsigned long number, void *argument) {
    int result;
    do {
        result = v4l2_ioctl(descriptor, number, argument);
    } while (result < 0 && errno == EINTR);
    return result < 0 ? -errno : result;
}

// MARK: Device

// The number of all video devices (Documentation/admin-guide/devices.txt of the kernel).
enum { VIDEO_MAJOR = 81 };

int cv4l2_open(const char *path) {
    cv4l2_listen();
    // To open a device of another kind can do things to it, and libv4l2 complains about it on stderr.
    struct stat status;
    if (stat(path, &status) == 0 && (!S_ISCHR(status.st_mode) || major(status.st_rdev) != VIDEO_MAJOR)) return -ENOTTY;
    int descriptor;
    do {
        // Without O_NONBLOCK a picture that does not come would be waited for in the kernel, past every timeout of ours.
        descriptor = v4l2_open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    } while (descriptor < 0 && errno == EINTR);
    return descriptor < 0 ? -errno : descriptor;
}

// Not repeated on EINTR: Linux has closed the descriptor all the same.
int cv4l2_close(int descriptor) { return v4l2_close(descriptor) < 0 ? -errno : 0; }

static void copy_text(char *to, size_t capacity, const void *from, size_t count) {
    size_t length = strnlen(from, count < capacity ? count : capacity - 1);
    memcpy(to, from, length);
    to[length] = 0;
}

int cv4l2_query_card(int descriptor, cv4l2_card *card) {
    struct v4l2_capability said = {0};
    int result = request(descriptor, VIDIOC_QUERYCAP, &said);
    if (result < 0) return result;
    copy_text(card->driver, sizeof card->driver, said.driver, sizeof said.driver);
    copy_text(card->card, sizeof card->card, said.card, sizeof said.card);
    copy_text(card->bus, sizeof card->bus, said.bus_info, sizeof said.bus_info);
    uint32_t can = said.capabilities & V4L2_CAP_DEVICE_CAPS ? said.device_caps : said.capabilities;
    card->captures = can & V4L2_CAP_VIDEO_CAPTURE && can & V4L2_CAP_STREAMING;
    return 0;
}

// MARK: What is offered

int cv4l2_offered_format(int descriptor, uint32_t index, cv4l2_offer *offer) {
    struct v4l2_fmtdesc said = {.index = index, .type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
    int result = request(descriptor, VIDIOC_ENUM_FMT, &said);
    if (result < 0) return result;
    offer->fourcc = said.pixelformat;
    copy_text(offer->description, sizeof offer->description, said.description, sizeof said.description);
    offer->emulated = said.flags & V4L2_FMT_FLAG_EMULATED;
    return 0;
}

int cv4l2_offered_size(int descriptor, uint32_t fourcc, uint32_t index, cv4l2_sizes *sizes) {
    struct v4l2_frmsizeenum said = {.index = index, .pixel_format = fourcc};
    int result = request(descriptor, VIDIOC_ENUM_FRAMESIZES, &said);
    if (result < 0) return result;
    if (said.type == V4L2_FRMSIZE_TYPE_DISCRETE) {
        *sizes = (cv4l2_sizes){said.discrete.width,  said.discrete.width,  0,
                               said.discrete.height, said.discrete.height, 0};
        return 0;
    }
    if (index > 0) return -EINVAL;
    struct v4l2_frmsize_stepwise range = said.stepwise;
    *sizes = (cv4l2_sizes){range.min_width,  range.max_width,  range.step_width,
                           range.min_height, range.max_height, range.step_height};
    return 0;
}

static cv4l2_interval plain(struct v4l2_fract fraction) {
    return (cv4l2_interval){fraction.numerator, fraction.denominator};
}

int cv4l2_offered_interval(int descriptor, uint32_t fourcc, uint32_t width, uint32_t height, uint32_t index,
                           cv4l2_intervals *intervals) {
    struct v4l2_frmivalenum said = {.index = index, .pixel_format = fourcc, .width = width, .height = height};
    int result = request(descriptor, VIDIOC_ENUM_FRAMEINTERVALS, &said);
    if (result < 0) return result;
    if (said.type == V4L2_FRMIVAL_TYPE_DISCRETE) {
        *intervals = (cv4l2_intervals){plain(said.discrete), plain(said.discrete)};
        return 0;
    }
    if (index > 0) return -EINVAL;
    *intervals = (cv4l2_intervals){plain(said.stepwise.min), plain(said.stepwise.max)};
    return 0;
}

// MARK: Format

static void read_format(const struct v4l2_format *said, cv4l2_format *format) {
    const struct v4l2_pix_format *pix = &said->fmt.pix;
    *format = (cv4l2_format){pix->width, pix->height, pix->pixelformat, pix->bytesperline, pix->sizeimage};
}

int cv4l2_set_format(int descriptor, cv4l2_format *format) {
    struct v4l2_format asked = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
    asked.fmt.pix.width = format->width;
    asked.fmt.pix.height = format->height;
    asked.fmt.pix.pixelformat = format->fourcc;
    // Whole pictures: a frame must not hold two moments in its odd and even rows.
    asked.fmt.pix.field = V4L2_FIELD_NONE;
    int result = request(descriptor, VIDIOC_S_FMT, &asked);
    if (result >= 0) read_format(&asked, format);
    return result;
}

int cv4l2_sent_format(int descriptor, cv4l2_format *format) {
    struct v4l2_format said = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
    int result;
    do {
        result = ioctl(descriptor, VIDIOC_G_FMT, &said);
    } while (result < 0 && errno == EINTR);
    if (result < 0) return -errno;
    read_format(&said, format);
    return 0;
}

int cv4l2_set_interval(int descriptor, cv4l2_interval *interval) {
    struct v4l2_streamparm parameters = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
    parameters.parm.capture.timeperframe = (struct v4l2_fract){interval->numerator, interval->denominator};
    int result = 0;
    if (interval->denominator > 0) result = request(descriptor, VIDIOC_S_PARM, &parameters);
    if (result < 0) return result;
    // Some drivers leave what was asked in the answer of S_PARM.
    memset(&parameters.parm, 0, sizeof parameters.parm);
    result = request(descriptor, VIDIOC_G_PARM, &parameters);
    if (result < 0) return result;
    *interval = plain(parameters.parm.capture.timeperframe);
    return 0;
}

// MARK: Buffers and streaming

int cv4l2_request_buffers(int descriptor, uint32_t count) {
    struct v4l2_requestbuffers asked = {
        .count = count, .type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP};
    int result = request(descriptor, VIDIOC_REQBUFS, &asked);
    return result < 0 ? result : (int)asked.count;
}

static struct v4l2_buffer mapped(uint32_t index) {
    return (struct v4l2_buffer){
        .index = index, .type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP};
}

int cv4l2_query_buffer(int descriptor, uint32_t index, size_t *length, int64_t *offset) {
    struct v4l2_buffer said = mapped(index);
    int result = request(descriptor, VIDIOC_QUERYBUF, &said);
    if (result < 0) return result;
    *length = said.length;
    *offset = said.m.offset;
    return 0;
}

int cv4l2_map(int descriptor, size_t length, int64_t offset, void **start) {
    void *mapped;
    do {
        // libv4l2 asks for both rights, as it writes converted pictures there; it makes requests of its own for it.
        mapped = v4l2_mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, offset);
    } while (mapped == MAP_FAILED && errno == EINTR);
    if (mapped == MAP_FAILED) return -errno;
    *start = mapped;
    return 0;
}

int cv4l2_unmap(void *start, size_t length) { return v4l2_munmap(start, length) < 0 ? -errno : 0; }

int cv4l2_queue(int descriptor, uint32_t index) {
    struct v4l2_buffer buffer = mapped(index);
    return request(descriptor, VIDIOC_QBUF, &buffer);
}

int cv4l2_dequeue(int descriptor, cv4l2_buffer *buffer) {
    struct v4l2_buffer said = mapped(0);
    int result = request(descriptor, VIDIOC_DQBUF, &said);
    if (result < 0) return result;
    uint64_t seconds = (uint64_t)said.timestamp.tv_sec, microseconds = (uint64_t)said.timestamp.tv_usec;
    *buffer = (cv4l2_buffer){
        .index = said.index,
        .used_bytes = said.bytesused,
        .sequence = said.sequence,
        .time_ns = (seconds * 1000000 + microseconds) * 1000,
        .monotonic = (said.flags & V4L2_BUF_FLAG_TIMESTAMP_MASK) == V4L2_BUF_FLAG_TIMESTAMP_MONOTONIC,
        .faulty = said.flags & V4L2_BUF_FLAG_ERROR,
    };
    return 0;
}

static int stream(int descriptor, unsigned long number) {
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    return request(descriptor, number, &type);
}

int cv4l2_stream_on(int descriptor) { return stream(descriptor, VIDIOC_STREAMON); }
int cv4l2_stream_off(int descriptor) { return stream(descriptor, VIDIOC_STREAMOFF); }

_Static_assert(CV4L2_ERROR == POLLERR && CV4L2_GONE == POLLHUP, "the header names the events of poll");

int cv4l2_wait(int descriptor, int timeout_ms) {
    struct pollfd one = {.fd = descriptor, .events = POLLIN};
    int result = poll(&one, 1, timeout_ms);
    // After a signal the caller looks at what it is about, instead of waiting all over again.
    if (result < 0) return errno == EINTR ? 0 : -errno;
    return result == 0 ? 0 : one.revents;
}
