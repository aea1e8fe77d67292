import Detect
import Testing
import WaysideTestSupport

@Suite struct `Regions of a mask` {
    /// A run without its label.
    struct Stretch: Equatable { var row: Int, start: Int, end: Int }

    /// What a flood fill finds: one region for each component of `grouping` that holds a pixel of `painted`.
    struct Expected: Equatable {
        var left = Int.max, top = Int.max, right = 0, bottom = 0, area = 0, strong = 0
        var runs: [Stretch] = []
    }

    static func expected(_ painted: Painted, _ grouping: Painted, _ strong: [UInt8]) -> [Expected] {
        let labels = grouping.components
        var found = [Expected](repeating: Expected(), count: (labels.max() ?? -1) + 1)
        for y in 0..<painted.height {
            for range in painted.runs(row: y) {
                let label = labels[y * painted.width + range.lowerBound]
                found[label].runs.append(Stretch(row: y, start: range.lowerBound, end: range.upperBound))
                found[label].left = min(found[label].left, range.lowerBound)
                found[label].right = max(found[label].right, range.upperBound)
                found[label].top = min(found[label].top, y)
                found[label].bottom = max(found[label].bottom, y + 1)
                found[label].area += range.count
                found[label].strong += range.count { strong[y * painted.width + $0] & 2 != 0 }
            }
        }
        return found.filter { $0.area > 0 }
    }

    static func found(_ map: borrowing RegionMap) -> [Expected] {
        map.regions.map { region in
            Expected(
                left: region.left, top: region.top, right: region.right, bottom: region.bottom, area: region.area,
                strong: region.strongArea,
                runs: map.runs[region.firstRun..<region.endRun].map {
                    Stretch(row: Int($0.row), start: Int($0.start), end: Int($0.end))
                })
        }
    }

    @Test func `regions are those of a flood fill, grouped or not, in 200 random masks`() {
        var random = SeededRandom(seed: 200)
        // One map for all: its buffers are kept, and nothing of the mask before may show.
        var map = RegionMap()
        for seed in 1...200 as ClosedRange<UInt64> {
            let width = Int.random(in: 1...140, using: &random), height = Int.random(in: 1...40, using: &random)
            let share = Double.random(in: 0.02...0.7, using: &random), reach = Int.random(in: 1...4, using: &random)
            let painted = Painted.random(width: width, height: height, share: share, seed: seed)
            let strong = painted.pixels.map { $0 ? UInt8(1) | (random.next() & 1 == 0 ? 0 : 2) : 0 }
            map.find(mask: painted.mask, grouping: painted.mask, strong: strong)
            #expect(Self.found(map) == Self.expected(painted, painted, strong), "seed \(seed), alone")
            var grouping = BitMask(width: width, height: height)
            grouping.dilate(from: painted.mask, reach_px: reach)
            map.find(mask: painted.mask, grouping: grouping, strong: strong)
            #expect(Self.found(map) == Self.expected(painted, Painted(grouping), strong), "seed \(seed), grouped")
        }
    }

    @Test func `corners touch`() {
        var painted = Painted(width: 8, height: 4)
        painted.fill(0..<2, 0..<2)
        painted.fill(2..<4, 2..<4)
        painted.fill(6..<8, 0..<2)
        var map = RegionMap()
        map.find(mask: painted.mask, grouping: painted.mask, strong: painted.bytes)
        #expect(map.regions.map(\.area) == [8, 4])
    }

    @Test func `arms that meet only at the bottom are one region`() {
        var painted = Painted(width: 70, height: 20)
        for x in stride(from: 0, to: 70, by: 2) { painted.fill(x..<(x + 1), 0..<19) }
        painted.fill(0..<69, 19..<20)
        var map = RegionMap()
        map.find(mask: painted.mask, grouping: painted.mask, strong: painted.bytes)
        #expect(map.regions.count == 1)
        #expect(map.regions.first?.area == painted.pixels.count { $0 })
    }

    @Test func `an empty mask has no region`() {
        let painted = Painted(width: 65, height: 3)
        var map = RegionMap()
        map.find(mask: painted.mask, grouping: painted.mask, strong: painted.bytes)
        #expect(map.regions.isEmpty && map.runs.isEmpty)
    }

    @Test func `a run is found in the region that holds it as a whole, and only there`() {
        for seed in 1...40 as ClosedRange<UInt64> {
            let whole = Painted.random(width: 90, height: 24, share: 0.35, seed: seed)
            var map = RegionMap()
            map.find(mask: whole.mask, grouping: whole.mask, strong: whole.bytes)
            let labels = whole.components
            for run in map.runs {
                let label = labels[Int(run.row) * 90 + Int(run.start)]
                #expect(map.region(holding: run) == label)
                // A piece of a run lies in the same region; one that sticks out lies in none.
                var piece = run, longer = run
                piece.start = run.end - 1
                longer.end = run.end + 1
                #expect(map.region(holding: piece) == label)
                #expect(map.region(holding: longer) == nil)
            }
        }
    }
}
