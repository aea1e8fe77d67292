package import Base
internal import Synchronization

/// Writes what a live camera gives as a fixture: its own JPEG bytes unchanged (or its luma plane), the driver's times, and
/// what came instead of pictures; so that replaying it gives the same events.
///
/// The fixture is complete after each picture: whenever it stops (a limit, a full disk, the process killed), what was
/// written is a valid recording of everything before. Called by the camera's thread; asked by any.
package final class RecordingWriter: Sendable {
    /// What a recording may grow to.
    package struct Limits: Hashable, Sendable {
        /// Bytes of pictures.
        package var bytes: Int
        /// Seconds from the first picture.
        package var duration_s: Double
        /// Makes limits; nil sets none.
        package init(bytes: Int? = nil, duration_s: Double? = nil) {
            (self.bytes, self.duration_s) = (bytes ?? .max, duration_s ?? .infinity)
        }
    }

    /// How far the recording is.
    package struct Status: Hashable, Sendable {
        /// Whether it goes on, and why not.
        package enum State: Hashable, Sendable {
            case recording
            /// It came to an end as it should: a limit, the end of the run, a clock that was set.
            case finished(String)
            /// It could not be written any further.
            case failed(String)
        }

        package internal(set) var pictures = 0
        package internal(set) var gaps = 0
        package internal(set) var bytes = 0
        package internal(set) var duration_s = 0.0
        package internal(set) var state = State.recording
    }

    /// Where it is written.
    package let directory: String
    private let title: String
    private let cameraText: String
    private let limits: Limits

    private struct Inside: ~Copyable {
        var status = Status()
        var files: RecordingFiles?
        var start: Timestamp?
        /// Storage for the luma plane of a raw picture, used again and again.
        var plane: [UInt8] = []
    }

    // A mutex, because the thread that shows progress reads the status while the camera's thread writes.
    private let inside = Mutex(Inside())

    /// Makes the directory; files are made with the first picture.
    /// - Parameters:
    ///   - cameraText: the camera as lines of YAML, for `fixture.yaml` (see `CameraText`).
    /// - Throws: `CaptureError` of kind `output` when the directory cannot be made or holds a recording already.
    package init(directory: String, title: String, cameraText: String, limits: Limits = Limits()) throws(CaptureError) {
        (self.directory, self.title, self.cameraText, self.limits) = (directory, title, cameraText, limits)
        try RecordingFiles.prepare(directory)
    }

    package var status: Status { inside.withLock { $0.status } }

    /// Ends the recording and brings it to the disk; once ended, it stays so.
    package func stop(_ words: String) { inside.withLock { end(.finished(words), &$0) } }

    /// Writes a picture that was given as a frame.
    func picture(_ bytes: Span<UInt8>, _ layout: PixelLayout, size: PixelSize, at time: Timestamp) {
        inside.withLock { inside in
            write(at: time, &inside) { (files, inside) throws(RecordingFiles.Flaw) in
                if layout == .jpeg {
                    try files.appendJPEG(bytes)
                    inside.status.bytes += bytes.count
                } else {
                    let header = GreyPlane.header(size)
                    inside.plane.removeAll(keepingCapacity: true)
                    inside.plane.append(contentsOf: header)
                    RawLuma.appendPlane(bytes, layout, size: size, to: &inside.plane)
                    try files.append(inside.plane.span, to: "frames.pgm")
                    inside.status.bytes += inside.plane.count
                }
                inside.status.pictures += 1
                return ""
            }
        }
    }

    /// Notes a picture that could not be used; its bytes are not kept.
    func skipped(_ reason: SkipReason, at time: Timestamp) { note(.skipped(reason), at: time) }

    /// Notes that there is no signal.
    func lost(_ reason: LossReason, at time: Timestamp) { note(.lost(reason), at: time) }

    private func note(_ kind: RecordedGap.Kind, at time: Timestamp) {
        inside.withLock { inside in
            write(at: time, &inside) { (_, inside) throws(RecordingFiles.Flaw) in
                inside.status.gaps += 1
                return "," + RecordedGap(sequence: 0, kind: kind).word
            }
        }
    }

    /// Writes one number: what `body` writes, then its line in `frames.csv`, or neither.
    private func write(
        at time: Timestamp, _ inside: inout Inside,
        _ body: (inout RecordingFiles, inout Inside) throws(RecordingFiles.Flaw) -> String
    ) {
        guard inside.status.state == .recording else { return }
        let before = inside.status
        do throws(RecordingFiles.Flaw) {
            if inside.files == nil {
                inside.files = try RecordingFiles(directory, title, cameraText, start: time)
            }
            guard var files = inside.files.take() else { preconditionFailure("the files were just made") }
            let start = inside.start ?? time
            inside.start = start
            let seconds = time.seconds(since: start), number = before.pictures + before.gaps
            if seconds > limits.duration_s { return end(.finished("the duration is reached"), &inside, files) }
            if before.bytes >= limits.bytes { return end(.finished("the size is reached"), &inside, files) }
            do throws(RecordingFiles.Flaw) {
                let gap = try body(&files, &inside)
                try files.line("\(number),\(JSONText.format(seconds, decimals: 6))\(gap)\n")
            } catch {
                files.takeBack()
                inside.status = before
                end(.failed(error.words), &inside, files)
                return
            }
            inside.status.duration_s = seconds
            inside.files = consume files
        } catch { end(.failed(error.words), &inside) }
    }

    private func end(_ state: Status.State, _ inside: inout Inside, _ files: consuming RecordingFiles? = nil) {
        guard inside.status.state == .recording else { return }
        var files = files ?? inside.files.take()
        files?.sync()
        inside.status.state = state
        files = nil
    }
}
