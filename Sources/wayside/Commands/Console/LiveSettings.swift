import ArgumentParser
package import Base
import Capture
import StrictYAML

/// Options of the verbs that look through a camera: which one, in which format, how long.
struct LiveSettings: ParsableArguments {
    @Option(help: ArgumentHelp("Camera from this wayside.yaml (or fixture.yaml or scene).", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("Which camera of the wayside.yaml; else the only one.", valueName: "id"))
    var camera: String?

    @Option(help: ArgumentHelp("Size to ask the camera for, e.g. 1280x720.", valueName: "WxH"))
    var format: PictureSize?

    @Option(help: ArgumentHelp("Pictures per second to ask for; of a bare directory of JPEG files its clock."))
    var rate: Double?

    @Option(help: "Pixel format to ask for: auto, mjpeg, yuyv, nv12 or grey.")
    var pixels = PixelChoice.auto

    @Option(help: ArgumentHelp("Stop after this time, e.g. 60s, 10m, 1h.", valueName: "time"))
    var duration: LengthOfTime?

    /// The defaults.
    init() {}

    func validate() throws {
        if let rate, !(0.001...1000).contains(rate) {
            throw ValidationError("--rate must be 0.001...1000, not \(rate)")
        }
    }

    /// What the options ask the camera for.
    var request: FormatRequest {
        var request = FormatRequest()
        (request.size, request.rate, request.pixels) = (format?.size, rate, pixels)
        return request
    }
}

extension PixelChoice: ExpressibleByArgument {}

/// A picture's size as written on the command line: `1280x720`.
package struct PictureSize: ExpressibleByArgument, Hashable, Sendable {
    package let size: PixelSize

    /// Reads width and height, each 16...16384, with an `x` between.
    package init?(argument: String) {
        let parts = argument.split(separator: "x", omittingEmptySubsequences: false)
        guard parts.count == 2, let width = PictureSize.side(parts[0]), let height = PictureSize.side(parts[1]) else {
            return nil
        }
        size = PixelSize(width: width, height: height)
    }

    private static func side(_ text: Substring) -> Int? {
        guard text.utf8.allSatisfy({ (48...57).contains($0) }), let side = Int(text) else { return nil }
        return (16...16_384).contains(side) ? side : nil
    }
}

/// A length of time as written on the command line: `500ms`, `60s`, `10m`, `1h`.
package struct LengthOfTime: ExpressibleByArgument, Hashable, Sendable {
    package let milliseconds: Int64

    /// Reads a number with its unit, more than nothing and at most 366 days.
    package init?(argument: String) {
        guard let milliseconds = parseDuration_ms(argument), (1...366 * 86_400_000).contains(milliseconds) else {
            return nil
        }
        self.milliseconds = milliseconds
    }

    /// The same in nanoseconds.
    package var nanoseconds: UInt64 { UInt64(milliseconds) * 1_000_000 }
}

/// A number of bytes as written on the command line: `500M`, `500MB`; `MiB` and so on count in 1024s.
package struct ByteCount: ExpressibleByArgument, Hashable, Sendable {
    package let bytes: Int

    /// Reads a whole number with a unit or none, at least 1 and less than 8 EiB.
    package init?(argument: String) {
        let digits = argument.prefix { "0123456789".contains($0) }
        guard let scale = ByteCount.scale(argument.dropFirst(digits.count)), let number = Int(digits), number > 0 else {
            return nil
        }
        let (bytes, overflow) = number.multipliedReportingOverflow(by: scale)
        if overflow { return nil }
        self.bytes = bytes
    }

    private static func scale(_ unit: Substring) -> Int? {
        for (power, letter) in ["K", "M", "G", "T"].enumerated() {
            if unit == letter || unit == letter + "B" { return (0...power).reduce(1) { scale, _ in scale * 1000 } }
            if unit == letter + "iB" { return 1 << (10 * (power + 1)) }
        }
        return unit.isEmpty || unit == "B" ? 1 : nil
    }

    /// Bytes in the unit that suits them, e.g. `61.2 MB`.
    package static func words(_ bytes: Int) -> String {
        let units = ["bytes", "kB", "MB", "GB", "TB"]
        var value = Double(bytes), unit = 0
        while value >= 1000, unit < units.count - 1 { (value, unit) = (value / 1000, unit + 1) }
        return JSONText.format(value, decimals: unit == 0 ? 0 : 1) + " " + units[unit]
    }
}
