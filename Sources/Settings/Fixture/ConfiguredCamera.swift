package import Base
package import StrictYAML

/// Takes one camera out of any file that has one.
package enum ConfiguredCamera {
    /// Reads a camera from a `wayside.yaml`, or the `camera` of a `fixture.yaml` or a scene; of the latter two nothing else
    /// is checked.
    /// - Parameter id: which camera of a `wayside.yaml`; nil, or an id it does not have, takes the only one.
    /// - Throws: the problems of the camera, or that there is none or no single one.
    package static func read(file: String, id: String? = nil) throws(Diagnostics) -> CameraSettings {
        try YAMLFile.read(file) { root in
            if root.peek("wayside") != nil {
                guard let site = SiteConfigurationReader.read(root, file: file) else { return nil }
                return choose(from: site.cameras.map(\.settings), id: id, root)
            }
            guard let camera = root.peek("camera") else {
                return root.problem("no camera in this file", mend: "give a wayside.yaml, a fixture.yaml or a scene")
            }
            return CameraReader.read(camera)
        }
    }

    private static func choose(from cameras: [CameraSettings], id: String?, _ root: YAMLValue) -> CameraSettings? {
        if let named = cameras.first(where: { $0.id == id }) { return named }
        if cameras.count == 1 { return cameras[0] }
        let names = cameras.map(\.id).joined(separator: ", ")
        return root.problem(
            "none of the cameras \(names) has the id `\(id ?? "")`", mend: "give the fixture's camera one of these ids")
    }
}
