import Base
import Capture
import Settings

/// A recording of what a camera gives, made while it is watched or for its own sake.
enum LiveRecording {
    /// Makes the recording's directory; files are made with the first picture.
    /// - Throws: `Failure` when the plan has no camera or one with masks, or when there is a recording already.
    static func make(
        _ plan: WatchPlan, directory: String, limits: RecordingWriter.Limits = .init()
    ) throws -> RecordingWriter {
        guard case .device(let path) = plan.source else {
            throw Failure(
                .usage, "only a camera can be recorded", at: plan.place, mend: "name a device, e.g. /dev/video0")
        }
        guard plan.camera.masks.isEmpty else {
            throw Failure(
                .configuration, "the camera has masks, and a recording keeps the camera's own pictures unmasked",
                at: "camera \(plan.camera.id)", mend: "record with a configuration without masks where nobody minds")
        }
        do throws(CaptureError) {
            return try RecordingWriter(
                directory: directory, title: "\(plan.site)/\(plan.camera.id) through \(path)",
                cameraText: CameraText.yaml(plan.camera), limits: limits)
        } catch { throw Failure(error, code: .cannotCreate) }
    }

    /// Why the recording broke off; nil when it did not.
    static func failure(_ recorder: RecordingWriter?) -> Failure? {
        guard let recorder, case .failed(let words) = recorder.status.state else { return nil }
        return Failure(
            .io, "\(words) after \(recorder.status.pictures) pictures, which can be replayed", at: recorder.directory,
            mend: "make room on the disk and record again")
    }
}

extension RecordingWriter.Status {
    /// E.g. `2530 pictures, 61.2 MiB, 84.3 s`.
    var words: String {
        "\(pictures) pictures, \(ByteCount.words(bytes)), \(JSONText.format(duration_s, decimals: 1)) s"
    }

    /// Why it ended; nil while it goes on.
    var ending: String? {
        switch state {
        case .recording: nil
        case .finished(let words), .failed(let words): words
        }
    }
}
