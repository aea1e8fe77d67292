/// Number of insertions, deletions, substitutions and swaps of neighbours that turn one text into the other (optimal
/// string alignment). Cost: product of the lengths.
package func editDistance(_ a: String, _ b: String) -> Int {
    let a = Array(a.unicodeScalars), b = Array(b.unicodeScalars)
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in 1...a.count {
        var row = [i] + repeatElement(0, count: b.count)
        for j in 1...b.count {
            let same = a[i - 1] == b[j - 1] ? 0 : 1
            row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same)
            if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], beforeLast[j - 2] + 1) }
        }
        (beforeLast, last) = (last, row)
    }
    return last[b.count]
}

/// The word nearest to `text`, when it is near enough to be meant; `_` and `-` and letter case are not told apart. The
/// first of equally near words is taken.
package func nearest(to text: String, among words: [String]) -> String? {
    func folded(_ text: String) -> String { String(text.prefix(64).lowercased().map { $0 == "-" ? "_" : $0 }) }
    let wanted = folded(text)
    let ranked = words.map { (word: $0, distance: editDistance(wanted, folded($0))) }
    guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
    return best.distance <= max(1, min(text.count, best.word.count) / 2) ? best.word : nil
}
