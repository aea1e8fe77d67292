/// Rain as a camera sees it: short bright streaks in the air, and splashes on the ground.
struct Rain: Sendable {
    let amount: Double
    let seed: UInt64

    /// Draws the rain of one frame over what is there.
    func draw(on canvas: inout Canvas, ground: [UInt8], frame: Int) {
        guard amount > 0 else { return }
        var random = SeededRandom(seed: seed, purpose: Purpose.rain, number: frame)
        let scale = Double(canvas.height) / 480
        for _ in 0..<Int(260 * amount * scale) { streak(&canvas, &random, scale) }
        for _ in 0..<Int(150 * amount * scale) { splash(&canvas, ground, &random) }
    }

    private func streak(_ canvas: inout Canvas, _ random: inout SeededRandom, _ scale: Double) {
        let near = random.unit()
        let length = (8 + 26 * near * near) * scale
        var x = random.value(in: 0...Double(canvas.width)), y = random.value(in: -20...Double(canvas.height))
        let alpha = Float(0.10 + 0.22 * near), slant = -0.14 + 0.05 * (random.unit() - 0.5)
        let (width, height) = (canvas.width, canvas.height)
        var plane = canvas.luma.mutableSpan
        for _ in 0..<Int(length) {
            if x >= 0, y >= 0, x < Double(width - 1), y < Double(height) {
                let i = Int(y) * width + Int(x)
                plane[i] = byte(Float(plane[i]) + (205 - Float(plane[i])) * alpha)
                if near > 0.75 { plane[i + 1] = byte(Float(plane[i + 1]) + (205 - Float(plane[i + 1])) * alpha * 0.6) }
            }
            x += slant
            y += 1
        }
    }

    private func splash(_ canvas: inout Canvas, _ ground: [UInt8], _ random: inout SeededRandom) {
        let x = random.index(below: canvas.width - 3), y = random.index(below: canvas.height)
        guard ground[y * canvas.width + x] > 0 else { return }
        let alpha = Float(random.value(in: 0.15...0.45))
        for dx in 0..<3 {
            let i = y * canvas.width + x + dx
            canvas.luma[i] = byte(
                Float(canvas.luma[i]) + (215 - Float(canvas.luma[i])) * (dx == 1 ? alpha : alpha * 0.5))
        }
    }
}
