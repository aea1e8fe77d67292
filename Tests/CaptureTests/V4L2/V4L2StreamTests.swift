import Base
import CScriptedV4L2
import Capture
import Foundation
import Testing

/// What becomes of a driver's answers, on a camera whose every answer is scripted; in one suite, as there is one such
/// camera. Real drivers are asked in `RealCameraTests`.
@Suite(.serialized) struct `V4L2 on a scripted camera` {
    init() { scripted_reset() }

    @Test func `pictures come in order with the driver's numbers and times`() throws {
        var stream = try ScriptedDevice.open()
        #expect(stream.granted.words == "1280x720 MJPG 30 fps")
        #expect(stream.granted.layout == .jpeg && stream.granted.differences == [])
        ScriptedDevice.fill("first", sequence: 7, time_us: 1_500_000)
        ScriptedDevice.fill(
            "second", sequence: 9, time_us: 1_600_000, flags: ScriptedDevice.monotonic | ScriptedDevice.faulty)
        #expect(try stream.next(timeout_ms: 0) == CapturedBuffer(sequence: 7, time_ns: 1_500_000_000, ready: 2))
        #expect(stream.text == "first")
        try stream.release()
        #expect(
            try stream.next(timeout_ms: 0)
                == CapturedBuffer(sequence: 9, time_ns: 1_600_000_000, isFaulty: true, ready: 1))
        #expect(stream.text == "second")
        try stream.release()
        #expect(try stream.next(timeout_ms: 0) == nil)
    }

    @Test func `a buffer without bytes is passed on`() throws {
        var stream = try ScriptedDevice.open()
        ScriptedDevice.fill("")
        #expect(try stream.next(timeout_ms: 0) != nil)
        #expect(stream.text == "")
    }

    @Test func `a driver that stamps no monotonic time is not believed`() throws {
        var stream = try ScriptedDevice.open()
        ScriptedDevice.fill("x", time_us: 1_800_000_000_000_000, flags: 0)
        let buffer = try #require(try stream.next(timeout_ms: 0))
        #expect(!buffer.isDriverTime && buffer.time_ns < 1_800_000_000_000_000_000)
    }

    @Test func `buffers go round for ever, and all of them can wait at once`() throws {
        var stream = try ScriptedDevice.open()
        for round in 0..<5 {
            for picture in 0..<8 { #expect(ScriptedDevice.fill("\(round) \(picture)")) }
            #expect(!ScriptedDevice.fill("too many"), "the driver has no buffer left")
            for picture in 0..<8 {
                #expect(try stream.next(timeout_ms: 0)?.ready == 8 - picture)
                #expect(stream.text == "\(round) \(picture)")
                try stream.release()
            }
        }
    }

    @Test func `what came before an unplugging is handed out, then the unplugging`() throws {
        var stream = try ScriptedDevice.open()
        ScriptedDevice.fill("last")
        scripted_unplug()
        #expect(try stream.next(timeout_ms: 0) != nil)
        #expect(stream.text == "last")
        #expect(reason { () throws(CameraFault) in try stream.release() } == .unplugged)
        #expect(reason { () throws(CameraFault) in _ = try stream.next(timeout_ms: 0) } == .unplugged)
    }

    @Test func `a line that hangs up without a word is an unplugging`() throws {
        var stream = try ScriptedDevice.open()
        scripted_hang_up()
        #expect(reason { () throws(CameraFault) in _ = try stream.next(timeout_ms: 0) } == .unplugged)
    }

    @Test func `a fatal error while streaming says which request failed`() throws {
        var stream = try ScriptedDevice.open()
        scripted_fail(scripted_calls(), EIO, true)
        let fault = fault { () throws(CameraFault) in _ = try stream.next(timeout_ms: 0) }
        #expect(fault?.reason == .failed && fault?.words == "VIDIOC_DQBUF: Input/output error")
    }

    @Test func `whatever fails, nothing is left open or mapped`() throws {
        var calls: Int32 = 0
        do {
            var stream = try ScriptedDevice.open()
            ScriptedDevice.fill("x")
            _ = try stream.next(timeout_ms: 0)
            try stream.release()
            calls = scripted_calls()
            #expect(heldByScriptedDevice() == (descriptors: 1, mappings: 8))
        }
        #expect(isAllGivenBack() && scripted_granted_count() == 0 && !scripted_streams())
        #expect(calls > 30)
        for call in 0..<calls {
            for (error, forever) in [(EIO, false), (EBUSY, false), (EINVAL, false), (ENODEV, true)] {
                scripted_reset()
                scripted_fail(call, error, forever)
                do throws(CameraFault) {
                    var stream = try ScriptedDevice.open()
                    ScriptedDevice.fill("x")
                    _ = try stream.next(timeout_ms: 0)
                    try stream.release()
                } catch {}
                #expect(isAllGivenBack(), "call \(call) fails with \(error)")
                #expect(forever || !scripted_streams(), "call \(call) fails with \(error)")
            }
        }
    }

    @Test func `a signal in the middle of any request changes nothing`() throws {
        let calls = try streamOnce()
        for call in 0..<calls {
            scripted_reset()
            scripted_fail(call, EINTR, false)
            #expect(try streamOnce() == calls + 1)
        }
    }

    @Test func `fewer buffers than wanted are taken, a single one is refused`() throws {
        scripted_buffers(3)
        do {
            var stream = try ScriptedDevice.open()
            for _ in 0..<3 { #expect(ScriptedDevice.fill("x")) }
            #expect(!ScriptedDevice.fill("x"))
            #expect(try stream.next(timeout_ms: 0)?.ready == 3)
        }
        scripted_buffers(1)
        #expect(reason { () throws(CameraFault) in _ = try ScriptedDevice.open() } == .failed)
        #expect(isAllGivenBack())
    }

    @Test func `a node for metadata is no camera`() throws {
        scripted_metadata(true)
        let fault = fault { () throws(CameraFault) in _ = try ScriptedDevice.open() }
        #expect(fault?.reason == .absent && fault?.words == "not a camera")
    }

    @Test func `a file, a folder and nothing at all are no cameras`() throws {
        for (path, words) in [
            ("/dev/null", "not a camera"), ("/dev", "not a camera"),
            ("/dev/no-such-camera", "open: No such file or directory"),
        ] {
            let fault = fault { () throws(CameraFault) in _ = try V4L2Stream(path: path, request: FormatRequest()) }
            #expect(fault?.reason == .absent && fault?.words == words, "\(path)")
        }
    }

    @Test func `libv4l2's warnings and errors become news, its talk does not`() throws {
        let news = NewsBook()
        var stream = try ScriptedDevice.open(journal: news.journal)
        unsafe scripted_say("request == VIDIOC_DQBUF\nresult == 0\n")
        unsafe scripted_say("libv4l2: error dequeuing ")
        unsafe scripted_say("buf: no\nlibv4l2: warning still mapped\nlibv4l2: close: 3\n")
        _ = try stream.next(timeout_ms: 0)
        #expect(news.all.map(\.words) == ["libv4l2: error dequeuing buf: no", "libv4l2: warning still mapped"])
        #expect(news.all.map(\.weight) == [.info, .debug])
    }

    @Test func `a flood of libv4l2's errors is counted instead of kept`() throws {
        let news = NewsBook()
        var stream = try ScriptedDevice.open(journal: news.journal)
        for number in 0..<100 {
            unsafe scripted_say("libv4l2: error number \(number) \(String(repeating: "x", count: 300))\n")
        }
        _ = try stream.next(timeout_ms: 0)
        #expect(news.all.count == 17)
        #expect(news.all.allSatisfy { $0.words.utf8.count < 200 })
        #expect(news.all.last?.words == "libv4l2: warning 84 more lines found no room")
        _ = try stream.next(timeout_ms: 0)
        #expect(news.all.count == 17, "news are told once")
    }

    // MARK: What a driver grants

    @Test func `what is granted is compared with what was asked`() throws {
        unsafe scripted_grant(640, 480, "YUYV", 1280, 614_400)
        var request = FormatRequest()
        (request.size, request.pixels, request.rate) = (PixelSize(width: 1280, height: 720), .mjpeg, 25)
        let stream = try ScriptedDevice.open(request)
        #expect(stream.granted.layout == .packedEven(stride: 1280))
        #expect(
            stream.granted.differences == [
                "asked for 1280x720, granted 640x480", "asked for mjpeg, granted YUYV",
                "asked for 25 fps, granted 30 fps",
            ])
    }

    @Test func `what cannot be is refused`() throws {
        for (width, height, fourcc, stride, bytes) in [
            (640, 480, "YUYV", 1000, 614_400), (640, 480, "YUYV", 1280, 1000), (0, 480, "MJPG", 0, 1000),
            (640, 480, "MJPG", 0, 0), (100_000, 480, "MJPG", 0, 1000), (640, 480, "H264", 0, 1000),
        ] as [(UInt32, UInt32, String, UInt32, UInt32)] {
            scripted_reset()
            unsafe scripted_grant(width, height, fourcc, stride, bytes)
            let fault = fault { () throws(CameraFault) in _ = try ScriptedDevice.open() }
            #expect(fault?.reason == .format, "\(width)x\(height) \(fourcc) \(stride) \(bytes): \(fault as Any)")
        }
    }

    @Test func `a format that is not offered is refused with what is`() throws {
        var request = FormatRequest()
        request.pixels = .grey
        let fault = fault { () throws(CameraFault) in _ = try ScriptedDevice.open(request) }
        #expect(fault == CameraFault(.format, "does not send grey", mend: "it offers MJPG, YUYV"))
    }

    // MARK: The list of cameras

    @Test func `cameras are listed by number with their lasting names and what they offer`() throws {
        let folder = try DeviceFolder(["video10", "video2", "video", "video02", "videoX", "vbi0"])
        try folder.link("v4l/by-id/usb-Maker_Camera_4711-video-index0", to: "../../video2")
        try folder.link("v4l/by-path/pci-0000-usb-0:1-video-index0", to: "../../video2")
        try folder.link("v4l/by-path/other", to: "../../video10")
        let list = DeviceList.all(root: folder.path)
        #expect(list.map(\.path) == [folder.path + "/video2", folder.path + "/video10"])
        let first = try #require(list.first)
        #expect(
            first.links == [
                folder.path + "/v4l/by-id/usb-Maker_Camera_4711-video-index0",
                folder.path + "/v4l/by-path/pci-0000-usb-0:1-video-index0",
            ])
        #expect((first.card, first.driver, first.bus) == ("Scripted camera", "scripted", "script:1"))
        #expect(first.fault == nil)
        #expect(first.formats.map(\.fourcc.text) == ["MJPG", "YUYV", "YU12"])
        #expect(first.formats.map(\.isNative) == [true, true, false])
        let rates = OfferedRates.each([FrameInterval(1, 30), FrameInterval(1, 15)].compactMap { $0 })
        #expect(
            first.formats[0].sizes == [
                OfferedSize(PixelSize(width: 640, height: 480), rates: rates),
                OfferedSize(PixelSize(width: 1280, height: 720), rates: rates),
            ])
        #expect(scripted_open_count() == 0)
    }

    @Test func `nodes that give no pictures are left out`() throws {
        scripted_metadata(true)
        let folder = try DeviceFolder(["video0"])
        try Data().write(to: URL(fileURLWithPath: folder.path + "/video1"))
        #expect(DeviceList.all(root: folder.path) == [])
    }

    @Test func `a camera that cannot be opened is listed with the reason`() throws {
        let folder = try DeviceFolder(["video0"])
        scripted_fail(0, EACCES, false)
        let camera = try #require(DeviceList.all(root: folder.path).first)
        #expect(camera.fault?.reason == .permission && camera.card == "")
    }

    @Test func `a machine without cameras has an empty list`() {
        #expect(DeviceList.all(root: "/proc/self/no-such-folder") == [])
    }

    // MARK: Kit

    private func isAllGivenBack() -> Bool {
        scripted_open_count() == 0 && scripted_mapped_count() == 0
            && heldByScriptedDevice() == (descriptors: 0, mappings: 0)
    }

    /// Opens, takes a picture and lets go; returns how many calls that took.
    private func streamOnce() throws -> Int32 {
        var stream = try ScriptedDevice.open()
        ScriptedDevice.fill("x")
        #expect(try stream.next(timeout_ms: 0) != nil)
        try stream.release()
        return scripted_calls()
    }

    private func fault(_ body: () throws(CameraFault) -> Void) -> CameraFault? {
        do throws(CameraFault) {
            try body()
            return nil
        } catch { return error }
    }

    private func reason(_ body: () throws(CameraFault) -> Void) -> LossReason? { fault(body)?.reason }
}

extension V4L2Stream {
    /// The bytes of the buffer in hand as text.
    fileprivate var text: String {
        withBytes { bytes in
            var copy: [UInt8] = []
            for index in bytes.indices { copy.append(bytes[index]) }
            return String(decoding: copy, as: UTF8.self)
        }
    }
}
