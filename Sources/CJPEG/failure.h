// How libjpeg's errors and warnings become one status. Private to CJPEG.
#pragma once
#include <stdio.h>
// jpeglib.h needs stdio.h before it.
#include <jpeglib.h>
#include <setjmp.h>

#include "cjpeg.h"

// The error manager with the way back out of libjpeg; `manager` comes first so that libjpeg's pointer is ours.
typedef struct {
    struct jpeg_error_mgr manager;
    jmp_buf back;
    cjpeg_status status;  // worst seen so far
    char message[JMSG_LENGTH_MAX];
} cjpeg_failure;

// Sets up the manager; messages are kept, never printed.
struct jpeg_error_mgr *cjpeg_failure_start(cjpeg_failure *failure);

// Leaves libjpeg with this status.
_Noreturn void cjpeg_fail(j_common_ptr info, cjpeg_status status, const char *message);
