// libv4l2's log file, set up once.
#pragma once

// From here on libv4l2 writes for `cv4l2_take_line` instead of stderr; unless the user has named a file of his own for it
// (LIBV4L2_LOG_FILENAME).
void cv4l2_listen(void);
