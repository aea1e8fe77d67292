import Detect
import Testing

@Suite struct Silhouettes {
    /// Parts of the only region that is painted.
    static func parts(_ width: Int = 160, _ height: Int = 120, _ paint: (inout Painted) -> Void) throws -> [Silhouette
        .Part]
    {
        var painted = Painted(width: width, height: height)
        paint(&painted)
        var map = RegionMap(), silhouette = Silhouette()
        map.find(mask: painted.mask, grouping: painted.mask, strong: painted.bytes)
        try #require(map.regions.count == 1, "what is painted hangs together")
        return silhouette.parts(of: map.regions[0], runs: map.runs[...])
    }

    @Test(arguments: [20.0, 30, 45, 60, 90])
    func `one person is one part`(height: Double) throws {
        let parts = try Self.parts { $0.person(centreX: 80, bottom: 110, height: height) }
        #expect(parts.count == 1)
        #expect(parts.first?.bottom == 110)
    }

    @Test(arguments: [30.0, 45, 60, 90])
    func `two side by side are two parts, each around its own`(height: Double) throws {
        let apart = height * 0.31
        let parts = try Self.parts {
            $0.person(centreX: 60, bottom: 110, height: height)
            $0.person(centreX: 60 + apart, bottom: 110, height: height)
        }
        try #require(parts.count == 2)
        #expect(parts[0].right == parts[1].left)
        #expect((parts[0].left..<parts[0].right).contains(60))
        #expect((parts[1].left..<parts[1].right).contains(Int(60 + apart)))
        for part in parts { #expect(part.bottom == 110 && part.top == 110 - Int(height)) }
    }

    @Test func `three side by side are three parts`() throws {
        let parts = try Self.parts {
            for i in 0..<3 { $0.person(centreX: 50 + 18 * Double(i), bottom: 110, height: 60) }
        }
        #expect(parts.count == 3)
    }

    @Test(arguments: [40, 80, 130])
    func `a car is one part`(length: Int) throws {
        let parts = try Self.parts {
            // Bonnet, cabin, boot; wheels below.
            $0.fill(10..<(10 + length), 80..<100)
            $0.fill((10 + length / 4)..<(10 + length * 3 / 4), 64..<80)
            $0.fill((10 + length / 8)..<(10 + length / 4), 100..<106)
            $0.fill((10 + length * 3 / 4)..<(10 + length * 7 / 8), 100..<106)
        }
        try #require(parts.count == 1)
        #expect((parts[0].left, parts[0].right, parts[0].top, parts[0].bottom) == (10, 10 + length, 64, 106))
    }

    @Test func `a raised arm is no second head`() throws {
        let parts = try Self.parts {
            $0.person(centreX: 80, bottom: 110, height: 60)
            $0.fill(90..<93, 62..<80)
        }
        #expect(parts.count == 1)
    }

    @Test func `what is too small to show heads is one part`() throws {
        let parts = try Self.parts {
            $0.person(centreX: 60, bottom: 110, height: 12)
            $0.person(centreX: 64, bottom: 110, height: 12)
        }
        #expect(parts.count == 1)
    }
}
