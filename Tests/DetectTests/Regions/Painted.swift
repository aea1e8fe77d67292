import Base
import Detect
import WaysideTestSupport

/// A binary picture kept the simplest way: what the fast masks and regions are compared with, and painted for.
struct Painted: Equatable {
    let width: Int
    let height: Int
    var pixels: [Bool]

    init(width: Int, height: Int) {
        (self.width, self.height) = (width, height)
        pixels = Array(repeating: false, count: width * height)
    }

    init(_ mask: borrowing BitMask) {
        self.init(width: mask.width, height: mask.height)
        for i in pixels.indices { pixels[i] = mask[i % width, i / width] }
    }

    static func random(width: Int, height: Int, share: Double, seed: UInt64) -> Painted {
        var random = SeededRandom(seed: seed), painted = Painted(width: width, height: height)
        for i in painted.pixels.indices { painted.pixels[i] = Double.random(in: 0..<1, using: &random) < share }
        return painted
    }

    var bytes: [UInt8] { pixels.map { $0 ? 1 : 0 } }

    var mask: BitMask {
        var mask = BitMask(width: width, height: height)
        mask.pack(bytes)
        return mask
    }

    subscript(x: Int, y: Int) -> Bool { pixels[y * width + x] }

    /// Paints a rectangle, as far as it lies in the picture.
    mutating func fill(_ x: Range<Int>, _ y: Range<Int>, _ value: Bool = true) {
        for row in y where (0..<height).contains(row) {
            for column in x where (0..<width).contains(column) { pixels[row * width + column] = value }
        }
    }

    /// Paints a standing person: a head on shoulders on legs, by the middle, the line stood on, and the height.
    mutating func person(centreX: Double, bottom: Double, height tall: Double) {
        let unit = tall / 10, x = centreX, foot = bottom
        func box(_ halfWidth: Double, _ from: Double, _ to: Double) {
            fill(
                Int((x - halfWidth * unit).rounded())..<Int((x + halfWidth * unit).rounded()),
                Int((foot - from * unit).rounded())..<Int((foot - to * unit).rounded()))
        }
        box(0.7, 10, 8)
        box(1.6, 8, 4.5)
        box(1.2, 4.5, 0)
    }

    func map(_ body: (Int, Int) -> Bool) -> Painted {
        var other = self
        for i in pixels.indices { other.pixels[i] = body(i % width, i / width) }
        return other
    }

    /// Set pixels within the reach, the pixel itself with them.
    func count(aroundX x: Int, y: Int, reachX: Int, reachY: Int) -> Int {
        var count = 0
        for row in max(0, y - reachY)...min(height - 1, y + reachY) {
            for column in max(0, x - reachX)...min(width - 1, x + reachX) where self[column, row] { count += 1 }
        }
        return count
    }

    func runs(row: Int) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        for x in 0..<width where self[x, row] {
            if let last = runs.last, last.upperBound == x {
                runs[runs.count - 1] = last.lowerBound..<(x + 1)
            } else {
                runs.append(x..<(x + 1))
            }
        }
        return runs
    }

    /// The runs of one rectangle in a picture of `StillLife`'s size.
    static func runs(_ x: Range<Int>, _ y: Range<Int>) -> [Run] {
        var painted = Painted(width: StillLife.size.width, height: StillLife.size.height), map = RegionMap()
        painted.fill(x, y)
        map.find(mask: painted.mask, grouping: painted.mask, strong: painted.bytes)
        return map.runs
    }

    /// For each pixel the number of its 8-connected component, from 0 in reading order of the first pixels; -1 for none.
    var components: [Int] {
        var labels = [Int](repeating: -1, count: pixels.count), next = 0
        for start in pixels.indices where pixels[start] && labels[start] < 0 {
            var open = [start]
            labels[start] = next
            while let i = open.popLast() {
                let x = i % width, y = i / width
                for row in max(0, y - 1)...min(height - 1, y + 1) {
                    for column in max(0, x - 1)...min(width - 1, x + 1) {
                        let j = row * width + column
                        if pixels[j], labels[j] < 0 {
                            labels[j] = next
                            open.append(j)
                        }
                    }
                }
            }
            next += 1
        }
        return labels
    }
}
