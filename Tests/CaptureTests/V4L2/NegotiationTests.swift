import Base
import Capture
import Testing

@Suite struct `Negotiating a format` {
    // MARK: Formats

    @Test(
        arguments: [
            (["YUYV", "MJPG", "NV12"], "MJPG NV12 YUYV"), (["YUYV", "GREY", "YU12", "NV12"], "NV12 YU12 GREY YUYV"),
            (["H264", "YUYV", "!YU12", "!RGB3"], "YUYV YU12"), (["UYVY", "!RGB3", "!YU12"], "YU12"), (["JPEG"], "JPEG"),
        ])
    func `an automatic choice takes JPEG, then what is read as it is, then what is converted`(
        offered: [String], order: String
    ) throws {
        let formats = offered.map { name in
            OfferedFormat(FourCC(String(name.drop { $0 == "!" })), isNative: !name.hasPrefix("!"), sizes: [vga])
        }
        #expect(try choices(formats).map(\.fourcc.text).joined(separator: " ") == order)
    }

    @Test func `a format asked for by name is the only one tried`() throws {
        let formats = [OfferedFormat(FourCC("MJPG"), sizes: [vga]), OfferedFormat(FourCC("YUYV"), sizes: [vga])]
        #expect(try choices(formats, pixels: .yuyv).map(\.fourcc.text) == ["YUYV"])
    }

