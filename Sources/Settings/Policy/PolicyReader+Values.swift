internal import Score
internal import StrictYAML

extension YAMLValue {
    /// Points with at most three decimals, as milli-points; at most a million either way.
    func milliPoints() -> Int64? { thousandths(in: -1e6...1e6) }

    /// A share 0...1 with at most three decimals, in thousandths.
    func permille() -> Int64? { thousandths(in: 0...1) }

    /// A number with at most three decimals, times 1000.
    func thousandths(in range: ClosedRange<Double>) -> Int64? { whole(1000, "three", range) }

    /// A number with at most two decimals, times 100.
    func hundredths(in range: ClosedRange<Double>) -> Int64? { whole(100, "two", range) }

    /// Scores are whole numbers of a small unit, so a number that is finer is refused and not rounded behind one's back.
    private func whole(_ scale: Double, _ decimals: String, _ range: ClosedRange<Double>) -> Int64? {
        guard let number = number(in: range) else { return nil }
        let scaled = (number * scale).rounded()
        guard abs(scaled - number * scale) < 1e-6 else {
            return problem("`\(name)` is finer than \(decimals) decimals", mend: "round it to \(decimals) decimals")
        }
        return Int64(scaled)
    }

    /// A place, camera/place or site/camera/place.
    func placeSelector() -> PlaceSelector? {
        let mend = "write a place id, camera/place or site/camera/place"
        guard let text = rawText else { return problem("`\(name)` must be a place, not \(node.described)", mend: mend) }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let isPath =
            (1...3).contains(parts.count)
            && parts.allSatisfy { part in
                !part.isEmpty && part.utf8.count <= 64 && part.utf8.first != UInt8(ascii: "-")
                    && part.utf8.allSatisfy { byte in
                        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
                    }
            }
        guard isPath else { return problem("`\(name)` must be a place, not \(node.described)", mend: mend) }
        return PlaceSelector(text)
    }
}
