import Base
package import StrictYAML

/// Writes the `fixture.yaml` of a recording of a scene.
package enum FixtureText {
    /// The text; `camera` is written as the scene has it.
    package static func yaml(_ scene: Scene, camera: YAMLNode) -> String {
        var text = "fixture: 1\ntitle: \(quoted("\(scene.title) (rendered, seed \(scene.seed))"))\n"
        text += "rate: \(JSONText.format(scene.rate, decimals: 4))\nstart: \(scene.start.rfc3339)\ncamera:\n"
        guard case .mapping(let entries) = camera.content else { return text }
        for entry in entries {
            if case .list(let items) = entry.value.content, !items.isEmpty {
                text += "  \(entry.key):\n"
                for item in items { text += "    - \(flow(item))\n" }
            } else {
                text += "  \(entry.key): \(flow(entry.value))\n"
            }
        }
        return text
    }

    /// A node on one line.
    private static func flow(_ node: YAMLNode) -> String {
        switch node.content {
        case .scalar(let text, let wasQuoted): wasQuoted || needsQuotes(text) ? quoted(text) : text
        case .list(let items): "[" + items.map(flow).joined(separator: ", ") + "]"
        case .mapping(let entries): "{" + entries.map { "\($0.key): \(flow($0.value))" }.joined(separator: ", ") + "}"
        }
    }

    private static func needsQuotes(_ text: String) -> Bool {
        text.unicodeScalars.contains { ":#,[]{}&*!|>'\"%@`\n\t".unicodeScalars.contains($0) }
    }

    /// A double-quoted scalar; JSON's escapes are YAML's.
    private static func quoted(_ text: String) -> String {
        var json = JSONText()
        json.string(text)
        return json.text
    }
}