    @Test func `a format that is not offered is refused, with what is`() {
        let formats = [OfferedFormat(FourCC("YUYV")), OfferedFormat(FourCC("NV12"), isNative: false)]
        #expect(throws: CameraFault(.format, "does not send nv12", mend: "it offers YUYV")) {
            try choices(formats, pixels: .nv12)
        }
        #expect(throws: CameraFault(.format, "sends no pictures that can be read", mend: "it offers H264")) {
            try choices([OfferedFormat(FourCC("H264"))])
        }
        #expect(throws: CameraFault(.format, "sends no pictures that can be read", mend: "no format is offered at all"))
        { try choices([]) }
    }

    @Test func `what has the size and rate asked for comes before what is preferred`() throws {
        let formats = [
            OfferedFormat(FourCC("MJPG"), sizes: [size(640, 480, 30)]),
            OfferedFormat(FourCC("NV12"), sizes: [size(1280, 720, 5)]),
            OfferedFormat(FourCC("YUYV"), sizes: [size(1280, 720, 30)]),
        ]
        let hd = PixelSize(width: 1280, height: 720)
        #expect(try choices(formats, hd).map(\.fourcc.text) == ["YUYV", "MJPG", "NV12"])
        #expect(try choices(formats, hd, rate: 5).first?.fourcc.text == "NV12")
        #expect(try choices(formats).first?.fourcc.text == "MJPG")
    }

    // MARK: Sizes

    @Test(
        arguments: [
            ([size(640, 480, 30), size(1280, 720, 30), size(1920, 1080, 30)], 1280, 720),
            ([size(640, 480, 30), size(1280, 720, 5)], 640, 480),
            ([size(1280, 720, 10), size(640, 480, 30)], 1280, 720),
            ([size(1920, 1080, 30), size(3840, 2160, 30)], 1920, 1080),
            ([size(160, 120, 5), size(640, 480, 5)], 640, 480),
            ([size(800, 600, 30), size(960, 540, 30)], 960, 540),
            ([size(1024, 768, 30), size(320, 240, 30)], 320, 240),
        ])
    func `without a size the largest fluent one up to 1280x720 is taken`(
        sizes: [OfferedSize], width: Int, height: Int
    ) throws {
        let choice = try #require(try choices([OfferedFormat(FourCC("MJPG"), sizes: sizes)]).first)
        #expect(choice.size == PixelSize(width: width, height: height))
    }

    @Test func `a range of sizes gives its step below what is wanted`() throws {
        let range = OfferedSize(
            from: PixelSize(width: 48, height: 32), to: PixelSize(width: 4096, height: 2160),
            step: PixelSize(width: 50, height: 16))
        let format = OfferedFormat(FourCC("NV12"), sizes: [range])
        #expect(try choices([format]).first?.size == PixelSize(width: 1248, height: 720))
        let small = OfferedSize(
            from: PixelSize(width: 16, height: 16), to: PixelSize(width: 640, height: 480),
            step: PixelSize(width: 0, height: 0))
        #expect(try choices([OfferedFormat(FourCC("NV12"), sizes: [small])]).first?.size == vga.most)
    }

    @Test func `a size asked for is asked for, offered or not`() throws {
        let asked = PixelSize(width: 1000, height: 700)
        #expect(try choices([OfferedFormat(FourCC("MJPG"), sizes: [vga])], asked).first?.size == asked)
        #expect(try choices([OfferedFormat(FourCC("MJPG"))], asked).first?.size == asked)
        #expect(try choices([OfferedFormat(FourCC("MJPG"))]).first?.size == Negotiation.largest)
    }

    // MARK: Rates

    @Test(
        arguments: [
            ([60, 30, 15], nil, 30), ([60, 50], nil, 50), ([25, 5], nil, 25), ([30, 15, 5], 14, 15), ([30, 5], 12, 5),
            ([60, 30], 60, 60),
        ] as [([UInt32], Double?, Double)])
    func `without a rate the highest up to thirty is taken, else the nearest`(
        offered: [UInt32], asked: Double?, taken: Double
    ) throws {
        let format = OfferedFormat(FourCC("MJPG"), sizes: [size(640, 480, offered)])
        #expect(try choices([format], rate: asked).first?.interval?.rate == taken)
    }

    @Test func `between a slowest and a fastest rate any is taken`() throws {
        let slowest = try #require(FrameInterval(1, 1)), fastest = try #require(FrameInterval(1, 50))
        let rates = OfferedRates.between(slowest: slowest, fastest: fastest)
        let format = OfferedFormat(FourCC("MJPG"), sizes: [OfferedSize(vga.most, rates: rates)])
        #expect(try choices([format], rate: 12.5).first?.interval?.rate == 12.5)
        #expect(try choices([format], rate: 100).first?.interval?.rate == 50)
        #expect(try choices([format], rate: 0.1).first?.interval?.rate == 1)
        #expect(try choices([format]).first?.interval?.rate == 30)
    }

    @Test func `a driver that does not say its rates is asked for the one wanted, or for none`() throws {
        let format = OfferedFormat(FourCC("MJPG"), sizes: [OfferedSize(vga.most)])
        #expect(try choices([format]).first?.interval == nil)
        #expect(try choices([format], rate: 25).first?.interval?.rate == 25)
    }

    // MARK: Differences

    @Test func `what was granted as asked is not mentioned`() {
        var request = FormatRequest()
        #expect(differences(request, "YUYV", 640, 480, nil) == [])
        (request.size, request.pixels, request.rate) = (vga.most, .mjpeg, 30)
        #expect(differences(request, "MJPG", 640, 480, 29.97) == [])
        #expect(differences(request, "JPEG", 640, 480, 30) == [])
    }

    @Test func `each thing granted otherwise is a clause`() {
        var request = FormatRequest()
        (request.size, request.pixels, request.rate) = (PixelSize(width: 1280, height: 720), .nv12, 30)
        #expect(
            differences(request, "YUYV", 640, 480, 12.5) == [
                "asked for 1280x720, granted 640x480", "asked for nv12, granted YUYV",
                "asked for 30 fps, granted 12.5 fps",
            ])
        #expect(
            differences(request, "NV12", 1280, 720, nil) == ["asked for 30 fps, the driver does not say what it gives"])
    }

    // MARK: Names

    @Test func `four characters are a number and back`() {
        #expect(FourCC("MJPG").code == 0x4750_4A4D)
        #expect(FourCC("Y16").text == "Y16" && FourCC("Y16").code == 0x2036_3159)
        #expect(FourCC(code: FourCC("Y16").code | 1 << 31).text == "Y16-BE")
        #expect(FourCC(code: 0x0102_4142).text == "BA??")
    }

    @Test func `luma is found in the formats that begin with it`() {
        #expect(FourCC("NV12").layout(stride: 704) == .planar(stride: 704))
        #expect(FourCC("YUYV").layout(stride: 1280) == .packedEven(stride: 1280))
        #expect(FourCC("MJPG").layout(stride: 0) == .jpeg)
        #expect(FourCC("UYVY").layout(stride: 1280) == nil && FourCC("RGB3").layout(stride: 1920) == nil)
    }

    // MARK: Kit

    private func choices(
        _ formats: [OfferedFormat], _ size: PixelSize? = nil, pixels: PixelChoice = .auto, rate: Double? = nil
    ) throws(CameraFault) -> [Negotiation.Choice] {
        var request = FormatRequest()
        (request.size, request.pixels, request.rate) = (size, pixels, rate)
        return try Negotiation.choices(formats, request)
    }

    private func differences(
        _ request: FormatRequest, _ fourcc: String, _ width: Int, _ height: Int, _ rate: Double?
    ) -> [String] {
        Negotiation.differences(
            request, fourcc: FourCC(fourcc), size: PixelSize(width: width, height: height), rate: rate)
    }
}

private let vga = size(640, 480, 30)

private func size(_ width: Int, _ height: Int, _ rate: UInt32) -> OfferedSize { size(width, height, [rate]) }

private func size(_ width: Int, _ height: Int, _ rates: [UInt32]) -> OfferedSize {
    OfferedSize(PixelSize(width: width, height: height), rates: .each(rates.compactMap { FrameInterval(1, $0) }))
}
