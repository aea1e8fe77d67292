// The USB/IP connection to the kernel's virtual host controller (Documentation/usb/usbip_protocol.rst).
#ifndef UVCSIM_USBIP_H
#define UVCSIM_USBIP_H

#include <stdbool.h>
#include <stdint.h>

// The head of every message, big-endian but for `setup`.
struct usbip_header {
    uint32_t command, sequence, device, direction, endpoint;
    uint32_t fields[5];  // submit: flags, length, start frame, packets, interval; unlink: the sequence to cancel
    uint8_t setup[8];
} __attribute__((packed));

enum { USBIP_SUBMIT = 1, USBIP_UNLINK = 2 };

// The socket to the kernel, -1 while unplugged.
extern int usb_socket;

// Plugs the camera into this port of vhci_hcd.0. Waits up to two seconds for the port to be free of the last
// connection.
bool usb_plug(int port);

// Pulls the camera out: closes the connection, as a pulled cable would.
void usb_unplug(void);

// Reads exactly `count` bytes; false, and unplugged, when the kernel closed the connection.
bool usb_read(void *bytes, uint32_t count);

// Answers a submitted transfer: 0 or a negative errno, and for transfers to the host the bytes. `sequence` as received.
void usb_reply(uint32_t sequence, int status, const void *bytes, uint32_t count, bool to_host);

// Answers a request to cancel: -ECONNRESET when the transfer was still waiting, 0 when it was answered before.
void usb_reply_unlink(uint32_t sequence, int status);

#endif
