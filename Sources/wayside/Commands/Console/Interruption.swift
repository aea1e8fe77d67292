import Glibc
import Pipeline

/// Ctrl-C and SIGTERM ask the run to stop; it then drains and commits. A second one ends the process at once, because
/// the handler removes itself.
enum Interruption {
    /// The request that the handler makes; one per process.
    static let request = StopRequest()

    /// Installs the handler and returns the request it will make.
    static func install() -> StopRequest {
        let request = Self.request  // made here, so that the handler only has to store a flag
        var action = sigaction()
        unsafe action.__sigaction_handler.sa_handler = { _ in Interruption.request.request() }
        action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND)) | SA_RESTART
        // Whoever started us may have blocked these signals in the thread that did; they would then never arrive.
        var awaited = sigset_t()
        unsafe sigemptyset(&awaited)
        for signal in [SIGINT, SIGTERM] {
            unsafe sigaction(signal, &action, nil)
            unsafe sigaddset(&awaited, signal)
        }
        unsafe pthread_sigmask(SIG_UNBLOCK, &awaited, nil)
        return request
    }

    /// Leaves the signals to the services of a daemon. Only what its starter may have blocked is let through again, and the
    /// end of a reader becomes an error of writing instead of an end without a word.
    static func takeOver() {
        var awaited = sigset_t()
        unsafe sigemptyset(&awaited)
        for signal in [SIGINT, SIGTERM, SIGHUP] { unsafe sigaddset(&awaited, signal) }
        unsafe pthread_sigmask(SIG_UNBLOCK, &awaited, nil)
        setAction(SIG_IGN, for: [SIGPIPE])
    }

    /// Lets the next SIGINT or SIGTERM end the process at once.
    static func restoreDefault() { setAction(SIG_DFL, for: [SIGINT, SIGTERM]) }

    private static func setAction(_ action: sighandler_t?, for signals: [Int32]) {
        for number in signals { signal(number, action) }
    }
}
