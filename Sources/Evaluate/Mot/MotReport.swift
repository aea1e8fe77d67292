import Base

/// A tracker on several sequences: each by itself, and all together.
package struct MotReport: Hashable, Sendable {
    package let results: [MotResult]
    package let all: MotResult

    package init(_ results: [MotResult]) {
        self.results = results
        all = MotResult(name: "all", sumOf: results)
    }

    /// One line of JSON. The same results always give the same bytes but for `frames_per_second`, which is measured. Ratios
    /// that have no value are null.
    package var json: String {
        var json = JSONText()
        json.object { report in
            report.member("mot_evaluation", 1)
            report.key("all")
            report.object { Self.write(all, into: &$0) }
            report.key("sequences")
            report.array { list in
                for result in results {
                    list.object {
                        $0.member("sequence", result.name)
                        Self.write(result, into: &$0)
                    }
                }
            }
        }
        return json.text
    }

    private static func write(_ result: MotResult, into object: inout JSONText) {
        object.member("frames", Int64(result.frames))
        object.member("due", Int64(result.clear.due))
        object.member("mota", result.clear.accuracy ?? .nan)
        object.member("idf1", result.identity.f1 ?? .nan)
        object.member("hota", result.hota.hota ?? .nan)
        object.member("deta", result.hota.detectionAccuracy ?? .nan)
        object.member("assa", result.hota.associationAccuracy ?? .nan)
        object.member("motp", result.clear.precision ?? .nan)
        object.member("idp", result.identity.precision ?? .nan)
        object.member("idr", result.identity.recall ?? .nan)
        object.member("false_positives", Int64(result.clear.falsePositives))
        object.member("misses", Int64(result.clear.misses))
        object.member("switches", Int64(result.clear.switches))
        object.member("frames_per_second", result.framesPerSecond ?? .nan, decimals: 0)
    }

    /// Titles of the columns of `rows`; the first is a name, the others are numbers.
    package static let columns = [
        "sequence", "frames", "MOTA", "IDF1", "HOTA", "DetA", "AssA", "FP", "FN", "switches", "frames/s",
    ]

    /// A row per sequence, and one for all when there are several. Measures are in percent, as the field writes them.
    package var rows: [[String]] {
        (results.count == 1 ? results : results + [all]).map { result in
            let clear = result.clear, hota = result.hota
            let measures = [
                clear.accuracy, result.identity.f1, hota.hota, hota.detectionAccuracy, hota.associationAccuracy,
            ]
            return [result.name, String(result.frames)] + measures.map(Self.percent)
                + [clear.falsePositives, clear.misses, clear.switches].map { String($0) }
                + [result.framesPerSecond.map { JSONText.format($0, decimals: 0) } ?? "-"]
        }
    }

    /// With one decimal, which is kept when it is 0.
    private static func percent(_ value: Double?) -> String {
        guard let value else { return "-" }
        let text = JSONText.format(value * 100, decimals: 1)
        return text.contains(".") ? text : text + ".0"
    }
}
