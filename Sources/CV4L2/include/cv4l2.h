// Video4Linux for Swift, through libv4l2: its functions are variadic, its request numbers are macros and its structures
// hold unions, none of which Swift can say. Every function here returns 0 or more when it succeeded and -errno when not,
// so that nobody reads errno later than he should, and tries again by itself when a signal came in between (EINTR).
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// MARK: Device

// Opens for reading and writing without blocking, closed on exec. Returns the descriptor. A path that is no V4L2 device
// gives -ENOTTY or -EINVAL.
int cv4l2_open(const char *path);
int cv4l2_close(int descriptor);

// VIDIOC_QUERYCAP. Texts end with a zero.
typedef struct {
    char driver[17], card[33], bus[33];
    bool captures;  // gives pictures that can be streamed: by what this node can do, not the device as a whole
} cv4l2_card;
int cv4l2_query_card(int descriptor, cv4l2_card *card);

// MARK: What is offered; each gives -EINVAL when there is no entry `index`

// VIDIOC_ENUM_FMT.
typedef struct {
    uint32_t fourcc;
    char description[33];
    bool emulated;  // converted by libv4l2 from what the camera sends
} cv4l2_offer;
int cv4l2_offered_format(int descriptor, uint32_t index, cv4l2_offer *offer);

// VIDIOC_ENUM_FRAMESIZES. A single size has equal ends and steps of 0; a range has only the entry 0.
typedef struct {
    uint32_t least_width, most_width, step_width;
    uint32_t least_height, most_height, step_height;
} cv4l2_sizes;
int cv4l2_offered_size(int descriptor, uint32_t fourcc, uint32_t index, cv4l2_sizes *sizes);

// Seconds from picture to picture; 0/0 when the driver does not say.
typedef struct {
    uint32_t numerator, denominator;
} cv4l2_interval;

// VIDIOC_ENUM_FRAMEINTERVALS. A single interval has equal ends; a range has only the entry 0.
typedef struct {
    cv4l2_interval least, most;
} cv4l2_intervals;
int cv4l2_offered_interval(int descriptor, uint32_t fourcc, uint32_t width, uint32_t height, uint32_t index,
                           cv4l2_intervals *intervals);

// MARK: Format

typedef struct {
    uint32_t width, height, fourcc;
    uint32_t stride;  // bytes from row to row; 0 for compressed formats
    uint32_t bytes;   // most that one picture takes
} cv4l2_format;

// VIDIOC_S_FMT with the size and fourcc; on success the format is what was granted.
int cv4l2_set_format(int descriptor, cv4l2_format *format);
// VIDIOC_G_FMT past libv4l2: what the camera itself sends when libv4l2 converts.
int cv4l2_sent_format(int descriptor, cv4l2_format *format);
// VIDIOC_S_PARM when the interval is not 0/0, then VIDIOC_G_PARM; the interval becomes what is granted.
int cv4l2_set_interval(int descriptor, cv4l2_interval *interval);

// MARK: Buffers and streaming

// VIDIOC_REQBUFS for mapped buffers. Returns how many were granted; 0 frees them.
int cv4l2_request_buffers(int descriptor, uint32_t count);
// VIDIOC_QUERYBUF: where buffer `index` can be mapped.
int cv4l2_query_buffer(int descriptor, uint32_t index, size_t *length, int64_t *offset);
int cv4l2_map(int descriptor, size_t length, int64_t offset, void **start);
int cv4l2_unmap(void *start, size_t length);

// VIDIOC_QBUF.
int cv4l2_queue(int descriptor, uint32_t index);

// VIDIOC_DQBUF; -EAGAIN when no buffer is ready.
typedef struct {
    uint32_t index, used_bytes, sequence;
    uint64_t time_ns;
    bool monotonic;  // the time is of CLOCK_MONOTONIC
    bool faulty;     // V4L2_BUF_FLAG_ERROR
} cv4l2_buffer;
int cv4l2_dequeue(int descriptor, cv4l2_buffer *buffer);

// VIDIOC_STREAMON and VIDIOC_STREAMOFF.
int cv4l2_stream_on(int descriptor);
int cv4l2_stream_off(int descriptor);

// poll(2) for a ready buffer. Returns the events (CV4L2_ERROR, CV4L2_GONE, both, or another number for a buffer), 0 when
// the time passed or a signal came.
int cv4l2_wait(int descriptor, int timeout_ms);
enum { CV4L2_ERROR = 0x008, CV4L2_GONE = 0x010 };  // POLLERR, POLLHUP

// MARK: What libv4l2 says

// Takes the oldest line of errors and warnings that libv4l2 has written on this thread and nobody has taken; they do not
// go to stderr. Returns its length without the zero, 0 when there is none. Lines that found no room are told as one line.
size_t cv4l2_take_line(char *line, size_t capacity);
