import Base
import Settings
import Foundation
import Score
import Testing

/// A JSON Schema as Foundation reads it.
struct SchemaFile {
    let root: [String: Any]

    init(_ name: String) throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: packageRoot + "/docs/schemas/\(name).schema.json"))
        root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    /// The value at a path of keys, e.g. `definitions/rule`.
    func at(_ path: String) throws -> [String: Any] {
        var value = root
        for key in path.split(separator: "/") { value = try #require(value[String(key)] as? [String: Any], "\(path)") }
        return value
    }

    /// Names of the properties at a path; the schema must allow no others.
    func keys(_ path: String) throws -> Set<String> {
        let object = path.isEmpty ? root : try at(path)
        #expect(object["additionalProperties"] as? Bool == false, "\(path)")
        return Set(try #require(object["properties"] as? [String: Any], "\(path)").keys)
    }
}

@Suite struct `Schemas` {
    @Test func `the fixture schema has the reader's keys`() throws {
        let schema = try SchemaFile("fixture")
        #expect(try schema.keys("") == Set(FixtureReader.keys))
        #expect(try schema.keys("definitions/camera") == Set(CameraReader.keys).subtracting(["source", "objects"]))
    }

    @Test func `the configuration schema has the reader's keys`() throws {
        let schema = try SchemaFile("wayside")
        #expect(try schema.keys("") == Set(SiteConfigurationReader.keys))
        #expect(try schema.keys("properties/mqtt") == Set(MessageReader.brokerKeys))
        #expect(try schema.keys("properties/webhooks/items") == Set(MessageReader.webhookKeys))
        #expect(try schema.keys("properties/alarms") == Set(MessageReader.alarmKeys))
        #expect(try schema.keys("properties/site") == Set(SiteConfigurationReader.siteKeys))
        #expect(try schema.keys("properties/storage") == Set(SiteConfigurationReader.storageKeys))
        #expect(try schema.keys("properties/objects") == Set(SiteConfigurationReader.objectsKeys))
        #expect(try schema.keys("properties/serve") == Set(ServeReader.keys))
        #expect(try schema.keys("properties/serve/properties/tls") == Set(ServeReader.tlsKeys))
        #expect(try schema.keys("definitions/camera") == Set(CameraReader.keys))
    }

    @Test(arguments: ["fixture", "wayside"])
    func `cameras in both schemas have the reader's keys and words`(name: String) throws {
        let schema = try SchemaFile(name)
        #expect(try schema.keys("definitions/place") == Set(CameraReader.placeKeys))
        #expect(try schema.keys("definitions/rule") == Set(RuleForm.allKeys))
        #expect(try schema.keys("definitions/format") == Set(CameraFormat.keys))
        #expect(try schema.keys("definitions/calibration") == Set(CameraReader.calibrationKeys))
        let rule = try schema.at("definitions/rule/properties")
        #expect(words(rule["behaviour"]) == Behaviour.allCases.map(\.rawValue))
        #expect(words(rule["direction"]) == Direction.allCases.map(\.rawValue))
        let classes = try #require(rule["classes"] as? [String: Any])
        #expect(words(classes["items"]) == ObjectClass.allCases.map(\.rawValue))
        let uses = try #require(try schema.at("definitions/uses")["items"] as? [String: Any])
        #expect(words(uses) == DataUse.allCases.map(\.rawValue))
        let pixels = try schema.at("definitions/format/properties")["pixels"]
        #expect(words(pixels) == CameraFormat.Pixels.allCases.map(\.rawValue))
    }

    @Test(arguments: ["fixture", "wayside"])
    func `both schemas ask of each behaviour's rule what the reader asks`(name: String) throws {
        let schema = try SchemaFile(name)
        let forms = try #require(try schema.at("definitions/rule")["allOf"] as? [[String: Any]])
        #expect(forms.count == Behaviour.allCases.count)
        for (behaviour, form) in zip(Behaviour.allCases, forms) {
            let condition = try #require((form["if"] as? [String: Any])?["properties"] as? [String: [String: String]])
            #expect(condition["behaviour"]?["const"] == behaviour.rawValue)
            let then = try #require(form["then"] as? [String: Any])
            let wanted = RuleForm.of(behaviour)
            #expect(Set(words(then["propertyNames"])) == Set(wanted.keys), "\(behaviour)")
            let required = Set(then["required"] as? [String] ?? [])
            #expect(required.subtracting(["place"]) == Set(wanted.required), "\(behaviour)")
        }
    }

    @Test func `the policy schema has the reader's keys and words`() throws {
        let schema = try SchemaFile("policy")
        #expect(try schema.keys("") == Set(PolicyReader.keys))
        #expect(try schema.keys("properties/behaviours/items") == Set(PolicyTermReader.keys))
        #expect(try schema.keys("properties/merits/items") == Set(PolicyMeritReader.keys))
        #expect(try schema.keys("properties/alarms") == Set(PolicyPromiseReader.alarmKeys))
        #expect(try schema.keys("properties/appeals") == Set(PolicyPromiseReader.appealKeys))
        #expect(words(try schema.at("definitions")["behaviour"]) == Behaviour.allCases.map(\.rawValue))
        let merit = try schema.at("properties/merits/items/properties")
        #expect(words(merit["merit"]) == MeritKind.allCases.map(\.rawValue))
        let without = try #require(merit["without"] as? [String: Any])
        let refused = Behaviour.allCases.filter { !words(without["items"]).contains($0.rawValue) }
        #expect(refused == PolicyMeritReader.never)
    }

    @Test func `an event with every member has the members of its schema`() throws {
        var event = ObservedEvent(
            source: "s/c", behaviour: .lineCrossed, subject: "gate", rule: "r", phase: .ended,
            time: .recordingDefault, start: .recordingDefault, startSequence: 3)
        (event.end, event.direction, event.reason) = (.recordingDefault, .left, .dark)
        (event.classes, event.confidence) = ([.person], 0.5)
        event.box = Box(x: 0.1, y: 0.2, width: 0.3, height: 0.4)
        event.measures = [Measure("inside", 2.5, "s")]
        let text = event.json(detector: "d/1", policy: String(repeating: "a", count: 64))
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let data = try #require(object["data"] as? [String: Any])
        let schema = try SchemaFile("event")
        #expect(Set(object.keys) == (try schema.keys("")))
        #expect(Set(data.keys) == (try schema.keys("definitions/data")))
        let types = words(try schema.at("properties")["type"])
        #expect(types == Behaviour.allCases.map { "wayside.observed.\($0.rawValue).v1" })
        let reasons = words(try schema.at("definitions/data/properties")["reason"])
        #expect(reasons == TamperReason.allCases.map(\.rawValue) + LossReason.allCases.map(\.rawValue))
    }

    private func words(_ value: Any?) -> [String] { (value as? [String: Any])?["enum"] as? [String] ?? [] }
}
