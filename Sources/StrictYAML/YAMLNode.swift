/// A plain piece of YAML with its position: a scalar's text, a list or a mapping. No tags, no aliases, no types guessed
/// from the text; what a scalar means is decided by whoever reads it.
package struct YAMLNode: Hashable, Sendable {
    /// One pair of a mapping.
    package struct Entry: Hashable, Sendable {
        package let key: String
        package let keyLine: Int
        package let keyColumn: Int
        package let value: YAMLNode
    }

    /// What the node holds.
    package enum Content: Hashable, Sendable {
        case scalar(text: String, quoted: Bool)
        case list([YAMLNode])
        case mapping([Entry])
    }

    package let content: Content
    /// Position from 1; columns count Unicode scalars.
    package let line: Int
    package let column: Int

    /// Nothing was written: an empty plain scalar, `~` or `null`.
    package var isNothing: Bool {
        guard case .scalar(let text, quoted: false) = content else { return false }
        return text.isEmpty || text == "~" || text == "null"
    }

    /// The node in words for messages, e.g. `a list`, `the text "ten"`.
    package var described: String {
        switch content {
        case .scalar(let text, let quoted):
            if isNothing { return "nothing" }
            let shown = text.count > 40 ? text.prefix(40) + "…" : text[...]
            return quoted ? "the quoted text \"\(shown)\"" : "\"\(shown)\""
        case .list: return "a list"
        case .mapping: return "a mapping"
        }
    }
}
