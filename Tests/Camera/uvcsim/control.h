// Requests on the camera's control endpoint.
#ifndef UVCSIM_CONTROL_H
#define UVCSIM_CONTROL_H

#include "usbip.h"

// Answers one control transfer, reading its data from the connection when it has some.
void answer_control(const struct usbip_header *header);

#endif
