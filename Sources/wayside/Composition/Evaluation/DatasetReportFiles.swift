import Evaluate
import Foundation
import Report

/// Where a dataset's report is written to. The plots of `x.md` stand as SVG files in the directory `x` beside it.
struct DatasetReportFiles {
    var markdown: String?
    var html: String?

    /// - Parameter directory: gets `accuracy.md` and `accuracy.html`, and is made when it is missing.
    init(directory: String?, markdown: String?, html: String?) throws {
        (self.markdown, self.html) = (markdown, html)
        guard let directory else { return }
        _ = try FixtureDirectory(directory)
        self.markdown = markdown ?? directory + "/accuracy.md"
        self.html = html ?? directory + "/accuracy.html"
    }

    /// Whether anything is asked for.
    var isWanted: Bool { markdown != nil || html != nil }

    /// Writes the report in the forms asked for.
    func write(_ report: DatasetReport) throws {
        if let markdown {
            let plots = URL(fileURLWithPath: markdown).deletingPathExtension()
            let document = AccuracyMarkdown(report, plots: plots.lastPathComponent)
            let folder = try FixtureDirectory(plots.path)
            for plot in document.plots() { try folder.write(plot.name, plot.svg) }
            try write(document.text(), to: markdown)
        }
        if let html { try write(AccuracyPage(report).html(), to: html) }
    }

    private func write(_ text: String, to file: String) throws {
        do { try Data(text.utf8).write(to: URL(fileURLWithPath: file), options: .atomic) } catch {
            throw Failure(.cannotCreate, "cannot write", at: file, mend: "check the directory's rights and room")
        }
    }

    /// Reads a peers file.
    static func peers(_ file: String?) throws -> [PeerFigure] {
        guard let file else { return [] }
        guard let data = FileManager.default.contents(atPath: file), let text = String(bytes: data, encoding: .utf8)
        else { throw Failure(.noInput, "cannot be read", at: file, mend: "give a peers file of UTF-8 text") }
        do throws(PeerFigure.Mistake) { return try PeerFigure.read(text) } catch {
            throw Failure(.data, error.message, at: "\(file):\(error.line)", mend: error.mend)
        }
    }
}
