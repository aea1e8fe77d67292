import Base
package import Capture

/// A camera as `devices` shows it: what it is, what it offers, and the line for the configuration. Pure.
package struct LiveDevice {
    private let device: DeviceDescription
    /// What would be asked for if nobody asked for anything; nil when nothing it offers can be used.
    private let choice: Negotiation.Choice?

    /// Takes what is known of a camera.
    package init(_ device: DeviceDescription) {
        self.device = device
        choice = device.fault == nil ? try? Negotiation.choices(device.formats, FormatRequest()).first : nil
    }

    /// The path that stays the same, when there is one.
    private var path: String { device.links.first ?? device.path }

    private var byId: String? { device.links.first { $0.contains("/by-id/") } }

    /// The camera for the list `cameras` of a `wayside.yaml`.
    package var configuration: String {
        var format = ""
        if let choice {
            var parts = ["width: \(choice.size.width)", "height: \(choice.size.height)"]
            if let rate = choice.interval?.rate { parts.append("rate: \(LiveDevice.number(rate))") }
            if let pixels = LiveDevice.pixels(choice.fourcc) { parts.append("pixels: \(pixels.rawValue)") }
            format = ", format: {\(parts.joined(separator: ", "))}"
        }
        return "- {id: camera, source: \"v4l2:\(path)\"\(format)}"
    }

    /// The choice's name in a configuration; nil when it has none of its own.
    private static func pixels(_ fourcc: FourCC) -> PixelChoice? {
        ["MJPG": .mjpeg, "JPEG": .mjpeg, "YUYV": .yuyv, "NV12": .nv12, "GREY": .grey][fourcc.text]
    }

    private static func number(_ value: Double) -> String { JSONText.format(value, decimals: 3) }
}

// MARK: - For people

extension LiveDevice {
    /// A title and one line per fact.
    func lines(_ style: Style) -> [String] {
        var lines = [style.paint(device.path, .strong) + "  " + ControlCharacters.writtenOut(device.card)]
        func add(_ label: String, _ words: String) {
            let label = label + String(repeating: " ", count: max(0, 8 - label.count))
            lines.append("  " + style.paint(label, .soft) + "  " + ControlCharacters.writtenOut(words))
        }
        for (label, link) in zip(["link", ""], device.links) { add(label, link) }
        let driver = [device.driver, device.bus].filter { !$0.isEmpty }
        if !driver.isEmpty { add("driver", driver.joined(separator: ", ")) }
        if let fault = device.fault {
            lines.append("  " + style.paint("\(fault.words); \(fault.mend)", .attention))
            return lines
        }
        for format in device.formats where isRead(format) { add(format.fourcc.text, sizes(of: format)) }
        let others = device.formats.filter { !isRead($0) }.map(\.fourcc.text)
        if !others.isEmpty { add("also", others.joined(separator: " ") + ", by conversion") }
        add("config", configuration)
        return lines
    }

    /// Whether the camera sends it and luma is read from it as it is.
    private func isRead(_ format: OfferedFormat) -> Bool { format.isNative && format.fourcc.layout(stride: 1) != nil }

    /// E.g. `1920x1080 5, 1280x720 30*, 640x480 30`; the star is what would be chosen.
    private func sizes(of format: OfferedFormat) -> String {
        if format.sizes.isEmpty { return "sizes unknown" }
        return format.sizes.map { size in
            let isChosen = choice.map { $0.fourcc == format.fourcc && size.holds($0.size) } ?? false
            let best = size.rates.listed.max().map { " " + LiveDevice.number($0) } ?? ""
            return size.words + best + (isChosen ? "*" : "")
        }.joined(separator: ", ")
    }
}

// MARK: - For machines

extension LiveDevice {
    /// One object in one line.
    package var json: String {
        var json = JSONText()
        json.object { object in
            object.member("type", "wayside.device.v1")
            object.member("path", device.path)
            object.member("name", device.card)
            object.member("driver", device.driver)
            object.member("bus", device.bus)
            if let byId { object.member("byId", byId) }
            object.key("links")
            object.array { list in device.links.forEach { list.string($0) } }
            if let fault = device.fault { write(fault, into: &object) }
            object.key("formats")
            object.array { list in for format in device.formats { write(format, into: &list) } }
            object.member("config", configuration)
        }
        return json.text
    }

    private func write(_ fault: CameraFault, into object: inout JSONText) {
        object.key("fault")
        object.object { object in
            object.member("reason", fault.reason.rawValue)
            object.member("words", fault.words)
            object.member("mend", fault.mend)
        }
    }

    private func write(_ format: OfferedFormat, into list: inout JSONText) {
        list.object { object in
            object.member("fourcc", format.fourcc.text)
            object.key("pixels")
            if let pixels = LiveDevice.pixels(format.fourcc), isRead(format) {
                object.string(pixels.rawValue)
            } else {
                object.null()
            }
            object.key("converted")
            object.bool(!format.isNative)
            object.key("sizes")
            object.array { sizes in for size in format.sizes { size.write(into: &sizes) } }
        }
    }
}

extension OfferedSize {
    /// `640x480`, or `16x16...1920x1080` for a range.
    fileprivate var words: String {
        let most = "\(most.width)x\(most.height)"
        return least == self.most ? most : "\(least.width)x\(least.height)...\(most)"
    }

    fileprivate func holds(_ size: PixelSize) -> Bool { nearest(size) == size }

    /// The largest size; of a range its least size and steps too.
    fileprivate func write(into sizes: inout JSONText) {
        sizes.object { object in
            object.member("width", Int64(most.width))
            object.member("height", Int64(most.height))
            if least != most {
                for (name, size) in [("least", least), ("step", step)] {
                    object.key(name)
                    object.object { object in
                        object.member("width", Int64(size.width))
                        object.member("height", Int64(size.height))
                    }
                }
            }
            object.key("rates")
            object.array { list in for rate in rates.listed { list.number(rate, decimals: 3) } }
        }
    }
}

extension OfferedRates {
    /// Pictures per second; of a range the slowest and the fastest.
    fileprivate var listed: [Double] {
        switch self {
        case .unknown: []
        case .each(let intervals): intervals.map(\.rate)
        case .between(let slowest, let fastest): [slowest.rate, fastest.rate]
        }
    }
}
