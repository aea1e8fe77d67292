#include <jerror.h>
#include <stdlib.h>
#include <string.h>

#include "failure.h"

struct cjpeg_decoder {
    struct jpeg_decompress_struct info;
    cjpeg_failure failure;
    struct jpeg_source_mgr source;
    struct jpeg_progress_mgr progress;
    cjpeg_limits limits;
    bool created;  // `info` must be destroyed
    bool ready;    // a header was read and its picture not yet decoded
};

static cjpeg_decoder *owner_of(j_decompress_ptr info) { return info->client_data; }

// MARK: Bytes in memory as libjpeg's data source

static void source_start(j_decompress_ptr info) { (void)info; }

// The bytes are at their end. libjpeg is given end-of-image markers, so that it can finish the rows it has, and the picture
// is known to be truncated.
static boolean source_fill(j_decompress_ptr info) {
    static const JOCTET end[2] = {0xFF, JPEG_EOI};
    owner_of(info)->failure.status = CJPEG_TRUNCATED;
    info->src->next_input_byte = end;
    info->src->bytes_in_buffer = sizeof end;
    return TRUE;
}

static void source_skip(j_decompress_ptr info, long count) {
    if (count <= 0) return;
    if ((size_t)count > info->src->bytes_in_buffer) {
        source_fill(info);
        return;
    }
    info->src->next_input_byte += count;
    info->src->bytes_in_buffer -= (size_t)count;
}

static void source_end(j_decompress_ptr info) { (void)info; }

static void set_source(cjpeg_decoder *decoder, const uint8_t *bytes, size_t count) {
    decoder->source = (struct jpeg_source_mgr){
        .next_input_byte = bytes,
        .bytes_in_buffer = count,
        .init_source = source_start,
        .fill_input_buffer = source_fill,
        .skip_input_data = source_skip,
        .resync_to_restart = jpeg_resync_to_restart,
        .term_source = source_end,
    };
    decoder->info.src = &decoder->source;
}

// MARK: Limits while decoding

static void on_progress(j_common_ptr common) {
    j_decompress_ptr info = (j_decompress_ptr)common;
    cjpeg_decoder *decoder = owner_of(info);
    if (info->input_scan_number > decoder->limits.max_scans) {
        cjpeg_fail(common, CJPEG_UNSUPPORTED, "more scans than the limit");
    }
}

// MARK: Life

cjpeg_decoder *cjpeg_decoder_create(void) { return calloc(1, sizeof(cjpeg_decoder)); }

static void release(cjpeg_decoder *decoder) {
    if (decoder->created) jpeg_destroy_decompress(&decoder->info);
    decoder->created = decoder->ready = false;
}

void cjpeg_decoder_destroy(cjpeg_decoder *decoder) {
    if (decoder == NULL) return;
    release(decoder);
    free(decoder);
}

// MARK: Header

// Every picture gets a libjpeg object of its own. A reused one keeps the quantisation and Huffman tables of the picture
// before, so that a damaged picture would be decoded with a neighbour's tables and the result would depend on the order
// of decoding. A new object costs about two microseconds.
static void start(cjpeg_decoder *decoder, const uint8_t *bytes, size_t count) {
    struct jpeg_decompress_struct *info = &decoder->info;
    decoder->created = true;
    jpeg_create_decompress(info);
    info->client_data = decoder;
    info->mem->max_memory_to_use = decoder->limits.max_coefficient_bytes;
    decoder->progress.progress_monitor = on_progress;
    info->progress = &decoder->progress;
    set_source(decoder, bytes, count);
}

cjpeg_status cjpeg_read_header(cjpeg_decoder *decoder, const uint8_t *bytes, size_t count, cjpeg_limits limits,
                               cjpeg_header *header) {
    release(decoder);
    memset(header, 0, sizeof *header);
    decoder->limits = limits;
    memset(&decoder->info, 0, sizeof decoder->info);
    decoder->info.err = cjpeg_failure_start(&decoder->failure);
    if (setjmp(decoder->failure.back)) {
        release(decoder);
        return decoder->failure.status;
    }
    start(decoder, bytes, count);
    struct jpeg_decompress_struct *info = &decoder->info;
    jpeg_read_header(info, TRUE);
    header->width = (int)info->image_width;
    header->height = (int)info->image_height;
    header->components = info->num_components;
    header->multiple_scans = jpeg_has_multiple_scans(info);
    header->grey_or_colour = info->jpeg_color_space == JCS_GRAYSCALE || info->jpeg_color_space == JCS_YCbCr ||
                             info->jpeg_color_space == JCS_RGB;
    decoder->ready = true;
    return decoder->failure.status;
}

// MARK: Picture

// Rows that one call of libjpeg may give; it gives fewer when it has fewer.
enum { ROWS_AT_ONCE = 16 };

static void read_rows(struct jpeg_decompress_struct *info, int channels, uint8_t *rows) {
    size_t stride = (size_t)info->output_width * (size_t)channels;
    JSAMPROW at[ROWS_AT_ONCE];
    while (info->output_scanline < info->output_height) {
        JDIMENSION first = info->output_scanline;
        JDIMENSION left = info->output_height - first;
        JDIMENSION wanted = left < ROWS_AT_ONCE ? left : ROWS_AT_ONCE;
        for (JDIMENSION i = 0; i < wanted; i++) at[i] = rows + (first + i) * stride;
        jpeg_read_scanlines(info, at, wanted);
    }
}

cjpeg_status cjpeg_decode(cjpeg_decoder *decoder, int denominator, int channels, uint8_t *rows, size_t capacity) {
    if (!decoder->ready) return CJPEG_DAMAGED;
    decoder->ready = false;
    struct jpeg_decompress_struct *info = &decoder->info;
    if (setjmp(decoder->failure.back)) {
        release(decoder);
        return decoder->failure.status;
    }
    info->scale_num = 1;
    info->scale_denom = (unsigned)denominator;
    // Grey from YCbCr is its first component: libjpeg then does no inverse transform of the chroma at all.
    info->out_color_space = channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
    info->do_block_smoothing = FALSE;
    jpeg_calc_output_dimensions(info);
    if ((size_t)info->output_width * info->output_height * (size_t)channels != capacity) {
        cjpeg_fail((j_common_ptr)info, CJPEG_DAMAGED, "the picture has another size than its header");
    }
    jpeg_start_decompress(info);
    read_rows(info, channels, rows);
    jpeg_finish_decompress(info);
    release(decoder);
    return decoder->failure.status;
}

const char *cjpeg_message(const cjpeg_decoder *decoder) { return decoder->failure.message; }
