#include "failure.h"

#include <jerror.h>
#include <string.h>

static cjpeg_status status_of_error(int code) {
    switch (code) {
        case JERR_NO_SOI:
            return CJPEG_NOT_JPEG;
        case JERR_BAD_PRECISION:
        case JERR_SOF_UNSUPPORTED:
        case JERR_ARITH_NOTIMPL:
        case JERR_NOTIMPL:
        case JERR_NOT_COMPILED:
        case JERR_CONVERSION_NOTIMPL:
        case JERR_CCIR601_NOTIMPL:
        case JERR_FRACT_SAMPLE_NOTIMPL:
            return CJPEG_UNSUPPORTED;
        case JERR_IMAGE_TOO_BIG:
        case JERR_WIDTH_OVERFLOW:
        case JERR_NO_BACKING_STORE:  // the coefficients need more memory than the limit
            return CJPEG_TOO_LARGE;
        case JERR_OUT_OF_MEMORY:
            return CJPEG_NO_MEMORY;
        default:
            return CJPEG_DAMAGED;
    }
}

// Warnings after which every sample is still what the encoder meant. Webcams pad pictures before the end marker, so
// extraneous bytes are not damage.
static bool is_harmless(int code) {
    return code == JWRN_EXTRANEOUS_DATA || code == JWRN_ADOBE_XFORM || code == JWRN_JFIF_MAJOR ||
           code == JWRN_TOO_MUCH_DATA || code == JWRN_BOGUS_ICC;
}

static void keep_message(j_common_ptr info) {
    cjpeg_failure *failure = (cjpeg_failure *)info->err;
    if (failure->message[0] == 0) info->err->format_message(info, failure->message);
}

static void on_error(j_common_ptr info) {
    cjpeg_failure *failure = (cjpeg_failure *)info->err;
    // After a truncation libjpeg complains about what is missing; the truncation is the cause.
    if (failure->status == CJPEG_WHOLE || failure->status == CJPEG_DAMAGED) {
        failure->status = status_of_error(info->err->msg_code);
    }
    keep_message(info);
    longjmp(failure->back, 1);
}

static void on_message(j_common_ptr info, int level) {
    if (level >= 0) return;  // trace
    cjpeg_failure *failure = (cjpeg_failure *)info->err;
    info->err->num_warnings++;
    if (is_harmless(info->err->msg_code)) return;
    if (failure->status == CJPEG_WHOLE) failure->status = CJPEG_DAMAGED;
    keep_message(info);
}

static void on_output(j_common_ptr info) { (void)info; }

struct jpeg_error_mgr *cjpeg_failure_start(cjpeg_failure *failure) {
    memset(failure, 0, sizeof *failure);
    jpeg_std_error(&failure->manager);
    failure->manager.error_exit = on_error;
    failure->manager.emit_message = on_message;
    failure->manager.output_message = on_output;
    return &failure->manager;
}

void cjpeg_fail(j_common_ptr info, cjpeg_status status, const char *message) {
    cjpeg_failure *failure = (cjpeg_failure *)info->err;
    failure->status = status;
    strncpy(failure->message, message, sizeof failure->message - 1);
    longjmp(failure->back, 1);
}
