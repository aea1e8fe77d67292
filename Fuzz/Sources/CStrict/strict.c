#include "cstrict.h"

#include <jerror.h>
#include <math.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
// After stdio, which it needs.
#include <jpeglib.h>

// Bytes that libjpeg is given at a time.
enum { PORTION = 64 };

typedef struct {
    struct jpeg_error_mgr manager;
    jmp_buf back;
    bool has_bad_code;
} trouble;

typedef struct {
    struct jpeg_source_mgr manager;
    const uint8_t *next;
    const uint8_t *end;
} portions;

static void on_error(j_common_ptr info) { longjmp(((trouble *)info->err)->back, 1); }

static void on_message(j_common_ptr info, int level) {
    if (level < 0 && info->err->msg_code == JWRN_HUFF_BAD_CODE) ((trouble *)info->err)->has_bad_code = true;
}

static void start(j_decompress_ptr info) { (void)info; }

static boolean fill(j_decompress_ptr info) {
    static const JOCTET end[2] = {0xFF, JPEG_EOI};
    portions *source = (portions *)info->src;
    size_t left = (size_t)(source->end - source->next), count = left < PORTION ? left : PORTION;
    source->manager.next_input_byte = count == 0 ? end : source->next;
    source->manager.bytes_in_buffer = count == 0 ? sizeof end : count;
    source->next += count;
    return TRUE;
}

static void skip(j_decompress_ptr info, long count) {
    portions *source = (portions *)info->src;
    if (count <= 0) return;
    size_t wanted = (size_t)count, here = source->manager.bytes_in_buffer;
    if (wanted > here) {
        size_t left = (size_t)(source->end - source->next);
        source->next += wanted - here < left ? wanted - here : left;
        wanted = here;
    }
    source->manager.next_input_byte += wanted;
    source->manager.bytes_in_buffer -= wanted;
}

// Opens an image; what fails later comes back to the trouble's `back`.
static void open_image(struct jpeg_decompress_struct *info, portions *source, const uint8_t *bytes, size_t count) {
    *source = (portions){.manager = {.init_source = start,
                                     .fill_input_buffer = fill,
                                     .skip_input_data = skip,
                                     .resync_to_restart = jpeg_resync_to_restart,
                                     .term_source = start},
                         .next = bytes,
                         .end = bytes + count};
    jpeg_create_decompress(info);
    info->src = &source->manager;
    jpeg_read_header(info, TRUE);
}

static void set_trouble(struct jpeg_decompress_struct *info, trouble *problem) {
    memset(info, 0, sizeof *info);
    memset(problem, 0, sizeof *problem);
    info->err = jpeg_std_error(&problem->manager);
    problem->manager.error_exit = on_error;
    problem->manager.emit_message = on_message;
}

bool cstrict_decode(const uint8_t *bytes, size_t count, int denominator, uint8_t *rows, size_t capacity,
                    bool *has_bad_code) {
    struct jpeg_decompress_struct info;
    trouble problem;
    portions source;
    volatile bool is_done = false;
    set_trouble(&info, &problem);
    if (setjmp(problem.back) == 0) {
        open_image(&info, &source, bytes, count);
        info.scale_num = 1;
        info.scale_denom = (unsigned)denominator;
        info.out_color_space = JCS_GRAYSCALE;
        jpeg_start_decompress(&info);
        if ((size_t)info.output_width * info.output_height != capacity) longjmp(problem.back, 1);
        while (info.output_scanline < info.output_height) {
            JSAMPROW at = rows + (size_t)info.output_scanline * info.output_width;
            jpeg_read_scanlines(&info, &at, 1);
        }
        jpeg_finish_decompress(&info);
        is_done = true;
    }
    jpeg_destroy_decompress(&info);
    *has_bad_code = problem.has_bad_code;
    return is_done;
}

// MARK: Coefficients beyond all pictures

// The odd part of libjpeg's `jpeg_idct_2x2`, from every second value of a row or column.
static double odd(double c1, double c3, double c5, double c7) {
    return (3.624509785 * c1 - 1.272758580 * c3 + 0.850430095 * c5 - 0.720959822 * c7) / 4;
}

// Whether a sample at 1/4 lies outside the range of samples by more than its width.
static bool is_far_outside(const double value[64]) {
    double column[2][8];
    for (int x = 0; x < 8; x++) {
        double part = odd(value[8 + x], value[24 + x], value[40 + x], value[56 + x]);
        column[0][x] = value[x] + part;
        column[1][x] = value[x] - part;
    }
    for (int y = 0; y < 2; y++) {
        double part = odd(column[y][1], column[y][3], column[y][5], column[y][7]);
        double left = (column[y][0] + part) / 8 + 128, right = (column[y][0] - part) / 8 + 128;
        if (left < -256 || left > 511 || right < -256 || right > 511) return true;
    }
    return false;
}

// Whether no block of eight-bit samples has these coefficients: a sample of it lies outside the range by more than all
// coefficients' rounding to multiples of the table can account for.
static bool is_no_picture(const double value[64], const JQUANT_TBL *table) {
    // The inverse DCT's weight of each frequency at each sample (T.81, A.3.3).
    double basis[8][8];
    for (int u = 0; u < 8; u++) {
        for (int x = 0; x < 8; x++) basis[u][x] = u == 0 ? sqrt(0.125) : 0.5 * cos((2 * x + 1) * u * M_PI / 16);
    }
    for (int at = 0; at < 64; at++) {
        double sample = 128, rounding = 0;
        for (int k = 0; k < 64; k++) {
            double weight = basis[k / 8][at / 8] * basis[k % 8][at % 8];
            sample += weight * value[k];
            rounding += fabs(weight) * table->quantval[k] / 2;
        }
        if (sample < -rounding || sample > 255 + rounding) return true;
    }
    return false;
}

static bool is_absurd(const JCOEF *block, const JQUANT_TBL *table) {
    double value[64];
    for (int i = 0; i < DCTSIZE2; i++) {
        // libjpeg keeps the table in 16 bits with a sign.
        value[i] = (double)block[i] * (double)(int16_t)table->quantval[i];
    }
    return is_far_outside(value) || is_no_picture(value, table);
}

bool cstrict_is_absurd(const uint8_t *bytes, size_t count, int column, int row) {
    struct jpeg_decompress_struct info;
    trouble problem;
    portions source;
    volatile bool absurd = true;
    set_trouble(&info, &problem);
    if (setjmp(problem.back) == 0) {
        open_image(&info, &source, bytes, count);
        jvirt_barray_ptr *planes = jpeg_read_coefficients(&info);
        jpeg_component_info *luma = &info.comp_info[0];
        JBLOCKARRAY at = info.mem->access_virt_barray((j_common_ptr)&info, planes[0], (JDIMENSION)row, 1, FALSE);
        absurd = is_absurd(at[0][column], luma->quant_table);
    }
    jpeg_destroy_decompress(&info);
    return absurd;
}
