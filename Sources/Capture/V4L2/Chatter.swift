internal import CV4L2

/// What libv4l2 writes of its own accord, which would else be on stderr between other programs' lines.
enum Chatter {
    private static let most_bytes = 256

    /// Tells what was written on this thread since the last time: warnings as debug news, errors as info, as every error
    /// that matters also comes back as a fault.
    static func tell(_ journal: CameraJournal?) {
        while let line = take() {
            journal?.note(line.hasPrefix("libv4l2: error") ? .info : .debug, line)
        }
    }

    private static func take() -> String? {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: most_bytes) { line in
            guard unsafe cv4l2_take_line(line.baseAddress, line.count) > 0, let start = line.baseAddress else {
                return nil
            }
            return unsafe String(cString: start)
        }
    }
}
