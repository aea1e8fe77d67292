/// How much YAML is read before it is refused. Files that people write stay far below.
package struct YAMLLimits: Sendable {
    /// Bytes of one file.
    package var bytes: Int
    /// Mappings and lists inside each other.
    package var depth: Int

    /// Makes limits.
    package init(bytes: Int = 1 << 20, depth: Int = 32) { (self.bytes, self.depth) = (bytes, depth) }

    /// The limits for every file of the house.
    package static let standard = YAMLLimits()
}
