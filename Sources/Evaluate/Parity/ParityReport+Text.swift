extension ParityReport {
    /// The comparison as lines of text, one for each pair of groups.
    package var text: String {
        let lines = (clothingGaps + ends(of: .height) + ends(of: .speed)).map { gap in
            let verdict =
                gap.isLimited ? "contrast limits" : (gap.difference ?? 1) <= Self.tolerance ? "parity" : "no parity"
            return "\(gap.subject): recall \(Decimals.fixed(gap.first.recall, 3)) and "
                + "\(Decimals.fixed(gap.second.recall, 3)), \(verdict)"
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
