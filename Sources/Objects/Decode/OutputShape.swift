/// One output of a model: its dimensions, outermost first, and as many numbers as they make.
package struct OutputShape: Equatable, Sendable {
    package let dims: [Int]

    /// Describes dimensions.
    package init(dims: [Int]) { self.dims = dims }

    package var described: String { "[" + dims.map(String.init).joined(separator: ", ") + "]" }
}

/// An output that is not laid out as the card says.
package struct LayoutMismatch: Error, Equatable {
    /// One clause for people.
    package let words: String
}
