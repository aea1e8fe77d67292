import Foundation

/// A folder with nodes of the scripted camera in the place of devices; removed in the end.
final class DeviceFolder {
    let path = FileManager.default.temporaryDirectory.path + "/scripted-devices-" + UUID().uuidString

    init(_ names: [String]) throws {
        // A link that leads nowhere is a name in the folder, and the path goes to the scripted camera as it is.
        for name in names { try link(name, to: "scripted") }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func link(_ name: String, to target: String) throws {
        let link = URL(fileURLWithPath: path + "/" + name)
        try FileManager.default.createDirectory(at: link.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: target)
    }
}
