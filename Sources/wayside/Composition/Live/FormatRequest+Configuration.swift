import Base
import Capture
import Settings

extension FormatRequest {
    /// What a configured camera is to be asked for.
    init(_ format: CameraFormat) {
        self.init()
        if let width = format.width, let height = format.height { size = PixelSize(width: width, height: height) }
        rate = format.rate
        pixels = PixelChoice(rawValue: format.pixels.rawValue) ?? .auto
    }

    /// This request with what was asked for on the command line in place of its own.
    func overridden(by options: FormatRequest) -> FormatRequest {
        var request = self
        request.size = options.size ?? size
        request.rate = options.rate ?? rate
        if options.pixels != .auto { request.pixels = options.pixels }
        return request
    }
}
