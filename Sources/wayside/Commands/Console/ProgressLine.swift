/// The text of a progress bar: `[######......]  42 %  184 fps  12 s left`.
struct ProgressLine {
    private static let width = 28

    /// The line for `done` of `all` after `elapsed_s` seconds; without `all` only the count and the rate.
    static func text(done: Int, of all: Int?, elapsed_s: Double, words: String) -> String {
        let rate = elapsed_s > 0 ? Double(done) / elapsed_s : 0
        guard let all, all > 0 else { return "\(done) frames  \(Int(rate)) fps  \(words)" }
        let fraction = min(1, Double(done) / Double(all))
        let filled = Int(fraction * Double(width))
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
        var text = "[\(bar)] \(Int(fraction * 100)) %  \(Int(rate)) fps"
        if rate > 0, done < all { text += "  \(Int((Double(all - done) / rate).rounded(.up))) s left" }
        return text + "  " + words
    }
}
