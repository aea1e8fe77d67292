// Endpoint 0: USB's standard requests, and the class requests of UVC 1.0 (section 4) that uvcvideo sends.
#include "control.h"

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>

#include "descriptors.h"
#include "stream.h"

// A request's code; the USB standard has small numbers, the video class those below.
enum {
    GET_STATUS = 0,
    CLEAR_FEATURE = 1,
    GET_DESCRIPTOR = 6,
    GET_CONFIGURATION = 8,
    SET_CONFIGURATION = 9,
    SET_INTERFACE = 11
};
enum {
    SET_CUR = 0x01,
    GET_MIN = 0x82,
    GET_MAX = 0x83,
    GET_RES = 0x84,
    GET_LEN = 0x85,
    GET_INFO = 0x86,
    GET_DEF = 0x87
};
enum { STREAMING_INTERFACE = 1, PROCESSING_UNIT = 0x200, PROBE = 1, COMMIT = 2, BRIGHTNESS = 2 };
enum { NOT_KNOWN = -1, SETTINGS_BYTES = 26 };

_Static_assert(sizeof(struct stream_settings) == SETTINGS_BYTES, "the block on the wire is packed");

// One request, taken apart, and where its answer is.
struct request {
    uint8_t type, code;
    uint16_t value, index, length;
    const uint8_t *data;  // sent with it
    uint8_t scratch[64];  // room for short answers
    const uint8_t *answer;
};

static struct stream_settings probed, committed;

// Probe and commit. Returns the answer's length.
static int stream_request(struct request *request) {
    bool commit = request->value >> 8 == COMMIT;
    struct stream_settings *settings = commit ? &committed : &probed;
    static struct stream_settings answer;
    switch (request->code) {
        case SET_CUR:
            memcpy(settings, request->data, request->length < SETTINGS_BYTES ? request->length : SETTINGS_BYTES);
            settle(settings);
            if (commit) stream_start(settings);
            return 0;
        case GET_LEN: request->scratch[0] = SETTINGS_BYTES; return 2;
        case GET_INFO: request->scratch[0] = 3; return 1;
        default:
            answer = *settings;
            if (request->code == GET_MIN) answer.interval = SHORTEST_INTERVAL;
            if (request->code == GET_MAX) answer.interval = LONGEST_INTERVAL;
            if (request->code == GET_DEF) answer.interval = DEFAULT_INTERVAL;
            settle(&answer);
            request->answer = (const uint8_t *)&answer;
            return SETTINGS_BYTES;
    }
}

// The one picture control that the camera has. Returns the answer's length.
static int brightness_request(struct request *request) {
    static int16_t brightness = 128;
    int16_t value = brightness;
    switch (request->code) {
        case SET_CUR: memcpy(&brightness, request->data, sizeof brightness); return 0;
        case GET_LEN: request->scratch[0] = 2; return 2;
        case GET_INFO: request->scratch[0] = 3; return 1;
        case GET_MIN: value = 0; break;
        case GET_MAX: value = 255; break;
        case GET_RES: value = 1; break;
        case GET_DEF: value = 128; break;
        default: break;
    }
    memcpy(request->scratch, &value, sizeof value);
    return sizeof value;
}

static int standard_request(struct request *request) {
    switch (request->code) {
        case GET_STATUS: return 2;
        // The host takes a halt back when it stops a bulk stream.
        case CLEAR_FEATURE: stream_stop(); return 0;
        case GET_DESCRIPTOR: return find_descriptor(request->value, &request->answer);
        case GET_CONFIGURATION: request->scratch[0] = 1; return 1;
        case SET_CONFIGURATION:
        case SET_INTERFACE: return 0;
        default: return NOT_KNOWN;
    }
}

static int dispatch(struct request *request) {
    bool class_request = (request->type & 0x60) == 0x20;
    int selector = request->value >> 8;
    if (!class_request) return standard_request(request);
    if (request->index == STREAMING_INTERFACE && (selector == PROBE || selector == COMMIT)) {
        return stream_request(request);
    }
    if (request->index == PROCESSING_UNIT && selector == BRIGHTNESS) return brightness_request(request);
    return NOT_KNOWN;
}

void answer_control(const struct usbip_header *header) {
    static uint8_t data[4096];
    const uint8_t *setup = header->setup;
    bool to_host = ntohl(header->direction) == 1;
    uint32_t data_bytes = ntohl(header->fields[1]);
    if (!to_host && data_bytes > sizeof data) {
        usb_unplug();
        return;
    }
    if (!to_host && data_bytes && !usb_read(data, data_bytes)) return;
    struct request request = {
        .type = setup[0],
        .code = setup[1],
        .value = (uint16_t)(setup[2] | setup[3] << 8),
        .index = (uint16_t)(setup[4] | setup[5] << 8),
        .length = (uint16_t)(setup[6] | setup[7] << 8),
        .data = data,
    };
    request.answer = request.scratch;
    int count = dispatch(&request);
    if (count == NOT_KNOWN) {
        usb_reply(header->sequence, -EPIPE, NULL, 0, to_host);
        return;
    }
    if (count > request.length) count = request.length;
    usb_reply(header->sequence, 0, request.answer, to_host ? (uint32_t)count : request.length, to_host);
}
