#include <jerror.h>
#include <stdlib.h>

#include "failure.h"

// Growing memory as libjpeg's destination. libjpeg's own (jpeg_mem_dest) hands its buffer over only at the end, so that
// after an error nobody can free it.
typedef struct {
    struct jpeg_destination_mgr manager;
    uint8_t *bytes;
    size_t capacity;
    size_t count;
} cjpeg_sink;

static void grow(j_compress_ptr info, cjpeg_sink *sink, size_t used) {
    size_t capacity = sink->capacity == 0 ? 64 * 1024 : 2 * sink->capacity;
    uint8_t *bytes = realloc(sink->bytes, capacity);
    if (bytes == NULL) cjpeg_fail((j_common_ptr)info, CJPEG_NO_MEMORY, "out of memory");
    sink->bytes = bytes;
    sink->capacity = capacity;
    sink->manager.next_output_byte = bytes + used;
    sink->manager.free_in_buffer = capacity - used;
}

static void sink_start(j_compress_ptr info) { grow(info, (cjpeg_sink *)info->dest, 0); }

static boolean sink_full(j_compress_ptr info) {
    cjpeg_sink *sink = (cjpeg_sink *)info->dest;
    grow(info, sink, sink->capacity);
    return TRUE;
}

static void sink_end(j_compress_ptr info) {
    cjpeg_sink *sink = (cjpeg_sink *)info->dest;
    sink->count = sink->capacity - sink->manager.free_in_buffer;
}

static void set_form(struct jpeg_compress_struct *info, int width, int height, int channels, cjpeg_encoding encoding) {
    info->image_width = (JDIMENSION)width;
    info->image_height = (JDIMENSION)height;
    info->input_components = channels;
    info->in_color_space = channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(info);
    jpeg_set_quality(info, encoding.quality, TRUE);
    if (channels == 3) {
        info->comp_info[0].h_samp_factor = encoding.horizontal;
        info->comp_info[0].v_samp_factor = encoding.vertical;
    }
}

cjpeg_status cjpeg_encode(const uint8_t *rows, int width, int height, int channels, cjpeg_encoding encoding,
                          uint8_t **out, size_t *out_count) {
    struct jpeg_compress_struct info = {0};
    cjpeg_failure failure;
    cjpeg_sink sink = {.manager = {.init_destination = sink_start,
                                   .empty_output_buffer = sink_full,
                                   .term_destination = sink_end}};
    info.err = cjpeg_failure_start(&failure);
    if (setjmp(failure.back)) {
        jpeg_destroy_compress(&info);
        free(sink.bytes);
        return failure.status;
    }
    jpeg_create_compress(&info);
    info.dest = &sink.manager;
    set_form(&info, width, height, channels, encoding);
    jpeg_start_compress(&info, TRUE);
    size_t stride = (size_t)width * (size_t)channels;
    while (info.next_scanline < info.image_height) {
        JSAMPROW row = (JSAMPROW)(rows + info.next_scanline * stride);
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    *out = sink.bytes;
    *out_count = sink.count;
    return CJPEG_WHOLE;
}

void cjpeg_free(uint8_t *bytes) { free(bytes); }
