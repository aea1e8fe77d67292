// Speaks USB/IP over a socket pair whose other end the kernel's vhci_hcd was given: no network, no daemon.
#define _GNU_SOURCE
#include "usbip.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

enum { REPLY_SUBMIT = 3, REPLY_UNLINK = 4, HIGH_SPEED = 3, DEVICE_ID = 0x10001 };

int usb_socket = -1;

static bool attach(int port, int socket) {
    int file = open("/sys/devices/platform/vhci_hcd.0/attach", O_WRONLY | O_CLOEXEC);
    if (file < 0) return false;
    char words[64];
    int length = snprintf(words, sizeof words, "%d %d %d %d", port, socket, DEVICE_ID, HIGH_SPEED);
    bool done = write(file, words, (size_t)length) == length;
    close(file);
    return done;
}

bool usb_plug(int port) {
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair)) return false;
    // The kernel frees a port some milliseconds after its connection closed.
    bool attached = attach(port, pair[1]);
    for (int i = 0; i < 400 && !attached; i++) {
        usleep(5000);
        attached = attach(port, pair[1]);
    }
    close(pair[1]);
    if (!attached) {
        perror("uvcsim: attach to vhci_hcd");
        close(pair[0]);
        return false;
    }
    usb_socket = pair[0];
    return true;
}

void usb_unplug(void) {
    if (usb_socket >= 0) close(usb_socket);
    usb_socket = -1;
}

bool usb_read(void *bytes, uint32_t count) {
    char *at = bytes;
    while (count) {
        ssize_t got = read(usb_socket, at, count);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) {
            usb_unplug();
            return false;
        }
        at += got;
        count -= (uint32_t)got;
    }
    return true;
}

static void usb_write(const void *bytes, size_t count) {
    const char *at = bytes;
    while (count && usb_socket >= 0) {
        ssize_t put = write(usb_socket, at, count);
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) {
            usb_unplug();
            return;
        }
        at += put;
        count -= (size_t)put;
    }
}

void usb_reply(uint32_t sequence, int status, const void *bytes, uint32_t count, bool to_host) {
    struct usbip_header header = {
        .command = htonl(REPLY_SUBMIT), .sequence = sequence, .fields = {htonl((uint32_t)status), htonl(count)}};
    usb_write(&header, sizeof header);
    if (to_host && count) usb_write(bytes, count);
}

void usb_reply_unlink(uint32_t sequence, int status) {
    struct usbip_header header = {
        .command = htonl(REPLY_UNLINK), .sequence = sequence, .fields = {htonl((uint32_t)status)}};
    usb_write(&header, sizeof header);
}
