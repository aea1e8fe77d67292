import Base

/// What the pixels of a lasting change show in one look.
struct ChangeTally: Sendable {
    /// All that the change still holds, and of them those that look like the scene again, like the change when it was
    /// accepted, or like something else; what is hidden by something that moves is none of these.
    private(set) var all = 0
    private(set) var back = 0
    private(set) var same = 0
    private(set) var other = 0
    /// Pixels that move in this frame.
    private(set) var lively = 0
    /// What is left of the difference from the scene, in grey levels.
    private(set) var difference = 0
    /// Where they are.
    private(set) var box: PixelBox?

    /// Differences that are none, luma times 64.
    private static let alike: Int16 = 12 * 64
    /// A few glaring pixels are not the thing: differences count up to 40 grey levels.
    private static let much: Int16 = 40 * 64

    /// Looks at the pixels that `number` holds within a box. Those that have looked like the scene for a while are given back.
    ///
    /// Cost: about 3 ns for each pixel of the box.
    init(of number: UInt8, in region: PixelBox, _ slow: inout SlowScene, _ frame: borrowing Frame) {
        let pixels = frame.pixels
        for y in region.rows {
            for x in region.left..<region.right where slow.hold[y * slow.width + x] == number {
                let i = y * slow.width + x
                let isBack = slow.isSure(i) && slow.agrees(i)
                if isBack, slow.isLasting(i) {
                    slow.release(i)
                    continue
                }
                note(i, isBack, slow)
                if abs(Int16(pixels[i]) << 6 - slow.recent[i]) > Self.alike { lively += 1 }
                let here = PixelBox(left: x, top: y, right: x + 1, bottom: y + 1)
                box = box?.union(here) ?? here
            }
        }
    }

    private mutating func note(_ i: Int, _ isBack: Bool, _ slow: borrowing SlowScene) {
        all += 1
        guard !isBack else { return back += 1 }
        difference += Int(min(abs(slow.accepted[i] - slow.mean[i]), Self.much)) >> 6
        guard slow.isSure(i) else { return }
        if abs(slow.recent[i] - slow.accepted[i]) <= Self.alike { same += 1 } else { other += 1 }
    }
}
