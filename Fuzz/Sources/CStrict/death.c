#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cstrict.h"

// Atomic, as the watchdog and signal handlers read what workers write.
static _Atomic int64_t mutations[CSTRICT_WORKERS];
static _Atomic int64_t begins_ns[CSTRICT_WORKERS];

static int64_t clock_ns(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

int64_t cstrict_cpu_ns(void) { return clock_ns(CLOCK_THREAD_CPUTIME_ID); }
int64_t cstrict_now_ns(void) { return clock_ns(CLOCK_MONOTONIC); }

void cstrict_begin(int worker, int64_t mutation) {
    atomic_store(&begins_ns[worker], cstrict_now_ns());
    // One more, so that nothing is at hand before anything began.
    atomic_store(&mutations[worker], mutation + 1);
}

int64_t cstrict_mutation(int worker, int64_t *since_ns) {
    int64_t mutation = atomic_load(&mutations[worker]) - 1;
    *since_ns = atomic_load(&begins_ns[worker]);
    return mutation;
}

// Only what a signal handler may call.
static void write_number(int64_t number) {
    char text[24];
    size_t at = sizeof text;
    do {
        text[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    if (write(STDERR_FILENO, text + at, sizeof text - at) < 0) return;
}

static void on_death(int signal_number) {
    static const char words[] = "fuzz: killed while at mutations (write them with --only-write):";
    if (write(STDERR_FILENO, words, sizeof words - 1) < 0) _exit(70);
    for (int i = 0; i < CSTRICT_WORKERS; i++) {
        int64_t mutation = atomic_load(&mutations[i]) - 1;
        if (mutation < 0) continue;
        if (write(STDERR_FILENO, " ", 1) < 0) _exit(70);
        write_number(mutation);
    }
    if (write(STDERR_FILENO, "\n", 1) < 0) _exit(70);
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

void cstrict_name_on_death(void) {
    const int deadly[] = {SIGABRT, SIGILL, SIGTRAP, SIGFPE, SIGBUS};
    for (size_t i = 0; i < sizeof deadly / sizeof deadly[0]; i++) signal(deadly[i], on_death);
}
