internal import Base
internal import CV4L2
internal import Glibc

/// One camera of the machine as `wayside devices` shows it.
package struct DeviceDescription: Hashable, Sendable {
    /// E.g. `/dev/video0`; the number may be another after the next start of the machine.
    package let path: String
    /// Links that stay the same: first by the camera's name and serial number, then by the socket it is connected to.
    package let links: [String]
    /// What the driver calls the camera, e.g. `HD Pro Webcam C920`; empty when it cannot be asked.
    package let card: String
    package let driver: String
    /// Where it is connected, e.g. `usb-0000:00:14.0-1`.
    package let bus: String
    package let formats: [OfferedFormat]
    /// Why it cannot be asked.
    package let fault: CameraFault?
}

/// The cameras of the machine.
package enum DeviceList {
    /// Every device node that gives pictures, in order of its number, and those that cannot be asked, with the reason.
    /// Nodes that give something else (metadata, radio, output) are left out. Cameras that stream may be asked too.
    /// - Parameter root: where devices are; another folder in tests.
    package static func all(root: String = "/dev") -> [DeviceDescription] {
        let numbers = (namesInDirectory(root) ?? []).compactMap { number(of: $0) }.sorted()
        return numbers.compactMap { describe(root: root, name: "video\($0)") }
    }

    private static func describe(root: String, name: String) -> DeviceDescription? {
        let path = root + "/" + name, links = links(root: root, name: name)
        do throws(CameraFault) {
            let device = try DeviceDescriptor(path: path)
            let card = try device.card()
            return DeviceDescription(
                path: path, links: links, card: FormatListing.text(card.card), driver: FormatListing.text(card.driver),
                bus: FormatListing.text(card.bus), formats: try FormatListing.read(device), fault: nil)
        } catch {
            if error == SystemCall.notACamera { return nil }
            return DeviceDescription(
                path: path, links: links, card: "", driver: "", bus: "", formats: [], fault: error)
        }
    }

    /// The number of a name such as `video12`.
    private static func number(of name: String) -> Int? {
        guard name.hasPrefix("video"), let number = Int(name.dropFirst(5)), name == "video\(number)" else { return nil }
        return number
    }

    private static func links(root: String, name: String) -> [String] {
        ["by-id", "by-path"].flatMap { folder in
            let folder = root + "/v4l/" + folder
            return (namesInDirectory(folder) ?? []).map { folder + "/" + $0 }
                .filter { target(of: $0)?.split(separator: "/").last.map(String.init) == name }
        }
    }

    /// Where a symbolic link leads.
    private static func target(of path: String) -> String? {
        var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = unsafe readlink(path, &bytes, bytes.count)
        return count > 0 ? String(decoding: bytes[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self) : nil
    }
}
