import Base
package import StrictYAML

/// Reads `wayside.yaml`.
package enum SiteConfigurationReader {
    /// Keys of the file.
    package static let keys = [
        "wayside", "site", "purpose", "uses", "cameras", "policy", "storage", "objects", "serve", "mqtt", "webhooks",
        "alarms",
    ]
    package static let siteKeys = ["id", "name", "organisation", "contact"]
    package static let storageKeys = ["directory", "keep_events", "pictures"]
    package static let objectsKeys = ["model", "socket", "looks_per_second"]

    /// Reads and checks the whole file; the files it names are not opened.
    /// - Throws: all problems of the file, sorted by position.
    package static func read(file: String) throws(Diagnostics) -> SiteConfiguration {
        try YAMLFile.read(file) { read($0, file: file) }
    }

    /// The same for text in memory; relative paths start at the directory of `file`.
    package static func read(text: String, file: String) throws(Diagnostics) -> SiteConfiguration {
        try YAMLFile.read(text: text, file: file) { read($0, file: file) }
    }

    static func read(_ root: YAMLValue, file: String) -> SiteConfiguration? {
        guard let reader = root.named("the configuration").mapping(keys) else { return nil }
        let directory = PathResolution.directory(of: file)
        reader.required("wayside", example: "1")?.formatVersion(1)
        let site = reader.required("site", example: "{id: depot}").flatMap(readSite)
        let purpose = reader.required("purpose", example: "Keep the fire exit clear")?.text()
        let uses = reader.optional("uses")?.dataUses() ?? DataUse.usual
        let cameras = readCameras(reader, directory: directory)
        let policy = reader.required("policy", example: "policy.yaml")?.text(limit: 4096)
        let storage = readStorage(reader.optional("storage"), directory: directory)
        let objects = reader.optional("objects").flatMap { readObjects($0, directory: directory) }
        let serve = reader.optional("serve").flatMap { ServeReader.read($0, directory: directory) }
        let broker = reader.optional("mqtt").flatMap { MessageReader.broker($0, directory: directory) }
        let webhooks = reader.optional("webhooks").map { MessageReader.webhooks($0, directory: directory) } ?? []
        let alarms = reader.optional("alarms").map { MessageReader.alarms($0) } ?? .init()
        guard let site, let purpose, let policy else { return nil }
        return SiteConfiguration(
            file: file, site: site, purpose: purpose, uses: uses, cameras: cameras,
            policy: PathResolution.resolve(policy, in: directory), storage: storage, objects: objects,
            serve: serve, mqtt: broker, webhooks: webhooks, alarms: alarms)
    }

    private static func readSite(_ value: YAMLValue) -> SiteConfiguration.Site? {
        guard let site = value.mapping(siteKeys) else { return nil }
        let id = site.required("id", example: "depot")?.identifier()
        let name = site.optional("name")?.text(), organisation = site.optional("organisation")?.text()
        let contact = site.optional("contact")?.text()
        return id.map { SiteConfiguration.Site(id: $0, name: name, organisation: organisation, contact: contact) }
    }

    private static func readCameras(_ reader: MappingReader, directory: String) -> [SiteConfiguration.Camera] {
        var cameras: [SiteConfiguration.Camera] = []
        for item in reader.required("cameras")?.list(count: 1...1000, item: "camera") ?? [] {
            guard let camera = item.mapping(CameraReader.keys) else { continue }
            let settings = CameraReader.read(camera)
            let source = readSource(camera.required("source", example: "v4l2:/dev/video0"), directory: directory)
            // Its problems were noted with the camera's; this reads the value only.
            let format = camera.optional("format").flatMap(CameraFormat.read) ?? CameraFormat()
            let objects = camera.optional("objects")?.bool()
            if objects == true, !reader.has("objects") {
                camera.problem(
                    atKey: "objects", "`objects` is on, but nothing says which model looks",
                    mend: "add `objects: {model: yolox-nano}` to the file, beside `cameras`")
            }
            guard let settings, let source else { continue }
            if cameras.contains(where: { $0.settings.id == settings.id }) {
                camera.optional("id")?.problem("the camera `\(settings.id)` stands twice", mend: "rename one")
            }
            cameras.append(.init(settings: settings, source: source, format: format, objects: objects ?? true))
        }
        return cameras
    }

    private static func readSource(_ value: YAMLValue?, directory: String) -> SourceSpec? {
        guard let value, let text = value.text(limit: 4096) else { return nil }
        do throws(SourceSpec.Mistake) { return try SourceSpec(text, directory: directory) } catch {
            return value.problem(error.message, mend: error.mend)
        }
    }

    private static func readStorage(_ value: YAMLValue?, directory: String) -> SiteConfiguration.Storage {
        var storage = SiteConfiguration.Storage(directory: PathResolution.resolve("state", in: directory))
        guard let reader = value?.mapping(storageKeys) else { return storage }
        if let path = reader.optional("directory")?.text(limit: 4096) {
            storage.directory = PathResolution.resolve(path, in: directory)
            storage.isNamed = true
        }
        let day_ms: Int64 = 86_400_000
        storage.keepEvents_ms = reader.optional("keep_events")?.duration_ms(in: day_ms...3660 * day_ms)
        if let pictures = reader.optional("pictures")?.bool() { storage.pictures = pictures }
        return storage
    }

    private static func readObjects(_ value: YAMLValue, directory: String) -> SiteConfiguration.Objects? {
        guard let reader = value.mapping(objectsKeys) else { return nil }
        let model = reader.required("model", example: "yolox-nano")?.identifier()
        var socket: String?
        if let named = reader.optional("socket"), let path = named.text(limit: 4096) {
            let resolved = PathResolution.resolve(path, in: directory), most = 107
            socket = resolved
            if resolved.utf8.count > most {
                named.problem(
                    "the path of `socket` has \(resolved.utf8.count) bytes, at most \(most) are possible",
                    mend: "use a shorter one, e.g. in /run")
            }
        }
        let looks = reader.optional("looks_per_second")?.number(in: 0.1...1000)
        return model.map {
            SiteConfiguration.Objects(
                model: $0, socket: socket,
                looksPerSecond: looks ?? SiteConfiguration.Objects.usualLooksPerSecond)
        }
    }
}
