import Foundation

/// A recording as a film for Motion: the very JPEGs in a container, long enough that it does not end while measuring.
struct MotionFilm {
    private let path: String
    private let work: String
    private let recording: PeerRecording
    private let bytesPerPicture: Double
    private static let rate = 30
    private static let film_s = 60
    /// Motion has read its file and has seen enough to detect after this time.
    private static let settle_s = 4.0
    private static let window_s = 4.0

    init(_ recording: PeerRecording, work: String, processor: Int) throws {
        (self.recording, self.work) = (recording, work)
        path = work + "/film.mkv"
        let passes = max(1, (MotionFilm.film_s * MotionFilm.rate + recording.pictures - 1) / max(1, recording.pictures))
        _ = try Child.run(
            [
                "ffmpeg", "-v", "error", "-nostdin", "-y", "-stream_loop", "\(passes - 1)", "-f", "mjpeg",
                "-framerate", "\(MotionFilm.rate)", "-i", recording.frames, "-c", "copy", path,
            ], work: work, processor: processor)
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        bytesPerPicture = Double(size) / Double(passes * recording.pictures)
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }

    /// Runs Motion for some seconds and takes its CPU time for a picture, of all its threads, in a window.
    ///
    /// Pictures are counted by the bytes it has read, since it paces itself by the clock and may fall behind.
    func measure(_ motion: String, processor: Int) throws -> (cpu_us: Double, peak_MiB: Double) {
        let configuration = work + "/motion.conf"
        try text.write(toFile: configuration, atomically: true, encoding: .utf8)
        let child = try Child.start([motion, "-n", "-c", configuration], work: work, processor: processor)
        Thread.sleep(forTimeInterval: MotionFilm.settle_s)
        let begin = ProcessReading(child.pid)
        Thread.sleep(forTimeInterval: MotionFilm.window_s)
        let finish = ProcessReading(child.pid)
        _ = try child.end(signal: SIGTERM)
        guard let begin, let finish else { throw Problem("Motion ended early; see \(work)/motion.log") }
        let pictures = Double(finish.bytesRead - begin.bytesRead) / bytesPerPicture
        let due = MotionFilm.window_s * Double(MotionFilm.rate)
        // A little more or less is what its buffer has just read.
        guard pictures > due / 2 && pictures < due * 1.5 else {
            throw Problem("Motion read \(Int(pictures)) pictures of \(recording.name) where \(Int(due)) were due")
        }
        return (Double(finish.cpu_ns - begin.cpu_ns) / 1000 / pictures, Double(finish.peak_KiB) / 1024)
    }

    /// Detection alone: nothing is written, streamed or served. `capture_rate` makes Motion read a file at its pace.
    private var text: String {
        """
        daemon off
        setup_mode off
        log_file \(work)/motion.log
        log_level 5
        target_dir \(work)
        netcam_url file://\(path)
        netcam_params capture_rate=\(MotionFilm.rate)
        width \(recording.width)
        height \(recording.height)
        framerate \(MotionFilm.rate)
        picture_output off
        movie_output off
        stream_port 0
        webcontrol_port 0

        """
    }
}

/// What /proc says of a running process; nil when it is gone.
private struct ProcessReading {
    var cpu_ns = 0
    var bytesRead = 0
    var peak_KiB = 0

    init?(_ pid: Int32) {
        let process = "/proc/\(pid)"
        guard let threads = try? FileManager.default.contentsOfDirectory(atPath: process + "/task"),
            let read = ProcessReading.value("rchar:", in: process + "/io"),
            let peak = ProcessReading.value("VmHWM:", in: process + "/status")
        else { return nil }
        for thread in threads {
            // A thread may end while the others are read.
            let text = try? String(contentsOfFile: "\(process)/task/\(thread)/schedstat", encoding: .utf8)
            cpu_ns += text?.split(separator: " ").first.flatMap { Int($0) } ?? 0
        }
        (bytesRead, peak_KiB) = (read, peak)
    }

    private static func value(_ name: String, in file: String) -> Int? {
        let text = try? String(contentsOfFile: file, encoding: .utf8)
        let line = text?.split(separator: "\n").first { $0.hasPrefix(name) }
        return line.flatMap { Int($0.filter(\.isNumber)) }
    }
}
