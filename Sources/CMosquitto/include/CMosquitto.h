// What Swift cannot say: the constants of libmosquitto's header, which include enumerations that it uses as plain integers.
#ifndef CMOSQUITTO_H
#define CMOSQUITTO_H

#include <mosquitto.h>

#endif
