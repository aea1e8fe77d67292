import Base
import StrictYAML

/// The contents of one `fixture.yaml`.
struct FixtureHeader {
    /// The fixture's clock as written; `times` names a file.
    enum Clock { case rate(Double), times(String) }

    let title: String?
    let clock: Clock
    let start: Timestamp?
    let conditions: [String]
    let camera: CameraSettings?
}

extension FixtureReader {
    /// Reads the root of `fixture.yaml`; nil after problems were noted. A fixture that is read with another camera may have
    /// none of its own.
    static func readHeader(_ root: YAMLValue, needsCamera: Bool) -> FixtureHeader? {
        guard let reader = root.named("the fixture").mapping(keys) else { return nil }
        reader.required("fixture", example: "1")?.formatVersion(1)
        let title = reader.optional("title")?.text()
        let clock = readClock(reader)
        let start = reader.optional("start")?.timestamp()
        let conditions = (reader.optional("conditions")?.list(count: 0...20, item: "condition") ?? []).compactMap {
            $0.identifier()
        }
        let camera = (needsCamera ? reader.required("camera", example: "{id: bay}") : reader.optional("camera"))
            .flatMap(CameraReader.read)
        guard let clock, camera != nil || !needsCamera else { return nil }
        return FixtureHeader(title: title, clock: clock, start: start, conditions: conditions, camera: camera)
    }

    private static func readClock(_ reader: MappingReader) -> FixtureHeader.Clock? {
        let rate = reader.optional("rate")?.number(in: 0.001...1000)
        let times = reader.optional("times").flatMap(readTimesPath)
        switch (reader.has("rate"), reader.has("times")) {
        case (true, true):
            reader.problem(atKey: "times", "a fixture has `rate` or `times`, not both", mend: "remove one")
        case (false, false):
            reader.value.problem("the fixture has no clock", mend: "add `rate: 10` or `times: frames.csv`")
        default: break
        }
        return rate.map { .rate($0) } ?? times.map { .times($0) }
    }

    /// A path inside the fixture's directory, so that a fixture from elsewhere cannot make us read other files.
    private static func readTimesPath(_ value: YAMLValue) -> String? {
        guard let path = value.text(limit: 255) else { return nil }
        guard !path.hasPrefix("/"), !path.split(separator: "/").contains("..") else {
            return value.problem(
                "`times` leaves the fixture's directory", mend: "name a file inside it, e.g. frames.csv")
        }
        return path
    }
}
