internal import Base
internal import CV4L2
internal import Glibc

/// The one place where what the system answers becomes a fault with words for people.
package enum SystemCall {
    /// Passes a result of 0 or more on; makes a fault of a negated error number.
    /// - Parameter call: what was asked, e.g. `VIDIOC_STREAMON`.
    @discardableResult
    static func check(_ result: Int32, _ call: String) throws(CameraFault) -> Int32 {
        if result < 0 { throw fault(call, -result) }
        return result
    }

    /// The fault of a call that failed with this error number.
    package static func fault(_ call: String, _ code: Int32) -> CameraFault {
        // What libv4l2 and the kernel answer for a file, a folder or a device of another kind.
        if ["open", "VIDIOC_QUERYCAP"].contains(call), [EINVAL, ENOTTY, EISDIR].contains(code) { return notACamera }
        let reason = reason(code)
        return CameraFault(reason, "\(call): \(unsafe String(cString: strerror(code)))", mend: mend(reason))
    }

    /// The fault of a path that can be opened and gives no pictures.
    package static let notACamera = CameraFault(
        .absent, "not a camera", mend: "`wayside devices` lists the cameras that are there")

    /// The fault of a request that was granted in a way that is of no use.
    static func refusal(_ call: String, _ words: String) -> CameraFault {
        CameraFault(.format, "\(call): the driver \(words)", mend: mend(.format))
    }

    /// Whether a negated error number says no more than that there is no such entry, or no such request at all.
    static func isNotOffered(_ result: Int32) -> Bool { result == -EINVAL || result == -ENOTTY }

    private static func reason(_ code: Int32) -> LossReason {
        switch code {
        case ENOENT, ENXIO, ENOTDIR: .absent
        case ENODEV: .unplugged
        case EBUSY: .busy
        case EACCES: .permission
        case EPERM: .sandboxed
        default: .failed
        }
    }

    /// What to do about it, one clause.
    static func mend(_ reason: LossReason) -> String {
        switch reason {
        case .absent: "connect it; `wayside devices` lists the cameras that are there"
        case .unplugged: "connect it again"
        case .stalled, .failed: "disconnect it and connect it again; the kernel's log (dmesg) may say more"
        case .busy: "end the program that uses it; `fuser -v` with the device's path names it"
        case .permission: "add yourself to the group video: usermod -aG video $USER, then log in again"
        case .sandboxed: "let the service's unit open cameras: DeviceAllow=char-video4linux rw"
        case .format: "`wayside devices` lists what it offers"
        }
    }
}
