import Base
import Capture
import Glibc
import Testing

@Suite struct `Faults of the system` {
    @Test(
        arguments: [
            (ENOENT, .absent), (ENXIO, .absent), (ENODEV, .unplugged), (EBUSY, .busy), (EACCES, .permission),
            (EPERM, .sandboxed), (EIO, .failed), (ENOSPC, .failed), (EINVAL, .failed), (ENOMEM, .failed),
        ] as [(Int32, LossReason)])
    func `an error number has one reason`(code: Int32, reason: LossReason) {
        let fault = SystemCall.fault("VIDIOC_STREAMON", code)
        #expect(fault.reason == reason)
        #expect(fault.words.hasPrefix("VIDIOC_STREAMON: ") && !fault.mend.isEmpty)
    }

    @Test func `the words are the system's`() {
        #expect(SystemCall.fault("VIDIOC_STREAMON", EBUSY).words == "VIDIOC_STREAMON: Device or resource busy")
    }

    @Test func `missing rights and a sandbox have different mends`() {
        #expect(SystemCall.fault("open", EACCES).mend.contains("usermod -aG video $USER"))
        #expect(SystemCall.fault("open", EPERM).mend.contains("DeviceAllow=char-video4linux"))
    }

    @Test func `what is no device of V4L2 is not a camera, but only when that is what was asked`() {
        for code in [ENOTTY, EINVAL, EISDIR] {
            #expect(SystemCall.fault("open", code) == SystemCall.notACamera)
            #expect(SystemCall.fault("VIDIOC_QUERYCAP", code) == SystemCall.notACamera)
            #expect(SystemCall.fault("VIDIOC_REQBUFS", code).reason == .failed)
        }
    }
}
