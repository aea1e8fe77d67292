/// A recorded fixture as its `fixture.yaml` describes it; the pictures themselves lie in `directory`.
public struct Recording: Sendable {
    /// How the recording's clock runs.
    public enum Pace: Hashable, Sendable {
        /// Pictures per second; picture `n` is at `n / rate` seconds.
        case rate(Double)
        /// Seconds from the first picture, one per picture, not falling.
        case times([Double])
    }

    /// Directory with `frames/*.jpg` (bytewise name order) or one `frames.mjpeg`; or a bare directory of JPEG files.
    public let directory: String
    public var title: String
    public var pace: Pace
    /// Wall-clock time of the first picture.
    public var start: Timestamp
    public var camera: CameraSettings

    /// Makes a recording.
    public init(directory: String, title: String, pace: Pace, start: Timestamp, camera: CameraSettings) {
        (self.directory, self.title, self.pace, self.start, self.camera) = (directory, title, pace, start, camera)
    }

    /// When picture `sequence` (from 0) was taken; past the end of `times` the last step is repeated.
    public func time(of sequence: Int) -> Timestamp {
        switch pace {
        case .rate(let rate): start.advanced(bySeconds: Double(sequence) / rate)
        case .times(let times):
            if sequence < times.count {
                start.advanced(bySeconds: times[sequence])
            } else {
                extrapolated(sequence, times)
            }
        }
    }

    private func extrapolated(_ sequence: Int, _ times: [Double]) -> Timestamp {
        guard let last = times.last else { return start }
        let step = times.count > 1 ? last - times[times.count - 2] : 0
        return start.advanced(bySeconds: last + step * Double(sequence - times.count + 1))
    }
}
