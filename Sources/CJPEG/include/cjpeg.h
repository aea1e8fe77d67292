// JPEG for Swift: libjpeg's classic interface reports errors by longjmp, which Swift cannot cross, so every call that can
// fail lives behind this header and returns a status instead.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// What became of a picture. Values are stable; Swift maps them to its own reasons.
typedef enum {
    CJPEG_WHOLE = 0,        // decoded without loss
    CJPEG_TRUNCATED = 1,    // the bytes ended before the end-of-image marker
    CJPEG_DAMAGED = 2,      // headers or entropy-coded data are wrong
    CJPEG_UNSUPPORTED = 3,  // a form of JPEG that is not decoded here
    CJPEG_NOT_JPEG = 4,     // no start-of-image marker at the start
    CJPEG_TOO_LARGE = 5,    // larger than libjpeg or the caller's limits allow
    CJPEG_NO_MEMORY = 6,    // an allocation failed
} cjpeg_status;

// What the headers up to the first scan say.
typedef struct {
    int width, height;    // full size in pixels
    int components;       // 1 grey, 3 colour, 4 CMYK or YCCK
    bool multiple_scans;  // progressive or non-interleaved: coefficients of the whole picture are held in memory
    bool grey_or_colour;  // can be given as grey and as RGB
} cjpeg_header;

// What a decode may spend.
typedef struct {
    int max_scans;               // scans of one picture; each costs a pass over its coefficients
    long max_coefficient_bytes;  // memory for the coefficients of a picture with several scans
} cjpeg_limits;

// One decoder; used by one thread at a time.
typedef struct cjpeg_decoder cjpeg_decoder;

cjpeg_decoder *cjpeg_decoder_create(void);
void cjpeg_decoder_destroy(cjpeg_decoder *decoder);

// Reads the headers. `bytes` must stay valid until the decode is done or the next header is read.
cjpeg_status cjpeg_read_header(cjpeg_decoder *decoder, const uint8_t *bytes, size_t count, cjpeg_limits limits,
                               cjpeg_header *header);

// Decodes the picture whose header was read last, at 1/denominator (1, 2, 4, 8), into rows of `channels` (1 grey, 3 RGB)
// bytes per pixel without padding. `capacity` must be the exact number of bytes. The rows are written even when the
// picture turns out to be truncated or damaged; the caller decides whether to use them.
cjpeg_status cjpeg_decode(cjpeg_decoder *decoder, int denominator, int channels, uint8_t *rows, size_t capacity);

// libjpeg's words for the last status that was not CJPEG_WHOLE; empty when there are none.
const char *cjpeg_message(const cjpeg_decoder *decoder);

// How chroma is stored: the luma sampling factors of the first component.
typedef struct {
    int quality;                     // 1...100, libjpeg's scale
    int horizontal, vertical;        // 1 x 1 = 4:4:4, 2 x 1 = 4:2:2, 2 x 2 = 4:2:0; ignored for grey
} cjpeg_encoding;

// Encodes rows of `channels` (1 grey, 3 RGB) bytes per pixel as a baseline JFIF picture with the standard Huffman tables.
// On CJPEG_WHOLE, `*out` is the caller's to free with cjpeg_free.
cjpeg_status cjpeg_encode(const uint8_t *rows, int width, int height, int channels, cjpeg_encoding encoding,
                          uint8_t **out, size_t *out_count);
void cjpeg_free(uint8_t *bytes);
