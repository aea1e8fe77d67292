import Base
import Detect
import Testing

@Suite struct `Light on the whole picture` {
    static let ground = StillLife.ground()

    static func change(
        to picture: StillLife, noise amplitude: Double = 2, seed: UInt64 = 8,
        held: (x: Range<Int>, y: Range<Int>)? = nil
    )
        -> LightCompensation.Change?
    {
        var light = LightCompensation(size: StillLife.size), noise = Noise(seed: seed)
        var model = BackgroundModel.of(ground)
        model.watch(10, seconds: 3) { _ in ground }
        if let held { for y in held.y { model.hold(row: y, columns: held.x) } }
        return light.change(from: model, to: picture.frame(noise: amplitude, &noise))
    }

    @Test(arguments: [(1.0, 25.0), (1, -20), (0.7, 0), (1.2, 0), (0.8, 30), (0.5, 10), (1, 12)])
    func `gain and offset are found within about a grey level`(gain: Double, offset: Double) throws {
        let found = try #require(Self.change(to: Self.ground.lit(gain: gain, offset: offset)))
        for scene in [70.0, 110, 150, 190] {
            let error = found.gain * scene + found.offset - (gain * scene + offset)
            #expect(abs(error) < 1.5, "at \(scene)")
        }
    }

    @Test(arguments: [(1.0, 25.0), (1, -20), (0.7, 0), (1.2, 0), (0.8, 30)], [20.0, 235])
    func `gain and offset are found while 30 percent are held by something followed`(
        light: (Double, Double), thing: Double
    ) throws {
        let (gain, offset) = light
        var picture = Self.ground.lit(gain: gain, offset: offset)
        picture.paint(40..<106, 30..<117) { _ in thing }
        let found = try #require(Self.change(to: picture, held: (40..<106, 30..<117)))
        for scene in [70.0, 110, 150, 190] {
            let error = found.gain * scene + found.offset - (gain * scene + offset)
            #expect(abs(error) < 2, "at \(scene)")
        }
    }

    @Test(arguments: [(1.0, 25.0), (1, -20), (0.7, 0), (1.2, 0), (0.8, 30)], [20.0, 235])
    func `something new in a tenth of the picture hides no change of light`(light: (Double, Double), thing: Double)
        throws
    {
        let (gain, offset) = light
        var picture = Self.ground.lit(gain: gain, offset: offset)
        picture.paint(40..<88, 40..<80) { _ in thing }
        let found = try #require(Self.change(to: picture))
        for scene in [70.0, 110, 150, 190] {
            let error = found.gain * scene + found.offset - (gain * scene + offset)
            #expect(abs(error) < 5, "at \(scene)")
        }
    }

    @Test(arguments: 1...20)
    func `no change is seen in a still picture`(seed: Int) {
        #expect(Self.change(to: Self.ground, noise: 6, seed: UInt64(seed)) == nil)
    }

    @Test(arguments: [15.0, 60, 130, 240], [-30, 0, 30, 60, 90, 120])
    func `no change is seen while something large passes`(brightness: Double, left: Int) {
        var picture = Self.ground
        picture.paint(left..<(left + 60), 20..<110) { _ in brightness }
        #expect(Self.change(to: picture) == nil)
    }

    @Test func `a lamp is sudden, a cloud is not`() throws {
        for offset in [30.0, -30] {
            let lamp = try #require(Self.change(to: Self.ground.lit(gain: 1, offset: offset)))
            #expect(lamp.isSudden)
        }
        #expect(Self.change(to: Self.ground.lit(gain: 1.03, offset: 0))?.isSudden != true)
    }

    @Test func `the whole picture replaced by another one is no change of light`() {
        #expect(Self.change(to: StillLife.ground(seed: 77)) == nil)
    }
}
