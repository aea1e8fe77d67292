// uvcsim: a USB webcam in user space, for the tests in the virtual machine. It speaks USB/IP to the kernel's own
// vhci_hcd, so that the stock uvcvideo driver binds to it and /dev/videoN is a real UVC camera, with faults on demand.
//
//   uvcsim --frames PATH [--frames PATH]... [--control FIFO] [--report FILE] [--serial TEXT] [--port N] [--strip-dht]
//
// PATH is a folder of *.jpg or a file of JPEG images one after another. Each size found is offered, in MJPEG with these
// pictures and in YUYV with a drawn one, at 30, 25, 15, 10 and 5 frames per second.
//
// Commands, a line each, written to the FIFO:
//   unplug | plug [PORT]     pull the cable, push it in (into another port)
//   freeze MS                send nothing for a while
//   errbit N | truncate N | garbage N | empty N | stall N    the next N frames are broken this way
//   fps N                    change the pace without telling the host
//   count                    write the report: frames sent by kind since the stream began, those missed, the format
//   quit
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "control.h"
#include "descriptors.h"
#include "pictures.h"
#include "stream.h"
#include "usbip.h"

static int port;
static const char *report_path = "uvcsim.json";

static const struct {
    const char *name;
    enum frame_kind kind;
} fault_commands[] = {
    {"errbit", FRAME_ERROR_FLAGGED}, {"truncate", FRAME_TRUNCATED}, {"garbage", FRAME_GARBAGE},
    {"empty", FRAME_EMPTY},          {"stall", FRAME_STALLED},
};

static void run_command(const char *line) {
    char name[32] = "";
    int number = -1;
    sscanf(line, "%31s %d", name, &number);
    for (size_t i = 0; i < sizeof fault_commands / sizeof *fault_commands; i++) {
        if (!strcmp(name, fault_commands[i].name)) {
            stream_fault(fault_commands[i].kind, number < 0 ? 1 : number);
            return;
        }
    }
    if (!strcmp(name, "unplug")) {
        usb_unplug();
        stream_reset();
    } else if (!strcmp(name, "plug")) {
        if (number >= 0) port = number;
        if (usb_socket < 0) usb_plug(port);
    } else if (!strcmp(name, "freeze")) {
        stream_freeze(number);
    } else if (!strcmp(name, "fps")) {
        stream_set_rate(number);
    } else if (!strcmp(name, "count")) {
        stream_report(report_path);
    } else if (!strcmp(name, "quit")) {
        exit(0);
    } else {
        fprintf(stderr, "uvcsim: no such command: %s\n", line);
    }
}

// Reads what stands in the FIFO. A line is one write of one writer, so it comes whole.
static void read_commands(int fifo) {
    char text[512];
    ssize_t count = read(fifo, text, sizeof text - 1);
    if (count <= 0) return;
    text[count] = 0;
    char *rest = text;
    for (char *line; (line = strsep(&rest, "\n"));) {
        if (*line) run_command(line);
    }
}

static void read_message(void) {
    struct usbip_header header;
    if (!usb_read(&header, sizeof header)) {
        stream_reset();
        return;
    }
    uint32_t command = ntohl(header.command);
    if (command == USBIP_SUBMIT && ntohl(header.endpoint) == 0) {
        answer_control(&header);
    } else if (command == USBIP_SUBMIT) {
        stream_queue(header.sequence, ntohl(header.fields[1]));
    } else if (command == USBIP_UNLINK) {
        usb_reply_unlink(header.sequence, stream_unqueue(header.fields[0]) ? -ECONNRESET : 0);
    }
}

static int open_fifo(const char *path) {
    if (!path) return -1;
    unlink(path);
    if (mkfifo(path, 0600)) return -1;
    // Open for writing too, so that the last writer's leaving is no end of file.
    return open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
}

int main(int argc, char **argv) {
    const char *fifo_path = NULL, *serial = "UVCSIM0001", *paths[16];
    int path_count = 0;
    bool strip_huffman_tables = false;
    for (int i = 1; i < argc; i++) {
        const char *name = argv[i], *value = i + 1 < argc ? argv[i + 1] : "";
        if (!strcmp(name, "--strip-dht")) {
            strip_huffman_tables = true;
            continue;
        }
        i++;
        if (!strcmp(name, "--frames") && path_count < 16) {
            paths[path_count++] = value;
        } else if (!strcmp(name, "--control")) {
            fifo_path = value;
        } else if (!strcmp(name, "--report")) {
            report_path = value;
        } else if (!strcmp(name, "--serial")) {
            serial = value;
        } else if (!strcmp(name, "--port")) {
            port = atoi(value);
        } else {
            fprintf(stderr, "uvcsim: no such option: %s\n", name);
            return 2;
        }
    }
    for (int i = 0; i < path_count; i++) load_pictures(paths[i], strip_huffman_tables);
    if (!frame_size_count) {
        fprintf(stderr, "uvcsim: no --frames\n");
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    build_descriptors(serial);
    int fifo = open_fifo(fifo_path);
    if (!usb_plug(port)) return 1;
    int wait_ms = 50;
    for (;;) {
        struct pollfd files[2] = {{usb_socket, POLLIN, 0}, {fifo, POLLIN, 0}};
        poll(files, 2, wait_ms);
        if (files[1].revents & POLLIN) read_commands(fifo);
        if (usb_socket >= 0 && usb_socket == files[0].fd && files[0].revents) read_message();
        wait_ms = stream_pump();
    }
}
