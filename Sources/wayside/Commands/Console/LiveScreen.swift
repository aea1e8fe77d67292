import Foundation
import Glibc
import Synchronization

/// A block of lines at the lower end of a terminal that is drawn again in place, and lines that scroll away above it.
///
/// Every change is one write: back to the block's first line, each line overwritten and cleared to its end, the rest
/// cleared. So nothing flickers, and the cursor is hidden within that write only: however the program ends, the terminal
/// is as it was.
final class LiveScreen: Sendable {
    private let style: Style
    private let size: @Sendable () -> (columns: Int, rows: Int)
    private let write: @Sendable (String) throws -> Void
    // A mutex: events come from the scoring thread, the block from the one that watches.
    private let block = Mutex((lines: [LiveLine](), drawn: [Int](), isClosed: false))

    /// - Parameters:
    ///   - size: the terminal's size now; asked before each drawing, so that it may be resized.
    ///   - write: brings text to the terminal at once.
    init(
        _ style: Style, size: @escaping @Sendable () -> (columns: Int, rows: Int) = LiveScreen.terminalSize,
        write: @escaping @Sendable (String) throws -> Void
    ) {
        (self.style, self.size, self.write) = (style, size, write)
    }

    /// Draws other lines in the place of the block.
    func show(_ make: (_ height: Int) -> [LiveLine]) throws {
        let lines = make(max(1, size().rows - 2))
        try block.withLock { block in
            guard !block.isClosed else { return }
            block.lines = lines
            try draw(above: nil, &block.lines, &block.drawn)
        }
    }

    /// Lets a line scroll away above the block.
    func scroll(_ line: String) throws {
        try block.withLock { block in try draw(above: line, &block.lines, &block.drawn) }
    }

    /// Takes the block away; lines may still be written after it.
    func close() throws {
        try block.withLock { block in
            block.lines = []
            block.isClosed = true
            try draw(above: nil, &block.lines, &block.drawn)
        }
    }

    private func draw(above: String?, _ lines: inout [LiveLine], _ drawn: inout [Int]) throws {
        let columns = max(10, size().columns)
        // A terminal that has become narrower has wrapped what was drawn.
        let rows = drawn.reduce(0) { $0 + max(1, ($1 + columns - 1) / columns) }
        var text = "\u{1B}[?25l\r" + (rows > 0 ? "\u{1B}[\(rows)A" : "")
        if let above { text += above + "\u{1B}[K\n" }
        for line in lines { text += line.painted(style, width: columns - 1) + "\u{1B}[K\n" }
        text += "\u{1B}[J\u{1B}[?25h"
        drawn = lines.map { min($0.plain.count, columns - 1) }
        try write(text)
    }

    /// The size of the terminal on standard output; 80 by 24 when it does not say.
    static func terminalSize() -> (columns: Int, rows: Int) {
        var size = winsize()
        let isKnown = unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 && size.ws_row > 0
        return isKnown ? (Int(size.ws_col), Int(size.ws_row)) : (80, 24)
    }
}
