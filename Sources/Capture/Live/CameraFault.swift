package import Base

/// Why a device cannot be opened, negotiated with or streamed from.
package struct CameraFault: Error, Hashable, Sendable {
    package let reason: LossReason
    /// What failed and with which words of the system, e.g. `VIDIOC_STREAMON: Device or resource busy`.
    package let words: String
    /// What to do about it, one clause.
    package let mend: String

    /// Makes a fault.
    package init(_ reason: LossReason, _ words: String, mend: String) {
        (self.reason, self.words, self.mend) = (reason, words, mend)
    }
}
