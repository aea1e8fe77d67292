import Ledger
import Score
import Base
import Foundation
import Serve

/// The description of the API, as far as tests hold answers against it: the words of JSON Schema that it uses and no others.
struct Description {
    let document: [String: Any]

    init() throws {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/CPage/assets/openapi.json")
        let value = try JSONSerialization.jsonObject(with: Data(contentsOf: path))
        document = value as? [String: Any] ?? [:]
    }

    /// `GET /api/v1/health` and so on, with the action that each names.
    var operations: [String: String] {
        var operations: [String: String] = [:]
        for (path, item) in document["paths"] as? [String: [String: Any]] ?? [:] {
            for (method, operation) in item {
                let action = (operation as? [String: Any])?["x-action"] as? String
                operations["\(method.uppercased()) \(path)"] = action ?? ""
            }
        }
        return operations
    }

    func operation(_ method: String, _ template: String) -> [String: Any] {
        let item = (document["paths"] as? [String: Any])?[template] as? [String: Any]
        return item?[method.lowercased()] as? [String: Any] ?? [:]
    }

    /// What is wrong with an answer of an operation; empty when it is as described.
    func faults(_ method: String, _ template: String, _ answer: Answer) -> [String] {
        let responses = operation(method, template)["responses"] as? [String: Any] ?? [:]
        guard let response = responses[String(answer.status)] ?? responses["default"] else {
            return ["\(answer.status) is not described"]
        }
        if answer.status == 304 { return [] }
        let resolved = resolve(response)
        let media = String(answer.media.split(separator: ";")[0])
        guard let content = (resolved["content"] as? [String: Any])?[media] as? [String: Any] else {
            return ["\(answer.status) \(media) is not described"]
        }
        guard media.hasSuffix("json") else { return [] }
        return faults(answer.json ?? NSNull(), content["schema"] as? [String: Any] ?? [:], "$")
    }

    private func resolve(_ value: Any) -> [String: Any] {
        guard let object = value as? [String: Any] else { return [:] }
        guard let reference = object["$ref"] as? String else { return object }
        return reference.split(separator: "/").dropFirst().reduce(document) { part, name in
            part[String(name)] as? [String: Any] ?? [:]
        }
    }

    // MARK: Schemas

    func faults(_ value: Any, _ schema: [String: Any], _ place: String) -> [String] {
        let schema = resolve(schema)
        if let options = schema["oneOf"] as? [[String: Any]] {
            let results = options.map { faults(value, $0, place) }
            return results.count(where: \.isEmpty) == 1
                ? [] : ["\(place): not exactly one of \(options.count): \(results.min { $0.count < $1.count } ?? [])"]
        }
        var list: [String] = []
        if let constant = schema["const"], !same(constant, value) { list.append("\(place): not \(constant)") }
        if let words = schema["enum"] as? [Any], !words.contains(where: { same($0, value) }) {
            list.append("\(place): \(value) is not in the list")
        }
        let types = (schema["type"] as? [String]) ?? (schema["type"] as? String).map { [$0] } ?? []
        guard types.isEmpty || types.contains(where: { isOf($0, value) }) else {
            return list + ["\(place): \(value) is no \(types)"]
        }
        if let object = value as? [String: Any] { list += faults(object, schema, place) }
        if let items = value as? [Any], let schema = schema["items"] as? [String: Any] {
            list += items.enumerated().flatMap { faults($0.element, schema, "\(place)[\($0.offset)]") }
        }
        if let text = value as? String, let pattern = schema["pattern"] as? String,
            text.range(of: pattern, options: .regularExpression) == nil
        {
            list.append("\(place): \(text) does not fit \(pattern)")
        }
        return list
    }

    private func faults(_ object: [String: Any], _ schema: [String: Any], _ place: String) -> [String] {
        let properties = schema["properties"] as? [String: Any] ?? [:]
        var list = (schema["required"] as? [String] ?? []).filter { object[$0] == nil }.map {
            "\(place).\($0) is missing"
        }
        for (name, value) in object {
            if let known = properties[name] as? [String: Any] {
                list += faults(value, known, place + "." + name)
            } else if let others = schema["additionalProperties"] as? [String: Any] {
                list += faults(value, others, place + "." + name)
            } else if schema["additionalProperties"] as? Bool == false {
                list.append("\(place).\(name) is not described")
            }
        }
        return list
    }

    private func same(_ a: Any, _ b: Any) -> Bool { (a as? NSObject) == (b as? NSObject) }

    private func isOf(_ type: String, _ value: Any) -> Bool {
        switch type {
        case "object": value is [String: Any]
        case "array": value is [Any]
        case "string": value is String
        case "null": value is NSNull
        case "boolean": isBool(value)
        case "integer":
            !isBool(value) && ((value as? NSNumber).map { $0.doubleValue.rounded() == $0.doubleValue } ?? false)
        case "number": !isBool(value) && value is NSNumber
        default: false
        }
    }

    private func isBool(_ value: Any) -> Bool {
        (value as? NSNumber).map { unsafe String(cString: $0.objCType) == "c" } ?? false
    }
}
