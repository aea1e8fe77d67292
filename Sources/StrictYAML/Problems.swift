/// Collects what is wrong with one file while it is read, so that all of it can be said at once.
package final class Problems {
    package let file: String
    private var list: [Diagnostic] = []

    /// Starts an empty collection for a file; `file` is the path as the user gave it.
    package init(file: String) { self.file = file }

    package var isEmpty: Bool { list.isEmpty }

    /// The problems found so far, by position.
    package var diagnostics: Diagnostics { Diagnostics(list) }

    /// Adds a problem; a second one at the same place with the same words is not added.
    package func add(line: Int, column: Int, _ message: String, mend: String) {
        let new = Diagnostic(file: file, line: line, column: column, message: message, mend: mend)
        if !list.contains(new) { list.append(new) }
    }

    /// Throws everything found so far, if anything was.
    package func throwIfAny() throws(Diagnostics) {
        if !list.isEmpty { throw diagnostics }
    }
}
