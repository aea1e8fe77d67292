import Base
import Capture

/// What is odd about a recording's clock, though it can be replayed.
enum ClockWarning {
    /// Words when `times` has not one line per picture; nil when it has, or when the recording has a rate.
    /// - Parameter images: the number of pictures; asked for only when there are times, since it walks the pictures.
    static func text(about recording: Recording, images: () -> Int?) -> String? {
        guard case .times(let times) = recording.pace, let pictures = images() else { return nil }
        let images = pictures + recording.gaps.count
        guard images != times.count else { return nil }
        let effect =
            times.count < images
            ? "the pictures after the last line go on in its last step"
            : "the lines after the last picture are not used"
        return
            "\(recording.directory): \(times.count) times for \(images) pictures: \(effect); write one line per picture"
    }
}
