import Base
import Foundation

/// The rules of the CloudEvents 1.0.2 specification and of its JSON Schema, written down once more: what breaks them.
enum CloudEventRules {
    /// Members of the schema that are strings of at least one character.
    private static let required = ["id", "source", "specversion", "type"]
    private static let optional = ["datacontenttype", "dataschema", "subject", "time", "data_base64"]

    static func findings(_ text: String) -> [String] {
        guard let value = try? JSONSerialization.jsonObject(with: Data(text.utf8)), let event = value as? [String: Any]
        else { return ["is not an object"] }
        return findings(event)
    }

    static func findings(_ event: [String: Any]) -> [String] {
        var list: [String] = []
        for name in required where (event[name] as? String)?.isEmpty != false { list.append("\(name) is missing") }
        for name in optional {
            if let value = event[name], !(value is NSNull), (value as? String)?.isEmpty != false {
                list.append("\(name) is not a text")
            }
        }
        if event["specversion"] as? String != "1.0" { list.append("specversion is not 1.0") }
        if let source = event["source"] as? String, URL(string: source) == nil || source.contains(where: \.isWhitespace)
        {
            list.append("source is no URI reference")
        }
        if let time = event["time"] as? String, Timestamp(rfc3339: time) == nil { list.append("time is not RFC 3339") }
        if event["data"] != nil, event["data_base64"] != nil { list.append("data is there twice") }
        for (name, value) in event where !(required + optional + ["data"]).contains(name) {
            if name.isEmpty || !name.allSatisfy({ "abcdefghijklmnopqrstuvwxyz0123456789".contains($0) }) {
                list.append("\(name) is no name of an attribute")
            }
            if !(value is String) && !(value is NSNumber) { list.append("the extension \(name) is no simple value") }
        }
        return list
    }

    /// The finding of a batch: of each of its events.
    static func batchFindings(_ text: String) -> [String] {
        guard let value = try? JSONSerialization.jsonObject(with: Data(text.utf8)), let list = value as? [[String: Any]]
        else { return ["is not a list of objects"] }
        return list.flatMap { findings($0) }
    }
}
